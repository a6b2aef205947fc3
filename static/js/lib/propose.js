// @ts-check
/**
 * Values that are worth trying of what may vary: around the one that there is, and within what the server takes.
 */
import { choiceOf, same } from "./vary.js";

/** @typedef {import("./vary.js").Variable} Variable */

/** So many values are proposed of a number, or of what has many choices; of few choices all of them. */
const [NUMBERS, CHOICES, ALL] = [5, 4, 6];

/** @param {number} value @param {number} [digits] */
const round = (value, digits = 1) => Number(value.toPrecision(digits));

/** Whether a number is one of 1, 3, 10, 30 … @param {number} value */
const isRung = (value) => value > 0 && ["1", "3"].includes(value.toExponential().split("e")[0]);

/**
 * Numbers 1-3-10 around one; 0.02 has 0.006 and 0.06 beside it, which are as far.
 * @param {number} present above 0
 */
function ladder(present) {
  const rung = (/** @type {number} */ k) => (k % 2 ? 3 : 1) * 10 ** Math.floor(k / 2);
  const first = 2 * Math.floor(Math.log10(present) + 1e-9) + (present.toExponential()[0] === "3" ? 1 : 0);
  const at = (/** @type {number} */ i) => (isRung(present) ? rung(first + i) : present * 10 ** (i / 2));
  return Array.from({ length: NUMBERS }, (_, i) => i - (NUMBERS - 1) / 2).map((i) => (i ? round(at(i)) : present));
}

/** 2-4-8-16: powers of two around a number, and itself. @param {number} present */
function doubled(present) {
  const from = Math.max(1, Math.round(Math.log2(Math.max(1, present))) - 1);
  return [...new Set([...Array.from({ length: 4 }, (_, i) => 2 ** (from + i)), present])].sort((a, b) => a - b);
}

/** Even steps over a range. @param {number} low @param {number} high */
function evenly(low, high) {
  const rough = (high - low) / (NUMBERS - 1);
  const power = 10 ** Math.floor(Math.log10(rough) + 1e-9);
  const step = ([5, 2, 1].find((factor) => factor * power <= rough * 1.001) ?? 1) * power;
  return Array.from({ length: NUMBERS }, (_, i) => round(low + i * step, 6)).filter((value) => value <= high);
}

/** @param {Variable} variable @returns {number[]} */
function numbers({ pointer, schema, present }) {
  const { type, minimum = schema.exclusiveMinimum, maximum = schema.exclusiveMaximum } = schema;
  const value = typeof present === "number" ? present : schema.default ?? 1;
  if (pointer.endsWith("/seed")) return Array.from({ length: NUMBERS }, (_, i) => value + i);
  if (type === "integer") return isRung(value) && !(maximum < 1000) ? ladder(value).filter(Number.isInteger) : value > 100 ? [value / 4, value / 2, value, value * 2].map(Math.round) : doubled(value);
  if (schema.scale === "log" || (minimum > 0 && maximum / minimum >= 100)) {
    const around = ladder(value > 0 ? value : 0.001);
    return value > 0 ? around : [0, ...around.slice(0, -1)];
  }
  if (minimum !== undefined && maximum !== undefined && maximum - minimum <= 100) return evenly(minimum, maximum);
  return value ? [value / 4, value / 2, value, value * 2].map((each) => round(each, 3)) : [0, 0.5, 1, 2];
}

/** @param {Variable} variable */
const within = ({ schema: { minimum, maximum, exclusiveMinimum, exclusiveMaximum } }) => (/** @type {number} */ value) =>
  !(value < minimum || value > maximum || value <= exclusiveMinimum || value >= exclusiveMaximum);

/** All layers alike, as wide as the widest there is: one, two, three of them; half and twice as wide. @param {Variable} variable */
function layers({ present, schema }) {
  const widest = present.reduce((/** @type {number} */ most, /** @type {any} */ { units }) => Math.max(most, units), 0) || 4;
  const like = present[0] ?? null;
  const layer = (/** @type {number} */ units) => (like ? { ...like, units } : units);
  const stack = (/** @type {number} */ depth, /** @type {number} */ units) => Array.from({ length: Math.min(depth, schema.layers) }, () => layer(Math.min(units, schema.units)));
  const all = [stack(1, widest), stack(2, widest), stack(3, widest), stack(1, widest * 2), stack(2, widest * 2), stack(3, widest * 2)];
  return [present, ...all].filter((each, i, list) => list.findIndex((other) => JSON.stringify(other) === JSON.stringify(each)) === i).slice(0, ALL);
}

/** The present inputs, and more and more of those that there are. @param {Variable} variable */
function inputs({ present, entries }) {
  const plain = entries.map(({ defaults }) => defaults);
  const sets = [present, ...[2, 4, 5, 7, plain.length].map((count) => plain.slice(0, count))];
  return sets.filter((each, i) => sets.findIndex((other) => JSON.stringify(other) === JSON.stringify(each)) === i);
}

/**
 * @param {Variable} variable
 * @returns {any[]}
 */
export function proposed(variable) {
  const { control, entries, schema } = variable;
  if (control === "switch") return [false, true];
  if (control === "menu") return schema.enum;
  if (control === "layers") return layers(variable);
  if (control === "inputs") return inputs(variable);
  if (control === "number") return [...new Set(numbers(variable).filter(within(variable)))];
  const at = entries.findIndex((entry) => same(entry.kind, variable.present));
  const from = Math.max(0, Math.min(entries.length - CHOICES, at - 1));
  return (entries.length <= ALL ? entries : entries.slice(from, from + CHOICES)).map((entry) => choiceOf(variable, entry));
}

/** All that can be chosen, to choose from; of numbers and layers there is no end. @param {Variable} variable @returns {any[]|null} */
export function offered(variable) {
  if (variable.control === "number" || variable.control === "layers") return null;
  return variable.control === "choice" ? variable.entries.map((entry) => choiceOf(variable, entry)) : proposed(variable);
}
