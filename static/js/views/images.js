// @ts-check
/**
 * What the outputs answer over the plane, as pixels of a canvas: all of them together, or one.
 */
import { paint, paintInto, paintLargest } from "../lib/colour.js";
import { outputsOf } from "./outline.js";
import { paletteOf } from "./palette.js";

/** @typedef {import("../types.js").Picture} Picture */
/** @typedef {import("../types.js").Options} Options */

/**
 * What is seen of them: two classes against each other, the regions of several, one output of several, or values.
 * @param {Picture|null} picture
 * @param {Pick<Options, "data"|"output">} options
 * @returns {{mode: "pair"|"regions"|"one"|"values", output: number}}
 */
export function viewOf(picture, { data, output = null }) {
  const count = outputsOf(picture);
  const chosen = output !== null && output < count ? output : null;
  if (data && !data.classes?.length) return { mode: "values", output: chosen ?? 0 };
  if (count === 1) return { mode: "pair", output: 0 };
  return chosen === null ? { mode: "regions", output: 0 } : { mode: "one", output: chosen };
}

/**
 * Give a canvas the grid's size and have its pixels filled.
 * @param {HTMLCanvasElement} canvas
 * @param {{shape: number[]}} grid
 * @param {(pixels: Uint32Array) => void} fill
 */
function into(canvas, { shape }, fill) {
  const [rows, columns] = shape.slice(-2);
  if (canvas.width !== columns) canvas.width = columns;
  if (canvas.height !== rows) canvas.height = rows;
  const context = canvas.getContext("2d");
  if (!context) return;
  const image = context.createImageData(columns, rows);
  fill(new Uint32Array(image.data.buffer));
  context.putImageData(image, 0, 0);
}

/** The colours of one output's answers. @param {Picture} picture @param {number} unit @param {Options} options */
function tableOf(picture, unit, { theme, data, discretize }) {
  const { shades, halves, sure } = paletteOf(theme);
  if (outputsOf(picture) === 1 || viewOf(picture, { data }).mode === "values") return discretize ? halves : shades;
  return sure[unit % 10];
}

/**
 * Paint what there is to see of the outputs, a pixel for each point of the boundary's grid.
 * @param {HTMLCanvasElement} canvas
 * @param {Picture} picture
 * @param {Options} options
 */
export function paintBoundary(canvas, picture, options) {
  const { boundary } = picture;
  if (!boundary) return;
  const { values, shape: [count, rows, columns] } = boundary;
  const { theme, discretize } = options;
  const { mode, output } = viewOf(picture, options);
  const palette = paletteOf(theme);
  into(canvas, boundary, (pixels) => {
    if (mode === "regions") paintLargest(values, count, rows, columns, palette.regions, pixels, discretize);
    else paint(values, output * rows * columns, rows, columns, mode === "one" && discretize ? flat(palette, output) : tableOf(picture, output, options), pixels);
  });
}

/**
 * Paint what one output answers, whichever are chosen, into a square as large as it is seen: ten of them have far more points.
 * @param {HTMLCanvasElement} canvas
 * @param {Picture} picture
 * @param {number} unit
 * @param {Options} options
 */
export function paintOutput(canvas, picture, unit, options) {
  const { boundary } = picture;
  if (!boundary || unit >= boundary.shape[0]) return;
  const [, rows, columns] = boundary.shape;
  const side = canvas.width;
  into(canvas, { shape: [side, side] }, (pixels) =>
    paintInto(boundary.values, unit * rows * columns, rows, columns, tableOf(picture, unit, options), pixels, { at: 0, stride: side, side }));
}

/** Two flat colours for one class: below one half, and above. @param {import("./palette.js").Palette} palette @param {number} unit */
function flat({ sure }, unit) {
  const table = sure[unit % 10];
  return table.map((_, i) => table[i < 128 ? 0 : 220]);
}
