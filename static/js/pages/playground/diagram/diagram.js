// @ts-check
/**
 * The playground's network: the diagram with its controls on it, under a line that says how large it is.
 */
import { byId, h, setText } from "../../../lib/dom.js";
import { grouped } from "../../../lib/format.js";
import { textScale } from "../../../lib/text.js";
import { counted, fill, t } from "../../../t.js";
import { networkView } from "../../../views/network.js";
import { mountInputs } from "./inputs.js";
import { mountLayers } from "./layers.js";
import { mountLegend } from "./legend.js";
import { mountUndo } from "./undo.js";

/** Room for the headers over the columns, at the usual size of text. */
const HEADER = 62;

/** What a sentence of two lines takes below the dock, at the usual size of text. */
const SENTENCE = 60;

/** @param {number[]} counts of neurons, by column @param {{shown: number, all: number}|null} edges */
function summaryOf(counts, edges) {
  const hidden = counts.slice(1, -1).reduce((sum, count) => sum + count, 0);
  const parameters = counts.slice(1).reduce((sum, count, i) => sum + count * (counts[i] + 1), 0);
  const parts = fill(t.networkSummary, { inputs: counted(t.inputsCount, counts[0]), hidden: counted(t.hiddenCount, hidden), parameters: counted(t.parameterCount, parameters) });
  return edges ? `${parts} · ${fill(t.strongest, { shown: grouped(edges.shown), all: grouped(edges.all) })}` : parts;
}

/**
 * What stands below takes its room from the diagram where the page is as high as the window, but first from the legend.
 * @param {number} height of the diagram now
 * @param {number} legend its height
 */
function roomAbove(height, legend) {
  const dock = byId("dock");
  const taken = Number.parseFloat(getComputedStyle(dock).getPropertyValue("--dock-room")) || 0;
  // A dock as high as somebody wanted it gives the sentence below nothing.
  const sentence = dock.hasAttribute("data-chosen") ? SENTENCE * textScale().text : 0;
  const open = document.querySelector(".dock-body:not([hidden])");
  const strip = byId("strip");
  const said = taken && strip.offsetHeight ? strip.offsetHeight + Number.parseFloat(getComputedStyle(strip).marginBottom) : 0;
  const whole = height + said + (taken && open ? open.getBoundingClientRect().height - legend : 0);
  return { whole, least: whole - Math.max(0, taken && taken + sentence - legend) };
}

/**
 * @param {HTMLElement} root
 * @param {import("../../../state.js").AppStore} store
 * @param {import("../driver.js").Driver} driver
 */
export function mountDiagram(root, store, driver) {
  const summary = h("span.aside-note");
  const tools = h("div.head-tools");
  root.append(h("div.head", {}, h("h2", {}, t.network), summary, tools));
  const view = networkView(root, {
    room: (height) => roomAbove(height, legend.getBoundingClientRect().height),
    hover: (hovered) => store.set({ hovered }),
    select({ touched, ...selection }) {
      const { column, unit } = selection;
      const { watching, spec } = store.get();
      if (column === 0 && !watching) return inputs.remove(unit);
      // A finger hovers over nothing: what it chooses stays in the plane. Outputs have no map.
      const isSeen = touched && spec && column <= spec.network.hidden_layers.length;
      store.set({ selection, panel: "neuron", ...(isSeen ? { instead: { kind: "neuron", column, unit } } : {}) });
    },
    arranged(plan, edges) {
      layers.arrange(plan);
      inputs.arrange(plan);
      setText(summary, summaryOf(plan.counts, edges));
    },
  });
  const layers = mountLayers(view.stage, tools, store, driver);
  mountUndo(tools, store, driver);
  const inputs = mountInputs(view.stage, store, driver);
  const legend = mountLegend(root);

  /** @param {import("../../../types.js").State} state */
  function draw({ picture, spec, catalogue, data, theme, discretize, panel, selection, walk }) {
    if (!spec || !catalogue) return;
    view.draw(picture, { spec, catalogue, data, theme, discretize, header: HEADER, spare: inputs.spare(), selection: panel === "neuron" ? selection : null, stop: walk });
  }
  store.on(["picture", "spec", "catalogue", "data", "theme", "discretize", "panel", "selection", "walk"], draw);
  draw(store.get());
}
