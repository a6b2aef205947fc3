// @ts-check
/**
 * The activations in use, each with its curve, its slope and its formulas.
 */
import { h } from "../lib/dom.js";
import { entriesOf, entryOf } from "../lib/schema.js";
import { fill, t } from "../t.js";
import { activationCard } from "./formula.js";

/** @param {import("../state.js").AppStore} store @returns {() => import("./dock.js").Panel} */
export const activationsPanel = (store) => () => {
  const element = h("div.activation-cards");
  let drawn = "";
  function draw() {
    const { spec, catalogue } = store.get();
    if (!spec) return;
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
  }
  return { name: "activations", title: t.activations, element, draw };
};
