// @ts-check
/**
 * What the outputs answer over the plane, as pixels: all of them together, or one.
 */
import { paint, paintLargest } from "../lib/colour.js";
import { paletteOf } from "./palette.js";

/** The large view as pixels. */
export const boundaryImage = document.createElement("canvas");

/**
 * What the large view shows: two classes against each other, the regions of several, one output of several, or values.
 * @typedef {{mode: "pair"|"regions"|"one"|"values", output: number}} View
 */

/** @param {import("../types.js").State} state @returns {View} */
export function viewOf({ picture, data, output }) {
  const count = picture ? picture.boundary.shape[0] : 1;
  const chosen = output !== null && output < count ? output : null;
  if (data && !data.classes?.length) return { mode: "values", output: chosen ?? 0 };
  if (count === 1) return { mode: "pair", output: 0 };
  return chosen === null ? { mode: "regions", output: 0 } : { mode: "one", output: chosen };
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {number} rows
 * @param {number} columns
 * @param {(pixels: Uint32Array) => void} fill
 */
function into(canvas, rows, columns, fill) {
  if (canvas.width !== columns || canvas.height !== rows) {
    canvas.width = columns;
    canvas.height = rows;
  }
  const context = canvas.getContext("2d");
  if (!context) return;
  const image = context.createImageData(columns, rows);
  fill(new Uint32Array(image.data.buffer));
  context.putImageData(image, 0, 0);
}

/**
 * Paint the large view.
 * @param {import("../types.js").State} state
 */
export function paintImages(state) {
  const { picture, theme, discretize } = state;
  if (!picture) return;
  const palette = paletteOf(theme);
  const { values, shape: [count, rows, columns] } = picture.boundary;
  const { mode, output } = viewOf(state);
  const one = (/** @type {number} */ unit) => (count === 1 || mode === "values" ? (discretize ? palette.halves : palette.shades) : palette.sure[unit % 10]);
  into(boundaryImage, rows, columns, (pixels) => {
    if (mode === "regions") paintLargest(values, count, rows, columns, palette.regions, pixels, discretize);
    else paint(values, output * rows * columns, rows, columns, mode === "one" && discretize ? flat(palette, output) : one(output), pixels);
  });
}

/**
 * Paint what one output answers, whichever are chosen.
 * @param {HTMLCanvasElement} canvas
 * @param {import("../types.js").Picture} picture
 * @param {number} unit
 * @param {{theme: string, data: import("../types.js").Data|null, discretize?: boolean}} options
 */
export function paintOutput(canvas, { boundary }, unit, { theme, data, discretize }) {
  if (!boundary || unit >= boundary.shape[0]) return;
  const { values, shape: [count, rows, columns] } = boundary;
  const { halves, shades, sure } = paletteOf(theme);
  const several = count > 1 && !(data && !data.classes?.length);
  into(canvas, rows, columns, (pixels) => paint(values, unit * rows * columns, rows, columns, several ? sure[unit % 10] : discretize ? halves : shades, pixels));
}

/** Two flat colours for one class: below one half, and above. @param {import("./palette.js").Palette} palette @param {number} unit */
function flat({ sure }, unit) {
  const table = sure[unit % 10];
  return table.map((_, i) => table[i < 128 ? 0 : 220]);
}
