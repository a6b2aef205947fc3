// @ts-check
/**
 * The runs that are this browser's: their ids and tokens are kept in its storage, and never in an address. A tab has one of
 * its own. Where storage is forbidden nothing is remembered, and a run is found for as long as its page is open.
 */
import { keep, keptList, readKept } from "../../lib/storage.js";
import { root } from "../../root.js";
import { MOST_CURVES } from "../../views/palette.js";

/** So many runs a browser remembers; the one unused the longest is left out. */
const MOST = 12;
/** So many more rest among its kept runs; all of them can be asked for at once. */
export const MOST_KEPT = 24;

/** Several playgrounds may lie below paths of one host. */
const below = new URL(root).pathname;
const RUNS = `playground-runs ${below}`;

/**
 * @typedef {{id: string, token: string}} Key  what a run is watched and controlled by
 * @typedef {Key & {hash: string, draft?: number[][]|null, wanted?: import("../../types.js").Spec|null}} Own  with the address that the tab had then, points not yet
 *   trained on, and settings that had not come to the run yet
 * @typedef {{curve: number|null}} Place   among the kept runs: which of the colours its curve has, where it is drawn
 * @typedef {Key & {kind: string, layers: number[], epoch: number, at: number, kept?: Place}} Remembered
 *   with what a person knows a run by: data set, units by layer, epoch, and when it was left or kept (ms since 1970)
 */

/** @type {(() => void)[]} */
const listeners = [];
/** Hear of other runs being remembered, here or in another tab. @param {() => void} listener */
export const onRemembered = (listener) => void listeners.push(listener);
const tell = () => listeners.forEach((listener) => listener());
if (typeof window !== "undefined") window.addEventListener("storage", ({ key }) => { if (key === RUNS) tell(); });

/** @param {any} entry */
const isKey = (entry) => typeof entry?.id === "string" && /^[\w-]+$/.test(entry?.id) && typeof entry.token === "string";

/** @type {ReturnType<typeof keptList<Remembered>>} */
const list = keptList("localStorage", RUNS, (entry) => isKey(entry) && Array.isArray(/** @type {any} */ (entry).layers), MOST + MOST_KEPT);
export const rememberedRuns = list.read;

/** @param {Remembered[]} runs */
function write(runs) {
  const some = (/** @type {boolean} */ kept, /** @type {number} */ most) => runs.filter((run) => Boolean(run.kept) === kept).slice(0, most);
  list.write([...some(false, MOST), ...some(true, MOST_KEPT)].sort((a, b) => b.at - a.at));
  tell();
}

/** Those that rest to be compared, and those that were left. */
export const keptRuns = () => rememberedRuns().filter(({ kept }) => kept);
export const leftRuns = () => rememberedRuns().filter(({ kept }) => !kept);

/** The first colour that no curve of a kept run has; null where there is none left. */
export function freeColour() {
  const taken = keptRuns().map(({ kept }) => kept?.curve);
  const free = Array.from({ length: MOST_CURVES }, (_, i) => i).find((colour) => !taken.includes(colour));
  return free ?? null;
}

/** @param {Remembered} run */
export const rememberRun = (run) => write([run, ...rememberedRuns().filter(({ id }) => id !== run.id)]);

/**
 * A run as it is remembered.
 * @param {Key} key
 * @param {{spec: import("../../types.js").Spec, epoch: number}} run
 * @param {Place} [kept]
 * @returns {Remembered}
 */
export const asRemembered = ({ id, token }, { spec: { data, network }, epoch }, kept) =>
  ({ id, token, kind: data.kind, layers: network.hidden_layers.map(({ units }) => units), epoch, at: Date.now(), ...(kept ? { kept } : {}) });

/** @param {string} id of a run that the server no longer has, or shall not */
export function forgetRun(id) {
  write(rememberedRuns().filter((run) => run.id !== id));
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
