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
