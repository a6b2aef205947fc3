// @ts-check
/**
 * The network's answer as a surface: of the run, without a neuron, or of another place in its landscape, as the plane has it.
 */
import { h } from "../../../lib/dom.js";
import { surfaceView } from "../../../views/surface.js";
import { planeOf } from "../instead.js";

/** @typedef {import("../../../types.js").State} State */

/**
 * @param {HTMLElement} root
 * @param {import("../../../state.js").AppStore} store
 */
export function mountSurface(root, store) {
  const view = surfaceView(root);
  root.append(h("div.depth-side", {}, view.words));
  /** @param {State} state */
  function draw(state) {
    // A neuron's map has no truth that points could stand at.
    const instead = state.instead?.kind === "neuron" ? null : state.instead;
    const { picture, options } = planeOf({ ...state, hovered: null, instead });
    view.draw(picture, options);
  }
  store.on(["discretize", "output", "other"], (state) => { if (state.panel === "inside" && state.inside.view === "surface") draw(state); });
  return draw;
}
