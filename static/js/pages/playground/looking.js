// @ts-check
/**
 * What the page looks at: the parts of a run's pictures that it draws now, and no others.
 */

/** @typedef {{boundary?: number, maps?: number, weights?: boolean, health?: boolean, confusion?: boolean}} Look */

/**
 * @param {import("../../types.js").State} state
 * @param {boolean} hidden whether nobody sees the page
 * @returns {Look}
 */
export function lookOf({ panel }, hidden) {
  if (hidden) return {};
  // Health is told of beside the diagram, too: units that can no longer learn.
  return { boundary: 100, maps: 20, weights: true, health: true, ...(panel === "confusion" ? { confusion: true } : {}) };
}

/**
 * Tell what the page looks at, now and whenever that changes.
 * @param {import("../../state.js").AppStore} store
 * @param {(look: Look) => void} tell
 */
export function keepLooking(store, tell) {
  let told = "";
  const look = () => {
    const wanted = lookOf(store.get(), document.hidden);
    if (JSON.stringify(wanted) === told) return;
    told = JSON.stringify(wanted);
    tell(wanted);
  };
  store.on(["panel"], look);
  document.addEventListener("visibilitychange", look);
  look();
}
