// @ts-check
/**
 * Bars for each layer: how long its weights and gradients are, and how many of its units cannot learn.
 */
import { h } from "../lib/dom.js";
import { short } from "../lib/format.js";
import { entriesOf, entryOf } from "../lib/schema.js";
import { fill, t } from "../t.js";

/** A logarithmic bar: from a millionth to a hundred. @param {number} value */
const share = (value) => (value > 0 ? Math.min(1, Math.max(0.01, (Math.log10(value) + 6) / 8)) : 0);

/** @param {import("../state.js").AppStore} store @returns {() => import("./dock.js").Panel} */
export const healthPanel = (store) => () => {
  const element = h("div.health");

  /** @param {number} value @param {number} part @param {string} text @param {string} kind */
  const bar = (value, part, text, kind) => h("td", {}, h("span.bar", { "data-kind": kind, style: { "--share": part.toFixed(3) } }), h("span.bar-number", {}, text));

  function draw() {
    const { picture, spec, catalogue } = store.get();
    if (!picture || !spec) return;
    const { gradients, weights, dead, saturated } = picture.health;
    const layers = spec.network.hidden_layers;
    const units = (/** @type {number} */ i) => picture.weights[i].shape[1];
    const title = (/** @type {number} */ i) => {
      const entry = layers[i] && entryOf(entriesOf(catalogue, "activation"), layers[i].activation.kind);
      return entry ? `${i + 1} · ${entry.title}` : t.output;
    };
    element.replaceChildren(h("table", {},
      h("thead", {}, h("tr", {}, ...[t.health.layer, t.health.gradient, t.health.weights, t.health.stuck].map((name) => h("th", { scope: "col" }, name)))),
      h("tbody", {}, ...gradients.map((gradient, i) => {
        const [lost, flat] = [dead[i] ?? 0, saturated[i] ?? 0];
        const hidden = i < layers.length;
        return h("tr", {}, h("th", { scope: "row" }, title(i)),
          bar(gradient, share(gradient), short(gradient, 2), "gradient"),
          bar(weights[i], share(weights[i]), short(weights[i], 2), "weight"),
          hidden ? h("td", {},
            h("span.bar.stacked", { style: { "--dead": (lost / units(i)).toFixed(3), "--flat": (flat / units(i)).toFixed(3) } }),
            h("span.bar-number", {}, fill(t.health.counts, { dead: lost, saturated: flat, units: units(i) }))) : h("td", {}, "–"));
      }))), h("p.quiet-text", {}, t.health.read));
  }
  return { name: "health", title: t.health.title, element, draw };
};
