// @ts-check
/**
 * The panels of the dock, in order: each a view, and what of the page's state it is drawn from.
 */
import { csvRows } from "../../../lib/csv.js";
import { lessons, t } from "../../../t.js";
import { activationsView } from "../../../views/activations.js";
import { codeView } from "../../../views/code.js";
import { confusionView } from "../../../views/confusion.js";
import { healthView } from "../../../views/health.js";
import { neuronView } from "../../../views/neuron.js";
import { reportView } from "../../../views/report.js";
import { numbersView } from "../../../views/numbers.js";
import { save, textBlob } from "../files.js";
import { minibatchOf } from "../minibatch.js";
import { pointsOf } from "../report.js";
import { mountRuns, tabOf } from "../runs/panel.js";
import { mountArithmetic } from "./arithmetic.js";
import { mountInside } from "./inside.js";
import { layerSheet } from "./layer.js";
import { mountWords } from "./words.js";

/** @typedef {import("../../../types.js").State} State */

/** What the plane shows of a neuron. @param {State["instead"]} instead @param {State["selection"]} selection */
const isAt = (instead, selection) => (instead && instead.kind !== "place" && instead.column === selection?.column && instead.unit === selection.unit ? instead.kind : null);

/** The arithmetic of a point. @param {import("../../../state.js").AppStore} store @param {{x1: number, x2: number}} point */
const walkOf = (store, { x1, x2 }) => store.set({ walk: null, panel: "arithmetic", point: [x1, x2] });

/**
 * The numbers of the neuron that is selected. One that was selected by hand gets the keyboard.
 * @param {HTMLElement} root
 * @param {import("../../../state.js").AppStore} store
 * @param {import("../driver.js").Driver} driver
 */
function mountNeuron(root, store, driver) {
  const view = neuronView(root, {
    set: (weight) => void driver.setWeights([weight]),
    open: layerSheet(store, driver),
    freeze: (frozen) => driver.change(["training", "frozen"], frozen),
    instead(kind) {
      const { instead, selection } = store.get();
      if (selection) store.set({ instead: isAt(instead, selection) === kind ? null : { kind, column: selection.column, unit: selection.unit } });
    },
    leave: () => /** @type {HTMLElement|null} */ (document.querySelector(".neuron[data-selected=true]"))?.focus(),
  });
  const draw = (/** @type {State} */ { picture, spec, catalogue, data, selection, watching, drawn, instead }) => {
    if (spec && catalogue) view.draw(picture, { spec, catalogue, data, selection, drawn, locked: watching, instead: isAt(instead, selection) });
  };
  store.on(["instead"], (state) => { if (state.panel === "neuron") draw(state); });
  store.on(["errors"], ({ errors }) => {
    const fault = errors["/weights/0/value"];
    if (fault) view.refuse(fault);
  });
  store.on(["selection"], (state) => {
    if (!state.selection?.byHand) return;
    draw(state);
    const { input = null } = state.selection;
    // Not before the panel is open.
    queueMicrotask(() => view.focus(input));
  });
  return draw;
}

/**
 * @param {import("../../../state.js").AppStore} store
 * @param {import("../driver.js").Driver} driver
 * @param {Parameters<typeof mountArithmetic>[2]} walk
 * @param {Parameters<typeof mountArithmetic>[3] & Parameters<typeof codeView>[1] & {download: (kind: string) => void, runs: Parameters<typeof mountRuns>[2]|null, words: Parameters<typeof mountWords>[2]}} actions
 *   `runs`: none where none can be kept
 * @returns {import("./dock.js").Panel[]}
 */
export const panelsOf = (store, driver, walk, { read, compare, formats, text, download, runs, words }) => [
  ...(runs ? [{ name: "runs", title: t.runs.title, titleNow: tabOf, mount: (/** @type {HTMLElement} */ root) => mountRuns(root, store, runs) }] : []),
  { name: "neuron", title: t.weights.title, mount: (root) => mountNeuron(root, store, driver) },
  { name: "arithmetic", title: lessons.arithmetic.title, mount: (root) => mountArithmetic(root, store, walk, { read, compare }) },
  {
    name: "activations",
    title: t.activations,
    mount(root) {
      const view = activationsView(root);
      return ({ spec, catalogue, drawn }) => { if (spec && catalogue) view.draw({ spec, catalogue, drawn }); };
    },
  },
  {
    name: "health",
    title: t.health.title,
    mount(root) {
      const view = healthView(root);
      return ({ picture, spec, catalogue }) => { if (spec && catalogue) view.draw(picture, { spec, catalogue }); };
    },
  },
  { name: "inside", title: t.deeper.title, mount: (root) => mountInside(root, store) },
  {
    name: "confusion",
    title: t.confusion.title,
    mount(root) {
      const view = confusionView(root);
      const figures = reportView(root, { mark: () => store.set({ marked: !store.get().marked }), choose: (point) => walkOf(store, point) });
      const draw = (/** @type {State} */ state) => {
        const { picture, data, report, theme, marked } = state;
        view.draw(picture, { data });
        if (data) figures.draw(report, pointsOf(state), { data, theme, marked });
      };
      store.on(["report", "marked"], (state) => { if (state.panel === "confusion") draw(state); });
      return draw;
    },
  },
  {
    name: "numbers",
    title: t.numbers.title,
    mount(root) {
      const view = numbersView(root, { download, save: (name, { head, rows }) => save(textBlob(csvRows([head, ...rows]), "text/csv"), `${name}.csv`), list: (listed) => store.set({ listed }), choose: (point) => walkOf(store, point) });
      const draw = (/** @type {State} */ state) => view.draw({ ...state, points: pointsOf(state), now: minibatchOf(state) });
      store.on(["report", "listed", "minibatch"], (state) => { if (state.panel === "numbers") draw(state); });
      return draw;
    },
  },
  {
    name: "code",
    title: t.code.title,
    mount(root) {
      const view = codeView(root, { formats, text });
      return ({ run }) => view.draw(run);
    },
  },
  { name: "words", title: t.words.title, mount: (root) => mountWords(root, store, words) },
];
