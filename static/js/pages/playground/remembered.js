// @ts-check
/**
 * The runs that are this browser's: their ids and tokens are kept in its storage, and never in an address. A tab has one of
 * its own. Where storage is forbidden nothing is remembered, and a run is found for as long as its page is open.
 */
import { keep, readKept } from "../../lib/storage.js";
import { root } from "../../root.js";

/** So many runs a browser remembers; the one unused the longest is left out. */
const MOST = 12;

/** Several playgrounds may lie below paths of one host. */
const below = new URL(root).pathname;
const RUNS = `playground-runs ${below}`;

/**
 * @typedef {{id: string, token: string}} Key  what a run is watched and controlled by
 * @typedef {Key & {hash: string, draft?: number[][]|null, wanted?: import("../../types.js").Spec|null}} Own  with the address that the tab had then, points not yet
 *   trained on, and settings that had not come to the run yet
 * @typedef {Key & {kind: string, layers: number[], epoch: number, at: number}} Remembered
 *   with what a person knows a run by: data set, units by layer, epoch, and when it was left (ms since 1970)
 */

/** @param {any} entry */
const isKey = (entry) => typeof entry?.id === "string" && /^[\w-]+$/.test(entry?.id) && typeof entry.token === "string";

/** @returns {Remembered[]} the latest first */
export function rememberedRuns() {
  const found = readKept("localStorage", RUNS);
  return (Array.isArray(found) ? found : []).filter((entry) => isKey(entry) && Array.isArray(entry.layers));
}

/** @param {Remembered} run */
export function rememberRun(run) {
  keep("localStorage", RUNS, [run, ...rememberedRuns().filter(({ id }) => id !== run.id)].slice(0, MOST));
}

/** @param {string} id of a run that the server no longer has, or shall not */
export function forgetRun(id) {
  keep("localStorage", RUNS, rememberedRuns().filter((run) => run.id !== id));
}

/**
 * The tab's own run.
 * @param {string} place where in the tab: a lesson's frame has another run than the playground itself
 */
export function ownRun(place) {
  const name = `playground-run ${place || below}`;
  return {
    /** @returns {Own|null} */
    read() {
      const own = readKept("sessionStorage", name);
      return isKey(own) && typeof own.hash === "string" ? own : null;
    },
    /** @param {Own} own */
    write: (own) => keep("sessionStorage", name, own),
  };
}
