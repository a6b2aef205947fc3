// @ts-check
/**
 * Numbers: decoded, thinned, scaled, formatted.
 */
import assert from "node:assert/strict";
import test from "node:test";
import { extremes, readDocument, readMessage, sampleGrid } from "../../static/js/lib/arrays.js";
import { brief, fill, fixed, lossOf, percent, short } from "../../static/js/lib/format.js";
import { scaleOf } from "../../static/js/lib/scale.js";
import { smooth } from "../../static/js/lib/smooth.js";
import { thin } from "../../static/js/lib/thin.js";
import { backoff } from "../../static/js/lib/time.js";
import { otherwise, parseNumber, written } from "../../static/js/lib/typed.js";
import { typed } from "../../static/js/views/typed.js";

/** A binary message, as the server makes it. @param {any} frame @param {ArrayBufferView[]} arrays */
function messageOf(frame, arrays) {
  const text = new TextEncoder().encode(JSON.stringify(frame));
  const head = Buffer.alloc(4 + Math.ceil(text.length / 4) * 4, " ");
  head.writeUInt32LE(head.length - 4);
  head.set(text, 4);
  const bodies = arrays.map(({ buffer, byteLength }) => Buffer.concat([Buffer.from(buffer, 0, byteLength), Buffer.alloc((4 - (byteLength % 4)) % 4)]));
  const whole = Buffer.concat([head, ...bodies]);
  return whole.buffer.slice(whole.byteOffset, whole.byteOffset + whole.length);
}

test("a binary message is a frame with its arrays, each in its shape", () => {
  const arrays = [["boundary", "u1", [1, 2, 3]], ["weights", "f4", [2]], ["weights", "f4", [1, 1]]];
  const message = messageOf({ seq: 7, epoch: 3, arrays }, [new Uint8Array([0, 1, 2, 3, 4, 255]), new Float32Array([0.5, -3]), new Float32Array([9])]);
  const frame = readMessage(/** @type {ArrayBuffer} */ (message));
  assert.deepEqual([frame.seq, frame.epoch], [7, 3]);
  assert.deepEqual([...frame.boundary.values], [0, 1, 2, 3, 4, 255]);
  assert.deepEqual(frame.boundary.shape, [1, 2, 3]);
  assert.deepEqual(frame.weights.map((/** @type {any} */ { values }) => [...values]), [[0.5, -3], [9]]);
  // The same frame, as an event of JSON has it.
  const typed = (/** @type {Uint8Array|Float32Array} */ { buffer }, /** @type {string} */ dtype, /** @type {string} */ shape) => ({ dtype, shape, bdata: Buffer.from(buffer).toString("base64") });
  const weights = [typed(new Float32Array([0.5, -3]), "f4", "2"), typed(new Float32Array([9]), "f4", "1, 1")];
  assert.deepEqual(readDocument({ seq: 7, epoch: 3, boundary: typed(new Uint8Array([0, 1, 2, 3, 4, 255]), "u1", "1, 2, 3"), weights }), frame);
});

test("an array of nothing is one, too", () => {
  assert.deepEqual(readDocument({ hidden_test: { dtype: "f4", shape: "2, 0", bdata: "" } }), { hidden_test: { values: new Float32Array(0), shape: [2, 0] } });
});

test("the ends of values are found among as many as there may be", () => {
  const values = Array.from({ length: 300_000 }, (_, i) => i % 7919);
  assert.deepEqual(extremes(values), [0, 7918]);
});

test("bytes that do not fill the shape are refused", () => {
  const message = messageOf({ arrays: [["boundary", "u1", [9, 9]]] }, [new Uint8Array(3)]);
  assert.throws(() => readMessage(/** @type {ArrayBuffer} */ (message)), RangeError);
});

test("beside an axis a number has few signs", () => {
  assert.deepEqual([0, -6, 0.25, 999, 1300, -12_500, 1e6].map(brief), ["0", "−6", "0.25", "999", "1.3K", "−12.5K", "1M"]);
});

test("a grid is read between its samples, from the bottom up", () => {
  const grid = { values: new Uint8Array([0, 10, 20, 30]), shape: [1, 2, 2] };
  assert.equal(sampleGrid(grid, 0, 0), 0);
  assert.equal(sampleGrid(grid, 1, 1), 30);
  assert.equal(sampleGrid(grid, 0.5, 0.5), 15);
  assert.equal(sampleGrid(grid, 9, -9), 10);
});

test("a short curve is kept whole", () => {
  assert.deepEqual(thin([3, 1, 2], 600), [0, 1, 2]);
});

test("a long curve keeps its ends, its order and its spikes", () => {
  const values = Array.from({ length: 50_000 }, (_, i) => Math.sin(i / 900));
  values[31_234] = 9;
  values[7_777] = -9;
  const kept = thin(values, 600);
  assert.ok(kept.length <= 600);
  assert.equal(kept[0], 0);
  assert.equal(kept.at(-1), values.length - 1);
  assert.ok(kept.includes(31_234) && kept.includes(7_777));
  assert.ok(kept.every((index, i) => i === 0 || index > kept[i - 1]));
});

test("gaps in a curve are no obstacle", () => {
  const kept = thin(Array.from({ length: 2000 }, () => null), 100);
  assert.ok(kept.length <= 100 && new Set(kept).size === kept.length);
});

test("sliders come from the schema", () => {
  assert.equal(scaleOf({ type: "number" }), null);
  assert.equal(scaleOf({ type: "number", exclusiveMinimum: 0, maximum: 1 }, 1e-7), null);
  const share = scaleOf({ type: "number", minimum: 0, maximum: 0.9, step: 0.1 });
  assert.equal(share?.steps, 9);
  assert.equal(share?.toValue(7), 0.7);
  const momentum = scaleOf({ type: "number", minimum: 0, exclusiveMaximum: 1 });
  assert.ok((momentum?.toValue(momentum.steps) ?? 1) < 1);
});

test("a logarithmic slider finds its values again", () => {
  const rate = scaleOf({ type: "number", exclusiveMinimum: 0, maximum: 10, scale: "log" }, 0.03);
  assert.ok(rate);
  for (const value of [0.001, 0.03, 0.1, 1, 10]) assert.equal(rate.toValue(rate.toStep(value)), value);
  assert.ok(rate.toValue(0) > 0);
  const penalty = scaleOf({ type: "number", minimum: 0, maximum: 10, scale: "log" }, 0.001);
  assert.equal(penalty?.toValue(0), 0);
  assert.equal(penalty?.toStep(0), 0);
});

test("counts stay whole and within their limits", () => {
  const count = scaleOf({ type: "integer", minimum: 4, maximum: 10_000 });
  assert.ok(count);
  for (let step = 0; step <= count.steps; step++) {
    const value = count.toValue(step);
    assert.ok(Number.isInteger(value) && value >= 4 && value <= 10_000, String(value));
  }
});

test("numbers are written for people", () => {
  assert.equal(short(0.030000001), "0.03");
  assert.equal(short(1250), "1,250");
  assert.equal(short(-0.5), "−0.5");
  assert.equal(short(null), "–");
  assert.equal(fixed(-1.005, 2), "−1.00");
  assert.equal(lossOf(0.30249), "0.302");
  assert.equal(lossOf(0.00046), "0.00046");
  assert.equal(lossOf(0), "0.000");
  assert.equal(percent(0.996), "99.6\u00a0%");
  assert.equal(fill("a {b} {c}", { b: 1 }), "a 1 {c}");
});

test("numbers are read as people write them", () => {
  assert.equal(parseNumber(" 0,03 "), 0.03);
  assert.equal(parseNumber("1,250"), 1250);
  assert.equal(parseNumber("−2"), -2);
  assert.equal(parseNumber("1,250.5"), 1250.5);
  assert.equal(parseNumber("1 250"), 1250);
  assert.equal(parseNumber("1.250,5"), 1250.5);
  assert.equal(parseNumber("−1.250.000"), -1_250_000);
  assert.equal(parseNumber("1'250.5"), 1250.5);
  assert.equal(parseNumber("1.250"), 1.25);
  assert.equal(parseNumber("2e−3"), 0.002);
});

test("a group that begins with 0 is no group of thousands", () => {
  assert.equal(parseNumber("0,001"), 0.001);
  assert.equal(parseNumber("0,125"), 0.125);
  assert.equal(parseNumber("−0,125"), -0.125);
  assert.equal(parseNumber("12,345,678"), 12_345_678);
});

test("what is no number is none", () => {
  for (const text of ["", " ", "abc", "1/2", "1_000", "0x10", "1 2", "1,2,3", "1.2.3", "1.250.5", "1.250,000,000", "0.250,5", "Infinity", "1e999", "NaN", "--1"]) assert.ok(Number.isNaN(parseNumber(text)), text);
});

test("what might be another number is said to be read as one", () => {
  assert.equal(otherwise("1,500"), 1.5);
  for (const text of ["0,125", "1,500,000", "1,50", "1500", "1.500", "1,500.0"]) assert.equal(otherwise(text), null, text);
  assert.equal(otherwise("1.500", true), 1500);
  assert.equal(typed("2.000", { schema: { type: "integer", minimum: 4 } }).fault, "Read as 2. 2000 is typed 2000. At least 4.");
  assert.deepEqual(typed("1,500"), { value: 1500, fault: "", note: "Read as 1500. 1.5 is typed 1.5." });
  // What a box holds says one number: as it is written there, and as it is said.
  assert.deepEqual([1500, -0.5, 0.001, 12_345].map((value) => written(value)), ["1500", "−0.5", "0.001", "12345"]);
  assert.deepEqual(typed("1,500", { show: written }), { value: 1500, fault: "", note: "Read as 1500. 1.5 is typed 1.5." });
  assert.equal(typed("1,500", { schema: { maximum: 10 } }).fault, "Read as 1500. 1.5 is typed 1.5. At most 10.");
});

test("what is wanted is said, with an example", () => {
  const rate = { type: "number", exclusiveMinimum: 0, maximum: 10, default: 0.03 };
  for (const text of ["", "abc", "1/2"]) assert.equal(typed(text, { schema: rate }).fault, "A number is wanted, such as 0.03.");
  assert.equal(typed("2.5", { schema: { type: "integer", default: 10 } }).fault, "A whole number is wanted, such as 10.");
  assert.equal(typed("1", { schema: { exclusiveMaximum: 1 } }).fault, "Less than 1.");
  assert.deepEqual(typed("12,5 %", { factor: 100 }), { value: 0.125, fault: "", note: "" });
});

test("attempts get rarer, from 0.3 to 2 seconds", () => {
  assert.equal(backoff(0, 1), 300);
  assert.equal(backoff(0, 0), 300);
  assert.equal(backoff(20, 1), 2000);
  assert.ok(backoff(2, 0.5) > backoff(1, 0.5));
});

test("a smooth curve keeps its ends, its straight parts and its gaps", () => {
  assert.deepEqual(smooth([1, 2, 3, 4, 5]), [1, 2, 3, 4, 5]);
  assert.deepEqual(smooth([0, 9, 0]), [0, 3, 0]);
  assert.deepEqual(smooth([4, null, 2, null]), [4, null, 2, null]);
  const noisy = Array.from({ length: 600 }, (_, i) => (i % 2 ? 1 : -1));
  assert.ok(Math.max(...smooth(noisy).slice(10, -10).map((value) => Math.abs(value ?? 9))) < 0.1);
});
