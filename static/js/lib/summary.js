// @ts-check
/**
 * Rows of a sweep's history, of every run, as medians and bands by tile. A row never changes, so each is reckoned once.
 */
import { spreadOf } from "./spread.js";

/** @typedef {{median: Float32Array, low: Float32Array, high: Float32Array}} Bands   by tile; NaN where nothing was measured */

/** @type {WeakMap<ArrayLike<number>, Map<number, Bands>>} */
const known = new WeakMap();

/**
 * @param {ArrayLike<number>} row   by run and metric
 * @param {number} metric   its place among them
 * @param {number} metrics   how many there are
 * @param {number} tiles
 * @returns {Bands}
 */
export function bandsOf(row, metric, metrics, tiles) {
  const found = known.get(row)?.get(metric);
  if (found) return found;
  const seeds = row.length / metrics / tiles;
  /** @type {Bands} */
  const bands = { median: new Float32Array(tiles), low: new Float32Array(tiles), high: new Float32Array(tiles) };
  const values = new Array(seeds);
  for (let tile = 0; tile < tiles; tile++) {
    for (let k = 0; k < seeds; k++) values[k] = row[(tile * seeds + k) * metrics + metric];
    const { median, low, high } = seeds === 1 ? { median: values[0], low: values[0], high: values[0] } : spreadOf(values);
    bands.median[tile] = median;
    bands.low[tile] = low;
    bands.high[tile] = high;
  }
  if (!known.has(row)) known.set(row, new Map());
  known.get(row)?.set(metric, bands);
  return bands;
}
