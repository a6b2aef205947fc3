// @ts-check
/**
 * The decision boundary on a canvas as wide as its place: the answers as colours, and the line where they change sides.
 */
import { borders, contour, unrounded } from "../lib/contour.js";
import { h } from "../lib/dom.js";
import { t } from "../t.js";
import { paintBoundary, viewOf } from "./images.js";
import { paletteOf } from "./palette.js";

/** @typedef {import("../types.js").Picture} Picture */
/** @typedef {import("../types.js").Options} Options */

/**
 * Draw a boundary into a square of a canvas, with the line where the answers change sides.
 * @param {CanvasRenderingContext2D} context
 * @param {HTMLCanvasElement} image of the grid's size, to paint on first
 * @param {Picture} picture
 * @param {Options} options
 * @param {{x: number, y: number, width: number, line: number}} square its pixels, and how wide the line is
 */
export function drawBoundary(context, image, picture, options, { x, y, width, line }) {
  const { boundary } = picture;
  if (!boundary) return;
  const { shape: [, rows, columns] } = boundary;
  paintBoundary(image, picture, options);
  context.imageSmoothingEnabled = !options.discretize;
  context.imageSmoothingQuality = "low";
  // The grid's outermost samples lie on the edge of the plane: half a pixel of each side is left out.
  context.drawImage(image, 0.5, 0.5, columns - 1, rows - 1, x, y, width, width);
  const segments = linesOf(boundary, viewOf(picture, options), options.zero ?? null);
  const [sx, sy] = [width / (columns - 1), width / (rows - 1)];
  context.beginPath();
  for (let i = 0; i < segments.length; i += 4) {
    context.moveTo(x + segments[i] * sx, y + width - segments[i + 1] * sy);
    context.lineTo(x + segments[i + 2] * sx, y + width - segments[i + 3] * sy);
  }
  context.strokeStyle = paletteOf(options.theme).contour;
  context.lineWidth = line;
  context.stroke();
}

/**
 * The line where the answers change sides, as segments; of values, that of `zero`.
 * @param {NonNullable<Picture["boundary"]>} boundary
 * @param {ReturnType<typeof viewOf>} view
 * @param {NonNullable<Options["zero"]>|null} zero
 */
function linesOf({ values, shape: [count, rows, columns], range: [low, high] }, { mode, output }, zero) {
  if (low === high) return [];
  if (mode === "regions") return borders(values, count, rows, columns);
  if (mode === "values") return zero ? contour(unrounded(zero.values, rows, columns), rows, columns, 0) : [];
  return contour(unrounded(values.subarray(output * rows * columns, (output + 1) * rows * columns), rows, columns), rows, columns, 127.5);
}

/** @param {HTMLElement} root */
export function boundaryView(root) {
  const canvas = h("canvas.boundary", { role: "img", "aria-label": t.boundaryLabel });
  const image = document.createElement("canvas");
  root.append(canvas);
  /** Not asked for before it is drawn on: without transparency, a canvas is black until then. @type {CanvasRenderingContext2D|null} */
  let context = null;
  let side = 0;
  /** What was drawn last, for when there is another room for it. @type {{picture: Picture, options: Options}|null} */
  let shown = null;

  function paint() {
    if (!shown || !side) return;
    const { picture, options } = shown;
    if (!picture.boundary) return;
    context ??= /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { alpha: false }));
    drawBoundary(context, image, picture, options, { x: 0, y: 0, width: canvas.width, line: 1.25 * (canvas.width / side) });
  }

  const observer = new ResizeObserver(() => {
    side = canvas.clientWidth;
    const pixels = Math.round(side * Math.min(2, window.devicePixelRatio || 1));
    if (!pixels || canvas.width === pixels) return paint();
    canvas.width = pixels;
    canvas.height = pixels;
    paint();
  });
  observer.observe(canvas);

  return {
    canvas,
    /** @param {Picture|null} picture @param {Options} options */
    draw(picture, options) {
      if (!picture?.boundary) return;
      shown = { picture, options };
      paint();
    },
    remove() {
      observer.disconnect();
      canvas.remove();
    },
  };
}
