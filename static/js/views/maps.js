// @ts-check
/**
 * The map of a neuron as pixels: what an input or a hidden neuron answers over the plane.
 */
import { paint } from "../lib/colour.js";
import { paletteOf } from "./palette.js";

/**
 * Paints maps into canvases of their size, one after the other with the same pixels.
 * @returns {(canvas: HTMLCanvasElement, maps: import("../lib/arrays.js").Grid, index: number, theme: string) => void}
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
