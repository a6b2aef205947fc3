// @ts-check
/**
 * What training leaves as it is: the list of a specification, asked and changed.
 */

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
 * What was frozen and is not any more.
 * @param {{inputs: any[], frozen: Frozen[]}} before
 * @param {{inputs: any[], frozen: Frozen[]}} after
 * @returns {Frozen[]}
 */
export function freedOf(before, after) {
  const kept = new Set(after.frozen.map((each) => JSON.stringify(each)));
  return before.frozen.filter((each) => !kept.has(JSON.stringify(among(each, before.inputs, after.inputs))));
}

/** The widths of a network's layers but the outputs. @param {any} spec @returns {number[]} */
const widthsOf = ({ network }) => [network.inputs.length, ...network.hidden_layers.map((/** @type {any} */ { units }) => units)];

/**
 * The specification with what of its list is still there: units may be fewer now, and inputs in other places. Where layers came or went,
 * which were counted otherwise, nothing is frozen any more.
 * @template {any} T
 * @param {any} before
 * @param {T} spec
 * @param {number} outputs how many there are at the least
 * @returns {T}
 */
export function stillFrozen(before, spec, outputs) {
  const { training, network } = /** @type {any} */ (spec);
  if (!training.frozen?.length) return spec;
  const [was, widths] = [widthsOf(before), widthsOf(spec)];
  const within = (/** @type {Frozen} */ { layer, unit = null, input = null }) =>
    (unit === null || unit < (widths[layer + 1] ?? outputs)) && (typeof input !== "number" || (input >= 0 && input < widths[layer]));
  const frozen = was.length === widths.length ? training.frozen.map((/** @type {Frozen} */ each) => among(each, before.network.inputs, network.inputs)).filter(within) : [];
  return JSON.stringify(frozen) === JSON.stringify(training.frozen) ? spec : { .../** @type {any} */ (spec), training: { ...training, frozen } };
}
