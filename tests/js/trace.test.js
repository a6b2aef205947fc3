// @ts-check
/**
 * The arithmetic of a neuron, by hand: the lecture's example, and one full forward, backward and update.
 */
import assert from "node:assert/strict";
import test from "node:test";
import { errorOf, exact, nearest, neuronOf, sumText } from "../../static/js/lib/trace.js";
import { short } from "../../static/js/lib/format.js";
import { inputsOf, lights, placeOf, stopsOf, worksOn } from "../../static/js/lib/stops.js";

const sigmoid = (/** @type {number} */ z) => 1 / (1 + Math.exp(-z));
const write = (/** @type {number} */ value) => short(value, 4);
/** @param {any} given @returns {any} */
const traceOf = (given) => ({ point: [-1, 2], inputs: [-1, 2], label: null, update: null, objective: { n: 1, total: 1, mean: 1, penalty: 0, value: 1 }, ...given });

test("the lecture's example: w0 = 1, w = [3, −2], x = [−1, 2]", () => {
  const a = sigmoid(-6);
  const trace = traceOf({ answer: [a], target: null, loss: null, layers: [{ activation: "", weights: [[3], [-2]], bias: [1], z: [-6], a: [a], slope: null, dz: null, dW: null }] });
  const neuron = neuronOf(trace, 0, 0);
  assert.equal(sumText(neuron.bias.w, neuron.terms, write), "1 + 3 · (−1) + (−2) · 2");
  assert.equal(neuron.bias.product + neuron.terms.reduce((sum, { product }) => sum + product, 0), neuron.z);
  assert.equal(write(neuron.a), "0.002473");
  assert.equal(neuron.dz, null);
  assert.equal(neuron.terms[0].next, null);
});

test("a step back: every weight with its gradient, what is remembered of it, and the new weight", () => {
  // y = 1: dz = 0.0025 − 1 = −0.9975. For w1: x = −1, so the gradient is 0.9975; with η = 0.1 and a velocity that was 0.5
  // and is kept by half, v ← 0.25 − 0.09975 = 0.15025, and w1 goes from 3 to 3.15025.
  const dz = sigmoid(-6) - 1;
  const v = [0.25 - 0.1 * -dz, 0.25 - 0.1 * 2 * dz, 0.25 - 0.1 * dz];
  const update = { number: 1, rate: 0.1, length: 1, clipped_to: null, layers: [{ gradient: [[-dz], [2 * dz], [dz]], before: { v: [[0.5], [0.5], [0.5]] }, after: { v: v.map((each) => [each]) }, weights: [[3 + v[0]], [-2 + v[1]], [1 + v[2]]] }] };
  const trace = traceOf({ answer: [sigmoid(-6)], target: [1], loss: 6.0025, update, layers: [{ activation: "", weights: [[3], [-2]], bias: [1], z: [-6], a: [sigmoid(-6)], slope: null, dz: [dz], dW: [[-dz], [2 * dz]] }] });
  const { bias, terms, letters } = neuronOf(trace, 0, 0);
  assert.deepEqual(letters, ["v"]);
  assert.equal(terms[0].gradient, -dz);
  assert.deepEqual(terms[0].remembered, [{ before: 0.5, after: v[0] }]);
  assert.equal(write(terms[0].next ?? NaN), "3.15");
  assert.equal(terms[1].next, -2 + v[1]);
  assert.deepEqual([bias.x, bias.gradient, bias.next], [1, dz, 1 + v[2]]);
  assert.equal(errorOf(trace, 0, 0), null);
});

test("a hidden unit's error comes from the layer after it", () => {
  const after = { activation: "", weights: [[2], [-4]], bias: [0], z: [0], a: [0.5], slope: null, dz: [-0.5], dW: [[0], [0]] };
  const before = { activation: "", weights: [[1, 1]], bias: [0, 0], z: [0, 0], a: [0, 0], slope: [1, 1], dz: [-1, 2], dW: [[0, 0]] };
  const trace = traceOf({ inputs: [1], answer: [0.5], target: [1], loss: 0.7, layers: [before, after] });
  assert.deepEqual(errorOf(trace, 0, 1), { parts: [{ w: -4, dz: -0.5 }], sum: 2 });
});

test("the nearest point, and every digit", () => {
  assert.equal(nearest({ x1: [0, 5, -1], x2: [0, 5, 2] }, [-1, 1]), 2);
  assert.equal(nearest({ x1: [], x2: [] }, [0, 0]), -1);
  assert.equal(exact(-0.1), "−0.1");
  assert.equal(exact(1e-7), "1e-7");
});

test("a walk goes forward through the layers, to the loss, back through them, and to the new weights", () => {
  const stops = stopsOf([2, 3, 1]);
  assert.deepEqual(stops.map(({ phase, layer }) => `${phase} ${layer}`), ["forward 0", "forward 1", "loss 1", "backward 1", "backward 0", "update 1"]);
  assert.deepEqual(stops.map((stop) => [0, 1].filter((layer) => worksOn(stop, layer))), [[0], [1], [], [1], [0], [0, 1]]);
  assert.deepEqual(stops.map((stop) => [0, 1, 2].filter((column) => lights(stop, column, 0))), [[1], [2], [2], [2], [1], [1, 2]]);
});

test("it goes neuron by neuron, or weight by weight, too", () => {
  const widths = [2, 2, 1];
  const said = (/** @type {"neuron"|"weight"} */ by) => stopsOf(widths, by).map(({ phase, layer, unit = "", input = "" }) => `${phase[0]}${layer}${unit}${input === -1 ? "b" : input}`);
  assert.deepEqual(said("neuron"), ["f00", "f01", "f10", "l1", "b10", "b00", "b01", "u1"]);
  assert.deepEqual(said("weight").slice(0, 9), ["f00b", "f000", "f001", "f00", "f01b", "f010", "f011", "f01", "f10b"]);
  assert.deepEqual(said("weight").slice(-6), ["b00b", "b000", "b001", "b01", "b01b", "b010", "b011", "u1"].slice(-6));
  const neuron = /** @type {const} */ ({ phase: "forward", layer: 0, unit: 1 });
  assert.deepEqual([[0, 0], [1, 0], [1, 1], [2, 0]].filter(([column, unit]) => lights(neuron, column, unit)), [[1, 1]]);
  assert.equal(worksOn(neuron, 0), false);
  assert.deepEqual([inputsOf(neuron, widths), inputsOf({ ...neuron, input: 1 }, widths), inputsOf({ ...neuron, input: -1 }, widths)], [[0, 1], [1], []]);
  // With another stride a walk goes on where it is.
  assert.equal(placeOf(stopsOf(widths, "weight"), neuron), 4);
  assert.equal(placeOf(stopsOf(widths), { ...neuron, input: 1 }), 0);
});
