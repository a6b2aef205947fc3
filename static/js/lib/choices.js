// @ts-check
/**
 * Another choice where there was one, an optimizer say: it keeps what both know, and has the rest as it was last used.
 */
import { entryOf } from "./schema.js";

/** @typedef {import("../types.js").Choice} Choice */
/** @typedef {import("../types.js").Entry} Entry */

/**
 * @param {Choice} before
 * @param {Entry} entry of the choice that follows
 * @param {Choice} [last] how that was last used
 * @returns {Choice}
 */
export function carriedOver(before, entry, last) {
  const shared = Object.keys(entry.defaults).filter((name) => name !== "kind" && name in before);
  return { ...entry.defaults, ...last, ...Object.fromEntries(shared.map((name) => [name, before[name]])) };
}

/**
 * The settings that a person may miss or wonder at, since they are not what they would be by themselves.
 * @param {Choice} before
 * @param {Choice} after
 * @param {Entry[]} entries
 * @param {boolean} [shares] whether settings of the same name are the same, as an optimizer's are and an activation's α is not
 * @returns {{kept: string[], left: string[], back: string[]}} names: known to both, to the one before alone, to the one after alone
 */
export function changed(before, after, entries, shares = true) {
  /** @param {Choice} choice @param {Choice} other @param {boolean} shared */
  const unusual = (choice, other, shared) => {
    const { defaults } = entryOf(entries, choice.kind);
    return Object.keys(choice).filter((name) => name !== "kind" && (shares && name in other) === shared && JSON.stringify(choice[name]) !== JSON.stringify(defaults[name]));
  };
  return { kept: unusual(after, before, true), left: unusual(before, after, false), back: unusual(after, before, false) };
}
