// @ts-check
/**
 * The map of a neuron as pixels: what an input or a hidden neuron answers over the plane.
 */
import { paint, paintInto } from "../lib/colour.js";
import { h } from "../lib/dom.js";
import { paletteOf } from "./palette.js";

/** @typedef {import("../lib/arrays.js").Grid} Grid */

/**
 * Paints maps into canvases of their size, one after the other with the same pixels.
 * @returns {(canvas: HTMLCanvasElement, maps: Grid, index: number, theme: string) => void}
 */
export function createMapPainter() {
  /** @type {ImageData|null} */
  let image = null;
  return (canvas, { values, shape: [, rows, columns] }, index, theme) => {
    if (canvas.width !== columns) canvas.width = columns;
    if (canvas.height !== rows) canvas.height = rows;
    if (image?.width !== columns || image.height !== rows) image = new ImageData(columns, rows);
    paint(values, index * rows * columns, rows, columns, paletteOf(theme).shades, new Uint32Array(image.data.buffer));
    canvas.getContext("2d")?.putImageData(image, 0, 0);
  };
}

/** Where a neuron's square begins on the stage: on a whole pixel. @param {{x: number, y: number}} place @param {number} size */
export const cornerOf = ({ x, y }, size) => ({ left: Math.round(x - size / 2), top: Math.round(y - size / 2) });

/**
 * The maps of a whole column on one canvas: with a canvas each, hundreds would take the screen longer to put together than to paint.
 * @param {import("../lib/layout.js").Column} column on the stage
 */
export function mosaicView({ size, places }) {
  const scale = Math.min(2, window.devicePixelRatio || 1);
  const corners = places.map((place) => cornerOf(place, size));
  const [left, top] = [Math.min(...corners.map((corner) => corner.left)), Math.min(...corners.map((corner) => corner.top))];
  const [width, height] = [Math.max(...corners.map((corner) => corner.left)) - left + size, Math.max(...corners.map((corner) => corner.top)) - top + size];
  const side = Math.round(size * scale);
  const canvas = h("canvas.mosaic", { width: Math.ceil(width * scale), height: Math.ceil(height * scale) });
  Object.assign(canvas.style, { left: `${left}px`, top: `${top}px`, width: `${canvas.width / scale}px`, height: `${canvas.height / scale}px` });
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const image = context.createImageData(canvas.width, canvas.height);
  const pixels = new Uint32Array(image.data.buffer);

  return {
    canvas,
    /** @param {Grid} maps @param {number} first the column's first map @param {string} theme */
    draw({ values, shape: [, rows, columns] }, first, theme) {
      const { shades } = paletteOf(theme);
      corners.forEach((corner, i) => {
        const [x, y] = [Math.round((corner.left - left) * scale), Math.round((corner.top - top) * scale)];
        paintInto(values, (first + i) * rows * columns, rows, columns, shades, pixels, { at: y * canvas.width + x, stride: canvas.width, side });
      });
      context.putImageData(image, 0, 0);
    },
    clear() {
      pixels.fill(0);
      context.putImageData(image, 0, 0);
    },
  };
}
