// @ts-check
/**
 * The network as a diagram: headers over columns of neurons, edges between them.
 */
import { h, setText } from "../lib/dom.js";
import { grouped } from "../lib/format.js";
import { layOut } from "../lib/layout.js";
import { entriesOf, entryOf } from "../lib/schema.js";
import { throttle } from "../lib/time.js";
import { fill, t } from "../t.js";
import { mountCard } from "./card.js";
import { mountEdges } from "./edges.js";
import { mountInputs } from "./inputs.js";
import { mountLayers } from "./layers.js";
import { mountNeurons } from "./neurons.js";
import { lightStage } from "./walk.js";

/** Room for the headers over the columns, and the least distance between two columns. */
const HEADER = 62;
const LEAST_SPACING = 72;
/** Room beside the outer columns: for the inputs' names, for one output, for outputs with names. */
const SIDE = { left: 54, right: 48, names: 92 };
/** The same where there is little, as on a phone. */
const SLIM = { left: 44, right: 48, names: 72 };
const SLIM_WIDTH = 480;
/** Between a neuron and its name. */
const NAME_GAP = 8;

/** The greatest sides of a neuron and of the output, and the room beside the outer columns. @param {number} height @param {number} outputs @param {typeof SIDE} side */
function sizesFor(height, outputs, side) {
  const largest = Math.min(72, Math.max(44, height / 12));
  return { largest, last: outputs > 1 ? largest : Math.min(96, Math.max(60, height / 9)), left: largest / 2 + side.left, right: outputs > 1 ? side.names : side.right };
}

/**
 * What the diagram is of.
 * @typedef {object} Plan
 * @property {import("../lib/layout.js").Layout} layout
 * @property {number[]} counts
 * @property {string[]} inputTitles
 * @property {import("../types.js").Layer[]} layers
 * @property {string} outputTitle
 * @property {string[]} outputNames   where there are several
 * @property {number} width
 * @property {number} height
 * @property {(column: number, unit: number) => string} nameOf
 */

/** @param {string[]} forms @param {number} count */
const counted = ([one, many], count) => fill(count === 1 ? one : many, { count: grouped(count) });

/**
 * @param {HTMLElement} root
 * @param {import("../state.js").AppStore} store
 * @param {import("../pages/playground/driver.js").Driver} driver
 */
export function mountNetwork(root, store, driver) {
  const { catalogue } = store.get();
  if (!catalogue) return;
  const summary = h("span.aside-note");
  const tools = h("div.head-tools");
  const stage = h("div.stage", { role: "group", "aria-label": t.diagram });
  const scroller = h("div.stage-scroll", {}, stage);
  root.append(h("div.head", {}, h("h2", {}, t.network), summary, tools), scroller);

  const select = (/** @type {any} */ selection) => store.set({ selection, panel: "neuron" });
  const edges = mountEdges(stage, select);
  const card = mountCard(stage, store);
  const neurons = mountNeurons(stage, card, select);
  const layers = mountLayers(stage, tools, store, driver);
  const inputs = mountInputs(stage, store, driver);

  /** @param {import("../types.js").State} state @returns {Plan|null} */
  function planOf({ spec, picture, data }) {
    if (!spec || !catalogue || !scroller.clientHeight) return null;
    const { inputs: chosen, hidden_layers: hidden } = spec.network;
    const entries = entriesOf(catalogue, "inputs");
    const inputTitles = chosen.map((input) => entryOf(entries, input?.kind ?? input)?.title ?? String(input));
    const loss = entryOf(entriesOf(catalogue, "loss"), spec.training.loss?.kind);
    const outputs = picture?.weights.at(-1)?.shape[1] ?? 1;
    const counts = [chosen.length, ...hidden.map(({ units }) => units), outputs];
    const outputNames = outputs > 1 ? (data?.classes?.length ? data.classes : data?.values ?? []).slice(0, outputs) : [];
    const height = scroller.clientHeight;
    const sizes = sizesFor(height, outputs, scroller.clientWidth < SLIM_WIDTH ? SLIM : SIDE);
    const width = Math.max(scroller.clientWidth, sizes.left + sizes.right + LEAST_SPACING * (counts.length - 1));
    return {
      layout: layOut(counts, { width, height: height - 14, top: HEADER, ...sizes }),
      counts,
      inputTitles,
      layers: hidden,
      outputTitle: loss?.output?.title ?? t.output,
      outputNames,
      width,
      height,
      nameOf(column, unit) {
        if (column === 0) return inputTitles[unit];
        if (column === counts.length - 1) return outputs > 1 ? fill(t.neuron.outputNamed, { name: outputNames[unit] ?? unit + 1 }) : t.neuron.output;
        return fill(t.neuron.hidden, { layer: column, unit: unit + 1 });
      },
    };
  }

  let shape = "";
  /** @type {Plan|null} */
  let plan = null;
  function arrange() {
    const state = store.get();
    const next = planOf(state);
    if (!next) return;
    plan = next;
    const nextShape = JSON.stringify([next.counts, next.inputTitles, next.layers, next.outputTitle, next.outputNames, next.width, next.height]);
    if (nextShape !== shape) {
      shape = nextShape;
      stage.style.setProperty("width", `${next.width}px`);
      stage.style.setProperty("--names", `${Math.floor(next.width - next.layout.columns[next.counts.length - 1].right - NAME_GAP)}px`);
      edges.arrange(next);
      neurons.arrange(next);
      layers.arrange(next);
      inputs.arrange(next);
      lightStage(stage, store);
      draw();
    }
  }

  /** A frame fits when it is of the network that is shown. */
  function fits() {
    const { picture } = store.get();
    if (!picture || !plan) return false;
    const { counts } = plan;
    const units = counts.slice(0, -1).reduce((sum, count) => sum + count, 0);
    return picture.maps.shape[0] === units && picture.weights.every(({ shape: [rows, columns] }, i) => rows === counts[i] + 1 && columns === counts[i + 1]) && picture.weights.length === counts.length - 1;
  }

  const drawEdges = throttle(() => {
    const { picture } = store.get();
    if (picture && plan && fits()) edges.draw(picture.weights);
  }, 80);

  function draw() {
    const { picture, theme, discretize, data } = store.get();
    if (!picture || !plan || !fits()) return;
    neurons.draw(picture, { theme, discretize, data });
    card.draw(picture, theme);
    drawEdges();
  }

  function drawSummary() {
    if (!plan) return;
    const { counts } = plan;
    const hidden = counts.slice(1, -1).reduce((sum, count) => sum + count, 0);
    const parameters = counts.slice(1).reduce((sum, count, i) => sum + count * (counts[i] + 1), 0);
    const parts = fill(t.networkSummary, { inputs: counted(t.inputsCount, counts[0]), hidden: counted(t.hiddenCount, hidden), parameters: counted(t.parameterCount, parameters) });
    const edgesShown = edges.shown();
    setText(summary, edgesShown ? `${parts} · ${fill(t.strongest, { shown: grouped(edgesShown.shown), all: grouped(edgesShown.all) })}` : parts);
  }

  store.on(["spec"], () => {
    arrange();
    drawSummary();
  });
  let outputs = 1;
  store.on(["picture", "theme", "discretize"], ({ picture }) => {
    const count = picture?.weights.at(-1)?.shape[1] ?? 1;
    if (count !== outputs) {
      outputs = count;
      arrange();
      drawSummary();
    }
    draw();
  });
  store.on(["data"], arrange);
  store.on(["walk"], () => lightStage(stage, store));
  store.on(["selection", "panel", "spec"], ({ selection, panel }) => neurons.mark(panel === "neuron" ? selection : null));
  new ResizeObserver(() => {
    arrange();
    drawSummary();
  }).observe(scroller);
}
