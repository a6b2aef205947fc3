// @ts-check
/**
 * The playground within another page, a lesson's above all: it tells which run it shows, leaves out or locks what it is
 * told to, and begins again when the lesson does.
 */
import { byId } from "../../lib/dom.js";

/** The parts of the page that a lesson can lock or leave out. */
const PARTS = ["data", "training", "network", "boundary", "curves"];

/** @typedef {{spec: import("../../types.js").Spec, byHand: boolean, point: [number, number]|null, tab: string|null, again: boolean}} Begin what a lesson's run begins with, and the tab of the dock that is open */

/** @param {import("../../state.js").AppStore} store @param {import("./driver.js").Driver} driver */
export function joinLesson(store, driver) {
  const root = document.documentElement;
  store.on(["run"], ({ run }) => {
    if (!run) return;
    root.dataset.run = run.id;
    // A page of ours that this one is shown in; of another site's there is no frame to be seen.
    window.frameElement?.dispatchEvent(new CustomEvent("run", { detail: run }));
  });
  if (root.dataset.embed === undefined) return;
  const asked = new URLSearchParams(window.location.search);
  for (const part of partsIn(asked.get("lock"))) part.inert = true;
  for (const part of partsIn(asked.get("hide"))) part.hidden = true;

  window.addEventListener("lesson", (event) => {
    const { spec, byHand, point, tab, again } = /** @type {CustomEvent<Begin>} */ (event).detail;
    if (point) store.set({ point });
    if (byHand) store.set({ panel: "neuron", selection: { column: spec.network.hidden_layers.length + 1, unit: 0 } });
    if (tab) store.set({ panel: tab });
    if (again) void driver.begin(spec);
  });
}

/** @param {string|null} names @returns {HTMLElement[]} */
const partsIn = (names) => (names ?? "").split(",").filter((name) => PARTS.includes(name)).map((name) => byId(`${name}-view`));
