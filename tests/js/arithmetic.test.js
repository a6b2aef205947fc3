// @ts-check
/**
 * The arithmetic of a neuron, by hand: the lecture's example, and one full forward, backward and update.
 */
import assert from "node:assert/strict";
import test from "node:test";
import { errorOf, exact, nearest, neuronOf, sumText } from "../../static/js/lib/arithmetic.js";
import { short } from "../../static/js/lib/format.js";

const sigmoid = (/** @type {number} */ z) => 1 / (1 + Math.exp(-z));
const write = (/** @type {number} */ value) => short(value, 4);

test("the lecture's example: w0 = 1, w = [3, −2], x = [−1, 2]", () => {
  const a = sigmoid(-6);
  const trace = { inputs: [-1, 2], answer: [a], target: null, loss: null, layers: [{ activation: "", weights: [[3], [-2]], bias: [1], z: [-6], a: [a], slope: null, dz: null, dW: null }] };
  const neuron = neuronOf(trace, 0, 0, 0.1);
  assert.equal(sumText(neuron.bias, neuron.terms, write), "1 + 3 · (−1) + (−2) · 2");
  assert.equal(neuron.bias + neuron.terms.reduce((sum, { product }) => sum + product, 0), neuron.z);
  assert.equal(write(neuron.a), "0.002473");
  assert.equal(neuron.dz, null);
  assert.equal(neuron.terms[0].next, null);
});

test("a step back: dz = ŷ − y, ∂loss/∂w = x · dz, w − η ∂loss/∂w", () => {
  // y = 1: dz = 0.0025 − 1 = −0.9975. For w1: x = −1, so the gradient is 0.9975 and, with η = 0.1, w1 goes from 3 to 2.90025.
  const dz = sigmoid(-6) - 1;
  const trace = { inputs: [-1, 2], answer: [sigmoid(-6)], target: [1], loss: 6.0025, layers: [{ activation: "", weights: [[3], [-2]], bias: [1], z: [-6], a: [sigmoid(-6)], slope: null, dz: [dz], dW: [[-dz], [2 * dz]] }] };
  const { terms, nextBias } = neuronOf(trace, 0, 0, 0.1);
  assert.equal(terms[0].gradient, -dz);
  assert.equal(write(terms[0].next ?? NaN), "2.9");
  assert.equal((terms[1].next ?? NaN).toFixed(6), (-2 - 0.1 * 2 * dz).toFixed(6));
  assert.equal(nextBias, 1 - 0.1 * dz);
  assert.equal(errorOf(trace, 0, 0), null);
});

test("a hidden unit's error comes from the layer after it", () => {
  const after = { activation: "", weights: [[2], [-4]], bias: [0], z: [0], a: [0.5], slope: null, dz: [-0.5], dW: [[0], [0]] };
  const before = { activation: "", weights: [[1, 1]], bias: [0, 0], z: [0, 0], a: [0, 0], slope: [1, 1], dz: [-1, 2], dW: [[0, 0]] };
  const trace = { inputs: [1], answer: [0.5], target: [1], loss: 0.7, layers: [before, after] };
  assert.deepEqual(errorOf(trace, 0, 1), { parts: [{ w: -4, dz: -0.5 }], sum: 2 });
});

test("the nearest point, and every digit", () => {
  assert.equal(nearest({ x1: [0, 5, -1], x2: [0, 5, 2] }, [-1, 1]), 2);
  assert.equal(nearest({ x1: [], x2: [] }, [0, 0]), -1);
  assert.equal(exact(-0.1), "−0.1");
  assert.equal(exact(1e-7), "1e-7");
});
