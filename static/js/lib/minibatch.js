// @ts-check
/**
 * The points of one update: the last ones, and those that come next with what they do.
 */

/** @typedef {{z: (number|null)[], a: (number|null)[], dW: (number|null)[][], db: (number|null)[]}} LayerBatch */
/** @typedef {{epoch: number, step: number, number: number, count: number, taken: number[], next: number[], loss: number|null, layers: LayerBatch[]}} Minibatch */
/** @typedef {import("../types.js").History} History */

/**
 * Curves that go on within an epoch, to where the run stands.
 * @param {History} history
 * @param {Record<string, number|null>} metrics of now
 * @param {{epoch: number, number: number, count: number}} place
 * @returns {History}
 */
export function upToNow(history, metrics, { epoch, number, count }) {
  if (!number || !history.epoch.length) return history;
  return /** @type {History} */ (Object.fromEntries(Object.entries(history).map(([name, list]) =>
    [name, [...list, name === "epoch" ? epoch + number / count : metrics[name] ?? null]])));
}

/** @type {WeakMap<Minibatch, {train: import("../types.js").Points, places: [number, number][]}>} */
const known = new WeakMap();

/**
 * Where the points lie that the last update took. None where it takes all there are: they need not be told apart.
 * @param {Minibatch} minibatch
 * @param {import("../types.js").Points} train
 * @returns {[number, number][]}
 */
export function placesOf(minibatch, train) {
  const before = known.get(minibatch);
  if (before?.train === train) return before.places;
  const places = /** @type {[number, number][]} */ (minibatch.count > 1 ? minibatch.taken.filter((i) => i < train.y.length).map((i) => [train.x1[i], train.x2[i]]) : []);
  known.set(minibatch, { train, places });
  return places;
}
