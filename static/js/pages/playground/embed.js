// @ts-check
/**
 * The playground within another page, a lesson's above all: it tells which run it shows, leaves out or locks what it is
 * told to, begins with the lesson's weights, and begins again when the lesson does.
 */
import { setWeights } from "../../api.js";

/** Where the parts of the page are that a lesson can lock or leave out. */
const PARTS = /** @type {Record<string, string>} */ ({
  data: "#setup [aria-labelledby='data-title']",
  training: "#setup [aria-labelledby='training-title']",
  network: "#network-view",
  boundary: "#boundary-view",
  curves: "#curves-view",
});

/** @typedef {{spec: import("../../types.js").Spec, weights: any[], byHand: boolean, point: [number, number]|null, again: boolean}} Begin what a lesson's run begins with */

/** @param {import("../../state.js").AppStore} store @param {import("./driver.js").Driver} driver */
export function joinLesson(store, driver) {
  const root = document.documentElement;
  store.on(["run"], ({ run }) => {
    if (!run) return;
    root.dataset.run = run.id;
    // A page of ours that this one is shown in; of another site's there is no frame to be seen.
    window.frameElement?.dispatchEvent(new CustomEvent("run", { detail: run }));
  });
  if (root.dataset.embed === undefined) return { setOut: () => undefined };
  const asked = new URLSearchParams(window.location.search);
  keepAway(asked.get("lock"), (part) => part.toggleAttribute("inert", true));
  keepAway(asked.get("hide"), (part) => part.toggleAttribute("hidden", true));

  /** @type {Begin|null} */
  let begin = null;
  /** The lesson's weights are for its own network, at its start: the first time, and after every reset. */
  const setOut = () => {
    const { run } = store.get();
    if (!begin?.weights.length || !run?.token || run.step > 0) return;
    const [{ network }, { network: wanted }] = [run.spec, begin.spec];
    if (JSON.stringify([network.hidden_layers, network.inputs]) !== JSON.stringify([wanted.hidden_layers, wanted.inputs])) return;
    void setWeights(run, begin.weights).catch(() => undefined);
  };
  window.addEventListener("lesson", (event) => {
    begin = /** @type {CustomEvent<Begin>} */ (event).detail;
    if (begin.point) store.set({ point: begin.point });
    if (begin.byHand) store.set({ panel: "neuron", selection: { column: begin.spec.network.hidden_layers.length + 1, unit: 0 } });
    if (begin.again) void driver.begin(begin.spec);
    else setOut();
  });
  return { setOut };
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
