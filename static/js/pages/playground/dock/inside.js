// @ts-check
/**
 * The dock's look inside: the landscape of the loss, the space of a hidden layer, or the answer as a surface.
 */
import { h, setHidden } from "../../../lib/dom.js";
import { t } from "../../../t.js";
import { segmentsView } from "../../../views/choices.js";
import { mountLandscape } from "./landscape.js";
import { mountSpace } from "./space.js";
import { mountSurface } from "./surface.js";

/** @typedef {import("../../../types.js").State} State */

/**
 * @param {HTMLElement} root
 * @param {import("../../../state.js").AppStore} store
 */
export function mountInside(root, store) {
  const which = segmentsView(t.deeper.views, [{ value: "landscape", title: t.deeper.landscape_ }, { value: "space", title: t.deeper.space_ }, { value: "surface", title: t.deeper.surface_ }], (value) => {
    store.set({ inside: { ...store.get().inside, view: /** @type {State["inside"]["view"]} */ (value) } });
  });
  const places = { landscape: h("div.depth"), space: h("div.depth"), surface: h("div.depth") };
  root.append(h("div.inside", {}, which.element, ...Object.values(places)));
  const draws = { landscape: mountLandscape(places.landscape, store), space: mountSpace(places.space, store), surface: mountSurface(places.surface, store) };
  /** @param {State} state */
  function draw(state) {
    const { view } = state.inside;
    which.draw(view);
    for (const [name, place] of Object.entries(places)) setHidden(place, name !== view);
    draws[view](state);
  }
  store.on(["inside"], (state) => { if (state.panel === "inside") draw(state); });
  return draw;
}
