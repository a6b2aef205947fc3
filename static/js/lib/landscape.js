// @ts-check
/**
 * A landscape of losses: which colour a loss has, where contours run, and where in its plane a network lies.
 */

/** @typedef {{values: ArrayLike<number>, shape: number[]}} Grid */
/** @typedef {{epoch: (number|null)[], x: number[], y: number[], distance: number[], loss: number[], shares: [number, number]}} Path */
/**
 * @typedef {object} Landscape   as the server tells it, with its arrays read
 * @property {number} epoch
 * @property {number} step
 * @property {"random"|"path"} of
 * @property {number|null} seed
 * @property {"train"|"test"} loss
 * @property {number} points
 * @property {number} evaluated
 * @property {number[]} x
 * @property {number[]} y
 * @property {number[][]} losses   a row for each y
 * @property {{row: number, column: number, loss: number}} centre
 * @property {Path|null} path
 * @property {Grid} origin
 * @property {Grid} directions
 */

/**
 * @typedef {{layer: number, units: [number, number]|null, shares: [number, number], is_exact: boolean, domain: [[number, number], [number, number]], range: [number, number], regions_range: [number, number]}} SpacePlane
 * @typedef {{epoch: number, step: number, hidden: SpacePlane, hidden_train: import("./arrays.js").Grid, hidden_test: import("./arrays.js").Grid, hidden_grid: import("./arrays.js").Grid, hidden_regions: import("./arrays.js").Grid}} Space   where a hidden layer puts the points and the plane
 */

/** What is larger stands for no number at all. */
export const BEYOND = 1e37;
/** Losses that are smaller than the largest by more than this are told apart no further. */
const DECADES = 1e-9;

/**
 * Losses on a logarithmic scale, from 0 for the least to 1 for the greatest.
 * @param {number[]} losses
 * @returns {{low: number, high: number, shareOf: (loss: number) => number, lossAt: (share: number) => number}}
 */
export function logarithmic(losses) {
  const sound = losses.filter((loss) => loss < BEYOND);
  const high = Math.max(0, ...sound);
  const low = Math.max(Math.min(...sound, high), high * DECADES);
  const width = Math.log(high / low);
  return {
    low,
    high,
    shareOf: (loss) => (loss >= high || !Number.isFinite(loss) ? 1 : !width || loss <= low ? 0 : Math.log(loss / low) / width),
    lossAt: (share) => low * Math.exp(width * share || 0),
  };
}

/**
 * Where in the plane of a landscape the network with these weights lies, and how far from it.
 * @param {{origin: Grid, directions: Grid}} plane
 * @param {Grid[]} weights layer by layer
 * @returns {{x: number, y: number, distance: number}|null} none where it is another network's plane
 */
export function placeIn({ origin, directions }, weights) {
  const count = origin.values.length;
  if (weights.reduce((sum, { values }) => sum + values.length, 0) !== count) return null;
  const away = new Float64Array(count);
  let at = 0;
  for (const { values } of weights) for (let i = 0; i < values.length; i++, at++) away[at] = values[i] - origin.values[at];
  let [aa, ab, bb, ap, bp] = [0, 0, 0, 0, 0];
  for (let i = 0; i < count; i++) {
    const [a, b] = [directions.values[i], directions.values[count + i]];
    [aa, ab, bb, ap, bp] = [aa + a * a, ab + a * b, bb + b * b, ap + a * away[i], bp + b * away[i]];
  }
  const apart = aa * bb - ab * ab;
  // The path of a network that has hardly moved is no more than a line.
  const [x, y] = apart > 0 ? [(ap * bb - bp * ab) / apart, (bp * aa - ap * ab) / apart] : [aa > 0 ? ap / aa : 0, 0];
  let beside = 0;
  for (let i = 0; i < count; i++) beside += (away[i] - x * directions.values[i] - y * directions.values[count + i]) ** 2;
  return { x, y, distance: Math.sqrt(beside) };
}

/**
 * The loss that was evaluated nearest to a place: none is made up in between.
 * @param {Landscape} landscape
 * @param {number} x
 * @param {number} y
 */
export function nearestLoss({ x: xs, y: ys, losses }, x, y) {
  const [column, row] = [nearest(xs, x), nearest(ys, y)];
  return { x: xs[column], y: ys[row], loss: losses[row][column] };
}

/** @param {number[]} values @param {number} value */
const nearest = (values, value) => values.reduce((best, each, i) => (Math.abs(each - value) < Math.abs(values[best] - value) ? i : best), 0);

/** The stretch of an axis. @param {number[]} values @returns {[number, number]} */
export const endsOf = (values) => [values[0], values[values.length - 1]];
