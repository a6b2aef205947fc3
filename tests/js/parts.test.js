// @ts-check
/**
 * Losses that suit, formulas, edits and files of points, addresses with points: the pure parts behind them.
 */
import assert from "node:assert/strict";
import test from "node:test";
import { decodeSpec, encodeSpec } from "../../static/js/lib/codec.js";
import { fade, largest, paintLargest } from "../../static/js/lib/colour.js";
import { borders } from "../../static/js/lib/contour.js";
import { csvOf, textOf } from "../../static/js/lib/csv.js";
import { begunScaled, ownFrom, rounded, without } from "../../static/js/lib/edits.js";
import { areGiven, isFrozen, isHeld, stillThere, switched } from "../../static/js/lib/parameters.js";
import { cameAlong } from "../../static/js/pages/playground/told.js";
import { mathOf } from "../../static/js/lib/mathml.js";
import { adapted, asMany, asManyBy, suited, suiting, taskOf } from "../../static/js/lib/losses.js";

const drawn = { kind: "a", task: "binary", schema: { properties: { n: {} } }, defaults: {} };
const many = { kind: "b", task: "multiclass", schema: { properties: { n: {}, n_classes: {} } }, defaults: { n_classes: 3 } };
const own = { kind: "c", task: "binary", schema: { properties: { points: {}, class_names: {} } }, defaults: {} };
const catalogue = {
  datasets: [drawn, many, own],
  losses: [
    { kind: "x", tasks: ["binary"], defaults: { kind: "x" } },
    { kind: "y", tasks: ["binary", "multiclass"], defaults: { kind: "y" } },
    { kind: "made", tasks: ["multiclass", "binary"], defaults: { kind: "made" } },
    { kind: "z", tasks: ["regression"], defaults: { kind: "z", delta: 1 } },
  ],
};

test("the task is told from the data", () => {
  assert.equal(taskOf(drawn, {}), "binary");
  assert.equal(taskOf(many, { n_classes: 2 }), "binary");
  assert.equal(taskOf(many, {}), "multiclass");
  assert.equal(taskOf(own, { class_names: [] }), "regression");
  assert.equal(taskOf(own, { class_names: ["r", "g", "b"] }), "multiclass");
  assert.equal(taskOf({ schema: { properties: { link: {} } } }, {}), null);
});

test("a loss that does not suit gives way to the first that does", () => {
  const spec = (/** @type {any} */ data, /** @type {string} */ loss) => ({ data, training: { loss: { kind: loss } } });
  const fine = spec({ kind: "a" }, "y");
  assert.equal(suited(catalogue, fine), fine);
  assert.deepEqual(suited(catalogue, spec({ kind: "b" }, "x")).training.loss, { kind: "made" });
  assert.deepEqual(suited(catalogue, spec({ kind: "c", class_names: [] }, "y")).training.loss, { kind: "z", delta: 1 });
  assert.equal(suiting(catalogue.losses, null).length, 4);
});

test("data of another kind bring the loss that is made for them, or that was used for them last", () => {
  const spec = (/** @type {any} */ data, /** @type {string} */ loss) => ({ data, training: { loss: { kind: loss } } });
  const before = spec({ kind: "a" }, "y");
  const loss = (/** @type {any} */ data, /** @type {any} */ used = {}) => adapted(catalogue, before, { ...before, data }, used).training.loss.kind;
  assert.equal(loss({ kind: "a", n: 9 }), "y");
  assert.equal(loss({ kind: "b" }), "made");
  assert.equal(loss({ kind: "b" }, { multiclass: { kind: "y" } }), "y");
  assert.equal(loss({ kind: "c", class_names: [] }), "z");
});

/** @param {import("../../static/js/lib/mathml.js").Node} node @returns {string} */
const flat = ({ tag, text, children }) => (children ? `${tag}[${children.map(flat).join(" ")}]` : text ?? "");
const math = (/** @type {string} */ text) => mathOf(text).map(flat).join(" ");

test("formulas become MathML", () => {
  assert.equal(math("g(z) = 1 − g(z)²"), "g mrow[( z )] = 1 − g msup[mrow[( z )] 2]");
  assert.equal(math("e⁻ᶻ"), "msup[e mrow[− z]]");
  assert.equal(math("e^(−z²)"), "msup[e mrow[− msup[z 2]]]");
  assert.equal(math("g′(z)"), "msup[g ′] mrow[( z )]");
  assert.equal(math("√(2/π)"), "msqrt[mrow[2 / π]]");
  assert.equal(math("β₁m"), "msub[β 1] m");
  assert.match(math("z for z > 0, otherwise α z"), /z \u00a0for\u00a0 z > 0 ,.* \u00a0otherwise\u00a0 α z/);
});

test("every bracket that opens is closed, whatever is written", () => {
  for (const text of ["(", ")", "a^(", "√", "1 / (1 + |z|)²", "", "⁻ᶻ", "(()"]) assert.ok(Array.isArray(mathOf(text)), text);
});

test("points that come to lie beyond the plane begin scaled, and a choice of before is kept", () => {
  const scaling = (/** @type {number} */ x, /** @type {string} */ kind, /** @type {number} */ before) => begunScaled({ points: [[0, 1, 0], [1, -x, 1]], scaling: kind }, [[before, 0, 0]]).scaling;
  assert.equal(scaling(6, "none", 6), "none");
  assert.equal(scaling(35, "none", 6), "standard");
  assert.equal(scaling(35, "min_max", 6), "min_max");
  assert.equal(scaling(35, "none", -35), "none");
});

test("points are rounded to what the axes need, and erased near a place", () => {
  assert.equal(rounded(1.23456789, 12), 1.23);
  assert.equal(rounded(0.000123456, 0.001), 0.000123);
  assert.equal(rounded(12345.6, 1e6), 12346);
  assert.deepEqual(without([[0, 0, 1], [5, 5, 0]], [0.1, 0.1], [10, 10], 0.05), [[5, 5, 0]]);
});

test("points as a file", () => {
  const data = { axes: ["hours", 'a "b", c'], classes: ["no", "yes"], train: { x1: [1], x2: [2], y: [1] }, test: { x1: [3], x2: [4], y: [0] } };
  assert.equal(csvOf(data, {}), 'hours,"a ""b"", c",class\n1,2,yes\n3,4,no\n');
  assert.equal(csvOf({ ...data, classes: [], values: ["u", "v"], train: { x1: [1], x2: [2], y: [[5, 6]] }, test: { x1: [], x2: [], y: [] } }, {}), 'hours,"a ""b"", c",u,v\n1,2,5,6\n');
  assert.match(csvOf(data, { points: [[9, 8, 0]] }), /\n9,8,no\n$/);
});

test("no cell of a file of points is a formula", () => {
  const data = { axes: ["=x", "@y"], classes: ["=1+1", "-a", "'=2", "'s", "-3"], train: { x1: [0, 0, 1, 1, 2], x2: [0, 1, 0, 1, 2], y: [0, 1, 2, 3, 4] }, test: { x1: [], x2: [], y: [] } };
  // What the server's reader is tested with: it gives the names back.
  assert.equal(csvOf(data, {}), "'=x,'@y,class\n0,0,'=1+1\n0,1,'-a\n1,0,''=2\n1,1,'s\n2,2,-3\n");
  assert.match(csvOf({ ...data, classes: ["\t=1", "=A1,2"] }, { points: [[0, 0, 0], [0, 0, 1]] }), /\n0,0,"'\t=1"\n0,0,"'=A1,2"\n$/);
});

test("a file's text is read as what it was written in", () => {
  for (const bytes of [[0x4d, 0xfc, 0x6e, 0x7a, 0x65], [0x4d, 0xc3, 0xbc, 0x6e, 0x7a, 0x65], [0xff, 0xfe, 0x4d, 0, 0xfc, 0, 0x6e, 0, 0x7a, 0, 0x65, 0], [0xfe, 0xff, 0, 0x4d, 0, 0xfc, 0, 0x6e, 0, 0x7a, 0, 0x65]]) assert.equal(textOf(new Uint8Array(bytes).buffer), "Münze");
});

test("points travel in the address", () => {
  const spec = { data: { kind: "own", points: [[1.5, -2, 0], [3, 4, 1]], class_names: ["a;b", "c,d"] } };
  const text = encodeSpec(spec);
  assert.match(text, /data\.points=1\.5,-2,0;3,4,1;/);
  assert.deepEqual(decodeSpec(text, {}, spec).spec, spec);
  const one = { data: { kind: "own", points: [[1, 2, 3]] } };
  assert.deepEqual(decodeSpec(encodeSpec(one), {}, one).spec, one);
});

test("regions take the colour of the largest layer, fainter near the second", () => {
  const values = [200, 10, 100, 110];
  assert.deepEqual({ ...largest(values, 2, 2, 0) }, { first: 0, lead: 100 });
  assert.deepEqual({ ...largest(values, 2, 2, 1) }, { first: 1, lead: 100 });
  const tables = [fade([255, 255, 255], [255, 0, 0]), fade([255, 255, 255], [0, 0, 255])];
  const pixels = new Uint32Array(2);
  paintLargest(values, 2, 1, 2, tables, pixels);
  assert.equal(pixels[0], tables[0][100]);
  assert.equal(pixels[1], tables[1][100]);
});

test("borders run where two layers are equal", () => {
  const values = [0, 0, 100, 100, 0, 0, 100, 100, 50, 50, 50, 50, 50, 50, 50, 50];
  const segments = borders(values, 2, 2, 4);
  assert.ok(segments.length >= 4);
  for (let i = 0; i < segments.length; i += 2) assert.equal(segments[i], 1.5);
});

test("a data set is taken over as points of one's own, train and test, with all their values", () => {
  const data = /** @type {any} */ ({ axes: ["a", "b"], classes: ["no", "yes"], domain: [[-6, 6], [0, 1]], train: { x1: [1.23456], x2: [0.123456], y: [1] }, test: { x1: [2], x2: [0.5], y: [0] } });
  assert.deepEqual(ownFrom(data), { points: [[1.23, 0.123, 1], [2, 0.5, 0]], class_names: ["no", "yes"], axis_names: ["a", "b"] });
  const values = { ...data, classes: null, values: ["v"], train: { x1: [1], x2: [0], y: [[0.123456789]] }, test: { x1: [], x2: [], y: [] } };
  assert.deepEqual(ownFrom(values)?.points, [[1, 0, 0.123457]]);
  const several = { ...values, values: ["v", "w"], train: { x1: [1], x2: [0], y: [[0.5, -2]] } };
  assert.deepEqual(ownFrom(several), { points: [[1, 0, 0.5, -2]], class_names: [], axis_names: ["a", "b"], value_names: ["v", "w"] });
  assert.equal(ownFrom(null), null);
});

test("what is frozen is a list: a whole layer is taken apart where one of its weights is freed", () => {
  const parts = (/** @type {any} */ { layer }) => [{ layer, unit: 0, input: 0 }, { layer, unit: 0, input: /** @type {const} */ ("bias") }];
  const [weight, bias] = parts({ layer: 1 });
  const one = switched([], weight, parts);
  assert.deepEqual([isFrozen(one, weight), isFrozen(one, bias), isFrozen(one, { layer: 1 })], [true, false, false]);
  const layer = switched(one, { layer: 1 }, parts);
  assert.deepEqual(layer, [{ layer: 1 }]);
  assert.deepEqual(switched(layer, weight, parts), [bias]);
  assert.deepEqual(switched(layer, { layer: 1 }, parts), []);
  const none = { layer: 1, input: /** @type {const} */ ("bias"), value: 0 };
  const without = switched(layer, none, parts);
  assert.deepEqual([isHeld(layer, none), isHeld(without, none)], [false, true]);
  assert.equal(isHeld(switched(without, none, parts), none), false);
});

test("where units go what was frozen of them goes, and where layers do, everything", () => {
  const network = (/** @type {number[]} */ ...units) => ({ inputs: [1, 2], hidden_layers: units.map((each) => ({ units: each })) });
  const frozen = [{ layer: 0, unit: 3 }, { layer: 1, unit: 0, input: 3 }, { layer: 0 }, { layer: 2, unit: 1 }];
  const spec = { network: network(4, 2), training: { frozen } };
  assert.equal(stillThere(spec, spec, Infinity), spec);
  assert.deepEqual(stillThere(spec, { ...spec, network: network(3, 2) }, Infinity).training.frozen, [{ layer: 0 }, { layer: 2, unit: 1 }]);
  assert.deepEqual(stillThere(spec, spec, 0).training.frozen, frozen.slice(0, 3));
  assert.deepEqual(stillThere(spec, { ...spec, network: network(4) }, Infinity).training.frozen, []);
  // So it is with weights that are given.
  const weights = [{ layer: 0, unit: 3, input: 1, value: 5 }, { layer: 1, unit: 0, input: 3, value: 5 }, { layer: 2, unit: 0, input: /** @type {const} */ ("bias"), value: 5 }];
  const given = (/** @type {number[]} */ ...units) => ({ training: {}, network: { ...network(...units), weights } });
  const left = (/** @type {any} */ now, outputs = Infinity) => stillThere(given(4, 2), now, outputs).network.weights;
  assert.equal(left(given(5, 2)), weights);
  assert.deepEqual(left(given(3, 2)), weights.slice(2));
  assert.deepEqual(left(given(4, 2), 0), weights.slice(0, 2));
  assert.deepEqual(left(given(4)), []);
  const other = { ...given(4, 2), network: { ...given(4, 2).network, inputs: [2] } };
  assert.deepEqual(left(other), [{ ...weights[0], input: 0 }, ...weights.slice(1)]);
  assert.deepEqual([areGiven(given(4, 2), [{ ...weights[2], input: null }]), areGiven(given(4, 2), [{ ...weights[0], value: 4 }])], [true, false]);
});

test("data that are set otherwise ask for as many answers, others perhaps not", () => {
  const blobs = { kind: "blobs", n_classes: 3, noise: 0 };
  assert.equal(asMany(blobs, { ...blobs, noise: 0.5 }), true);
  assert.equal(asMany(blobs, { ...blobs, n_classes: 4 }), false);
  assert.equal(asMany(blobs, { ...blobs, kind: "rings" }), false);
  const own = { kind: "points", class_names: [], value_names: ["a"], points: [[1, 2, 3]] };
  assert.equal(asMany(own, { ...own, points: [[1, 2, 4]], value_names: ["b"] }), true);
  assert.equal(asMany(own, { ...own, value_names: ["a", "b"] }), false);
  const losses = [["one", 1], ["other", 1], ["each", 2]].map(([kind, of_two_classes]) => ({ kind, output: { of_two_classes } }));
  const asked = (/** @type {string} */ kind, /** @type {string} */ task) => /** @type {any} */ ([{ losses, datasets: [{ kind: "d", task }] }, { data: { kind: "d" }, training: { loss: { kind: "one" } } }, { data: { kind: "d" }, training: { loss: { kind } } }]);
  const same = (/** @type {string} */ kind, /** @type {string} */ task) => asManyBy(.../** @type {[any, any, any]} */ (asked(kind, task)));
  assert.deepEqual([same("other", "binary"), same("each", "binary"), same("each", "multiclass")], [true, false, true]);
});

test("what is no longer frozen is named, and which loss came along", () => {
  const bias = /** @type {const} */ ("bias");
  const losses = /** @type {any} */ ({ losses: ["x", "y"].map((kind) => ({ kind, title: kind.toUpperCase() })) });
  const spec = (/** @type {string} */ loss, /** @type {any[]} */ frozen) => /** @type {any} */ ({ network: { inputs: ["x1", "x2"], hidden_layers: [{}, {}] }, training: { loss: { kind: loss }, frozen } });
  const said = (/** @type {any[]} */ ...frozen) => cameAlong(losses, spec("x", []), spec("x", frozen)).match(/frozen: (.*?)\. Undo/)?.[1];
  assert.equal(said(), undefined);
  assert.equal(said({ layer: 0 }, { layer: 1, unit: 2 }), "layer 1, neuron 3 of layer 2");
  assert.equal(said({ layer: 0, input: bias, value: 0 }, { layer: 2, unit: 0, input: bias }), "biases of layer 1, the bias of neuron 1 of the output");
  assert.equal(said({ layer: 0, input: 1 }, { layer: 0, unit: 1, input: 1 }), "weights from input 2 to layer 1, a weight of neuron 2 of layer 1");
  assert.equal(said(...[0, 1, 2, 3, 4].map((unit) => ({ layer: 0, unit }))), "neuron 1 of layer 1, neuron 2 of layer 1, neuron 3 of layer 1, and 2 more");
  const deeper = { ...spec("x", []), network: { inputs: ["x1", "x2"], hidden_layers: [{}, {}, {}] } };
  assert.match(cameAlong(losses, deeper, { ...deeper, training: spec("x", [{ layer: 2 }]).training }, spec("x", [])), /frozen: the output\./);
  // A weight of x2 stays one of x2, and is freed with it.
  const frozen = [{ layer: 0, unit: 1, input: 1 }, { layer: 0, input: 0, value: 0 }];
  const fewer = { ...spec("x", frozen), network: { ...spec("x", []).network, inputs: ["x2"] } };
  const left = stillThere(spec("x", frozen), fewer, Infinity);
  assert.deepEqual(left.training.frozen, [{ layer: 0, unit: 1, input: 0 }]);
  assert.match(cameAlong(losses, left, fewer, spec("x", frozen)), /frozen: weights from input 1 to layer 1\./);
  // So does one of a formula that is written anew.
  const anew = { ...spec("x", frozen), network: { ...spec("x", []).network, inputs: ["x1", "x2^2"] } };
  assert.equal(stillThere(spec("x", frozen), anew, Infinity), anew);
  assert.equal(cameAlong(losses, anew, anew, spec("x", frozen)), "");
  const given = (/** @type {any[]} */ ...weights) => ({ ...spec("x", []), network: { ...spec("x", []).network, weights } });
  assert.equal(cameAlong(losses, given(), given({ layer: 0, unit: 1, input: bias, value: 1 })), "Drawn anew, and no longer set by hand: the bias of neuron 2 of layer 1. Undo brings back what was.");
  const both = cameAlong(losses, spec("y", []), spec("x", [{ layer: 0 }]));
  assert.match(both, /^The loss is now Y,.* X comes back\. The network is another now, and no longer frozen: layer 1\./);
});
