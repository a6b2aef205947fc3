// @ts-check
/**
 * The activations in use, each with its curve, its slope and its formulas.
 */
import { h } from "../lib/dom.js";
import { entriesOf, entryOf } from "../lib/schema.js";
import { fill, t } from "../t.js";
import { activationCard } from "./formula.js";

/** @param {HTMLElement} root */
export function activationsView(root) {
  const element = h("div.activation-cards");
  root.append(element);
  let drawn = "";
  return {
    /** @param {{spec: import("../types.js").Spec, catalogue: import("../types.js").Catalogue}} options */
    draw({ spec, catalogue }) {
      const entries = entriesOf(catalogue, "activation");
      const output = entryOf(entriesOf(catalogue, "loss"), spec.training.loss.kind)?.output;
      /** @type {Map<string, string[]>} */
      const places = new Map();
      spec.network.hidden_layers.forEach(({ activation: { kind } }, i) => places.set(kind, [...(places.get(kind) ?? []), fill(t.layerNumber, { layer: i + 1 })]));
      if (output) places.set(output.activation, [...(places.get(output.activation) ?? []), t.output]);
      const key = JSON.stringify([...places]);
      if (key === drawn) return;
      drawn = key;
      const cards = [...places].flatMap(([kind, where]) => {
        const entry = entryOf(entries, kind);
        return entry?.curve ? [activationCard(entry, t, where.join(", "))] : [];
      });
      element.replaceChildren(...cards);
    },
  };
}
