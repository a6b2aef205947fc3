// @ts-check
/**
 * What a person is told of settings that changed along with the one they chose.
 */
import { changed } from "../../lib/choices.js";
import { short } from "../../lib/format.js";
import { marks } from "../../lib/locale.js";
import { FROZEN, GIVEN, goneOf } from "../../lib/parameters.js";
import { entriesOf, entryOf, titleOf } from "../../lib/schema.js";
import { fill, t, wordOf } from "../../t.js";

/**
 * @param {import("../../types.js").Choice} before
 * @param {import("../../types.js").Choice} after
 * @param {import("../../types.js").Entry[]} entries
 * @param {boolean} shares whether settings of the same name are the same
 * @returns {string} nothing where all is as it would be by itself
 */
export function exchanged(before, after, entries, shares) {
  const [was, is] = [entryOf(entries, before.kind), entryOf(entries, after.kind)];
  const write = (/** @type {any} */ value) => (typeof value === "number" ? short(value, 6) : wordOf(value?.kind ?? value));
  const setting = (/** @type {any} */ { schema }, /** @type {any} */ choice) => (/** @type {string} */ name) => {
    const title = schema.properties?.[name]?.title ?? titleOf(name);
    return choice[name] === true ? title : `${title} ${write(choice[name])}`;
  };
  const { kept, left, back } = changed(before, after, entries, shares);
  const own = (/** @type {string} */ name) => fill(t.exchanged.own, { setting: setting(is, after)(name), own: write(is.defaults[name]) });
  const words = { now: is.title, last: was.title };
  const say = (/** @type {string} */ template, /** @type {string[]} */ settings) => (settings.length ? fill(template, { ...words, settings: settings.join(marks.list) }) : "");
  return [
    say(t.exchanged.kept, kept.map(own)),
    say(t.exchanged.left, left.map(setting(was, before))),
    say(t.exchanged.back, back.map(setting(is, after))),
  ].filter(Boolean).join(marks.sentence);
}

/** So many of what has gone are named. */
const MOST_GONE = 3;

/** What was frozen or given, in words. @param {import("../../lib/parameters.js").Frozen} place @param {number} hidden layers */
function placeName({ layer, unit = null, input = null }, hidden) {
  const words = { layer: layer < hidden ? fill(t.layerNumber, { layer: layer + 1 }) : t.weights.gone.output, unit: (unit ?? 0) + 1, from: Number(input) + 1 };
  const { layer: whole, unit: one } = t.weights.gone;
  const which = unit === null ? whole : one;
  return fill(input === null ? which.all : input === "bias" ? which.bias : which.weight, words);
}

/**
 * @param {import("../../types.js").Catalogue|null} catalogue
 * @param {import("../../types.js").Spec} spec
 * @param {import("../../types.js").Spec} wanted
 * @param {import("../../types.js").Spec} [before] whose layers what has gone is named by
 * @returns {string} nothing where no other loss came, and nothing has gone
 */
export function cameAlong(catalogue, spec, wanted, before = wanted) {
  const [loss, last] = [spec, wanted].map(({ training }) => entryOf(entriesOf(catalogue, "loss"), training.loss.kind)?.title ?? "");
  const gone = (/** @type {string[]} */ list, /** @type {string} */ template) => {
    const places = goneOf(list, before, wanted, spec);
    const names = places.slice(0, MOST_GONE).map((place) => placeName(place, before.network.hidden_layers.length));
    if (places.length > MOST_GONE) names.push(fill(t.weights.gone.more, { count: places.length - MOST_GONE }));
    return names.length ? fill(template, { names: names.join(marks.list) }) : "";
  };
  return [
    loss === last ? "" : fill(t.lossSwitched, { loss, last }),
    gone(FROZEN, t.weights.gone.freed),
    gone(GIVEN, t.weights.gone.drawn),
  ].filter(Boolean).join(marks.sentence);
}
