// @ts-check
/**
 * A table of numbers as text: as a spreadsheet copies it, as NumPy, PyTorch or MATLAB prints it, or typed.
 */
import { otherwise, parseNumber, parsePlain } from "./typed.js";

/** Rows of cells in brackets, which may go over lines: the innermost ones. */
const BRACKETED = /\[([^[\]]*)\]/g;
/** A number that stands for itself, where a name such as float32 or a shape is around brackets. */
const LOOSE = /(^|[\s,;])[-+−]?\.?\d/;
/** Cells whose numbers have decimal commas, and spaces between them. */
const DECIMAL_COMMAS = /^[-+−]?\d+,\d+(\s+[-+−]?\d+,\d+)+$/;

/** @param {string} row */
function cellsOf(row) {
  const text = row.replace(/^ +| +$/g, "");
  if (text.includes("\t")) return text.split("\t");
  if (text.includes(";")) return text.replace(/;\s*$/, "").split(";");
  return DECIMAL_COMMAS.test(text) ? text.split(/\s+/) : text.replace(/,\s*$/, "").split(/\s*,\s*|\s+/);
}

/**
 * The cells of a table, row by row: rows by lines or brackets, cells by tabs, semicolons, commas or spaces.
 * @param {string} text
 * @returns {string[][]}
 */
export const cellRows = (text) => rowsOf(text).cells;

/** @param {string} text */
function rowsOf(text) {
  const bracketed = [...text.matchAll(BRACKETED)].map(([, row]) => row);
  // In brackets a line may go on in the next one, and a semicolon begins a row.
  const inBrackets = bracketed.length > 0 && !LOOSE.test(text.replace(BRACKETED, " "));
  const rows = inBrackets
    ? bracketed.flatMap((row) => row.replace(/\s+/g, " ").split(";"))
    : text.replace(/[[\]]/g, "").split(/\r\n|\n|\r/);
  return { inBrackets, cells: rows.filter((row) => row.trim()).map((row) => cellsOf(row).map((cell) => cell.trim())) };
}

/** @typedef {{row: number, column: number}} Cell */
/** @typedef {{rows: number, columns: number} & ({fault: "", values: number[][], doubt: (Cell & {text: string})|null} | {fault: "number"} & Cell)} Grid   `doubt`: a cell that might mean another number, as it was written */

/**
 * The numbers of a table; or which row is of another length than the first, or which cell holds no number.
 * @param {string} text
 * @returns {Grid | {fault: "ragged", row: number, count: number, first: number}}
 */
export function readGrid(text) {
  const { inBrackets, cells: rows } = rowsOf(text);
  const first = rows[0]?.length ?? 0;
  const ragged = rows.findIndex(({ length }) => length !== first);
  if (ragged >= 0) return { fault: "ragged", row: ragged, count: rows[ragged].length, first };
  // What a program prints in brackets has points in its numbers, and no groups.
  const isPrinted = (/** @type {string} */ cell) => inBrackets && !Number.isNaN(parsePlain(cell));
  const parse = (/** @type {string} */ cell) => (isPrinted(cell) ? parsePlain(cell) : parseNumber(cell));
  const values = rows.map((row) => row.map(parse));
  for (const [row, cells] of values.entries()) {
    const column = cells.findIndex(Number.isNaN);
    if (column >= 0) return { rows: rows.length, columns: first, fault: "number", row, column };
  }
  const doubts = rows.flatMap((cells, row) => cells.flatMap((text, column) => (isPrinted(text) || otherwise(text) === null ? [] : [{ row, column, text }])));
  return { rows: rows.length, columns: first, fault: "", values, doubt: doubts[0] ?? null };
}

/** A table that spreadsheets and NumPy read. @param {string[][]} rows */
export const writtenGrid = (rows) => `${rows.map((row) => row.join("\t")).join("\n")}\n`;

/** A float32 in as few digits as make the same one again. @param {number} value */
export function singleText(value) {
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === Math.fround(value)) return String(short);
  }
  return String(Number(value.toPrecision(9)));
}
