// @ts-check
/**
 * The curves of a whole sweep on one canvas: a median for each tile, a band from the least to the most of its seeds.
 */
import { blank, h, setText } from "../lib/dom.js";
import { brief, percent } from "../lib/format.js";
import { spreadOf, stretchFor, ticksOf } from "../lib/spread.js";
import { textScale } from "../lib/text.js";
import { t } from "../t.js";
import { paletteOf } from "./palette.js";

/** What axes leave beside the curves, at the usual size of their numbers; and how near the pointer has to be. */
const [LEFT, RIGHT, TOP, BOTTOM, NEAR] = [42, 10, 8, 20, 28];
/** So many epochs tell how far the axis goes. */
const SAMPLED = 60;
const [FAINT, PLAIN, DIM] = [0.16, 0.85, 0.14];

/** @typedef {import("../lib/summary.js").Bands} Bands */
/**
 * @typedef {object} Drawn
 * @property {number[]} epochs
 * @property {Bands[]} bands   by epoch
 * @property {{colour: string, dash: number[], ended: number|null}[]} tiles   `ended`: the epoch at which all of its runs had diverged
 * @property {number} until   the epoch at the right end
 * @property {string} label
 * @property {boolean} share   whether they are shares, of 1
 * @property {boolean} log
 * @property {boolean} banded
 * @property {number|null} best
 * @property {number|null} hovered
 * @property {string} theme
 */

/**
 * @param {HTMLElement} root
 * @param {{hover: (tile: number|null, place: number) => void, choose: (tile: number) => void}} hooks   `place`: which of the epochs is pointed at
 */
export function bundleView(root, { hover, choose }) {
  const canvas = h("canvas.bundle", { role: "img" });
  const line = h("p.bundle-words", { "aria-hidden": "true" });
  root.append(canvas, line);
  /** @type {Drawn|null} */
  let drawn = null;
  /** @type {{x: (epoch: number) => number, y: (value: number) => number, width: number, height: number}|null} */
  let scale = null;
  let near = /** @type {number|null} */ (null);

  /** @param {Drawn} what @param {number} width @param {number} height @param {number} by */
  function scaleOf({ bands, log, share, until }, width, height, by) {
    const stride = Math.max(1, Math.floor(bands.length / SAMPLED));
    const values = bands.filter((_, i) => i % stride === 0 || i === bands.length - 1).flatMap(({ median }) => [...median]);
    // Where curves begin is seen, however soon they fall.
    const stretch = stretchFor(values, { log, share, atLeast: bands.length ? 1.1 * spreadOf([...bands[0].median]).median || 0 : 0 });
    const [left, right, top, bottom] = [LEFT * by, width - RIGHT * by, TOP * by, height - BOTTOM * by];
    const of = log ? Math.log10 : (/** @type {number} */ value) => value;
    const [low, high] = [of(stretch.low), of(stretch.high)];
    const span = high - low || 1;
    return {
      stretch, left, right, top, bottom, width, height,
      x: (/** @type {number} */ epoch) => left + (epoch / Math.max(1, until)) * (right - left),
      // What lies beyond the axis, and zero on a logarithmic one, is drawn along the rim.
      y: (/** @type {number} */ value) => (log && value <= 0 ? bottom : Math.min(bottom, Math.max(top, bottom - ((of(value) - low) / span) * (bottom - top)))),
    };
  }

  function paint() {
    const sheet = blank(canvas);
    if (!drawn || !sheet) return;
    const { context, width, height } = sheet;
    const { axis: by } = textScale();
    const frame = scaleOf(drawn, width, height, by);
    scale = frame;
    axes(context, frame, by);
    const { tiles, banded, best, hovered } = drawn;
    const order = tiles.map((_, i) => i).filter((i) => i !== hovered && i !== best);
    const bandOf = hovered ?? (tiles.length <= 12 ? null : best);
    if (banded) for (const i of bandOf === null ? order : [bandOf]) band(context, frame, i);
    for (const i of order) curve(context, frame, i, hovered === null ? 1.1 : 0.9, hovered === null ? PLAIN : DIM);
    if (best !== null && best !== hovered && tiles[best]) curve(context, frame, best, 2.2, hovered === null ? 1 : 0.5);
    if (hovered !== null && tiles[hovered]) curve(context, frame, hovered, 2.6, 1);
    context.globalAlpha = 1;
  }

  /** @param {CanvasRenderingContext2D} context @param {ReturnType<typeof scaleOf>} frame @param {number} by */
  function axes(context, { stretch, left, right, top, bottom, x, y }, by) {
    const { theme, log, share, until } = /** @type {Drawn} */ (drawn);
    const palette = paletteOf(theme);
    context.font = `${11 * by}px ${palette.font}`;
    context.fillStyle = palette.quiet;
    context.strokeStyle = palette.line;
    context.lineWidth = 1;
    context.textBaseline = "middle";
    context.textAlign = "right";
    const ticks = share ? ticksOf(stretch.low, stretch.high, { most: 4 }) : ticksOf(stretch.low, stretch.high, { log });
    for (const value of ticks) {
      const at = Math.round(y(value)) + 0.5;
      context.beginPath();
      context.moveTo(left, at);
      context.lineTo(right, at);
      context.stroke();
      context.fillText(share ? percent(value, 0) : brief(value), left - 5 * by, at);
    }
    context.textBaseline = "top";
    context.textAlign = "right";
    context.fillText(t.sweep.epochs, right, bottom + 5 * by);
    const room = right - context.measureText(t.sweep.epochs).width - 14 * by;
    context.textAlign = "center";
    for (const epoch of ticksOf(0, until, { most: 5 })) {
      if (Number.isInteger(epoch) && x(epoch) < room) context.fillText(brief(epoch), x(epoch), bottom + 5 * by);
    }
    if (log && drawn?.bands.some(({ median }) => median.includes(0))) {
      context.textAlign = "right";
      context.fillText(t.sweep.zero, left - 5 * by, bottom - 5 * by);
    }
    if (stretch.beyond) {
      context.setLineDash([2, 3]);
      context.beginPath();
      context.moveTo(left, top + 0.5);
      context.lineTo(right, top + 0.5);
      context.stroke();
      context.setLineDash([]);
    }
  }

  /** @param {CanvasRenderingContext2D} context @param {ReturnType<typeof scaleOf>} frame @param {number} tile @param {number} thick @param {number} ink */
  function curve(context, { x, y }, tile, thick, ink) {
    const { epochs, bands, tiles } = /** @type {Drawn} */ (drawn);
    const { colour, dash, ended } = tiles[tile];
    context.beginPath();
    let last = -1;
    for (let i = 0; i < epochs.length; i++) {
      const value = bands[i].median[tile];
      if (!(value === value)) continue;
      if (last < 0) context.moveTo(x(epochs[i]), y(value));
      else context.lineTo(x(epochs[i]), y(value));
      last = i;
    }
    context.globalAlpha = ink;
    context.strokeStyle = colour;
    context.lineWidth = thick;
    context.setLineDash(dash);
    context.lineJoin = "round";
    context.stroke();
    context.setLineDash([]);
    if (ended === null || last < 0) return;
    // Where it diverged it ends in a cross.
    const [at, up, arm] = [x(epochs[last]), y(bands[last].median[tile]), 3.5];
    context.beginPath();
    for (const way of [-arm, arm]) {
      context.moveTo(at - arm, up - way);
      context.lineTo(at + arm, up + way);
    }
    context.lineWidth = 1.8;
    context.stroke();
  }

  /** @param {CanvasRenderingContext2D} context @param {ReturnType<typeof scaleOf>} frame @param {number} tile */
  function band(context, { x, y }, tile) {
    const { epochs, bands, tiles } = /** @type {Drawn} */ (drawn);
    if (!tiles[tile]) return;
    const there = bands.map((_, i) => i).filter((i) => bands[i].low[tile] === bands[i].low[tile]);
    context.beginPath();
    for (const i of there) context.lineTo(x(epochs[i]), y(bands[i].low[tile]));
    for (const i of there.reverse()) context.lineTo(x(epochs[i]), y(bands[i].high[tile]));
    context.closePath();
    context.globalAlpha = FAINT;
    context.fillStyle = tiles[tile].colour;
    context.fill();
    context.globalAlpha = 1;
  }

  /** The curve that is nearest to a place, and the epoch there. @param {PointerEvent|MouseEvent} event */
  function nearest(event) {
    if (!drawn || !scale || !drawn.epochs.length) return { tile: null, place: 0 };
    const box = canvas.getBoundingClientRect();
    const [px, py] = [event.clientX - box.left, event.clientY - box.top];
    const { epochs, bands } = drawn;
    const distance = (/** @type {number} */ i) => Math.abs(/** @type {any} */ (scale).x(epochs[i]) - px);
    const place = epochs.reduce((best, _, i) => (distance(i) < distance(best) ? i : best), 0);
    let [tile, least] = [/** @type {number|null} */ (null), NEAR];
    bands[place].median.forEach((value, i) => {
      const far = Math.abs(/** @type {any} */ (scale).y(value) - py);
      if (far < least) [tile, least] = [i, far];
    });
    return { tile, place };
  }
  canvas.addEventListener("pointermove", (event) => {
    const { tile, place } = nearest(event);
    near = tile;
    canvas.style.setProperty("cursor", tile === null ? "default" : "pointer");
    hover(tile, place);
  });
  canvas.addEventListener("pointerleave", () => {
    near = null;
    hover(null, 0);
  });
  canvas.addEventListener("click", (event) => {
    const { tile } = nearest(event);
    if (tile !== null) choose(tile);
  });
  new ResizeObserver(paint).observe(canvas);

  return {
    canvas,
    /** The curve under the pointer, if any. */
    near: () => near,
    /** @param {Drawn} next @param {string} words what is said below of what is pointed at */
    draw(next, words) {
      drawn = next;
      if (canvas.ariaLabel !== next.label) canvas.ariaLabel = next.label;
      setText(line, words || "\u00a0");
      paint();
    },
  };
}
