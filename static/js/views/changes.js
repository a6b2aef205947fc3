// @ts-check
/**
 * What was done to a run by hand, in words.
 */
import { marks } from "../lib/locale.js";
import { counted, fieldName, fill, t, wordOf } from "../t.js";
import { short } from "../lib/format.js";

/** @typedef {import("../types.js").Act} Act */

/** @param {any} value */
const written = (value) => (typeof value === "number" ? short(value, 6) : wordOf(value));

/** @param {Act} act @returns {string[]} nothing for plain training on single points */
function words({ kind, changes, before, count = 0 }) {
  const { changed, weightsSet, wentOnAnyway, refit } = t.time;
  if (changes) {
    return Object.entries(changes).map(([name, to]) => fill(changed, { name: name.split(".").map(fieldName).join(" "), before: written(before?.[name]), after: written(to) }));
  }
  if (kind === "set_weights") return [counted(weightsSet, count)];
  return { go_on: [wentOnAnyway], refit: [refit] }[kind] ?? [];
}

/**
 * What was changed after which epoch, the oldest first; of a slider that was dragged, from where to where.
 * @param {Act[]} acts
 * @returns {{epoch: number, words: string}[]}
 */
export function changesOf(acts) {
  /** @type {Map<number, Act[]>} */
  const at = new Map();
  for (const act of acts) {
    const there = at.get(act.epoch) ?? [];
    const last = there.at(-1);
    const names = (/** @type {Act|undefined} */ one) => Object.keys(one?.changes ?? {}).join();
    if (last && act.changes && names(last) === names(act)) there[there.length - 1] = { ...act, before: last.before };
    else there.push(act);
    at.set(act.epoch, there);
  }
  return [...at].map(([epoch, there]) => ({ epoch, words: there.flatMap(words).join(marks.list) })).filter((each) => each.words);
}
