// @ts-check
/**
 * What is written over and below the curves: which metric they are of, the scale, and whose colours they have.
 */
import { h } from "../../lib/dom.js";
import { isShare } from "../../lib/spread.js";
import { t } from "../../t.js";
import { menu, offer } from "../../views/controls.js";

const words = t.sweep;
/** More colours than these are read from the rows of the board. */
const MOST_KEYS = 12;

/** @param {string} text */
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** @param {import("./state.js").SweepStore} store */
export function curvesHead(store) {
  const select = menu({ label: words.metric, options: [], change: (metric) => store.set({ metric }) });
  select.id = "curves-metric";
  const log = h("button.toggle", { type: "button", id: "log-scale", "aria-pressed": "false", title: t.logHelp, onclick: () => store.set({ logScale: !store.get().logScale }) }, words.log);
  const legend = h("div.bundle-legend", { role: "list", "aria-label": words.rows });
  let made = "";
  let offered = "";

  /** The metric whose curves are drawn: what was chosen, or else the loss. @param {import("./derived.js").Derived} derived */
  function metricOf({ main, beside }) {
    const { metric, sweep } = store.get();
    if (metric && (sweep?.metrics.includes(metric) ?? true)) return metric;
    return isShare(main) ? beside : main;
  }

  return {
    element: h("div.head", {}, h("h2", {}, select), log),
    legend,
    metricOf,
    title: () => select.selectedOptions[0]?.text ?? "",
    /** @param {import("./derived.js").Derived} derived @param {{count: number, style: (i: number) => {colour: string, dash: number[]}, names: string[]}} colours */
    draw(derived, { count, style, names }) {
      const { sweep, logScale } = store.get();
      const metrics = sweep?.metrics.filter((name) => name in words.metrics) ?? [metricOf(derived)];
      if (metrics.join() !== offered) {
        offer(select, metrics.map((name) => h("option", { value: name }, h("span", {}, capital(/** @type {any} */ (words.metrics)[name])))));
        offered = metrics.join();
      }
      const metric = metricOf(derived);
      if (select.value !== metric) select.value = metric;
      log.setAttribute("aria-pressed", String(logScale));
      log.hidden = isShare(metric);
      const keys = sweep && count > 1 && count <= MOST_KEYS ? names.slice(0, count) : [];
      const now = JSON.stringify(keys.map((name, i) => [name, style(i)]));
      if (now === made) return;
      made = now;
      legend.replaceChildren(...keys.map((name, i) => h("span", { role: "listitem" }, h("i", { style: { background: style(i).colour } }), h("span", {}, name))));
    },
  };
}
