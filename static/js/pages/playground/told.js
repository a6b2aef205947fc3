// @ts-check
/**
 * What a person is told of settings that changed along with the one they chose.
 */
import { changed } from "../../lib/choices.js";
import { short } from "../../lib/format.js";
import { entryOf, titleOf } from "../../lib/schema.js";
import { fill, t } from "../../t.js";

/**
 * @param {import("../../types.js").Choice} before
 * @param {import("../../types.js").Choice} after
 * @param {import("../../types.js").Entry[]} entries
 * @param {boolean} shares whether settings of the same name are the same
 * @returns {string} nothing where all is as it would be by itself
 */
export function exchanged(before, after, entries, shares) {
  const [was, is] = [entryOf(entries, before.kind), entryOf(entries, after.kind)];
  const write = (/** @type {any} */ value) => (typeof value === "number" ? short(value, 6) : (value?.kind ?? String(value)).replaceAll("_", " "));
  const setting = (/** @type {any} */ { schema }, /** @type {any} */ choice) => (/** @type {string} */ name) => {
    const title = schema.properties?.[name]?.title ?? titleOf(name);
    return choice[name] === true ? title : `${title} ${write(choice[name])}`;
  };
  const { kept, left, back } = changed(before, after, entries, shares);
  const own = (/** @type {string} */ name) => fill(t.exchanged.own, { setting: setting(is, after)(name), own: write(is.defaults[name]) });
  const words = { now: is.title, last: was.title };
  const say = (/** @type {string} */ template, /** @type {string[]} */ settings) => (settings.length ? fill(template, { ...words, settings: settings.join(", ") }) : "");
  return [
    say(t.exchanged.kept, kept.map(own)),
    say(t.exchanged.left, left.map(setting(was, before))),
    say(t.exchanged.back, back.map(setting(is, after))),
  ].filter(Boolean).join(" ");
}

/**
 * @param {import("../../types.js").Spec} before
 * @param {import("../../types.js").Spec} after
 * @param {import("../../types.js").Entry[]} losses
 * @returns {string} nothing where the loss is what it was
 */
export function lossSwitched(before, after, losses) {
  const [last, loss] = [before, after].map(({ training }) => entryOf(losses, training.loss.kind)?.title ?? "");
  return loss === last ? "" : fill(t.lossSwitched, { loss, last });
}
