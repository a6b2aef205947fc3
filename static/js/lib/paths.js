// @ts-check
/**
 * Where a curve runs in its box, as an SVG path, and which stretch of values to show.
 */

/** @typedef {{width: number, height: number, left: number, right: number, low: number, high: number}} Box */

/**
 * The stretch of values that shows the curves with a little air, within limits that keep steep ones readable.
 * @param {number[][]} curves
 * @param {{least?: number, most?: number}} [limits]
 * @returns {{low: number, high: number}}
 */
export function stretchOf(curves, { least = -2.5, most = 5 } = {}) {
  const values = curves.flat().filter(Number.isFinite);
  const low = Math.max(least, Math.min(0, ...values));
  const high = Math.min(most, Math.max(0, ...values));
  const air = (high - low || 1) * 0.08;
  return { low: low - air, high: high + air };
}

/** @param {Box} box @param {number} x */
export const across = ({ width, left, right }, x) => ((x - left) / (right - left)) * width;

/** @param {Box} box @param {number} y */
export const down = ({ height, low, high }, y) => (1 - (y - low) / (high - low)) * height;

/**
 * The path of a curve. A jump, as of a step, is left open instead of drawn as a slope.
 * @param {number[]} xs
 * @param {number[]} ys
 * @param {Box} box
 * @returns {string}
 */
export function pathOf(xs, ys, box) {
  const jump = (box.high - box.low) * 0.15;
  let path = "";
  xs.forEach((x, i) => {
    const before = i > 0 ? Math.abs(ys[i] - ys[i - 1]) : 0;
    const around = i > 1 && i < ys.length - 1 ? Math.abs(ys[i - 1] - ys[i - 2]) + Math.abs(ys[i + 1] - ys[i]) : Infinity;
    const pen = i === 0 || (before > jump && before > 4 * around) ? "M" : "L";
    path += `${pen}${across(box, x).toFixed(1)} ${down(box, ys[i]).toFixed(1)}`;
  });
  return path;
}
