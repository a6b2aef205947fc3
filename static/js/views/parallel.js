// @ts-check
/**
 * Every tile of a sweep of many fields as a line over its values, with what it has come to at the right end, in whose colour it is drawn.
 */
import { blank, h } from "../lib/dom.js";
import { mix, parseColour } from "../lib/colour.js";
import { textScale } from "../lib/text.js";
import { paletteOf } from "./palette.js";

const [SIDE, TOP, BOTTOM, NEAR] = [56, 26, 12, 10];
/** More names than this cannot be read along an axis. */
const MOST_NAMES = 9;

/** @typedef {{title: string, places: number[], ticks: {at: number, text: string}[]}} Axis   `places`: by tile, 0 at the bottom to 1; NaN: none */
/** @typedef {{axes: Axis[], good: number[], label: string, best: number|null, hovered: number|null, theme: string}} Drawn   `good`: by tile, 0 to 1, how good it is; NaN: not known */

/**
 * @param {HTMLElement} root
 * @param {{hover: (tile: number|null) => void, choose: (tile: number) => void}} hooks
 */
export function parallelView(root, { hover, choose }) {
  const canvas = h("canvas.parallel", { role: "img" });
  root.append(canvas);
  /** @type {Drawn|null} */
  let drawn = null;

  function frame() {
    const { axis: by } = textScale();
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    const count = Math.max(2, drawn?.axes.length ?? 2);
    return {
      by,
      x: (/** @type {number} */ axis) => SIDE * by + (axis / (count - 1)) * (width - 2 * SIDE * by),
      y: (/** @type {number} */ place) => height - BOTTOM * by - place * (height - (TOP + BOTTOM) * by),
    };
  }

  function paint() {
    const sheet = blank(canvas);
    if (!drawn || !sheet) return;
    const { context, width } = sheet;
    const { by, x, y } = frame();
    const { axes, good, best, hovered, theme } = drawn;
    const palette = paletteOf(theme);
    const [from, to] = [palette.classes[0], palette.classes[1]].map(parseColour);
    const middle = parseColour(palette.line);
    const colourOf = (/** @type {number} */ share) => (Number.isNaN(share) ? palette.line : `rgb(${(share < 0.5 ? mix(from, middle, share * 2) : mix(middle, to, share * 2 - 1)).join(", ")})`);
    /** @param {number} tile @param {number} thick @param {number} ink */
    const line = (tile, thick, ink) => {
      context.beginPath();
      axes.forEach(({ places }, i) => { if (!Number.isNaN(places[tile])) context.lineTo(x(i), y(places[tile])); });
      context.globalAlpha = ink;
      context.lineWidth = thick;
      context.strokeStyle = colourOf(good[tile]);
      context.stroke();
      context.globalAlpha = 1;
    };
    const order = good.map((_, i) => i).sort((a, b) => (good[a] || 0) - (good[b] || 0));
    for (const tile of order) line(tile, 1.3 * by, hovered === null ? 0.85 : 0.16);
    if (best !== null && good.length > best) line(best, 2.6 * by, hovered === null ? 1 : 0.5);
    if (hovered !== null && good.length > hovered) line(hovered, 3 * by, 1);
    context.font = `${11 * by}px ${palette.font}`;
    axes.forEach(({ title, ticks }, i) => {
      context.strokeStyle = palette.quiet;
      context.lineWidth = 1;
      context.beginPath();
      context.moveTo(x(i), y(0));
      context.lineTo(x(i), y(1));
      context.stroke();
      const last = i === axes.length - 1;
      context.textAlign = i === 0 ? "left" : last ? "right" : "center";
      context.fillStyle = palette.ink;
      context.textBaseline = "top";
      context.fillText(title, i === 0 ? 4 : last ? width - 4 : x(i), 2, Math.min(width / axes.length, x(1) - x(0)) - 8 * by);
      context.textAlign = last ? "left" : "right";
      context.textBaseline = "middle";
      context.fillStyle = palette.quiet;
      for (const { at, text } of ticks.length > MOST_NAMES ? ticks.filter((_, k) => k % Math.ceil(ticks.length / MOST_NAMES) === 0) : ticks) {
        // Read over the lines that run behind it.
        context.strokeStyle = palette.paper;
        context.lineWidth = 3;
        context.strokeText(text, x(i) + (last ? 5 : -5) * by, y(at), SIDE * by * 1.6);
        context.fillText(text, x(i) + (last ? 5 : -5) * by, y(at), SIDE * by * 1.6);
      }
    });
  }

  /** The line that is nearest to a place. @param {MouseEvent} event */
  function nearest(event) {
    if (!drawn) return null;
    const box = canvas.getBoundingClientRect();
    const { x, y } = frame();
    const [px, py] = [event.clientX - box.left, event.clientY - box.top];
    const i = Math.max(0, Math.min(drawn.axes.length - 2, drawn.axes.findLastIndex((_, k) => x(k) <= px)));
    const along = (px - x(i)) / (x(i + 1) - x(i));
    let [tile, least] = [/** @type {number|null} */ (null), NEAR];
    drawn.good.forEach((_, k) => {
      const [a, b] = [i, i + 1].map((axis) => /** @type {Drawn} */ (drawn).axes[axis].places[k]);
      const far = Math.abs(y(a + (b - a) * along) - py);
      if (far < least) [tile, least] = [k, far];
    });
    return tile;
  }
  canvas.addEventListener("pointermove", (event) => hover(nearest(event)));
  canvas.addEventListener("pointerleave", () => hover(null));
  canvas.addEventListener("click", (event) => {
    const tile = nearest(event);
    if (tile !== null) choose(tile);
  });
  new ResizeObserver(paint).observe(canvas);

  return {
    canvas,
    /** @param {Drawn} next */
    draw(next) {
      drawn = next;
      if (canvas.ariaLabel !== next.label) canvas.ariaLabel = next.label;
      paint();
    },
  };
}
