// @ts-check
/**
 * Addresses: any specification goes there and back, and an unknown one does no harm.
 */
import assert from "node:assert/strict";
import test from "node:test";
import { decodeSpec, encodeSpec } from "../../static/js/lib/codec.js";

const SHAPES = {
  "network.hidden_layers": { fields: ["units", "activation"], choices: ["activation"] },
  "network.weights": { fields: ["layer", "unit", "input"], choices: [], value: "value" },
};
const spec = () => ({
  data: { kind: "ring", n: 500, noise: 0.1, test_fraction: 0.5, seed: 1 },
  network: {
    inputs: ["a", "b"],
    activation: { kind: "bend" },
    hidden_layers: [{ units: 8, activation: { kind: "bend" } }, { units: 3, activation: { kind: "leak", slope: 0.05, both: true } }],
    initializer: { kind: "even" },
    dtype: "float32",
    seed: 1,
  },
  training: {
    loss: { kind: "surprise" },
    optimizer: { kind: "plain", learning_rate: 0.03, momentum: 0, nesterov: false },
    batch_size: 10,
    seed: 4294967295,
  },
});
const back = (/** @type {any} */ value, /** @type {any} */ template = value) => decodeSpec(encodeSpec(value, SHAPES), SHAPES, template);

test("a specification is written so that people can read it", () => {
  const text = encodeSpec(spec(), SHAPES);
  assert.ok(text.startsWith("data=ring&data.n=500&data.noise=0.1"), text);
  assert.ok(text.includes("network.hidden_layers=8.bend,3.leak(slope:0.05,both:true)"), text);
  assert.ok(text.includes("training.optimizer=plain&training.optimizer.learning_rate=0.03"), text);
});

test("a specification comes back as it was", () => {
  assert.deepEqual(back(spec()), { spec: spec(), unread: [] });
});

test("lists of none and of one stay lists", () => {
  const value = spec();
  value.network.hidden_layers = [];
  value.network.inputs = ["a"];
  assert.deepEqual(back(value).spec, value);
  value.network.hidden_layers = [{ units: 1, activation: { kind: "bend" } }];
  assert.deepEqual(back(value).spec, value);
});

test("a choice's parameters may differ from the default's choice", () => {
  const value = spec();
  value.training.optimizer = /** @type {any} */ ({ kind: "other", learning_rate: 1e-7, beta: -0.5 });
  assert.deepEqual(back(value, spec()).spec, value);
});

test("strings that look like something else keep their type", () => {
  const value = { data: { kind: "own", name: "5", flag: "true", none: null, empty: "", odd: "a&b=c#é (x).~'y'" } };
  assert.deepEqual(back(value).spec, value);
});

test("fields of a layer that have no place of their own are named", () => {
  const value = spec();
  value.network.hidden_layers = /** @type {any} */ ([{ units: 8, activation: { kind: "bend" }, dropout: 0.25 }]);
  assert.ok(encodeSpec(value, SHAPES).includes("8.bend.dropout(0.25)"));
  assert.deepEqual(back(value).spec, value);
});

test("a number that is told of each item comes after its place", () => {
  const at = (/** @type {any} */ input, /** @type {any} */ value) => ({ layer: 0, unit: 2, input, value });
  const value = { network: { weights: [at(1, 0.15), at("bias", -2e-7), at(0, 1)] } };
  assert.equal(encodeSpec(value, SHAPES), "network.weights=0.2.1:0.15,0.2.bias:-2e-7,0.2.0:1");
  assert.deepEqual(back(value).spec, value);
  for (const weights of [[], [at(1, 0.15)], [{ ...at(1, 0.15), more: 1 }], [{ layer: 0, unit: 1, value: 2 }]]) {
    assert.deepEqual(back({ network: { weights } }).spec, { network: { weights } });
  }
  // What is no place or no number is the server's to refuse.
  const { spec: read } = decodeSpec("network.weights=0.1:2,x.0.0:y:z,3", SHAPES, value);
  assert.deepEqual(read.network.weights, [{ layer: 0, unit: 1, value: 2 }, { layer: "x", unit: 0, input: 0, value: "y:z" }, { layer: 3 }]);
});

test("what has no short form travels whole", () => {
  const value = { data: { kind: "own", points: [[1, 2.5, 0], [3, 4, 1]], extra: { deep: { list: [{ a: 1 }] } }, bare: {} } };
  assert.deepEqual(back(value).spec, value);
});

test("short forms are read", () => {
  const { spec: read } = decodeSpec("#network.hidden_layers=8,4.bend&data=ring", SHAPES, spec());
  assert.deepEqual(read, { network: { hidden_layers: [{ units: 8 }, { units: 4, activation: { kind: "bend" } }] }, data: { kind: "ring" } });
});

test("the order of the parts does not matter", () => {
  const { spec: read } = decodeSpec("data.noise=0.2&data=ring", SHAPES, spec());
  assert.deepEqual(read, { data: { kind: "ring", noise: 0.2 } });
});

test("unknown parts are left out and named", () => {
  const { spec: read, unread } = decodeSpec("#utm_source=mail&data.noise=0.2&network.wings=2&=&__proto__.x=1", SHAPES, spec());
  assert.deepEqual(read, { data: { noise: 0.2 } });
  assert.deepEqual(unread, ["utm_source", "network.wings", "", "__proto__.x"]);
  assert.equal(/** @type {any} */ ({}).x, undefined);
});

test("damaged text is read as far as it goes", () => {
  assert.doesNotThrow(() => decodeSpec("#data=%E0%A4&network.hidden_layers=8.leak(slope:,,4..&training.batch_size=~{", SHAPES, spec()));
});
