// @ts-check
/**
 * What the plane shows in place of a run's answers: the map of a neuron.
 */

/** @typedef {{values: Uint8Array|Float32Array, shape: number[], scales: number[]}} Maps */

/** Neurons of a network by column, but for the outputs, which have no maps. @param {{inputs: any[], hidden_layers: {units: number}[]}} network */
export const mappedCounts = ({ inputs, hidden_layers: layers }) => [inputs.length, ...layers.map(({ units }) => units)];

/**
 * The map of a neuron as answers over the plane, from one end of its scale to the other.
 * @param {Maps|null} maps
 * @param {number[]} counts
 * @param {{column: number, unit: number}} neuron
 * @returns {{values: Uint8Array|Float32Array, shape: number[], range: [number, number]}|null} none where it has no map
 */
export function mapAlone(maps, counts, { column, unit }) {
  if (!maps || column >= counts.length || unit >= counts[column]) return null;
  const [count, rows, columns] = maps.shape;
  const index = counts.slice(0, column).reduce((sum, each) => sum + each, 0) + unit;
  if (index >= count) return null;
  const size = rows * columns;
  const scale = maps.scales[index];
  return { values: maps.values.subarray(index * size, (index + 1) * size), shape: [1, rows, columns], range: [-scale, scale] };
}

/**
 * The sum z of a neuron over the plane, from what the neurons before it answer there; of an input the input itself.
 * @param {Maps|null} maps
 * @param {import("./arrays.js").Grid[]|null} weights layer by layer: rows are what they come from, the last the biases
 * @param {number[]} counts
 * @param {{column: number, unit: number}} neuron
 * @returns {{values: Float32Array, shape: number[]}|null} none where that is not known
 */
export function sumsOf(maps, weights, counts, { column, unit }) {
  const layer = weights?.[column - 1];
  if (!maps || (column && layer?.shape[0] !== counts[column - 1] + 1)) return null;
  const [, rows, columns] = maps.shape;
  const size = rows * columns;
  const first = counts.slice(0, Math.max(0, column - 1)).reduce((sum, each) => sum + each, 0);
  const sums = new Float32Array(size);
  const add = (/** @type {number} */ index, /** @type {number} */ weight) => {
    const step = (2 * maps.scales[index] * weight) / 255;
    for (let at = 0; at < size; at++) sums[at] += (maps.values[index * size + at] - 127.5) * step;
  };
  if (!layer) add(first + unit, 1);
  else {
    const { values, shape: [height, units] } = layer;
    sums.fill(values[(height - 1) * units + unit]);
    for (let input = 0; input < height - 1; input++) add(first + input, values[input * units + unit]);
  }
  return { values: sums, shape: [rows, columns] };
}
