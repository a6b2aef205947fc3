// @ts-check
/**
 * What the trace of a point tells of one neuron: its sum term by term, its gradients, and its new weights.
 */
import { localized } from "./locale.js";

/** @typedef {{activation: string, weights: number[][], bias: number[], z: number[], a: number[], slope: number[]|null, dz: number[]|null, dW: number[][]|null}} LayerTrace */
/** @typedef {{gradient: number[][], before: Record<string, number[][]>, after: Record<string, number[][]>, weights: number[][]}} LayerUpdate blocks of a row an input, the bias last */
/** @typedef {{number: number, rule: string, rate: number, length: number, clipped_to: number|null, layers: LayerUpdate[]}} Update */
/** @typedef {{n: number, total: number, mean: number, penalty: number, value: number}} Objective */
/** @typedef {{point: [number, number], inputs: number[], layers: LayerTrace[], answer: number[], target: number[]|null, label: number|number[]|null, loss: number|null, update: Update|null, objective: Objective}} Trace */
/**
 * A weight with all that belongs to it; of a bias, x is 1.
 * @typedef {object} Term
 * @property {number} x
 * @property {number} w
 * @property {number} product
 * @property {number|null} gradient   ∂loss/∂w
 * @property {number|null} given      what the optimizer is given instead: with the penalty's pull, and clipped
 * @property {{before: number, after: number}[]} remembered   by the optimizer, letter by letter
 * @property {number|null} next   the new weight
 */

/**
 * @param {Trace} trace
 * @param {number} layer
 * @param {number} unit
 */
export function neuronOf(trace, layer, unit) {
  const { weights, bias, z, a, slope, dz, dW } = trace.layers[layer];
  const inputs = layer === 0 ? trace.inputs : trace.layers[layer - 1].a;
  const update = trace.update?.layers[layer];
  const letters = Object.keys(update?.before ?? {});
  /** @returns {Term} */
  const term = (/** @type {number} */ x, /** @type {number} */ w, /** @type {number|null} */ gradient, /** @type {number} */ i) => ({
    x, w, product: x * w, gradient,
    given: update ? update.gradient[i][unit] : null,
    remembered: letters.map((letter) => ({ before: /** @type {LayerUpdate} */ (update).before[letter][i][unit], after: /** @type {LayerUpdate} */ (update).after[letter][i][unit] })),
    next: update ? update.weights[i][unit] : null,
  });
  const own = dz ? dz[unit] : null;
  return {
    bias: term(1, bias[unit], own, inputs.length),
    terms: inputs.map((x, i) => term(x, weights[i][unit], dW ? dW[i][unit] : null, i)),
    letters,
    z: z[unit], a: a[unit], slope: slope ? slope[unit] : null, dz: own,
  };
}

/**
 * The sum as one would write it: 1 + 3 · (−1) + (−2) · 2.
 * @param {number} bias
 * @param {{w: number, x: number}[]} terms
 * @param {(value: number) => string} write
 */
export const sumText = (bias, terms, write) => [write(bias), ...terms.map(({ w, x }) => productText(w, x, write))].join(" + ");

/** A product, with brackets around what is negative. @param {number} a @param {number} b @param {(value: number) => string} write */
export function productText(a, b, write) {
  const careful = (/** @type {number} */ value) => (value < 0 ? `(${write(value)})` : write(value));
  return `${careful(a)} · ${careful(b)}`;
}

/**
 * How a hidden unit's dz comes from the layer after it: the sum over w · dz there, times the slope here.
 * @param {Trace} trace
 * @param {number} layer
 * @param {number} unit
 */
export function errorOf(trace, layer, unit) {
  const after = trace.layers[layer + 1];
  if (!after?.dz) return null;
  const parts = after.dz.map((dz, j) => ({ w: after.weights[unit][j], dz }));
  return { parts, sum: parts.reduce((sum, { w, dz }) => sum + w * dz, 0) };
}

/**
 * Which training point is nearest.
 * @param {{x1: number[], x2: number[]}} points
 * @param {[number, number]} point
 * @returns {number} its place, or −1 when there are none
 */
export function nearest({ x1, x2 }, [at1, at2]) {
  let best = -1;
  let least = Infinity;
  for (let i = 0; i < x1.length; i++) {
    const distance = (x1[i] - at1) ** 2 + (x2[i] - at2) ** 2;
    if (distance < least) [best, least] = [i, distance];
  }
  return best;
}

/** Every digit there is. @param {number} value */
export const exact = (value) => localized(String(value).replace("-", "−").replace("e−", "e-"));
