// @ts-check
/**
 * The playground beside a lesson: it tells which run it shows, leaves out or locks what the lesson says, and begins with its weights.
 */
import { setWeights } from "./api.js";

/** Where the parts of the page are that a lesson can lock or leave out. */
const PARTS = /** @type {Record<string, string>} */ ({
  data: "#setup [aria-labelledby='data-title']",
  training: "#setup [aria-labelledby='training-title']",
  network: "#network-view",
  boundary: "#boundary-view",
  curves: "#curves-view",
});

/** @typedef {{weights: any[], network: any, byHand: boolean, point: [number, number]|null}} Begin what a lesson's run begins with */

/** @param {import("./state.js").AppStore} store */
export function joinLesson(store) {
  const root = document.documentElement;
  store.on(["run"], ({ run }) => {
    if (run) root.dataset.run = run.id;
  });
  const asked = new URLSearchParams(window.location.search);
  if (!asked.has("embed")) return;
  root.dataset.embed = "";
  keepAway(asked.get("lock"), (part) => part.toggleAttribute("inert", true));
  keepAway(asked.get("hide"), (part) => part.toggleAttribute("hidden", true));

  /** @type {Begin|null} */
  let begin = null;
  /** The lesson's weights are for its own network, at its start: the first time, and after every reset. */
  const setOut = () => {
    const { run, history } = store.get();
    if (!begin?.weights.length || !run?.token || run.step > 0 || history.epoch.length !== 1) return;
    const { hidden_layers, inputs } = run.spec.network;
    if (JSON.stringify([hidden_layers, inputs]) !== JSON.stringify([begin.network.hidden_layers, begin.network.inputs])) return;
    void setWeights(run, begin.weights).catch(() => undefined);
  };
  window.addEventListener("lesson", (event) => {
    begin = /** @type {CustomEvent<Begin>} */ (event).detail;
    if (begin.point) store.set({ point: begin.point });
    if (begin.byHand) store.set({ panel: "neuron", selection: { column: begin.network.hidden_layers.length + 1, unit: 0 } });
    setOut();
  });
  store.on(["history"], setOut);
}

/** Do something to parts of the page, those that come later included. @param {string|null} names @param {(part: Element) => void} act */
function keepAway(names, act) {
  const selectors = (names ?? "").split(",").flatMap((name) => PARTS[name] ?? []);
  if (!selectors.length) return;
  const look = () => {
    for (const selector of selectors) for (const part of document.querySelectorAll(selector)) act(part);
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  look();
}
