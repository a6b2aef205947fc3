// @ts-check
/**
 * What a kept run is called: what differs in it from the present one.
 */
import { grouped, short } from "../../../lib/format.js";
import { marks, withinSentence } from "../../../lib/locale.js";
import { differences, entriesOf, entryOf, fieldsOf, pointerOf, valueAt } from "../../../lib/schema.js";
import { fill, t, wordOf } from "../../../t.js";

/** @typedef {import("../../../types.js").Spec} Spec */
/** @typedef {{catalogue: import("../../../types.js").Catalogue, limits: import("../../../types.js").Limits}} Known */

/** What lists are told by; others follow from what is told already. @type {Record<string, (spec: Spec, other: Spec, known: Known) => string[]>} */
const LISTS = {
  "/data": ({ data }, _, { catalogue }) => [entryOf(entriesOf(catalogue, "data"), data.kind)?.title ?? data.kind],
  "/data/points": () => [t.runs.points],
  "/network/hidden_layers": layersIn,
  "/network/inputs": ({ network: { inputs } }, _, { catalogue }) =>
    [fill(t.runs.inputs, { inputs: inputs.map((input) => input?.expression ?? entryOf(entriesOf(catalogue, "inputs"), input?.kind ?? input)?.title ?? String(input)).join(marks.list) })],
  "/network/weights": () => [t.runs.weights],
  "/training/frozen": () => [t.runs.frozen],
};

/** Of layers that are added it says which activation they get, and nothing of those that are there. */
const ASIDE = ["/network/activation"];

/** @param {Spec} spec */
const unitsOf = ({ network }) => network.hidden_layers.map(({ units }) => units).join("-");

/** The activations of the layers, each once. @param {Spec} spec @param {Known} known */
function activationsOf({ network }, { catalogue }) {
  const titles = network.hidden_layers.map(({ activation }) => entryOf(entriesOf(catalogue, "activation"), activation.kind)?.title ?? activation.kind);
  return [...new Set(titles)].join("-");
}

/** @param {Spec} spec @param {Spec} other @param {Known} known */
function layersIn(spec, other, known) {
  const activations = (/** @type {Spec} */ { network }) => JSON.stringify([...new Set(network.hidden_layers.map(({ activation }) => JSON.stringify(activation)))]);
  return [
    ...(activations(spec) === activations(other) || !spec.network.hidden_layers.length ? [] : [activationsOf(spec, known)]),
    ...(unitsOf(spec) === unitsOf(other) ? [] : [unitsOf(spec) ? fill(t.runs.layers, { layers: unitsOf(spec) }) : t.runs.noLayers]),
  ];
}

/** @param {import("../../../lib/schema.js").Field} field @param {any} value */
function written({ control, entries, name, schema }, value) {
  const title = withinSentence(schema.title);
  if (control === "switch") return value ? title : fill(t.runs.not, { title });
  if (control === "choice") return `${title} ${entryOf(entries ?? [], value.kind)?.title ?? value.kind}`;
  if (typeof value !== "number") return `${title} ${wordOf(value)}`;
  return `${title} ${name.endsWith("_fraction") ? `${short(value * 100, 6)}${marks.percent}` : Number.isInteger(value) ? grouped(value) : short(value, 6)}`;
}

/**
 * In what a spec is other than the present one, in words: ["ReLU", "learning rate 0.03"]. Nothing where it is not.
 * @param {Spec} spec
 * @param {Spec} present
 * @param {Known} known
 * @returns {string[]}
 */
export function differing(spec, present, known) {
  const fields = new Map(["data", "network", "training"].flatMap((part) => fieldsOf(known.catalogue, known.limits, [part], /** @type {any} */ (spec)[part]))
    .map((field) => [pointerOf(field.path), field]));
  return differences(present, spec).filter((path) => !ASIDE.includes(`/${path.slice(0, 2).join("/")}`)).flatMap((path) => {
    const pointer = pointerOf(path);
    const field = fields.get(pointer);
    const told = LISTS[pointer]?.(spec, present, known);
    return told ?? (field ? [written(field, valueAt(spec, path))] : []);
  });
}

/** What the present run is: its layers and how it learns. @param {Spec} spec @param {Known} known */
export function summaryOf(spec, known) {
  const rate = spec.training.optimizer?.learning_rate;
  return [
    unitsOf(spec) ? fill(t.runs.present, { layers: unitsOf(spec), activation: activationsOf(spec, known) }) : t.runs.noLayers,
    ...(typeof rate === "number" ? [fill(t.runs.rate, { rate: short(rate, 6) })] : []),
  ].join(marks.list);
}

/** What a run is called of which no more is known. @param {string} kind of its data @param {number[]} layers @param {import("../../../types.js").Catalogue|null} catalogue */
export const shortNameOf = (kind, layers, catalogue) =>
  fill(t.runs.unknown, { data: (catalogue && entryOf(entriesOf(catalogue, "data"), kind)?.title) ?? kind, layers: layers.join("-") || t.runs.noLayers });

/** So many words a name has; the others are told with it. */
const MOST_WORDS = 2;

/** What a run is called by its words. @param {string[]} words */
export function nameOf(words) {
  if (!words.length) return t.runs.same;
  const first = words.slice(0, MOST_WORDS).join(marks.list);
  return words.length > MOST_WORDS ? fill(t.runs.more, { first, count: words.length - MOST_WORDS }) : first;
}
