// @ts-check
/**
 * One neuron's arithmetic, out of the trace of a point: its sum term by term, and its gradients.
 */

/** @typedef {{activation: string, weights: number[][], bias: number[], z: number[], a: number[], slope: number[]|null, dz: number[]|null, dW: number[][]|null}} LayerTrace */
/** @typedef {{inputs: number[], layers: LayerTrace[], answer: number[], target: number[]|null, loss: number|null}} Trace */
/** @typedef {{x: number, w: number, product: number, gradient: number|null, next: number|null}} Term */

/**
 * @param {Trace} trace
 * @param {number} layer
 * @param {number} unit
 * @param {number} rate the learning rate of the step that is shown
 */
export function neuronOf(trace, layer, unit, rate) {
  const { weights, bias, z, a, slope, dz, dW } = trace.layers[layer];
  const inputs = layer === 0 ? trace.inputs : trace.layers[layer - 1].a;
  const after = (/** @type {number} */ w, /** @type {number|null} */ gradient) => (gradient === null ? null : w - rate * gradient);
  /** @type {Term[]} */
  const terms = inputs.map((x, i) => {
    const [w, gradient] = [weights[i][unit], dW ? dW[i][unit] : null];
    return { x, w, product: x * w, gradient, next: after(w, gradient) };
  });
  const own = dz ? dz[unit] : null;
  return { terms, bias: bias[unit], z: z[unit], a: a[unit], slope: slope ? slope[unit] : null, dz: own, nextBias: after(bias[unit], own) };
}

/**
 * The sum as one would write it: 1 + 3 · (−1) + (−2) · 2.
 * @param {number} bias
 * @param {Term[]} terms
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
export const exact = (value) => String(value).replace("-", "−").replace("e−", "e-");
