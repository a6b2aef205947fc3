// @ts-check
/**
 * Points as a CSV file: both coordinates, then a class name or a value, under a line of names.
 */

import { parseNumber } from "./typed.js";

/** What a spreadsheet would take for a formula, behind apostrophes perhaps, which say that it is none. */
const FORMULA = /^['\s]*[=+\-@＝＋－＠]/;

/** A cell: in quotes where it needs them, and never a formula. @param {any} value */
const cell = (value) => {
  const text = FORMULA.test(String(value)) && Number.isNaN(parseNumber(String(value))) ? `'${value}` : String(value);
  return /[",;\t\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** Rows as a file. @param {any[][]} rows */
export const csvRows = (rows) => `${rows.map((row) => row.map(cell).join(",")).join("\n")}\n`;

/** The text of a file, decoded as the server does it. @param {ArrayBuffer} bytes */
export function textOf(bytes) {
  const [first, second] = new Uint8Array(bytes);
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/**
 * @param {any} data the points of a run, as the server gives them
 * @param {any} own the data part of the specification; its own points keep their order
 * @returns {string}
 */
export function csvOf({ sent, ...told }, own) {
  const data = sent ?? told;
  const classes = data.classes ?? [];
  const label = (/** @type {any} */ y) => (classes.length ? [classes[Math.round(Number(y))] ?? y] : [y].flat());
  const names = [...data.axes, ...(classes.length ? ["class"] : data.values ?? ["value"])];
  const rows = Array.isArray(own?.points)
    ? own.points.map((/** @type {number[]} */ [x1, x2, ...y]) => [x1, x2, ...(classes.length ? label(y[0]) : y)])
    : [data.train, data.test].flatMap((side) => side.y.map((/** @type {any} */ y, /** @type {number} */ i) => [side.x1[i], side.x2[i], ...label(y)]));
  return csvRows([names, ...rows]);
}
