// @ts-check
/**
 * Numbers, plurals and sentences in a language that writes them otherwise: German, as the document says.
 */
import assert from "node:assert/strict";
import test from "node:test";

Object.assign(globalThis, { document: { documentElement: { lang: "de" } } });
const { brief, counted, fill, fixed, grouped, lossOf, percent, short } = await import("../../static/js/lib/format.js");
const { inFull, otherwise, parseNumber, written } = await import("../../static/js/lib/typed.js");
const { cellRows, readGrid } = await import("../../static/js/lib/grid.js");
const { inWords } = await import("../../static/js/lib/said.js");
const { dateAndTime } = await import("../../static/js/lib/time.js");

test("numbers are written with a comma, and thousands with points", () => {
  assert.deepEqual([short(0.03), short(1250), short(-12.5), fixed(0.5, 3), lossOf(0.0004), grouped(1234567)], ["0,03", "1.250", "−12,5", "0,500", "0,0004", "1.234.567"]);
  assert.deepEqual([percent(0.125), brief(250000), written(1250.5), inFull(-0.25)], ["12,5\u00a0%", "250.000", "1251", "-0,25"]);
  assert.equal(fill("{rate} von {name}", { rate: 0.5, name: "1.5" }), "0,5 von 1.5");
});

test("numbers are typed so, too, and what might mean another is told", () => {
  assert.deepEqual(["0,5", "1,5", "1.250", "1.234,5", "0.5", "1,250", "−3", "1e-3", "x"].map(parseNumber), [0.5, 1.5, 1250, 1234.5, 0.5, 1.25, -3, 0.001, NaN]);
  assert.deepEqual([otherwise("1.500"), otherwise("1,000", true), otherwise("1,5")], [1.5, 1000, null]);
  for (const value of [0.03, 1250, -12.5, 0.125, 1.125, 1e-7]) assert.equal(parseNumber(inFull(value)), value);
});

test("a table from a spreadsheet has commas, one that NumPy prints has points", () => {
  const values = (/** @type {string} */ text) => /** @type {any} */ (readGrid(text)).values;
  assert.deepEqual(values("1,125\t2,5\n0,5\t-1"), [[1.125, 2.5], [0.5, -1]]);
  assert.deepEqual(values("[[1.125 2.5]\n [0.5 -1.]]"), [[1.125, 2.5], [0.5, -1]]);
  assert.deepEqual(cellRows("1,5 2,5"), [["1,5", "2,5"]]);
});

test("the form that goes with a number is chosen", () => {
  assert.deepEqual([0, 1, 2, 1000].map((count) => counted(["{count} Punkt", "{count} Punkte"], count)), ["0 Punkte", "1 Punkt", "2 Punkte", "1.000 Punkte"]);
  assert.equal(counted(["{count} 点"], 2), "2 点");
});

test("what the server says is said by code and parameters, with its parts; unknown codes stay English", () => {
  const table = { parts: ["sign"], values: { data: "Daten" }, fields: {}, names: {}, sentences: { high: "Die Lernrate von {rate} ist zu hoch: {sign}.", over: "der Verlust wächst", again: "{part} zurückstellen: {most}", none: "" } };
  const said = (/** @type {any} */ data) => inWords(table, data);
  assert.equal(said({ kind: "diverged", code: "high", params: { rate: 0.5, sign: "over" }, cause: "English" }).cause, "Die Lernrate von 0,5 ist zu hoch: der Verlust wächst.");
  assert.equal(said({ code: "again", params: { part: "data", most: 1000000 }, detail: "English" }).detail, "Daten zurückstellen: 1.000.000");
  assert.equal(said({ code: "again", params: { part: "data", most: "97.5 %" }, says: "English" }).says, "Daten zurückstellen: 97,5 %");
  assert.deepEqual([said({ code: "new", params: {}, detail: "English" }).detail, said({ code: "high", params: { rate: 1, sign: "new" }, detail: "English" }).detail], ["English", "English"]);
  assert.equal(said({ code: "none", params: {}, detail: "English" }).detail, "");
  assert.deepEqual(said({ code: null, params: {}, detail: "English" }).detail, "English");
  const rows = { loss: [0.5, 0.25], errors: [{ code: "over", params: {}, detail: "English" }], plane: new Float32Array(2) };
  const told = said(rows);
  assert.equal(told.errors[0].detail, "der Verlust wächst");
  assert.ok(told.loss === rows.loss && told.plane === rows.plane);
});

test("a day is told as Germans tell it", () => {
  assert.match(dateAndTime(Date.UTC(2026, 10, 27, 12)), /Fr.*27.*Nov/);
});
