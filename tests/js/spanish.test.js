// @ts-check
/**
 * A language that parts digits from five on, and has a form of plurals that may be left out: Spanish, as the document says.
 */
import assert from "node:assert/strict";
import test from "node:test";

Object.assign(globalThis, { document: { documentElement: { lang: "es" } } });
const { counted, grouped, short } = await import("../../static/js/lib/format.js");
const { parseNumber } = await import("../../static/js/lib/typed.js");
const { inWords } = await import("../../static/js/lib/said.js");

test("four digits stay together, five are parted", () => {
  assert.deepEqual([0.5, 1250, -1250, 12500].map((value) => short(value)), ["0,5", "1250", "−1250", "12.500"]);
  assert.deepEqual([1000, 1234567].map(grouped), ["1000", "1.234.567"]);
  const table = { parts: [], values: {}, fields: {}, names: {}, sentences: { most: "como máximo {most}" } };
  const said = (/** @type {any} */ most) => inWords(table, { code: "most", params: { most }, detail: "" }).detail;
  assert.deepEqual([said("1,250.5"), said("12,500 %"), said(2000)], ["como máximo 1250,5", "como máximo 12.500 %", "como máximo 2000"]);
  assert.deepEqual(["1250", "1.250", "12.500,5"].map(parseNumber), [1250, 1250, 12500.5]);
});

test("two forms do for one, many and other", () => {
  const points = ["{count} punto", "{count} puntos"];
  assert.deepEqual([0, 1, 2, 1e6].map((count) => counted(points, count)), ["0 puntos", "1 punto", "2 puntos", "1.000.000 puntos"]);
  assert.equal(counted([...points.slice(0, 1), "{count} de puntos", "{count} puntos"], 1e6), "1.000.000 de puntos");
});
