// @ts-check
/**
 * What lies deeper: colours of losses, places in a landscape, what is looked at.
 */
import assert from "node:assert/strict";
import test from "node:test";
import { mapAlone, mappedCounts, sumsOf } from "../../static/js/lib/instead.js";
import { endsOf, logarithmic, nearestLoss, placeIn } from "../../static/js/lib/landscape.js";
import { fared, misfits } from "../../static/js/lib/misfits.js";
import { lookOf } from "../../static/js/pages/playground/looking.js";
import { ringsOf } from "../../static/js/pages/playground/report.js";
import { placesOf, upToNow } from "../../static/js/lib/minibatch.js";
import { batchTable, parameterTable, pointTable } from "../../static/js/lib/tables.js";
import { initialState } from "../../static/js/state.js";

/** @param {number[]} values */
const grid = (...values) => ({ values: Float32Array.from(values), shape: [values.length] });

test("losses are told apart by their factors, and one beyond all numbers is no end of the scale", () => {
  const { low, high, shareOf, lossAt } = logarithmic([0.01, 1, 0.1, 3.4e38]);
  assert.deepEqual([low, high], [0.01, 1]);
  assert.ok(Math.abs(shareOf(0.1) - 0.5) < 1e-9 && Math.abs(lossAt(0.5) - 0.1) < 1e-9);
  assert.deepEqual([shareOf(0.01), shareOf(1), shareOf(3.4e38), shareOf(0)], [0, 1, 1, 0]);
  // A flat landscape, and one of no loss at all, have a colour, too.
  for (const losses of [[0.5, 0.5], [0, 0], [3.4e38]]) for (const loss of losses) assert.ok(Number.isFinite(logarithmic(losses).shareOf(loss)));
});

test("a network's place in the plane is found again, with what lies beside it", () => {
  const plane = { origin: grid(1, 2, 3), directions: { values: Float32Array.from([2, 0, 0, 1, 1, 0]), shape: [2, 3] } };
  const at = placeIn(plane, [grid(1 + 2 * 0.5 - 1, 2 - 1), grid(3 + 4)]);
  assert.deepEqual(at, { x: 0.5, y: -1, distance: 4 });
  assert.equal(placeIn(plane, [grid(1, 2)]), null);
  // A path of one direction.
  assert.deepEqual(placeIn({ ...plane, directions: { values: Float32Array.from([2, 0, 0, 0, 0, 0]), shape: [2, 3] } }, [grid(3, 2, 3)]), { x: 1, y: 0, distance: 0 });
});

test("what is read is a loss that was evaluated", () => {
  const landscape = /** @type {any} */ ({ x: [-1, 0, 1], y: [0, 2], losses: [[1, 2, 3], [4, 5, 6]] });
  assert.deepEqual(nearestLoss(landscape, 0.4, 1.1), { x: 0, y: 2, loss: 5 });
  assert.deepEqual(endsOf(landscape.x), [-1, 1]);
});

test("a hidden layer is looked into only while it is seen", () => {
  const spec = /** @type {any} */ ({ network: { hidden_layers: [{}] } });
  const inside = { view: /** @type {"space"} */ ("space"), layer: 0, units: null };
  const seen = { network: true, plane: true };
  assert.deepEqual(lookOf({ ...initialState(), spec, panel: "inside", inside }, seen).hidden, { layer: 0, units: null });
  for (const patch of [{ panel: "numbers" }, { inside: { ...inside, view: /** @type {"landscape"} */ ("landscape") } }, { spec: /** @type {any} */ ({ network: { hidden_layers: [] } }) }]) {
    assert.equal(lookOf({ ...initialState(), spec, panel: "inside", inside, ...patch }, seen).hidden, undefined);
  }
});

test("a neuron's map stands alone, and outputs have none", () => {
  const counts = mappedCounts({ inputs: [1, 2], hidden_layers: [{ units: 1 }] });
  const maps = { values: Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]), shape: [3, 2, 2], scales: [1, 2, 3] };
  assert.deepEqual(mapAlone(maps, counts, { column: 1, unit: 0 }), { values: Uint8Array.from([9, 10, 11, 12]), shape: [1, 2, 2], range: [-3, 3] });
  assert.deepEqual(mapAlone(maps, counts, { column: 0, unit: 1 })?.range, [-2, 2]);
  for (const at of [{ column: 2, unit: 0 }, { column: 1, unit: 1 }]) assert.equal(mapAlone(maps, counts, at), null);
  assert.equal(mapAlone(null, counts, { column: 0, unit: 0 }), null);
});

test("a neuron's own line is where its sum is 0, whatever it makes of that", () => {
  // x from -3 to 3 along a row, y from -3 to 3 upwards, and a neuron that cuts off everything below 0.
  const ends = [0, 255];
  const maps = { values: Uint8Array.from([...ends, ...ends, 0, 0, 255, 255, 0, 0, 0, 0]), shape: [3, 2, 2], scales: [3, 3, 1e-9] };
  const weights = [{ values: Float32Array.from([2, -1, 0.5]), shape: [3, 1] }, grid(1, 0)];
  const sums = sumsOf(maps, weights, [2, 1], { column: 1, unit: 0 });
  assert.deepEqual(sums, { values: Float32Array.from([-2.5, 9.5, -8.5, 3.5]), shape: [2, 2] });
  assert.deepEqual(sumsOf(maps, weights, [2, 1], { column: 0, unit: 1 })?.values, Float32Array.from([-3, -3, 3, 3]));
  // Without weights, or with those of another network, there is none.
  for (const others of [null, [grid(1, 2)]]) assert.equal(sumsOf(maps, others, [2, 1], { column: 1, unit: 0 }), null);
});

test("points come by their losses, and what is wrong is told from what is merely far off", () => {
  const side = { x1: [1, 2], x2: [3, 4], y: [0, 1] };
  const figures = (/** @type {any} */ patch) => ({ train: { points: { answers: [[0.2], [0.1]], losses: [0.3, 2], decisions: [0, 0], residuals: null, ...patch } }, test: null });
  const points = fared(figures({}), { train: side, test: { x1: [], x2: [], y: [] } });
  assert.deepEqual(points.map(({ x1, wrong, loss }) => [x1, wrong, loss]), [[2, true, 2], [1, false, 0.3]]);
  assert.deepEqual(misfits(points).map(({ x1 }) => x1), [2]);
  // A loss beyond all numbers is the worst; values are not wrong.
  const values = fared(figures({ losses: [null, 2], decisions: null }), { train: side, test: null });
  assert.deepEqual(misfits(values).map(({ x1 }) => x1), [1, 2]);
  // Figures of other data say nothing.
  assert.deepEqual(fared(figures({ losses: [1] }), { train: side, test: null }), []);
});

test("what is ringed stays the same until there is another report", () => {
  const side = { x1: [1, 2], x2: [3, 4], y: [0, 1] };
  const report = () => ({ train: { points: { answers: [[0.2], [0.1]], losses: [0.3, 2], decisions: [0, 0], residuals: null } }, test: null });
  const state = /** @type {any} */ ({ ...initialState(), marked: true, report: report(), data: { train: side, test: { x1: [], x2: [], y: [] } } });
  const rings = ringsOf(state);
  assert.deepEqual(rings, [[2, 4]]);
  assert.equal(ringsOf({ ...state }), rings);
  assert.notEqual(ringsOf({ ...state, report: report() }), rings);
  assert.equal(ringsOf({ ...state, marked: false }), null);
});

test("parameters and points are tables", () => {
  const words = { to: "to", from: "from", value: "value", bias: "bias", part: "part", is: "is", taken: "taken for", answer: "answer", loss: "loss", train: "train", test: "test", gradient: "gradient", z: "z", a: "a", dz: "dz", length: "length" };
  const layer = { values: [1, 2, 3, 4, 5, 6], shape: [3, 2] };
  assert.deepEqual(parameterTable([layer], (column, unit) => `${column}.${unit}`, words), {
    head: ["to", "from", "value", "gradient"],
    rows: [["1.0", "0.0", 1, ""], ["1.0", "0.1", 3, ""], ["1.0", "bias", 5, ""], ["1.1", "0.0", 2, ""], ["1.1", "0.1", 4, ""], ["1.1", "bias", 6, ""]],
    all: 6,
  });
  // With the gradient of the next batch, and what that does in each neuron.
  const next = { z: [0.1, 0.2], a: [0.3, 0.4], dW: [[3, 0], [0, null]], db: [4, 0.5] };
  assert.deepEqual(parameterTable([layer], (column, unit) => `${column}.${unit}`, words, [next]).rows.map((row) => row[3]), [3, 0, 4, 0, "", 0.5]);
  assert.deepEqual(batchTable([next], (column, unit) => `${column}.${unit}`, words), { head: ["to", "z", "a", "dz", "length"], rows: [["1.0", 0.1, 0.3, 4, 5], ["1.1", 0.2, 0.4, 0.5, ""]], all: 2 });
  // No more rows are made than are read.
  const few = parameterTable([layer, layer], (column, unit) => `${column}.${unit}`, words, null, 4);
  assert.deepEqual([few.rows.at(-1), few.rows.length, few.all], [["1.1", "0.0", 2, ""], 4, 12]);
  const point = { part: /** @type {"test"} */ ("test"), x1: 1, x2: 2, target: 1, answers: [0.4], decision: 0, loss: null, wrong: true };
  assert.deepEqual(pointTable([point], { axes: ["a", "b"], classes: ["no", "yes"] }, words), { head: ["part", "a", "b", "is", "taken for", "answer", "loss"], rows: [["test", 1, 2, "yes", "no", 0.4, ""]], all: 1 });
  const many = pointTable([point, point, point], { axes: ["a", "b"], classes: ["no", "yes"] }, words, 2);
  assert.deepEqual([many.rows.length, many.all], [2, 3]);
  assert.deepEqual(pointTable([{ ...point, target: [3, 4], answers: [5, 6], decision: null, loss: 2 }], { axes: ["a", "b"], classes: null, values: ["u", "v"] }, words), {
    head: ["part", "a", "b", "u", "v", "answer: u", "answer: v", "loss"], rows: [["test", 1, 2, 3, 4, 5, 6, 2]], all: 1,
  });
});

test("curves go on within an epoch, to where the run stands", () => {
  const history = { epoch: [0, 1], loss: [0.7, 0.5], val_loss: [0.8, 0.6] };
  assert.deepEqual(upToNow(history, { loss: 0.4 }, { epoch: 1, number: 3, count: 12 }), { epoch: [0, 1, 1.25], loss: [0.7, 0.5, 0.4], val_loss: [0.8, 0.6, null] });
  assert.equal(upToNow(history, { loss: 0.4 }, { epoch: 1, number: 0, count: 12 }), history);
});

test("the points of an update are told apart where they are not all", () => {
  const train = { x1: [1, 2, 3], x2: [4, 5, 6], y: [0, 1, 0] };
  const minibatch = { epoch: 0, step: 1, number: 1, count: 2, taken: [2, 0], next: [1], loss: 0.5, layers: [] };
  const places = placesOf(minibatch, train);
  assert.deepEqual(places, [[3, 6], [1, 4]]);
  assert.equal(placesOf(minibatch, train), places);
  assert.deepEqual(placesOf({ ...minibatch, count: 1 }, train), []);
});
