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

/** @param {number} part @param {string} text @param {string} kind */
const bar = (part, text, kind) => h("td", {}, h("span.bar", { "data-kind": kind, style: { "--share": part.toFixed(3) } }), h("span.bar-number", {}, text));

/** @param {number} dead @param {number} saturated @param {number} units */
const stuck = (dead, saturated, units) => h("td", {},
  h("span.bar.stacked", { style: { "--dead": (dead / units).toFixed(3), "--flat": (saturated / units).toFixed(3) } }),
  h("span.bar-number", {}, fill(t.health.counts, { dead, saturated, units })));

/** @param {HTMLElement} root */
export function healthView(root) {
  const element = h("div.health");
  root.append(element);
  return {
    /** @param {import("../types.js").Picture|null} picture @param {{spec: import("../types.js").Spec, catalogue: import("../types.js").Catalogue}} options */
    draw(picture, { spec, catalogue }) {
      if (!picture?.health) return element.replaceChildren();
      const { gradients, weights, dead, saturated } = picture.health;
      const layers = spec.network.hidden_layers;
      const title = (/** @type {number} */ i) => {
        const entry = layers[i] && entryOf(entriesOf(catalogue, "activation"), layers[i].activation.kind);
        return entry ? `${i + 1} · ${entry.title}` : t.output;
      };
      element.replaceChildren(h("table", {},
        h("thead", {}, h("tr", {}, ...[t.health.layer, t.health.gradient, t.health.weights, t.health.stuck].map((name) => h("th", { scope: "col" }, name)))),
        h("tbody", {}, ...gradients.map((gradient, i) => h("tr", {}, h("th", { scope: "row" }, title(i)),
          bar(share(gradient), short(gradient, 2), "gradient"),
          bar(share(weights[i]), short(weights[i], 2), "weight"),
          i < layers.length ? stuck(dead[i] ?? 0, saturated[i] ?? 0, layers[i].units) : h("td", {}, "–"))))), h("p.quiet-text", {}, t.health.read));
    },
  };
}
