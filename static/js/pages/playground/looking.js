// @ts-check
/**
 * What the page looks at: the parts of a run's pictures that it draws now, and no others.
 */
import { byId } from "../../lib/dom.js";

/** @typedef {{boundary?: number, maps?: number, weights?: boolean, health?: boolean, confusion?: boolean, hidden?: {layer: number|null, units: [number, number]|null}}} Look */

/** What is scrolled out of sight is looked at from so far away, to be there when it comes. */
const NEAR = "200px";

/**
 * @param {import("../../types.js").State} state
 * @param {{network: boolean, plane: boolean}} seen what of the page is in sight
 * @returns {Look}
 */
export function lookOf({ panel, inside: { view, layer, units }, spec, hovered, instead }, { network, plane }) {
  return {
    // The network's output shows it as well, and so does the dock.
    ...(network || plane || panel === "runs" || (panel === "inside" && view === "surface") ? { boundary: 100 } : {}),
    // One that is seen large is wanted in more points.
    ...(network || instead?.kind === "neuron" ? { maps: hovered || instead?.kind === "neuron" ? 40 : 20 } : {}),
    ...(network || panel || instead?.kind === "neuron" ? { weights: true } : {}),
    // Units that can no longer learn are told of wherever one is.
    health: true,
    ...(panel === "confusion" ? { confusion: true } : {}),
    ...(panel === "inside" && view === "space" && spec?.network.hidden_layers.length ? { hidden: { layer, units } } : {}),
  };
}

/**
 * Tell what the page looks at, now and whenever that changes.
 * @param {import("../../state.js").AppStore} store
 * @param {(look: Look|null) => void} tell null: nobody sees the page
 */
export function keepLooking(store, tell) {
  let told = "";
  const seen = { network: true, plane: true };
  const look = () => {
    const wanted = document.hidden ? null : lookOf(store.get(), seen);
    if (JSON.stringify(wanted) === told) return;
    told = JSON.stringify(wanted);
    tell(wanted);
  };
  const parts = new Map(/** @type {const} */ ([["network", "network-view"], ["plane", "boundary-view"]]).map(([name, id]) => [/** @type {Element} */ (byId(id)), name]));
  const observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) seen[/** @type {"network"|"plane"} */ (parts.get(target))] = isIntersecting;
    look();
  }, { rootMargin: NEAR });
  for (const part of parts.keys()) observer.observe(part);
  store.on(["panel", "inside", "spec", "hovered", "instead"], look);
  document.addEventListener("visibilitychange", look);
  look();
}
