// @ts-check
/**
 * The plan of a sweep: as a page holds it, as the server takes it, and as an address.
 *
 *   across=training.optimizer.learning_rate&across.values=0.01,0.03&down=…&seeds=3&epochs=120&data=circle&…
 *
 * Further fields are `more.0`, `more.1` …; of a random sample a number has `across.low`, `across.high` and perhaps `across.log=true`.
 */
import { decodeSpec, encodeSpec } from "./codec.js";

/**
 * @typedef {{low: number, high: number, log: boolean}} Range
 * @typedef {{path: string, values: any[], range?: Range|null}} Axis   `path`: a JSON pointer; `range`: what a sample is drawn from instead
 * @typedef {object} Plan   as a page holds it
 * @property {any} spec
 * @property {Axis[]} axes   across, down, and further ones
 * @property {number} seeds   runs a tile
 * @property {"training"|"data"|"both"} seeded   which seed tells them apart
 * @property {number} epochs
 * @property {{runs: number, seed: number}|null} sample   so many tiles drawn at random, instead of every combination
 */

const ROLES = ["across", "down"];

/** What an axis is called where it is refused and in an address. @param {number} i @param {string} [mark] */
export const roleOf = (i, mark = "/") => ROLES[i] ?? `more${mark}${i - ROLES.length}`;

/** The axis that a pointer is about, and which of its values, or null. @param {string} pointer @returns {{axis: number, value: number|null}|null} */
export function placeOf(pointer) {
  const [, role, ...rest] = pointer.split("/");
  const axis = role === "more" ? Number(rest.shift()) + ROLES.length : ROLES.indexOf(role);
  const value = rest[0] === "values" && rest.length > 1 ? Number(rest[1]) : null;
  return axis >= 0 ? { axis, value } : null;
}

/** Whether there are a row and a column for each tile, or a table. @param {Pick<Plan, "axes"|"sample">} plan */
export const isGrid = ({ axes, sample }) => axes.length <= ROLES.length && !sample;

/** @param {Pick<Plan, "axes"|"sample"|"seeds">} plan */
export function countOf({ axes, sample, seeds }) {
  const tiles = sample ? sample.runs : axes.reduce((product, { values }) => product * values.length, 1);
  return { tiles, runs: tiles * seeds };
}

/** As the server takes it. @param {Plan} plan */
export function asBody({ spec, axes, seeds, seeded, epochs, sample }) {
  const [across, down, ...more] = axes.map(({ path, values, range }) => (sample && range ? { path, low: range.low, high: range.high, scale: range.log ? "log" : "linear" } : { path, values }));
  return { spec, across, ...(down ? { down } : {}), ...(more.length ? { more } : {}), ...(sample ? { sample } : {}), seeds, seeded, until: { epoch: epochs } };
}

/** As a page holds it. @param {any} body @returns {Plan} */
export function asPlan({ spec, across, down, more, sample, seeds, seeded, until }) {
  const axes = [across, down, ...(more ?? [])].filter(Boolean).map(({ path, values, low, high, scale }) => (typeof low === "number" ? { path, values: [low, high], range: { low, high, log: scale === "log" } } : { path, values: values ?? [] }));
  return { spec, axes, seeds: seeds ?? 1, seeded: seeded ?? "training", epochs: until?.epoch ?? 100, sample: sample ?? null };
}

const dotted = (/** @type {string} */ pointer) => pointer.slice(1).split("/").map(encodeURIComponent).join(".");
const pointer = (/** @type {string} */ path) => `/${path.split(".").map(decodeURIComponent).join("/")}`;
const listed = (/** @type {any[]} */ values) => encodeSpec({ v: values }).slice(2);

/**
 * @param {Plan} plan
 * @param {import("./codec.js").Shapes} [shapes]
 * @returns {string} without the leading "#"
 */
export function encodePlan({ spec, axes, seeds, seeded, epochs, sample }, shapes = {}) {
  const parts = axes.flatMap(({ path, values, range }, i) => {
    const role = roleOf(i, ".");
    const drawn = sample && range ? [`${role}.low=${range.low}`, `${role}.high=${range.high}`, ...(range.log ? [`${role}.log=true`] : [])] : [`${role}.values=${listed(values)}`];
    return [`${role}=${dotted(path)}`, ...drawn];
  });
  const rest = [`seeds=${seeds}`, ...(seeded === "training" ? [] : [`seeded=${seeded}`]), `epochs=${epochs}`, ...(sample ? [`sample=${sample.runs}`, `sample.seed=${sample.seed}`] : [])];
  return [...parts, ...rest, encodeSpec(spec, shapes)].join("&");
}

const SEEDED = /** @type {const} */ (["training", "data", "both"]);

/**
 * @param {string} text with or without "#"
 * @param {import("./codec.js").Shapes} [shapes]
 * @param {any} [template] a whole specification
 * @returns {{plan: Partial<Plan> & {spec: any}, unread: string[]}} what it says, and the parts that made no sense here
 */
export function decodePlan(text, shapes = {}, template = null) {
  /** @type {Record<string, string>} */
  const own = {};
  const others = text.replace(/^#/, "").split("&").filter((pair) => {
    const [, name, value] = pair.match(/^((?:across|down|more\.\d|sample)(?:\.(?:values|low|high|log|seed))?|seeds|seeded|epochs)=(.*)$/) ?? [];
    if (name) own[name] = value;
    return !name;
  });
  const { spec, unread } = decodeSpec(others.join("&"), shapes, template);
  const number = (/** @type {string|undefined} */ value) => (value !== undefined && value !== "" && Number.isFinite(Number(value)) ? Number(value) : undefined);
  /** @type {Axis[]} */
  const axes = [];
  for (let i = 0; own[roleOf(i, ".")]; i++) {
    const role = roleOf(i, ".");
    const [low, high] = [number(own[`${role}.low`]), number(own[`${role}.high`])];
    const range = low !== undefined && high !== undefined ? { low, high, log: own[`${role}.log`] === "true" } : null;
    const values = own[`${role}.values`] === undefined ? (range ? [low, high] : []) : decodeSpec(`v=${own[`${role}.values`]}`).spec.v;
    axes.push({ path: pointer(own[role]), values: Array.isArray(values) ? values : [values], ...(range ? { range } : {}) });
  }
  const tiles = number(own.sample);
  const said = { axes: axes.length ? axes : undefined, seeds: number(own.seeds), seeded: SEEDED.find((each) => each === own.seeded), epochs: number(own.epochs), sample: tiles ? { runs: tiles, seed: number(own["sample.seed"]) ?? 0 } : undefined };
  return { plan: { spec, ...Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) }, unread };
}
