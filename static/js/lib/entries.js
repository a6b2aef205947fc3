// @ts-check
/**
 * Entries of the catalogue as a choice's own parameters have them: the curve of the very activation that is set.
 */
import { entriesOf, entryOf } from "./schema.js";

/** @typedef {import("../types.js").Choice} Choice */
/** @typedef {import("../types.js").Entry} Entry */
/** @typedef {Record<string, Entry>} Drawn  by `keyOf` */

/** @param {string} family @param {Choice} choice */
export const keyOf = (family, choice) => JSON.stringify([family, choice]);

/** The name of the catalogue's list that entries are in. @param {any} catalogue @param {any[]} entries */
export const familyOf = (catalogue, entries) => Object.keys(catalogue).find((family) => catalogue[family] === entries) ?? "";

/**
 * The entry of a choice: as it is drawn with its own parameters, once that is known, or else the catalogue's.
 * @param {any} catalogue
 * @param {Drawn} drawn
 * @param {string} name of the list, or of what it is a list of
 * @param {Choice|string} choice
 * @returns {Entry}
 */
export function entryAs(catalogue, drawn, name, choice) {
  const entries = entriesOf(catalogue, name);
  if (typeof choice === "string") return entryOf(entries, choice);
  return drawn[keyOf(familyOf(catalogue, entries), choice)] ?? entryOf(entries, choice.kind);
}

/**
 * The choices of a specification whose drawing depends on parameters that are not the usual ones.
 * @param {any} catalogue
 * @param {import("../types.js").Spec} spec
 * @returns {{family: string, choice: Choice}[]}
 */
export function unusualOf(catalogue, { network }) {
  /** @type {[string, any][]} */
  const choices = [...network.hidden_layers.map(({ activation }) => /** @type {[string, any]} */ (["activation", activation])), ...network.inputs.map((input) => /** @type {[string, any]} */ (["inputs", input]))];
  return choices.flatMap(([name, choice]) => {
    if (typeof choice === "string") return [];
    const entries = entriesOf(catalogue, name);
    const usual = entryOf(entries, choice.kind)?.defaults;
    return JSON.stringify(choice) === JSON.stringify(usual) ? [] : [{ family: familyOf(catalogue, entries), choice }];
  });
}
