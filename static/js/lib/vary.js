// @ts-check
/**
 * What of a specification a sweep may vary, read from the catalogue's schema, and how its values are called.
 */
import { carriedOver } from "./choices.js";
import { fill, short } from "./format.js";
import { dialect, localized, marks, withinSentence } from "./locale.js";
import { isLinked, isOwn, suiting, taskIn, taskOf } from "./losses.js";
import { entriesOf, entryOf, fieldsOf, pointerOf, titleOf, valueAt } from "./schema.js";

/**
 * @typedef {object} Variable
 * @property {string} pointer   into the specification; `*` stands for every hidden layer
 * @property {string} title
 * @property {"data"|"network"|"training"} group
 * @property {"choice"|"number"|"switch"|"menu"|"layers"|"inputs"} control
 * @property {any} schema   with the server's limits worked in
 * @property {any[]} entries   the catalogue's, of a choice or of inputs
 * @property {any} present   the value that the specification has
 *
 * @typedef {{dataset: string, layers: string, inputs: string, ofAll: string, ofLayer: string, none: string, on: string, off: string}} Words
 */

const GROUPS = /** @type {const} */ (["data", "network", "training"]);

/** Set for each layer, or no matter of what is learned. */
const ELSEWHERE = ["activation", "dtype"];

const DATA = "/data";
const LAYERS = ["network", "hidden_layers"];
const INPUTS = ["network", "inputs"];

/** A choice that says nothing before a person has written something: a formula, points. @param {any} entry */
const isBlank = (entry) => isOwn(entry) || isLinked(entry) || Object.values(entry.schema?.properties ?? {}).some((part) => /** @type {any} */ (part).formula);

/**
 * @param {any} catalogue
 * @param {any} limits
 * @param {import("../types.js").Spec} spec
 * @param {Words} words
 * @returns {Variable[]}
 */
export function variablesOf(catalogue, limits, spec, words) {
  return GROUPS.flatMap((group) => {
    const own = fieldsOf(catalogue, limits, [group], spec[group], group === "data" ? entryOf(entriesOf(catalogue, "data"), spec.data.kind)?.schema : undefined)
      .filter(({ path, schema }) => !ELSEWHERE.includes(path[1]) && (schema.tasks?.includes(taskIn(catalogue, spec)) ?? true))
      .map((field) => variable(group, field, catalogue, spec));
    if (group === "data") return [dataset(catalogue, spec, words), ...own];
    return (group === "network" ? [...ofLayers(catalogue, limits, spec, words), ...own] : own);
  }).filter((each) => each.control !== "choice" || each.entries.length > 1);
}

/** @param {any} catalogue @param {import("../types.js").Spec} spec @param {Words} words @returns {Variable} */
function dataset(catalogue, spec, words) {
  const task = taskIn(catalogue, spec);
  const alike = entriesOf(catalogue, "data").filter((entry) => entry.kind === spec.data.kind || (!isBlank(entry) && taskOf(entry, entry.defaults) === task));
  return { pointer: DATA, title: words.dataset, group: "data", control: "choice", schema: {}, entries: alike, present: spec.data };
}

/** @param {Variable["group"]} group @param {import("./schema.js").Field} field @param {any} catalogue @param {import("../types.js").Spec} spec @returns {Variable} */
function variable(group, { path, name, schema, control, entries = [] }, catalogue, spec) {
  const present = valueAt(spec, path);
  const offered = (name === "loss" ? suiting(entries, taskIn(catalogue, spec)) : entries).filter((entry) => entry.kind === present?.kind || !isBlank(entry));
  return { pointer: pointerOf(path), title: schema.title ?? titleOf(name), group, control: /** @type {Variable["control"]} */ (control), schema, entries: offered, present };
}

/** Layers as a whole, units and activations of all of them or of one, and the inputs. @param {any} catalogue @param {any} limits @param {import("../types.js").Spec} spec @param {Words} words @returns {Variable[]} */
function ofLayers(catalogue, limits, spec, words) {
  const layers = spec.network.hidden_layers;
  const activations = entriesOf(catalogue, "activation");
  /** @param {string} place @param {any} layer @param {(title: string) => string} named */
  const parts = (place, layer, named) => fieldsOf(catalogue, limits, [...LAYERS, place], layer, layerSchema(catalogue))
    .filter(({ control }) => ["choice", "number", "switch", "menu"].includes(control))
    .map((field) => {
      const made = variable("network", field, catalogue, { ...spec, network: { ...spec.network, hidden_layers: /** @type {any} */ ({ [place]: layer }) } });
      return { ...made, title: named(made.title), entries: field.name === "activation" ? activations.filter((entry) => entry.kind === made.present?.kind || !isBlank(entry)) : made.entries };
    });
  const all = layers.length ? parts("*", layers[0], (title) => (layers.length > 1 ? fill(words.ofAll, { title }) : title)) : [];
  const each = layers.length > 1 ? layers.flatMap((layer, i) => parts(String(i), layer, (title) => fill(words.ofLayer, { title, layer: i + 1 })).filter(({ control, pointer }) => pointer.split("/").length === 5 && control !== "menu")) : [];
  return [
    { pointer: pointerOf(LAYERS), title: words.layers, group: "network", control: "layers", schema: { units: limits.units?.maximum ?? 100, layers: limits.hidden_layers?.maximum ?? 6 }, entries: [], present: layers },
    ...all,
    ...each,
    { pointer: pointerOf(INPUTS), title: words.inputs, group: "network", control: "inputs", schema: {}, entries: entriesOf(catalogue, "inputs").filter((entry) => !isBlank(entry)), present: spec.network.inputs },
  ];
}

/** The schema of a layer. @param {any} catalogue */
const layerSchema = ({ spec_schema: { $defs } }) => $defs.Layer;

const sizes = (/** @type {any[]} */ layers) => layers.map((layer) => layer?.units ?? layer).join("-");

/**
 * How a value is called where there is little room.
 * @param {Variable|undefined} variable   undefined: of a field that is not known here
 * @param {any} value
 * @param {Words} words
 * @param {any[]} [among]   the values that it stands beside: what is the same in all of them need not be said
 * @returns {string}
 */
export function valueName(variable, value, words, among = []) {
  if (typeof value === "number") return variable?.pointer.endsWith("_fraction") ? `${localized(String(Number((value * 100).toPrecision(6))))}${marks.percent}` : short(value, 6);
  if (typeof value === "boolean") return value ? words.on : words.off;
  const titled = (/** @type {any} */ each) => entryOf(variable?.entries ?? [], each?.kind ?? each)?.title ?? String(each?.kind ?? each).replaceAll("_", " ");
  if (variable?.control === "layers" && Array.isArray(value)) return sizes(value) || words.none;
  if (Array.isArray(value)) return value.map(titled).join(" ") || words.none;
  if (typeof value === "string") return titled(value);
  if (!value?.kind) return JSON.stringify(value);
  const defaults = (/** @type {any} */ each) => entryOf(variable?.entries ?? [], each?.kind ?? each)?.defaults ?? {};
  const entry = entryOf(variable?.entries ?? [], value.kind);
  // Its name in settings is English, as short as can be.
  const called = (/** @type {string} */ name) => (dialect && entry?.schema?.properties?.[name]?.title) || titleOf(name);
  const usual = defaults(value);
  const told = (/** @type {any} */ part) => (typeof part === "number" ? short(part) : String(part?.kind ?? part).replaceAll("_", " "));
  const shared = (/** @type {string} */ name, /** @type {any} */ part) => among.length > 1 && among.every((each) => JSON.stringify(each?.[name] ?? defaults(each)[name]) === JSON.stringify(part));
  const unusual = Object.entries(value).filter(([name, part]) => name !== "kind" && usual[name] !== undefined && (typeof part !== "object" || part?.kind) && JSON.stringify(part) !== JSON.stringify(usual[name]) && !shared(name, part));
  return [titled(value), ...unusual.map(([name, part]) => `${withinSentence(called(name))} ${told(part)}`)].join(marks.list);
}

/**
 * The value that stands for a choice: by its name, or as it is set where that is the present one. Other data have as many points,
 * as much noise and as large a share to test on as the present ones.
 * @param {Variable} variable
 * @param {any} entry
 */
export const choiceOf = ({ pointer, present }, entry) => {
  const set = present?.kind === entry.kind ? present : pointer === DATA ? carriedOver(present, entry) : entry.defaults;
  return JSON.stringify(set) === JSON.stringify(entry.defaults) ? entry.kind : set;
};

/** Whether two values say the same. @param {any} a @param {any} b */
export const same = (a, b) => (a?.kind ?? a) === (b?.kind ?? b) || JSON.stringify(a) === JSON.stringify(b);
