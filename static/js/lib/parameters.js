// @ts-check
/**
 * Weights and biases that a specification names, asked and changed: those it gives, and what training leaves as it is.
 */
import { valueAt, withValue } from "./schema.js";

/** @typedef {{layer: number, unit?: number|null, input?: number|"bias"|null, value?: number|null}} Frozen of what is left out, all */
/** @typedef {{layer: number, unit: number, input: number|"bias"}} Place of one weight or bias */

const covers = (/** @type {Frozen} */ { layer, unit = null, input = null }, /** @type {Frozen} */ place) =>
  layer === place.layer && (unit === null || unit === place.unit) && (input === null || input === place.input);

/** Whether no update moves what is at a place. @param {Frozen[]} frozen @param {Frozen} place */
export const isFrozen = (frozen, place) => frozen.some((each) => covers(each, place));

/** Whether what is at a place is held at its value. @param {Frozen[]} frozen @param {Frozen} place */
export const isHeld = (frozen, place) => frozen.some((each) => covers(each, place) && each.value === place.value);

/**
 * The list with a place in it, or without one. What covers more than the place is taken apart by `parts`.
 * @param {Frozen[]} frozen
 * @param {Frozen} place
 * @param {(wide: Frozen) => Place[]} parts the single weights and biases of a unit or a layer
 * @returns {Frozen[]}
 */
export function switched(frozen, place, parts) {
  const is = place.value === undefined ? isFrozen : isHeld;
  if (!is(frozen, place)) return [...frozen.filter((each) => !covers(place, each)), place];
  return frozen.flatMap((each) => {
    if (!covers(each, place)) return [each];
    const value = each.value ?? null;
    return parts(each).filter((part) => !covers(place, part)).map((part) => (value === null ? part : { ...part, value }));
  });
}

/** Where a specification names weights and biases: first ones that are given, and what training leaves as it is. */
export const GIVEN = ["network", "weights"];
export const FROZEN = ["training", "frozen"];

/**
 * Where a place is among other inputs: where they came or went, its own may stand elsewhere, or be gone, which is -1.
 * @param {Frozen} place
 * @param {any[]} before
 * @param {any[]} inputs
 * @returns {Frozen}
 */
function among(place, before, inputs) {
  const { layer, input } = place;
  if (layer !== 0 || typeof input !== "number" || before.length === inputs.length) return place;
  const own = JSON.stringify(before[input]);
  return { ...place, input: inputs.findIndex((each) => JSON.stringify(each) === own) };
}

/**
 * What was in a list of a specification and is not any more.
 * @param {string[]} list
 * @param {any} before
 * @param {any} wanted  what it would have been by itself: that list as before, and the inputs that there are
 * @param {any} spec
 * @returns {Frozen[]}
 */
export function goneOf(list, before, wanted, spec) {
  const [was, is] = [wanted, spec].map((each) => valueAt(each, list) ?? []);
  const kept = new Set(is.map((/** @type {Frozen} */ each) => JSON.stringify(each)));
  return was.filter((/** @type {Frozen} */ each) => !kept.has(JSON.stringify(among(each, before.network.inputs, spec.network.inputs))));
}

/** The widths of a network's layers but the outputs. @param {any} spec @returns {number[]} */
const widthsOf = ({ network }) => [network.inputs.length, ...network.hidden_layers.map((/** @type {any} */ { units }) => units)];

/**
 * The specification with what of its lists is still there: units may be fewer now, and inputs in other places. Where layers came or went,
 * which were counted otherwise, nothing is.
 * @template {any} T
 * @param {any} before
 * @param {T} spec
 * @param {number} outputs how many there are at the least
 * @returns {T}
 */
export function stillThere(before, spec, outputs) {
  const { network } = /** @type {any} */ (spec);
  const [was, widths] = [widthsOf(before), widthsOf(spec)];
  const within = (/** @type {Frozen} */ { layer, unit = null, input = null }) =>
    (unit === null || unit < (widths[layer + 1] ?? outputs)) && (typeof input !== "number" || (input >= 0 && input < widths[layer]));
  return [GIVEN, FROZEN].reduce((now, list) => {
    const named = valueAt(now, list) ?? [];
    const kept = was.length === widths.length ? named.map((/** @type {Frozen} */ each) => among(each, before.network.inputs, network.inputs)).filter(within) : [];
    return JSON.stringify(kept) === JSON.stringify(named) ? now : withValue(now, list, kept);
  }, spec);
}

/** Whether all of these weights, as they are set, are given by the specification. @param {any} spec @param {import("../types.js").Weight[]} weights */
export function areGiven(spec, weights) {
  const written = (/** @type {any} */ { layer, unit, input, value }) => [layer, unit, input ?? "bias", value].join();
  const given = new Set(valueAt(spec, GIVEN).map(written));
  return weights.every((weight) => given.has(written(weight)));
}
