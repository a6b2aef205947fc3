// @ts-check
/**
 * The plane cut into fields that can be told one by one: what the network answers there, and which points lie there.
 */
import { sampleGrid } from "./arrays.js";

/** @typedef {import("./arrays.js").Grid & {range: [number, number]}} Boundary */
/** @typedef {{output: number, mode: "pair"|"regions"|"one"|"values"}} View */
/** @typedef {{row: number, column: number, of: number}} Field   counted from the top left, in so many rows and columns */
/** @typedef {{answer: number, value: number}} Answer   which class, and what its output answers; of real values the class is 0 */
/**
 * @typedef {object} Told
 * @property {{answer: number, share: number}[]} shares   of the field, by class, the largest first
 * @property {number} mean   what is answered on average: by the class that has most of the field, there
 * @property {number} low
 * @property {number} high
 * @property {number} points
 * @property {number} wrong   on a side that is not theirs
 * @property {number} off   how far off real values are on average
 */

/** Places in a field, along each side, that stand for all of it. */
const SAMPLES = 8;

/** The fields of a plane from the top left on, row by row. @param {number} of @returns {Field[]} */
export const fieldsOf = (of) => Array.from({ length: of * of }, (_, i) => ({ row: Math.floor(i / of), column: i % of, of }));

/** In the middle of what a field is cut into. @param {Field} field @returns {Field} */
export const within = ({ row, column, of }) => ({ row: 3 * row + 1, column: 3 * column + 1, of: 3 * of });

/** The field that this one is a part of. @param {Field} field @returns {Field} */
export const around = ({ row, column, of }) => ({ row: Math.floor(row / 3), column: Math.floor(column / 3), of: of / 3 });

/** Which of three by three a field is, or is a part of, and which part of that. @param {Field} field @returns {{place: number, part: number|null}} */
export function placesOf(field) {
  if (field.of <= 3) return { place: 3 * field.row + field.column, part: null };
  const { place } = placesOf(around(field));
  return { place, part: 3 * (field.row % 3) + (field.column % 3) };
}

/** What the network answers at a place. @param {Boundary} boundary @param {View} view @param {number} u @param {number} v @returns {Answer} */
export function answerAt(boundary, { mode, output }, u, v) {
  const { range: [low, high], shape } = boundary;
  const value = (/** @type {number} */ layer) => low + (sampleGrid(boundary, u, v, layer) / 255) * (high - low);
  if (mode === "values") return { answer: 0, value: value(output) };
  if (shape[0] === 1) {
    const p = value(0);
    const answer = p > (low + high) / 2 ? 1 : 0;
    return { answer, value: answer ? p : low + high - p };
  }
  let best = 0;
  let largest = -Infinity;
  for (let layer = 0; layer < shape[0]; layer++) {
    const p = value(layer);
    if (p > largest) [best, largest] = [layer, p];
  }
  return { answer: best, value: largest };
}

/** @param {any} target @param {number} output */
const valueOf = (target, output) => Number(Array.isArray(target) ? target[output] : target);

/**
 * Every point with where it lies on the plane and what is answered there.
 * @param {Boundary} boundary @param {View} view @param {import("../types.js").Data} data
 * @returns {{u: number, v: number, test: boolean, off: number, wrong: boolean}[]}
 */
export function pointsIn(boundary, view, { train, test, domain: [[left, right], [bottom, top]] }) {
  return [train, test].flatMap(({ x1, x2, y }, part) => x1.map((x, i) => {
    const [u, v] = [(x - left) / (right - left), (x2[i] - bottom) / (top - bottom)];
    const { answer, value } = answerAt(boundary, view, u, v);
    const values = view.mode === "values";
    return { u, v, test: part > 0, off: values ? Math.abs(value - valueOf(y[i], view.output)) : 0, wrong: !values && answer !== Math.round(y[i]) };
  }));
}

/**
 * What there is to tell of a field.
 * @param {Boundary} boundary @param {View} view @param {ReturnType<typeof pointsIn>} points @param {Field} field
 * @returns {Told}
 */
export function toldOf(boundary, view, points, { row, column, of }) {
  const [left, bottom] = [column / of, (of - 1 - row) / of];
  /** @type {Map<number, number[]>} */
  const answers = new Map();
  for (let i = 0; i < SAMPLES * SAMPLES; i++) {
    const [u, v] = [left + ((i % SAMPLES) + 0.5) / SAMPLES / of, bottom + (Math.floor(i / SAMPLES) + 0.5) / SAMPLES / of];
    const { answer, value } = answerAt(boundary, view, u, v);
    answers.set(answer, [...(answers.get(answer) ?? []), value]);
  }
  const shares = [...answers].map(([answer, { length }]) => ({ answer, share: length / SAMPLES ** 2 })).sort((a, b) => b.share - a.share);
  const most = /** @type {number[]} */ (answers.get(shares[0].answer));
  const there = points.filter(({ u, v }) => slot(u, of) === column && slot(v, of) === of - 1 - row);
  return {
    shares,
    mean: mean(most), low: Math.min(...most), high: Math.max(...most),
    points: there.length,
    wrong: there.filter(({ wrong }) => wrong).length,
    off: there.length ? mean(there.map(({ off }) => off)) : 0,
  };
}

/** @param {number[]} values */
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** @param {number} share @param {number} of */
const slot = (share, of) => Math.min(of - 1, Math.max(0, Math.floor(share * of)));
