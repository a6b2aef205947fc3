// @ts-check
/**
 * The stops of a walk through one update: forward through the layers, the loss, back through them, and the new weights. It goes layer
 * by layer, neuron by neuron, or weight by weight.
 */

/** @typedef {"layer"|"neuron"|"weight"} Stride */
/**
 * @typedef {object} Stop
 * @property {"forward"|"loss"|"backward"|"update"} phase
 * @property {number} layer   the one at work, 0 being the first hidden one; of an update, all of them
 * @property {number} [unit]   the neuron of it; without one, all
 * @property {number} [input]   the weight of that, by what it comes from; −1 is the bias; without one, all
 */

/**
 * The stops of a walk through a network of these widths, inputs and outputs included.
 * @param {number[]} widths
 * @param {Stride} [by]
 * @returns {Stop[]}
 */
export function stopsOf(widths, by = "layer") {
  const range = (/** @type {number} */ count) => Array.from({ length: count }, (_, i) => i);
  const units = (/** @type {number} */ layer) => (by === "layer" ? [{ layer }] : range(widths[layer + 1]).map((unit) => ({ layer, unit })));
  const weights = (/** @type {{layer: number, unit?: number}} */ at) => (by === "weight" ? range(widths[at.layer] + 1).map((i) => ({ ...at, input: i - 1 })) : []);
  const layers = range(widths.length - 1);
  const last = layers.length - 1;
  // A sum is put together before it is squashed; gradients of weights come from that of the sum.
  const forward = layers.flatMap(units).flatMap((at) => [...weights(at), at]);
  const backward = layers.toReversed().flatMap(units).flatMap((at) => [at, ...weights(at)]);
  const phase = (/** @type {Stop["phase"]} */ name) => (/** @type {Omit<Stop, "phase">} */ at) => ({ phase: name, ...at });
  return [...forward.map(phase("forward")), { phase: "loss", layer: last }, ...backward.map(phase("backward")), { phase: "update", layer: last }];
}

/** Where a walk goes on with another stride. @param {Stop[]} stops @param {Stop} from */
export const placeOf = (stops, { phase, layer, unit }) => Math.max(0, stops.findIndex((stop) => stop.phase === phase && stop.layer === layer && (unit === undefined || stop.unit === undefined || stop.unit === unit)));

/** Whether a stop is at work on all weights of a layer. @param {Stop} stop @param {number} layer */
export const worksOn = (stop, layer) => stop.phase === "update" || (stop.phase !== "loss" && stop.layer === layer && stop.unit === undefined);

/** The weights of one neuron that it is at work on, by what they come from; none where it is at work on all of a layer. @param {Stop} stop @param {number[]} widths */
export function inputsOf({ layer, unit, input }, widths) {
  if (unit === undefined) return [];
  return input === undefined ? Array.from({ length: widths[layer] }, (_, i) => i) : input < 0 ? [] : [input];
}

/** Whether it is at work on a neuron of a column, the inputs being column 0. @param {Stop} stop @param {number} column @param {number} unit */
export const lights = (stop, column, unit) => (stop.phase === "update" ? column > 0 : column === stop.layer + 1 && (stop.unit === undefined || stop.unit === unit));
