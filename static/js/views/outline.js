// @ts-check
/**
 * What a network consists of, and what its parts are called: columns of neurons, from the inputs to the outputs.
 */
import { entriesOf, entryOf } from "../lib/schema.js";
import { fill, t } from "../t.js";

/**
 * @typedef {object} Outline
 * @property {number[]} counts   neurons a column
 * @property {string[]} inputTitles
 * @property {import("../types.js").Layer[]} layers   the hidden ones
 * @property {string} outputTitle
 * @property {string[]} outputNames   where there are several
 * @property {(column: number, unit: number) => string} nameOf
 */

/**
 * What the names come from.
 * @typedef {{spec: import("../types.js").Spec, catalogue: import("../types.js").Catalogue, data: import("../types.js").Data|null}} Source
 */

/** How many outputs a picture shows. @param {import("../types.js").Picture|null} picture */
export const outputsOf = (picture) => picture?.weights?.at(-1)?.shape[1] ?? picture?.boundary?.shape[0] ?? 1;

/**
 * @param {import("../types.js").Picture|null} picture
 * @param {Source} source
 * @returns {Outline}
 */
export function outlineOf(picture, { spec, catalogue, data }) {
  const { inputs, hidden_layers: layers } = spec.network;
  const entries = entriesOf(catalogue, "inputs");
  // A formula of one's own says more than that it is one.
  const inputTitles = inputs.map((input) => input?.expression ?? entryOf(entries, input?.kind ?? input)?.title ?? String(input));
  const loss = entryOf(entriesOf(catalogue, "loss"), spec.training.loss?.kind);
  const outputs = outputsOf(picture);
  const outputNames = outputs > 1 ? (data?.classes?.length ? data.classes : data?.values ?? []).slice(0, outputs) : [];
  const last = layers.length + 1;
  return {
    counts: [inputs.length, ...layers.map(({ units }) => units), outputs],
    inputTitles,
    layers,
    outputTitle: loss?.output?.title ?? t.output,
    outputNames,
    nameOf(column, unit) {
      if (column === 0) return inputTitles[unit];
      if (column < last) return fill(t.neuron.hidden, { layer: column, unit: unit + 1 });
      return outputs > 1 ? fill(t.neuron.outputNamed, { name: outputNames[unit] ?? unit + 1 }) : t.neuron.output;
    },
  };
}
