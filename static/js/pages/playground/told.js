// @ts-check
/**
 * What a person is told of settings that changed along with the one they chose.
 */
import { changed } from "../../lib/choices.js";
import { short } from "../../lib/format.js";
import { freedOf } from "../../lib/frozen.js";
import { entriesOf, entryOf, titleOf } from "../../lib/schema.js";
import { fill, t } from "../../t.js";

/**
 * @param {import("../../types.js").Choice} before
 * @param {import("../../types.js").Choice} after
 * @param {import("../../types.js").Entry[]} entries
 * @returns {string} nothing where all is as it would be by itself
 */
export function optimizerSwitched(before, after, entries) {
  const [was, is] = [entryOf(entries, before.kind), entryOf(entries, after.kind)];
  const write = (/** @type {any} */ value) => (typeof value === "number" ? short(value, 6) : value.kind.replaceAll("_", " "));
  const setting = (/** @type {any} */ { schema }, /** @type {any} */ choice) => (/** @type {string} */ name) => {
    const title = schema.properties?.[name]?.title ?? titleOf(name);
    return choice[name] === true ? title : `${title} ${write(choice[name])}`;
  };
  const { kept, left, back } = changed(before, after, entries);
  const own = (/** @type {string} */ name) => fill(t.optimizerSwitched.own, { setting: setting(is, after)(name), own: write(is.defaults[name]) });
  const words = { optimizer: is.title, last: was.title };
  const say = (/** @type {string} */ template, /** @type {string[]} */ settings) => (settings.length ? fill(template, { ...words, settings: settings.join(", ") }) : "");
  return [
    say(t.optimizerSwitched.kept, kept.map(own)),
    say(t.optimizerSwitched.left, left.map(setting(was, before))),
    say(t.optimizerSwitched.back, back.map(setting(is, after))),
  ].filter(Boolean).join(" ");
}

/** So many of what was freed are named. */
const MOST_FREED = 3;

/** What was frozen, in words. @param {import("../../lib/frozen.js").Frozen} place @param {number} hidden layers */
function placeName({ layer, unit = null, input = null }, hidden) {
  const words = { layer: layer < hidden ? fill(t.layerNumber, { layer: layer + 1 }) : t.weights.freed.output, unit: (unit ?? 0) + 1, from: Number(input) + 1 };
  const { layer: whole, unit: one } = t.weights.freed;
  const which = unit === null ? whole : one;
  return fill(input === null ? which.all : input === "bias" ? which.bias : which.weight, words);
}

/**
 * @param {import("../../types.js").Catalogue|null} catalogue
 * @param {import("../../types.js").Spec} spec
 * @param {import("../../types.js").Spec} wanted
 * @param {import("../../types.js").Spec} [before] whose layers what is frozen is named by
 * @returns {string} nothing where no other loss came, and nothing was freed
 */
export function cameAlong(catalogue, spec, wanted, before = wanted) {
  const [loss, last] = [spec, wanted].map(({ training }) => entryOf(entriesOf(catalogue, "loss"), training.loss.kind)?.title ?? "");
  const freed = freedOf({ inputs: before.network.inputs, frozen: wanted.training.frozen ?? [] }, { inputs: spec.network.inputs, frozen: spec.training.frozen ?? [] });
  const names = freed.slice(0, MOST_FREED).map((place) => placeName(place, before.network.hidden_layers.length));
  if (freed.length > MOST_FREED) names.push(fill(t.weights.freed.more, { count: freed.length - MOST_FREED }));
  return [
    loss === last ? "" : fill(t.lossSwitched, { loss, last }),
    freed.length ? fill(t.weights.freed.said, { names: names.join(", ") }) : "",
  ].filter(Boolean).join(" ");
}
