// @ts-check
/**
 * What the diagram is drawn with: a line below it.
 */
import { h } from "../../../lib/dom.js";
import { t } from "../../../t.js";

/** @param {HTMLElement} root @returns {HTMLElement} */
export function mountLegend(root) {
  const item = (/** @type {string[]} */ signs, /** @type {string} */ words) =>
    h("span.sign", {}, ...signs.map((sign) => h("i", { "data-sign": sign, "aria-hidden": "true" })), words);
  const { width, plus, minus, bias, map } = t.diagramLegend;
  const legend = h("p.diagram-legend", {}, item(["thin", "wide"], width), item(["plus"], plus), item(["minus"], minus), item(["bias"], bias), item(["map"], map));
  root.append(legend);
  return legend;
}
