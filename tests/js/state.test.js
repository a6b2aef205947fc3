// @ts-check
/**
 * The store, what is asked of the state, the fields of the forms, and the sentence below the diagram.
 */
import assert from "node:assert/strict";
import test from "node:test";
import { carriedOver, changed } from "../../static/js/lib/choices.js";
import { differences, entriesOf, fieldsOf, resolve, valueAt, withValue } from "../../static/js/lib/schema.js";
import { storyOf } from "../../static/js/lib/story.js";
import { appended, epochOf, initialState, shortened, statusOf, newer } from "../../static/js/state.js";
import { createStore } from "../../static/js/store.js";

test("listeners hear of their keys only, and only of changes", () => {
  const store = createStore({ a: 1, b: 2 });
  /** @type {number[]} */
  const heard = [];
  const stop = store.on(["a"], ({ a }) => heard.push(a));
  store.set({ b: 3 });
  store.set({ a: 1 });
  store.set({ a: 5, b: 4 });
  stop();
  store.set({ a: 6 });
  assert.deepEqual(heard, [5]);
  assert.deepEqual(store.get(), { a: 6, b: 4 });
});

test("while a run plays its history is ahead of what else is known of it", () => {
  const run = /** @type {any} */ ({ epoch: 3 });
  assert.equal(epochOf({ run, history: { epoch: [0, 4, 8] } }), 8);
  assert.equal(epochOf({ run, history: { epoch: [] } }), 3);
  assert.equal(epochOf({ run: null, history: { epoch: [] } }), 0);
});

test("a listener may change the state", () => {
  const store = createStore({ a: 1, double: 2 });
  store.on(["a"], ({ a }) => store.set({ double: a * 2 }));
  store.set({ a: 4 });
  assert.equal(store.get().double, 8);
});

test("rows are appended once, in order", () => {
  const history = { epoch: [0, 1], loss: [0.7, 0.6] };
  const next = appended(history, { epoch: [1, 2], loss: [0.6, 0.5], val_loss: [0.8, 0.7] });
  assert.deepEqual(next, { epoch: [0, 1, 2], loss: [0.7, 0.6, 0.5], val_loss: [null, null, 0.7] });
  assert.equal(appended(next, { epoch: [2], loss: [0.5] }), next);
});

test("a long history is halved, and keeps its first and its last row", () => {
  /** @type {import("../../static/js/types.js").History} */
  let history = { epoch: [0], loss: [1] };
  for (let epoch = 1; epoch < 100_000; epoch += 500) {
    const epochs = Array.from({ length: 500 }, (_, i) => epoch + i);
    history = appended(history, { epoch: epochs, loss: epochs.map((each) => 1 / each) });
    assert.ok(history.epoch.length <= 17_000);
    assert.equal(history.epoch.length, history.loss.length);
    assert.deepEqual([history.epoch[0], history.epoch.at(-1)], [0, epoch + 499]);
  }
  assert.ok(history.epoch.length > 8_000);
  assert.ok(history.epoch.every((epoch, i) => i === 0 || epoch > history.epoch[i - 1]));
});

test("of a whole history a page remembers no more", () => {
  const epoch = Array.from({ length: 100_001 }, (_, i) => i);
  const history = { epoch, loss: epoch.map((each) => 1 / (each + 1)) };
  const short = shortened(history);
  assert.ok(short.epoch.length > 8_000 && short.epoch.length <= 16_384);
  assert.deepEqual([short.epoch[0], short.epoch.at(-1), short.loss.at(-1)], [0, 100_000, 1 / 100_001]);
  const few = { epoch: [0, 1], loss: [1, 0.5] };
  assert.equal(shortened(few), few);
});

test("the pill says what holds", () => {
  const state = { ...initialState(), phase: /** @type {const} */ ("ready"), connection: /** @type {const} */ ("open") };
  const run = /** @type {any} */ ({ status: "paused" });
  assert.equal(statusOf(initialState()), "loading");
  assert.equal(statusOf({ ...state, run }), "paused");
  assert.equal(statusOf({ ...state, run, wantsPlay: true }), "playing");
  assert.equal(statusOf({ ...state, run: { ...run, status: "diverged" }, wantsPlay: true }), "diverged");
  assert.equal(statusOf({ ...state, run, connection: "lost" }), "lost");
});

const catalogue = {
  losses: [{ kind: "one", title: "One", help: "The one.", schema: { properties: {} }, defaults: { kind: "one" } }],
  optimizers: [{ kind: "plain", title: "Plain", schema: { properties: { rate: { type: "number", title: "Rate", live: true } } }, defaults: { kind: "plain", rate: 1 } }],
  spec_schema: {
    $defs: { Training: { properties: { loss: { title: "Loss" }, optimizer: { title: "Optimizer" }, batch_size: { type: "integer", minimum: 1, live: true } } } },
    properties: { training: { $ref: "#/$defs/Training" } },
  },
};
const training = { loss: { kind: "one" }, optimizer: { kind: "plain", rate: 0.1 }, batch_size: 10 };

test("fields come from the schema, choices with their parameters, within the limits", () => {
  const fields = fieldsOf(catalogue, { batch_size: { minimum: 1, maximum: 1000 } }, ["training"], training);
  assert.deepEqual(fields.map(({ path, control }) => [path.join("."), control]), [
    ["training.loss", "choice"],
    ["training.optimizer", "choice"],
    ["training.optimizer.rate", "number"],
    ["training.batch_size", "number"],
  ]);
  assert.equal(fields[2].schema.live, true);
  assert.equal(fields[3].schema.maximum, 1000);
  assert.equal(fields[3].schema.title, "Batch size");
});

test("the branch of a union is the one that fits", () => {
  const root = { $defs: { A: { properties: { kind: { const: "a" } } }, B: { properties: { kind: { const: "b" }, x: {} } } } };
  const union = { anyOf: [{ enum: ["a", "b"], type: "string" }, { oneOf: [{ $ref: "#/$defs/A" }, { $ref: "#/$defs/B" }], discriminator: { mapping: { b: "#/$defs/B" } } }] };
  assert.ok("x" in resolve(union, root, { kind: "b" }).properties);
  assert.equal(resolve(union, root, "a").type, "string");
});

test("names find their list in the catalogue", () => {
  assert.equal(entriesOf(catalogue, "loss"), catalogue.losses);
  assert.equal(entriesOf(catalogue, "optimizer"), catalogue.optimizers);
  assert.deepEqual(entriesOf(catalogue, "wing"), []);
});

test("a value is changed in a copy", () => {
  const before = { list: [{ a: 1 }, { a: 2 }] };
  const after = withValue(before, ["list", 1, "a"], 3);
  assert.equal(valueAt(after, ["list", 1, "a"]), 3);
  assert.equal(before.list[1].a, 2);
  assert.equal(after.list[0], before.list[0]);
});

test("differences are named by their place", () => {
  const other = { ...training, optimizer: { kind: "plain", rate: 0.2 }, batch_size: 20 };
  assert.deepEqual(differences({ training }, { training: other }), [["training", "optimizer", "rate"], ["training", "batch_size"]]);
  assert.deepEqual(differences({ training }, { training: { ...training, optimizer: { kind: "new", rate: 0.1 } } }), [["training", "optimizer"]]);
  assert.deepEqual(differences(training, structuredClone(training)), []);
});

/** @param {number} n @param {(i: number) => Record<string, number>} row */
function historyOf(n, row) {
  /** @type {any} */
  const history = { epoch: [], loss: [], val_loss: [], accuracy: [], val_accuracy: [] };
  for (let i = 0; i < n; i++) {
    history.epoch.push(i);
    for (const [name, value] of Object.entries(row(i))) history[name].push(value);
  }
  return history;
}

test("what is worth saying of the curves is said, and nothing else", () => {
  const nameOf = (/** @type {any} */ history) => storyOf(history)?.name;
  assert.equal(storyOf({ epoch: [] }), null);
  assert.equal(storyOf(historyOf(30, (i) => ({ loss: 0.7 * 0.95 ** i, accuracy: 0.6 }))), null);
  assert.equal(storyOf(historyOf(3, (i) => ({ loss: i ? 2 : 0.5, accuracy: 0.5 }))), null);
  assert.equal(nameOf(historyOf(100, (i) => ({ loss: 0.7 * 0.95 ** i, val_loss: 0.7 * 0.95 ** i, accuracy: 1 }))), "solved");
  assert.equal(nameOf(historyOf(100, () => ({ loss: 0.69, accuracy: 0.5 }))), "stuck");
  assert.equal(nameOf(historyOf(200, (i) => ({ loss: 0.3 + 0.5 * 0.8 ** i, accuracy: 0.8 }))), "settled");
  const worse = historyOf(100, (i) => ({ loss: i ? 2 : 0.5, accuracy: 0.5 }));
  assert.deepEqual(storyOf(worse), { name: "rising", values: { from: 0.5, to: 2 } });
  assert.equal(storyOf(worse, { loss: 2.5 })?.values.to, 2.5);
  const bent = storyOf(historyOf(300, (i) => ({ loss: 0.7 * 0.98 ** i, val_loss: 0.2 + Math.abs(i - 60) / 300, accuracy: 0.95 })));
  assert.equal(bent?.name, "overfitting");
  assert.ok(Math.abs(bent.values.epoch - 60) < 10);
});

test("of two things said of a run the newer is taken, whichever comes first", () => {
  const run = (/** @type {any} */ parts) => /** @type {any} */ ({ id: "a", generation: "g", version: 5, status: "paused", ...parts });
  const known = run({ token: "t", spec: { data: "xor" } });
  assert.equal(newer(known, run({ version: 4, status: "playing" })), known);
  assert.deepEqual(newer(known, run({ version: 6, generation: "h" })), { ...known, version: 6, generation: "h" });
  assert.equal(newer(known, run({ version: 5, status: "playing" })).status, "playing");
  const other = run({ id: "b", version: 1 });
  assert.equal(newer(known, other), other);
  assert.equal(newer(null, other), other);
});

test("another choice keeps what both know, and has the rest as it was last used", () => {
  const plain = /** @type {any} */ ({ kind: "plain", title: "plain", defaults: { kind: "plain", rate: 0.03, momentum: 0 } });
  const clever = /** @type {any} */ ({ kind: "clever", title: "clever", defaults: { kind: "clever", rate: 0.01, beta: 0.9 } });
  const entries = [plain, clever];
  const before = { kind: "plain", rate: 0.2, momentum: 0.5 };
  const after = carriedOver(before, clever);
  assert.deepEqual(after, { kind: "clever", rate: 0.2, beta: 0.9 });
  assert.deepEqual(changed(before, after, entries), { kept: ["rate"], left: ["momentum"], back: [] });
  const again = carriedOver({ ...after, rate: 0.1 }, plain, before);
  assert.deepEqual(again, { kind: "plain", rate: 0.1, momentum: 0.5 });
  assert.deepEqual(changed(after, again, entries), { kept: ["rate"], left: [], back: ["momentum"] });
  assert.deepEqual(changed(plain.defaults, carriedOver({ kind: "plain", rate: 0.01, momentum: 0 }, clever), entries), { kept: [], left: [], back: [] });
});
