// @ts-check
/**
 * Marching squares: the line where a grid crosses a level, as short segments.
 */

/**
 * Segments as a flat list x0, y0, x1, y1, … in grid units (0 … columns−1, 0 … rows−1, y as the rows run).
 * @param {ArrayLike<number>} values
 * @param {number} rows
 * @param {number} columns
 * @param {number} level
 * @returns {number[]}
 */
export function contour(values, rows, columns, level) {
  /** @type {number[]} */
  const out = [];
  for (let j = 0; j < rows - 1; j++) {
    for (let i = 0; i < columns - 1; i++) {
      const start = j * columns + i;
      const a = values[start] - level;
      const b = values[start + 1] - level;
      const c = values[start + columns + 1] - level;
      const d = values[start + columns] - level;
      cross(out, i, j, a, b, c, d);
    }
  }
  return out;
}

/**
 * The line through one square of a grid: its corners, one after the other around it, by how far they are above the level.
 * @param {number[]} out
 * @param {number} i
 * @param {number} j
 * @param {number} a
 * @param {number} b
 * @param {number} c
 * @param {number} d
 */
function cross(out, i, j, a, b, c, d) {
  const code = (a > 0 ? 1 : 0) | (b > 0 ? 2 : 0) | (c > 0 ? 4 : 0) | (d > 0 ? 8 : 0);
  if (code === 0 || code === 15) return;
  const bottom = () => out.push(i + a / (a - b), j);
  const right = () => out.push(i + 1, j + b / (b - c));
  const top = () => out.push(i + d / (d - c), j + 1);
  const left = () => out.push(i, j + a / (a - d));
  switch (code) {
    case 1: case 14: left(); bottom(); break;
    case 2: case 13: bottom(); right(); break;
    case 4: case 11: right(); top(); break;
    case 8: case 7: top(); left(); break;
    case 3: case 12: left(); right(); break;
    case 6: case 9: bottom(); top(); break;
    default: {
      // A saddle: the mean of the four corners says which pair of corners is joined.
      const joined = a + b + c + d > 0 === (code === 5);
      if (joined) { left(); top(); bottom(); right(); } else { left(); bottom(); right(); top(); }
    }
  }
}

/**
 * A grid whose values are each the mean of their neighbourhood, the nearer the more: numbers that were rounded to travel,
 * as they may have been before. A line through the rounded ones trembles.
 * @param {ArrayLike<number>} values
 * @param {number} rows
 * @param {number} columns
 * @returns {Float32Array}
 */
export function unrounded(values, rows, columns) {
  const across = new Float32Array(rows * columns);
  const out = new Float32Array(rows * columns);
  for (let at = 0; at < out.length; at++) {
    const i = at % columns;
    across[at] = i === 0 || i === columns - 1 ? values[at] : (values[at - 1] + 2 * values[at] + values[at + 1]) / 4;
  }
  for (let at = 0; at < out.length; at++) {
    const inside = at >= columns && at < out.length - columns;
    out[at] = inside ? (across[at - columns] + 2 * across[at] + across[at + columns]) / 4 : across[at];
  }
  return out;
}

/**
 * The lines between the regions of several layers, each the largest in its own: segments as of `contour`.
 * @param {ArrayLike<number>} values (layers, rows, columns)
 * @param {number} layers
 * @param {number} rows
 * @param {number} columns
 * @returns {number[]}
 */
export function borders(values, layers, rows, columns) {
  const size = rows * columns;
  const [top, second] = [new Float32Array(size).fill(-Infinity), new Float32Array(size).fill(-Infinity)];
  /** Which layer is the largest where; −1 where two are. */
  const winner = new Int16Array(size);
  for (let layer = 0; layer < layers; layer++) {
    for (let at = 0; at < size; at++) {
      const value = values[layer * size + at];
      if (value > top[at]) {
        second[at] = top[at];
        top[at] = value;
        winner[at] = layer;
      } else if (value > second[at]) second[at] = value;
    }
  }
  for (let at = 0; at < size; at++) if (top[at] === second[at]) winner[at] = -1;
  const lead = (/** @type {number} */ layer, /** @type {number} */ at) => values[layer * size + at] - (winner[at] === layer ? second[at] : top[at]);
  /** @type {number[]} */
  const out = [];
  for (let j = 0; j < rows - 1; j++) {
    for (let i = 0; i < columns - 1; i++) {
      const at = j * columns + i;
      // Most squares lie within one region.
      if (winner[at] === winner[at + 1] && winner[at] === winner[at + columns] && winner[at] === winner[at + columns + 1]) continue;
      const corners = [at, at + 1, at + columns + 1, at + columns];
      for (const layer of new Set(corners.map((corner) => winner[corner]))) {
        if (layer < 0) continue;
        const [a, b, c, d] = corners.map((corner) => lead(layer, corner));
        cross(out, i, j, a, b, c, d);
      }
    }
  }
  return out;
}
