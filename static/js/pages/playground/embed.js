// @ts-check
/**
 * The playground within another page, a lesson's above all: it tells which run it shows, leaves out or locks what it is
 * told to, begins with the lesson's weights, and begins again when the lesson does.
 */
import { setWeights } from "../../api.js";
import { byId } from "../../lib/dom.js";
import { fill, t } from "../../t.js";

/** The parts of the page that a lesson can lock or leave out. */
const PARTS = ["data", "training", "network", "boundary", "curves"];

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
  if (root.dataset.embed === undefined) return { started: () => undefined };
  const asked = new URLSearchParams(window.location.search);
  for (const part of partsIn(asked.get("lock"))) part.inert = true;
  for (const part of partsIn(asked.get("hide"))) part.hidden = true;

  /** @type {Begin|null} */
  let begin = null;
  /** What was said of weights that could not be set. @type {import("../../types.js").Notice|null} */
  let said = null;
  /** Whether this page has begun the run: one that was found again is left as it is. */
  let begun = false;
  /** The lesson's weights are for its own network, at its start: the first time, and after every reset. */
  const setOut = () => {
    const { run } = store.get();
    if (!begun || !begin?.weights.length || !run?.token || run.step > 0) return;
    const [{ network }, { network: wanted }] = [run.spec, begin.spec];
    if (JSON.stringify([network.hidden_layers, network.inputs]) !== JSON.stringify([wanted.hidden_layers, wanted.inputs])) return;
    setWeights(run, begin.weights).then(
      () => { if (store.get().notice === said) store.set({ notice: null }); },
      (problem) => {
        said = { tone: "error", text: fill(t.weightsNotSet, { detail: problem.message }), actions: [{ label: t.tryAgain, act: setOut }] };
        store.set({ notice: said });
      },
    );
  };
  window.addEventListener("lesson", (event) => {
    begin = /** @type {CustomEvent<Begin>} */ (event).detail;
    if (begin.point) store.set({ point: begin.point });
    if (begin.byHand) store.set({ panel: "neuron", selection: { column: begin.spec.network.hidden_layers.length + 1, unit: 0 } });
    if (begin.again) void driver.begin(begin.spec);
    else setOut();
  });
  return {
    started() {
      begun = true;
      setOut();
    },
  };
}

/** @param {string|null} names @returns {HTMLElement[]} */
const partsIn = (names) => (names ?? "").split(",").filter((name) => PARTS.includes(name)).map((name) => byId(`${name}-view`));
