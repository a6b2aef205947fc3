// @ts-check
/**
 * The activations in use, each with its curve, its slope and its formulas.
 */
import { h } from "../lib/dom.js";
import { entryAs, keyOf } from "../lib/entries.js";
import { marks } from "../lib/locale.js";
import { entriesOf, entryOf } from "../lib/schema.js";
import { fill, t } from "../t.js";
import { activationCard } from "./formula.js";

/** @param {HTMLElement} root */
export function activationsView(root) {
  const element = h("div.activation-cards");
  root.append(element);
  let drawn = "";
  return {
    /** @param {{spec: import("../types.js").Spec, catalogue: import("../types.js").Catalogue, drawn: import("../lib/entries.js").Drawn}} options */
    draw({ spec, catalogue, drawn: known }) {
      const entries = entriesOf(catalogue, "activation");
      const output = entryOf(entriesOf(catalogue, "loss"), spec.training.loss.kind)?.output;
      const choices = spec.network.hidden_layers.map(({ activation }, i) => ({ activation, where: fill(t.layerNumber, { layer: i + 1 }) }));
      if (output) choices.push({ activation: entryOf(entries, output.activation)?.defaults ?? { kind: output.activation }, where: t.output });
      /** @type {Map<string, {entry: import("../types.js").Entry, where: string[]}>} */
      const places = new Map();
      for (const { activation, where } of choices) {
        const place = places.get(keyOf("", activation)) ?? { entry: entryAs(catalogue, known, "activation", activation), where: [] };
        places.set(keyOf("", activation), { ...place, where: [...place.where, where] });
      }
      const key = JSON.stringify([...places].map(([choice, { entry, where }]) => [choice, where, entry?.formula, entry?.curve?.g]));
      if (key === drawn) return;
      drawn = key;
      element.replaceChildren(...[...places.values()].flatMap(({ entry, where }) => (entry?.curve ? [activationCard(entry, t, where.join(marks.list))] : [])));
    },
  };
}
