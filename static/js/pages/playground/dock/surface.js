// @ts-check
/**
 * The network's answer as a surface: of the run, without a neuron, or of another place in its landscape, as the plane has it.
 */
import { h } from "../../../lib/dom.js";
import { legendView } from "../../../views/legend.js";
import { surfaceView } from "../../../views/surface.js";
import { planeOf } from "../instead.js";

/** @typedef {import("../../../types.js").State} State */

/**
 * @param {HTMLElement} root
 * @param {import("../../../state.js").AppStore} store
 */
export function mountSurface(root, store) {
  const view = surfaceView(root);
  const side = h("div.depth-side");
  // Of several classes one can be chosen here as it can below the plane.
  const legend = legendView(side, { choose: (output) => store.set({ output }) });
  side.append(view.words);
  root.append(side);
  /** @param {State} state */
  function draw(state) {
    // A neuron's map has no truth that points could stand at.
    const instead = state.instead?.kind === "neuron" ? null : state.instead;
    const { picture, options } = planeOf({ ...state, hovered: null, instead });
    view.draw(picture, options);
    legend.draw(picture, options);
  }
  store.on(["discretize", "output", "other"], (state) => { if (state.panel === "inside" && state.inside.view === "surface") draw(state); });
  return draw;
}
