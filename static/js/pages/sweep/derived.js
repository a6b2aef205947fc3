// @ts-check
/**
 * From what the server says of a sweep to what is said of it on the page: names of values, figures by tile, the order of tiles.
 */
import { boundaryAlone } from "../../lib/arrays.js";
import { lossOf, percent, short } from "../../lib/format.js";
import { marks, withinSentence } from "../../lib/locale.js";
import { asBody, countOf, isGrid } from "../../lib/plan.js";
import { isShare, mainOf, ranked, spreadOf } from "../../lib/spread.js";
import { valueName, variablesOf } from "../../lib/vary.js";
import { counted, fill, t } from "../../t.js";

const words = t.sweep;

/** @typedef {import("./state.js").State} State */
/** @typedef {import("../../types.js").Sweep} Sweep */
/** @typedef {import("../../types.js").Board} Board */
/** @typedef {import("../../lib/spread.js").Spread} Spread */
/** @typedef {{path: string, title: string, names: string[], values: any[], log: boolean, telling: boolean, named: (value: any) => string}} Axis   `telling`: its values say of what they are; `named`: of a sample a tile's value is one of none */
/**
 * @typedef {object} Told
 * @property {number} index
 * @property {string} values   all of its values, as they are said
 * @property {any[]} raw
 * @property {number[]} runs
 * @property {Spread} main
 * @property {Spread} beside
 * @property {number} epoch   the least of its runs'
 * @property {number} lost   how many of its runs diverged
 */
/** @typedef {{axes: Axis[], tiles: Told[], main: string, beside: string, order: number[], best: number|null, lost: number}} Derived */

/** A figure as it is read: shares in percent. @param {string} metric @param {number} value */
export const figure = (metric, value) => (metric.endsWith("accuracy") ? percent(value) : metric.endsWith("r2") ? short(value) : lossOf(value));

/** So many tiles are drawn before there is a sweep. */
const MOST_PLANNED = 256;

/** From the least to the most, in few signs. @param {string} metric @param {Spread} spread */
export function stretch(metric, { low, high }) {
  if (Number.isNaN(low)) return words.unmeasured;
  const [least, most] = [figure(metric, low), figure(metric, high)];
  return least === most ? most : `${least.replace(marks.percent, "")}${low < 0 ? " – " : "–"}${most}`;
}

/** @type {{key: string, axes: Axis[]}} */
let known = { key: "", axes: [] };

/** What varies, with its values' names: the same for as long as the sweep is of one plan. @param {State} state @returns {Axis[]} */
export function axesOf({ catalogue, limits, sweep }) {
  if (!sweep || !catalogue) return [];
  const key = `${sweep.id} ${sweep.generation}`;
  if (known.key === key) return known.axes;
  const variables = variablesOf(catalogue, limits, sweep.plan.spec, t.sweep.words);
  const axes = sweep.axes.map(({ path, name, values: told }) => {
    const values = told ?? [];
    const variable = variables.find(({ pointer }) => pointer === path);
    return {
      path, values, title: variable?.title ?? name.replaceAll("_", " "), names: values.map((value) => valueName(variable, value, t.sweep.words, values)), log: variable?.schema.scale === "log", telling: variable?.control === "choice" && !/\d/.test(path),
      named: (/** @type {any} */ value) => valueName(variable, value, t.sweep.words, values),
    };
  });
  known = { key, axes };
  return axes;
}

/** A tile's values in words: "ReLU, learning rate 0.03". @param {Axis[]} axes @param {any[]} values */
export const inWords = (axes, values) => values.map((value, i) => {
  const name = axes[i]?.named(value) ?? String(value);
  const title = withinSentence(axes[i]?.title ?? "");
  return axes[i]?.telling ? name : `${title}${/\d$/.test(title) ? " =" : ""} ${name}`;
}).reverse().join(marks.list);

/**
 * The sweep that is shown: what the server has, or before there is one what the plan will come to.
 * @param {State} state
 * @returns {Sweep|null}
 */
export function sweepIn({ sweep, plan }) {
  if (sweep || !plan || plan.sample || !plan.axes.every(({ values }) => values.length)) return sweep;
  const [across, down] = plan.axes;
  if (countOf(plan).tiles > MOST_PLANNED) return null;
  const tiles = plan.axes.slice(1).reduce((all, { values }) => values.flatMap((value) => all.map((tile) => [...tile, value])), across.values.map((value) => [value]));
  const runs = Array.from({ length: plan.seeds }, (_, k) => ({ seed: k, epoch: 0, outcome: null }));
  return {
    id: "", generation: JSON.stringify(plan.axes), version: 0, status: "ready", message: null, speed: null, plan: asBody(plan), metrics: ["loss", "val_loss"], compared_by: "val_loss", epoch: 0, until: { epoch: plan.epochs },
    axes: plan.axes.map(({ path, values }) => ({ path, name: path.split("/").at(-1) ?? "", values })), grid: isGrid(plan) ? { columns: across.values.length, rows: down?.values.length ?? 1 } : null,
    tiles: tiles.map((values) => ({ values, runs, outputs: 1, task: "" })),
  };
}

/** @param {State} given @returns {Derived} */
export function derive(given) {
  const state = { ...given, sweep: sweepIn(given) };
  const { sweep, board } = state;
  const axes = axesOf(state);
  if (!sweep) return { axes, tiles: [], main: "val_loss", beside: "val_loss", order: [], best: null, lost: 0 };
  const { metrics: names, tiles } = sweep;
  const values = board?.metrics.values ?? new Float32Array(0);
  const { main, beside } = mainOf(sweep.compared_by, names);
  let first = 0;
  const told = tiles.map(({ values: raw, runs }, index) => {
    const all = runs.map((_, k) => first + k);
    first += runs.length;
    const lost = runs.filter(({ outcome }) => outcome?.kind === "diverged").length;
    const going = all.filter((_, k) => runs[k].outcome?.kind !== "diverged");
    const of = (/** @type {string} */ metric) => spreadOf(going.map((run) => values[run * names.length + names.indexOf(metric)] ?? NaN), { lost, more: isShare(metric) });
    return {
      index, raw, runs: all, values: inWords(axes, raw), main: of(main), beside: of(beside),
      epoch: Math.floor(Math.min(...all.map((run, k) => board?.epochs.values[run] ?? runs[k].epoch))), lost,
    };
  });
  const order = ranked(told.map((tile) => tile.main), isShare(main));
  const begun = told.some(({ epoch }) => epoch > 0);
  const best = begun ? board?.best ?? null : null;
  // Of several that are as good one is called the best.
  if (best !== null && told[best]?.main.median === told[order[0]]?.main.median) order.unshift(...order.splice(order.indexOf(best), 1));
  return { axes, tiles: told, main, beside, order, best, lost: told.reduce((sum, { lost }) => sum + lost, 0) };
}

/**
 * How far apart the seeds of a tile are, in words; nothing of a single one.
 * @param {string} metric @param {import("../../lib/spread.js").Spread} spread
 */
export function seedsSpread(metric, { low, high, count }) {
  if (count < 2) return "";
  const [least, most] = [figure(metric, low), figure(metric, high)];
  return least === most ? fill(t.sweep.sameSpread, { count }) : fill(t.sweep.bestSpread, { low: least, high: most });
}

/** What is said of the best tile. @param {Derived} derived */
export function bestSentence({ tiles, main, best, lost }) {
  const runs = tiles.reduce((sum, tile) => sum + tile.runs.length, 0);
  const fallen = lost ? [counted(t.sweep.lost, lost, { among: runs })] : [];
  const tile = best === null ? null : tiles[best];
  if (!tile || Number.isNaN(tile.main.median)) return fallen.join("");
  const { median } = tile.main;
  const metric = /** @type {any} */ (t.sweep.metrics)[main];
  const said = fill(t.sweep.best, { values: tile.values, metric, value: figure(main, median) });
  const spread = seedsSpread(main, tile.main);
  const ties = tiles.filter((other) => other !== tile && figure(main, other.main.median) === figure(main, median)).length;
  return [`${said}${spread}${marks.stop}`, ...(ties ? [counted(t.sweep.ties, ties)] : []), ...fallen].join(marks.sentence);
}

/** Each picture once, for as long as its bytes stay the same. @type {{bytes: Uint8Array, ends: string, picture: import("../../types.js").Picture}[]} */
let pictures = [];
let picturesOf = "";

/** @param {Uint8Array} a @param {Uint8Array} b */
function equal(a, b) {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/**
 * What a tile's run answers over the plane; null before it was drawn.
 * @param {Sweep} sweep
 * @param {Board} board
 * @param {number} tile
 * @param {number} plane   the first of its planes: it has one for each of its outputs
 * @returns {import("../../types.js").Picture|null}
 */
export function pictureAt(sweep, board, tile, plane) {
  const key = `${sweep.id} ${sweep.generation}`;
  if (key !== picturesOf) [picturesOf, pictures] = [key, []];
  if (board.shown[tile] === null) return null;
  const [, rows, columns] = board.tiles.shape;
  const { outputs } = sweep.tiles[tile];
  const size = rows * columns;
  const bytes = /** @type {Uint8Array} */ (board.tiles.values).subarray(plane * size, (plane + outputs) * size);
  const pair = (/** @type {import("../../types.js").Grid} */ { values }) => /** @type {[number, number]} */ ([values[2 * tile], values[2 * tile + 1]]);
  const [ends, range] = [pair(board.ranges), pair(board.scales)];
  const mark = [...ends, ...range].join();
  const before = pictures[tile];
  if (before && before.ends === mark && equal(before.bytes, bytes)) return before.picture;
  const picture = boundaryAlone({ values: bytes, shape: [outputs, rows, columns] }, ends, range);
  pictures[tile] = { bytes, ends: mark, picture };
  return picture;
}
