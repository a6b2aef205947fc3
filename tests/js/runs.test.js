// @ts-check
/**
 * What kept runs are called, and where two boundaries differ.
 */
import assert from "node:assert/strict";
import test from "node:test";
import { comparable, differenceOf } from "../../static/js/lib/difference.js";
import { forgetRun, freeColour, keptRuns, leftRuns, MOST_KEPT, rememberRun } from "../../static/js/pages/playground/remembered.js";
import { differing, nameOf } from "../../static/js/pages/playground/runs/words.js";

const number = (/** @type {string} */ title) => ({ type: "number", title });
const choice = (/** @type {string} */ kind, /** @type {any} */ properties = {}) => ({ properties: { kind: { const: kind }, ...properties } });
const known = {
  limits: {},
  catalogue: /** @type {any} */ ({
    default_spec: {},
    datasets: [{ kind: "moons", title: "Moons" }, { kind: "drawn", title: "Your own" }],
    inputs: [{ kind: "x1", title: "x₁" }, { kind: "x2", title: "x₂" }],
    activations: [{ kind: "tanh", title: "tanh" }, { kind: "relu", title: "ReLU" }],
    optimizers: [{ kind: "sgd", title: "SGD", schema: choice("sgd", { learning_rate: number("Learning rate") }) }, { kind: "adam", title: "Adam", schema: choice("adam", { learning_rate: number("Learning rate"), beta: number("β₁") }) }],
    spec_schema: { properties: {
      data: choice("moons", { n: { type: "integer", title: "Points" }, test_fraction: number("Test share") }),
      network: { properties: { seed: { type: "integer", title: "Weight seed" } } },
      training: { properties: { optimizer: { title: "Optimizer" }, batch_size: { type: "integer", title: "Batch size" }, shuffle: { type: "boolean", title: "Shuffle" } } },
    } },
  }),
};
const layers = (/** @type {string} */ kind, /** @type {number[]} */ ...units) => units.map((count) => ({ units: count, activation: { kind } }));
const present = {
  data: { kind: "moons", n: 500, test_fraction: 0.5 },
  network: { inputs: ["x1"], hidden_layers: layers("tanh", 4, 2), activation: { kind: "tanh" }, seed: 1 },
  training: { optimizer: { kind: "sgd", learning_rate: 0.03 }, batch_size: 10, shuffle: true, frozen: [] },
};
/** @param {{data?: any, network?: any, training?: any}} part */
const words = ({ data, network, training }) =>
  differing({ data: data ?? present.data, network: { ...present.network, ...network }, training: { ...present.training, ...training } }, present, known);

test("a kept run is called by what differs in it from the present one", () => {
  assert.deepEqual(words({}), []);
  assert.deepEqual(words({ training: { optimizer: { kind: "sgd", learning_rate: 0.3 } } }), ["learning rate 0.3"]);
  assert.deepEqual(words({ training: { optimizer: { kind: "adam", learning_rate: 0.3 }, batch_size: 1500 } }), ["optimizer Adam", "batch size 1,500"]);
  assert.deepEqual(words({ training: { shuffle: false, frozen: [{ layer: 0 }] } }), ["no shuffle", "other weights frozen"]);
  assert.deepEqual(words({ data: { ...present.data, test_fraction: 0.25, n: 200 } }), ["points 200", "test share 25\u00a0%"]);
  assert.deepEqual(words({ data: { kind: "drawn", points: [[0, 0, 1]] } }), ["Your own"]);
  assert.deepEqual(words({ network: { hidden_layers: layers("tanh", 8) } }), ["layers 8"]);
  assert.deepEqual(words({ network: { hidden_layers: layers("relu", 4, 2), activation: { kind: "relu" } } }), ["ReLU"]);
  assert.deepEqual(words({ network: { hidden_layers: [], inputs: ["x2", { kind: "formula", expression: "x1^3" }] } }), ["inputs x₂, x1^3", "no hidden layer"]);
});

test("runs that rest and runs that were left are remembered apart, also where nothing is stored", () => {
  const run = (/** @type {number} */ at, /** @type {{curve: number|null}|undefined} */ kept = undefined) => ({ id: `r${at}`, token: "t", kind: "moons", layers: [4], epoch: at, at, ...(kept ? { kept } : {}) });
  const ids = (/** @type {{id: string}[]} */ runs) => runs.map(({ id }) => id).join(" ");
  for (let at = 1; at <= 20; at++) rememberRun(run(at));
  for (let at = 21; at <= 23; at++) rememberRun(run(at, { curve: freeColour() }));
  assert.equal(ids(leftRuns()), "r20 r19 r18 r17 r16 r15 r14 r13 r12 r11 r10 r9");
  assert.deepEqual(keptRuns().map(({ id, kept }) => [id, kept?.curve]), [["r23", 2], ["r22", 1], ["r21", 0]]);
  // One that is gone on with rests no more, and its colour is free; where another was removed and is had back, it has its place.
  rememberRun(run(22));
  assert.equal(freeColour(), 1);
  forgetRun("r21");
  rememberRun(run(21, { curve: 0 }));
  assert.equal(ids(keptRuns()), "r23 r21");
  assert.equal(ids(leftRuns()).slice(0, 7), "r22 r20");
  for (let at = 30; at < 60; at++) rememberRun(run(at, { curve: freeColour() }));
  assert.equal(keptRuns().length, MOST_KEPT);
  const drawn = keptRuns().map(({ kept }) => kept?.curve).filter((curve) => curve !== null);
  assert.deepEqual(drawn.toSorted(), [0, 1, 2, 3, 4, 5]);
  assert.equal(freeColour(), null);
});

test("of many differences two are the name", () => {
  assert.equal(nameOf([]), "same settings");
  assert.equal(nameOf(["a", "b"]), "a, b");
  assert.equal(nameOf(["a", "b", "c", "d"]), "a, b and 2 more");
});

test("two boundaries differ by their answers, and in what they decide", () => {
  const grid = (/** @type {number[]} */ values, /** @type {[number, number]} */ range = [0, 1]) => ({ values, shape: [1, 2, 2], range });
  const pair = differenceOf(grid([0, 100, 200, 255]), grid([0, 200, 200, 0]), "pair", 0);
  assert.deepEqual([...pair.values].map((value) => Number(value.toFixed(3))), [0, 0.392, 0, -1]);
  assert.deepEqual([pair.share, pair.most], [0.5, 1]);
  // Real values each have a scale of their own, and decide nothing.
  const values = differenceOf(grid([0, 255, 0, 0], [0, 10]), grid([0, 255, 0, 0], [-10, 30]), "values", 0);
  assert.deepEqual([...values.values], [-0.5, 1, -0.5, -0.5]);
  assert.deepEqual([values.share, values.most], [null, 20]);
  const same = differenceOf(grid([9, 9, 9, 9], [5, 5]), grid([1, 2, 3, 4], [5, 5]), "values", 0);
  assert.deepEqual([...same.values], [0, 0, 0, 0]);
});

test("of several classes it is seen where others are the largest", () => {
  const first = { values: [9, 0, 0, 9], shape: [2, 1, 2], range: /** @type {[number, number]} */ ([0, 1]) };
  const second = { ...first, values: [9, 9, 0, 0] };
  assert.deepEqual(differenceOf(first, second, "regions", 0), { values: Float32Array.from([0, 1]), most: 1, share: 0.5, shape: [1, 2] });
  assert.ok(comparable(first, second));
  assert.ok(!comparable(first, { ...second, shape: [1, 2, 2] }));
});
