// @ts-check
/**
 * Dots on a landscape, the same on its map and on its surface.
 */

/** @typedef {{radius: number, inside: string, edge: string, width: number}} Look   in pixels at the usual size of text */
/** @typedef {import("./palette.js").Palette} Palette */

/** A moment on the way of a run. @param {Palette} palette @param {string} inside the colour of its loss @returns {Look} */
export const momentLook = (palette, inside) => ({ radius: 3, inside, edge: palette.classes[0], width: 1 });

/** The network as it is. @param {Palette} palette @returns {Look} */
export const presentLook = (palette) => ({ radius: 5, inside: palette.classes[0], edge: palette.surface, width: 2 });

/** @param {CanvasRenderingContext2D} context @param {[number, number]} at @param {number} by @param {Look} look */
export function dot(context, [x, y], by, { radius, inside, edge, width }) {
  context.beginPath();
  context.arc(x, y, radius * by, 0, 2 * Math.PI);
  context.fillStyle = inside;
  context.fill();
  context.strokeStyle = edge;
  context.lineWidth = width * by;
  context.stroke();
}
