// @ts-check
/**
 * Sentences of the server in another language, made from their codes and parameters.
 */
import { fill, grouped, short } from "./format.js";
import { localized } from "./locale.js";

/** @typedef {{parts: string[], sentences: Record<string, string>, values: Record<string, string>, fields: Record<string, string>, names: Record<string, string>}} Table   `parts`: parameters that are codes themselves; `values`: words that are put in; `fields`: what settings are called; `names`: of axes, classes and values */

/** A number that came as it is written in English. */
const NUMBER = /^[−-]?\d[\d,]*(\.\d+)?(e[−-]?\d+)?(\s?%)?$/;

/** @param {Table} table @param {any} value @returns {string} */
const written = ({ values }, value) =>
  typeof value === "number" ? (Number.isInteger(value) ? grouped(value) : short(value, 6)) : values[value] ?? (NUMBER.test(value) ? localized(value) : String(value));

/**
 * The words of a code; null where there are none, or none of a part.
 * @param {Table} table
 * @param {string} code
 * @param {Record<string, any>} params
 * @returns {string|null}
 */
function made(table, code, params) {
  const words = Object.hasOwn(table.sentences, code) ? table.sentences[code] : null;
  if (words === null) return null;
  /** @type {Record<string, string>} */
  const parts = {};
  for (const [name, value] of Object.entries(params)) {
    const inner = table.parts.includes(name) && words.includes(`{${name}}`) ? made(table, value, { ...params, [name]: "" }) : written(table, value);
    if (inner === null) return null;
    parts[name] = inner;
  }
  return fill(words, parts);
}

/** Where sentences have their words: as such, of how a run ended, and of what a task asks. */
const PLACES = ["detail", "cause", "says"];

/**
 * Data with every sentence in it in the language of the table. Rows of numbers are left as they are.
 * @template T
 * @param {Table} table
 * @param {T} data
 * @returns {T}
 */
export function inWords(table, data) {
  if (Array.isArray(data)) return typeof data[0] === "object" ? /** @type {any} */ (data.map((each) => inWords(table, each))) : data;
  if (data === null || typeof data !== "object" || ArrayBuffer.isView(data)) return data;
  const { code, params } = /** @type {any} */ (data);
  const words = typeof code === "string" ? made(table, code, params ?? {}) : null;
  const known = Object.entries(data).map(([name, value]) => [name, words !== null && PLACES.includes(name) ? words : inWords(table, value)]);
  return Object.fromEntries(known);
}
