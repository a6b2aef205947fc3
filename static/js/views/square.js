// @ts-check
/**
 * A square with two axes, on a canvas: what is on it is painted by who draws it, in places of the axes.
 */
import { blank, h } from "../lib/dom.js";
import { brief } from "../lib/format.js";
import { textScale } from "../lib/text.js";
import { paletteOf } from "./palette.js";

/** Room beside the square, in pixels at the usual size of text. */
const [LEFT, RIGHT, TOP, BOTTOM] = [44, 8, 8, 34];
/** What an arrow key moves, as a share of a side. */
const STRIDE = 0.025;

/** @typedef {{left: number, top: number, side: number}} Box */
/**
 * @typedef {object} Brush
 * @property {CanvasRenderingContext2D} context
 * @property {import("./palette.js").Palette} palette
 * @property {number} by   the size of text
 * @property {number} ratio   pixels of the screen a pixel
 * @property {Box} box
 * @property {(x: number, y: number) => [number, number]} place   in pixels
 */
/** @typedef {{x: [number, number], y: [number, number], names: [string, string], label: string, theme: string, paint: (brush: Brush) => void}} Drawn */
/** @typedef {{x: number, y: number}} Place */

/**
 * @param {HTMLElement} root
 * @param {{hover?: (place: Place|null, byHand?: boolean) => void, choose?: (place: Place) => void}} [hooks] a pointer is at a place, or the arrow keys, by hand; a click, or Enter
 */
export function squareView(root, { hover, choose } = {}) {
  const canvas = h("canvas.field-plot", { role: "img", tabindex: hover ? 0 : null });
  root.append(canvas);
  /** @type {Drawn|null} */
  let drawn = null;
  /** Where the arrow keys are. @type {Place|null} */
  let at = null;

  /** @returns {Box} */
  function boxOf() {
    const { axis: by } = textScale();
    const side = Math.max(1, Math.min(canvas.clientWidth - (LEFT + RIGHT) * by, canvas.clientHeight - (TOP + BOTTOM) * by));
    return { left: LEFT * by, top: TOP * by, side };
  }

  function paint() {
    const sheet = blank(canvas);
    if (!drawn || !sheet) return;
    const { context, ratio } = sheet;
    const { axis: by } = textScale();
    const { x: [x0, x1], y: [y0, y1], theme } = drawn;
    const palette = paletteOf(theme);
    const box = boxOf();
    const place = (/** @type {number} */ x, /** @type {number} */ y) => /** @type {[number, number]} */ ([
      box.left + ((x - x0) / (x1 - x0 || 1)) * box.side, box.top + box.side - ((y - y0) / (y1 - y0 || 1)) * box.side]);
    context.save();
    context.beginPath();
    context.rect(box.left, box.top, box.side, box.side);
    context.clip();
    drawn.paint({ context, palette, by, ratio, box, place });
    context.restore();
    context.globalAlpha = 1;
    context.strokeStyle = palette.line;
    context.lineWidth = 1;
    context.strokeRect(box.left, box.top, box.side, box.side);
    label(context, palette, by, box);
  }

  /** @param {CanvasRenderingContext2D} context @param {import("./palette.js").Palette} palette @param {number} by @param {Box} box */
  function label(context, palette, by, { left, top, side }) {
    const { x, y, names } = /** @type {Drawn} */ (drawn);
    const bottom = top + side;
    context.font = `${11 * by}px ${palette.font}`;
    context.fillStyle = palette.quiet;
    context.textBaseline = "top";
    for (const { value, share } of ticksOf(x)) {
      context.textAlign = share === 0 ? "left" : share === 1 ? "right" : "center";
      context.fillText(brief(value), left + side * share, bottom + 4 * by);
    }
    context.textAlign = "right";
    for (const { value, share } of ticksOf(y)) {
      context.textBaseline = share === 0 ? "bottom" : share === 1 ? "top" : "middle";
      context.fillText(brief(value), left - 5 * by, bottom - side * share, (LEFT - 18) * by);
    }
    context.textAlign = "center";
    context.textBaseline = "top";
    context.fillText(names[0], left + side / 2, bottom + 18 * by, side);
    context.save();
    context.translate(2 * by, top + side / 2);
    context.rotate(-Math.PI / 2);
    context.fillText(names[1], 0, 0, side);
    context.restore();
  }

  /** @param {MouseEvent} event @returns {Place|null} */
  function placeOf({ clientX, clientY }) {
    if (!drawn) return null;
    const { left, top } = canvas.getBoundingClientRect();
    const box = boxOf();
    const [u, v] = [(clientX - left - box.left) / box.side, 1 - (clientY - top - box.top) / box.side];
    if (u < 0 || u > 1 || v < 0 || v > 1) return null;
    const { x, y } = drawn;
    return { x: x[0] + u * (x[1] - x[0]), y: y[0] + v * (y[1] - y[0]) };
  }

  if (hover) {
    canvas.addEventListener("pointermove", (event) => hover(placeOf(event)));
    for (const end of ["pointerleave", "blur"]) canvas.addEventListener(end, () => { at = null; hover(null); });
    canvas.addEventListener("click", (event) => {
      const place = placeOf(event);
      if (place) choose?.(place);
    });
    canvas.addEventListener("keydown", (event) => {
      const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
      if (event.key === "Enter" && at) choose?.(at);
      if (!move || !drawn) return;
      event.preventDefault();
      const { x, y } = drawn;
      const from = at ?? { x: (x[0] + x[1]) / 2, y: (y[0] + y[1]) / 2 };
      const within = (/** @type {number} */ value, /** @type {[number, number]} */ [low, high]) => Math.min(high, Math.max(low, value));
      at = { x: within(from.x + move[0] * STRIDE * (x[1] - x[0]), x), y: within(from.y + move[1] * STRIDE * (y[1] - y[0]), y) };
      hover(at, true);
    });
  }
  new ResizeObserver(paint).observe(canvas);

  return {
    /** @param {Drawn} next */
    draw(next) {
      drawn = next;
      if (canvas.ariaLabel !== next.label) canvas.ariaLabel = next.label;
      paint();
    },
  };
}

/** The ends of an axis, and 0 where that lies well between them. @param {[number, number]} ends */
function ticksOf([low, high]) {
  const zero = -low / (high - low || 1);
  return [{ value: low, share: 0 }, ...(zero > 0.2 && zero < 0.8 ? [{ value: 0, share: zero }] : []), { value: high, share: 1 }].map(({ value, share }) => ({ value: Number(value.toPrecision(2)), share }));
}
