// @ts-check
/**
 * What a sweep may vary and over which values, its plan as an address, and what many runs come to.
 */
import assert from "node:assert/strict";
import test from "node:test";
import { asBody, asPlan, countOf, decodePlan, encodePlan, placeOf } from "../../static/js/lib/plan.js";
import { offered, proposed } from "../../static/js/lib/propose.js";
import { mainOf, ranked, spreadOf, stretchFor, ticksOf } from "../../static/js/lib/spread.js";
import { bandsOf } from "../../static/js/lib/summary.js";
import { valueName } from "../../static/js/lib/vary.js";
import { waitingOf } from "../../static/js/pages/playground/waiting.js";
import { playWords, progressOf, takenIn } from "../../static/js/pages/sweep/progress.js";
import { seedsSpread, stretch } from "../../static/js/pages/sweep/derived.js";
import { parallelOf } from "../../static/js/pages/sweep/tables.js";
import { courseOf, withRows } from "../../static/js/pages/sweep/session.js";

const words = { dataset: "data", layers: "layers", inputs: "inputs", ofAll: "{title}, all", ofLayer: "{title}, {layer}", none: "none", on: "on", off: "off" };
/** @param {any} part */
const variable = (part) => ({ pointer: "/a/b", title: "", group: /** @type {const} */ ("training"), control: /** @type {const} */ ("number"), schema: {}, entries: [], present: 1, ...part });
/** @param {any} present @param {any} schema */
const numbers = (present, schema = {}) => proposed(variable({ present, schema }));

test("numbers are proposed around the present one, within their range", () => {
  const rate = { type: "number", scale: "log", exclusiveMinimum: 0, maximum: 10 };
  assert.deepEqual(numbers(0.03, rate), [0.003, 0.01, 0.03, 0.1, 0.3]);
  assert.deepEqual(numbers(0.01, rate), [0.001, 0.003, 0.01, 0.03, 0.1]);
  assert.deepEqual(numbers(0.02, rate), [0.002, 0.006, 0.02, 0.06, 0.2]);
  assert.deepEqual(numbers(10, rate), [1, 3, 10]);
  assert.deepEqual(numbers(0, { type: "number", scale: "log", minimum: 0, maximum: 10 }), [0, 0.0001, 0.0003, 0.001, 0.003]);
  assert.deepEqual(numbers(4, { type: "integer", minimum: 1, maximum: 100 }), [2, 4, 8, 16]);
  assert.deepEqual(numbers(10, { type: "integer", minimum: 1, maximum: 1000 }), [1, 3, 10, 30, 100]);
  assert.deepEqual(numbers(0, { type: "number", minimum: 0, maximum: 0.5 }), [0, 0.1, 0.2, 0.3, 0.4]);
  assert.deepEqual(proposed(variable({ pointer: "/data/seed", present: 7, schema: { type: "integer" } })), [7, 8, 9, 10, 11]);
});

test("of few choices all are proposed, of many those around the present one, as it is set", () => {
  const entries = "abcdefgh".split("").map((kind) => ({ kind, title: kind.toUpperCase(), defaults: { kind, slope: 1 } }));
  const many = variable({ control: "choice", entries, present: { kind: "d", slope: 2 } });
  assert.deepEqual(proposed(many), ["c", { kind: "d", slope: 2 }, "e", "f"]);
  assert.equal(offered(many)?.length, 8);
  assert.equal(proposed(variable({ control: "choice", entries: entries.slice(0, 5), present: entries[0].defaults })).length, 5);
  assert.equal(valueName(many, { kind: "c", slope: 3 }, words), "C, slope 3");
  // Also what is as at present, which a choice by its name alone has not; what all have alike need not be said.
  const own = { kind: "d", slope: 2, schedule: { kind: "cosine", steps: 5 } };
  const timed = variable({ ...many, entries: entries.map((entry) => ({ ...entry, defaults: { ...entry.defaults, schedule: { kind: "constant" } } })), present: own });
  assert.equal(valueName(timed, own, words, [own, "d"]), "D, slope 2, schedule cosine");
  assert.equal(valueName(timed, "d", words, [own, "d"]), "D");
  assert.equal(valueName(timed, own, words, [own, { kind: "c", slope: 2 }]), "D, schedule cosine");
  // Other data have as many points as the present ones.
  assert.deepEqual(proposed(variable({ ...many, pointer: "/data" }))[0], { kind: "c", slope: 2 });
  assert.equal(valueName(variable({ control: "layers" }), [{ units: 8 }, { units: 4 }], words), "8-4");
  // A link may hold anything: it is the server that says what is wrong with it.
  assert.equal(valueName(variable({ control: "layers" }), 8, words), "8");
  assert.equal(valueName(variable({ control: "layers" }), "8-8", words), "8-8");
  assert.doesNotThrow(() => valueName(variable({ control: "layers" }), [null, []], words));
});

const plan = {
  spec: { data: { kind: "a", n: 10 } }, seeds: 3, seeded: /** @type {const} */ ("both"), epochs: 120, sample: null,
  axes: [{ path: "/training/optimizer/learning_rate", values: [0.1, 1e-7] }, { path: "/network/hidden_layers/*/activation", values: ["relu", { kind: "b", slope: 2 }] }, { path: "/network/hidden_layers", values: [[8], [8, 8]] }],
};

test("a plan is an address and comes back from it whole", () => {
  const template = { data: { kind: "a", n: 1 } };
  const text = encodePlan(plan);
  assert.match(text, /^across=training\.optimizer\.learning_rate&across\.values=0\.1,1e-7&down=network\.hidden_layers\.\*\.activation&/);
  const { plan: read, unread } = decodePlan(text, {}, template);
  assert.deepEqual({ sample: null, ...read }, plan);
  assert.deepEqual(unread, []);
  const sampled = { ...plan, sample: { runs: 40, seed: 2 }, axes: [{ path: "/a", values: [1, 10], range: { low: 1, high: 10, log: true } }] };
  assert.deepEqual(decodePlan(encodePlan(sampled)).plan, sampled);
  assert.deepEqual(asPlan(asBody(plan)), plan);
  assert.deepEqual(asPlan(asBody(sampled)), sampled);
  assert.deepEqual(countOf(plan), { tiles: 8, runs: 24 });
  assert.deepEqual(decodePlan("across=a.b&c=1", {}, template).unread, ["c"]);
});

test("a refusal is said beside the axis, and the value, it is about", () => {
  assert.deepEqual(placeOf("/across/values/3"), { axis: 0, value: 3 });
  assert.deepEqual(placeOf("/more/1/path"), { axis: 3, value: null });
  assert.equal(placeOf("/spec/data/n"), null);
});

test("runs that diverged count as worst, and do not ruin a scale", () => {
  assert.deepEqual(spreadOf([3, 1, NaN, 2]), { median: 2, low: 1, high: 3, count: 3 });
  assert.equal(spreadOf([1, 2], { lost: 1 }).median, 2);
  assert.equal(spreadOf([0.9, 0.8], { lost: 1, more: true }).median, 0.8);
  assert.ok(Number.isNaN(spreadOf([1], { lost: 2 }).median));
  assert.deepEqual(ranked([{ median: NaN }, { median: 2 }, { median: 1 }], false), [2, 1, 0]);
  const losses = [...Array.from({ length: 99 }, (_, i) => i / 100), 5000];
  const { high, beyond } = stretchFor(losses);
  assert.ok(high < 2 && beyond);
  assert.equal(stretchFor([0.7, ...new Array(99).fill(0.01)], { atLeast: 0.8 }).high, 0.7);
  assert.ok(stretchFor([0, 0, 0.1, 1], { log: true }).low > 0);
  assert.deepEqual(ticksOf(0, 0.9, { most: 4 }), [0, 0.5]);
  assert.deepEqual(ticksOf(0.004, 2, { log: true }), [0.01, 0.1, 1]);
});

test("tiles are told by what the server compares them by, and by the loss that goes with it", () => {
  assert.deepEqual(mainOf("val_accuracy", ["loss", "val_loss", "accuracy", "val_accuracy"]), { main: "val_accuracy", beside: "val_loss" });
  assert.deepEqual(mainOf("val_r2", ["loss", "val_loss", "r2", "val_r2"]), { main: "val_r2", beside: "val_loss" });
  // Some of the tiles have test points, or classes.
  assert.deepEqual(mainOf("accuracy", ["loss", "val_loss", "accuracy", "val_accuracy"]), { main: "accuracy", beside: "loss" });
  assert.deepEqual(mainOf("val_loss", ["loss", "val_loss", "accuracy", "val_accuracy", "r2"]), { main: "val_loss", beside: "val_accuracy" });
  assert.deepEqual(mainOf("loss", ["loss"]), { main: "loss", beside: "loss" });
});

test("rows of a frame go on where the viewer stood, each reckoned once", () => {
  const course = courseOf({ epochs: [0], values: [[[1], [null]]] });
  const rows = { shape: [2, 3], values: new Float32Array([1, 0.5, 0.7, 2, 0.4, 0.6]) };
  const next = withRows(course, 1, rows);
  assert.deepEqual(next.epochs, [0, 1, 2]);
  assert.deepEqual(withRows(next, 1, rows).epochs, [0, 1, 2]);
  const bands = bandsOf(next.rows[1], 0, 1, 1);
  assert.deepEqual([bands.low[0], bands.median[0], bands.high[0]].map((value) => Number(value.toFixed(2))), [0.5, 0.6, 0.7]);
  assert.equal(bandsOf(next.rows[1], 0, 1, 1), bands);
  assert.ok(Number.isNaN(bandsOf(next.rows[0], 0, 1, 2).median[1]));
});

test("an R² below 0 is worse than the mean however far, and leaves the others their room", () => {
  const tiles = [-3000, 0.5, 1].map((median) => ({ raw: [median], main: { median } }));
  const derived = /** @type {any} */ ({ axes: [], tiles, main: "val_r2", best: 2 });
  const [{ places, ticks }] = parallelOf(derived, null).axes;
  assert.deepEqual(places, [0, 0.5, 1]);
  assert.deepEqual(ticks.map(({ text }) => text), ["≤ 0", "1"]);
});

test("a sweep has come as far as the least of its runs that still train, and says what it goes on with", () => {
  const run = (/** @type {number} */ epoch, /** @type {string|null} */ kind = null) => ({ seed: 0, epoch, outcome: kind && { kind } });
  const plan = /** @type {import("../../static/js/lib/plan.js").Plan} */ ({ spec: {}, axes: [{ path: "/data/n", values: [1] }], seeds: 3, seeded: "both", epochs: 200, sample: null });
  const sweep = { plan: asBody(plan), status: "paused", epoch: 40, until: { epoch: 200 }, tiles: [{ runs: [run(12, "diverged"), run(40), run(60)] }] };
  const state = /** @type {any} */ ({ plan, sweep, board: null, wantsPlay: false, estimate: { runs: 3, seconds: 2 }, speed: 30 });
  assert.match(progressOf(state)?.said ?? "", /40.*200/);
  assert.equal(progressOf(state)?.share, (1 + 0.2 + 0.3) / 3);
  assert.equal(playWords(state), "Play on");
  assert.equal(playWords({ ...state, wantsPlay: true }), "Pause");
  assert.match(playWords({ ...state, plan: { ...plan, epochs: 300 } }), /300/);
  assert.match(playWords({ ...state, sweep: { ...sweep, status: "finished" } }), /anew/);
  assert.match(playWords({ ...state, sweep: null }), /3/);
  assert.equal(progressOf({ ...state, sweep: null }), null);
  assert.equal(takenIn(state), "7 s");
  assert.equal(takenIn({ ...state, speed: null, estimate: { runs: 3, seconds: 300 } }), "5 min");
  for (const estimate of [null, { runs: 3, seconds: null }]) assert.equal(takenIn({ ...state, estimate }), "");
  assert.match(waitingOf({ queue_position: 2 }), /number 2 in line and begins/);
  assert.match(waitingOf({ queue_position: 2, wait_s: 21 }), /number 2 in line .* 30 seconds/);
  assert.match(waitingOf({ queue_position: 2, wait_s: 130 }), /3 minutes/);
});

test("seeds that read alike are said to, without an end and another", () => {
  const spread = { median: 1, low: 0.9999, high: 1, count: 5 };
  assert.equal(seedsSpread("val_accuracy", spread), " (all 5 seeds alike)");
  assert.equal(stretch("val_accuracy", spread), stretch("val_accuracy", spread).split("–")[0]);
  assert.match(seedsSpread("val_accuracy", { ...spread, low: 0.9 }), /90.* to 100/u);
  assert.equal(seedsSpread("val_accuracy", { ...spread, count: 1 }), "");
});
