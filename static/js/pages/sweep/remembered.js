// @ts-check
/**
 * The sweeps that are this browser's, by id and token: kept in its storage, and never in an address. A tab has one of its own.
 */
import { keep, keptList, readKept } from "../../lib/storage.js";
import { root } from "../../root.js";

/** So many sweeps a browser remembers. */
const MOST = 12;

const below = new URL(root).pathname;
const SWEEPS = `playground-sweeps ${below}`;
const OWN = `playground-sweep ${below}`;

/** @typedef {{id: string, token: string}} Key  what a sweep is watched and controlled by */

/** @param {any} entry */
const isKey = (entry) => typeof entry?.id === "string" && /^[\w-]+$/.test(entry.id) && typeof entry.token === "string";

/** @type {ReturnType<typeof keptList<Key>>} */
const list = keptList("localStorage", SWEEPS, isKey, MOST);
export const rememberedSweeps = list.read;

/** @param {Key} key */
export const rememberSweep = ({ id, token }) => list.write([{ id, token }, ...rememberedSweeps().filter((other) => other.id !== id)]);

/** @param {string} id of a sweep that the server no longer has */
export const forgetSweep = (id) => list.write(rememberedSweeps().filter((other) => other.id !== id));

/** The tab's own sweep, with the address that it had then. */
export const ownSweep = {
  /** @returns {Key & {hash: string}|null} */
  read() {
    const own = readKept("sessionStorage", OWN);
    return isKey(own) && typeof own.hash === "string" ? own : null;
  },
  /** @param {Key & {hash: string}|null} own */
  write: (own) => keep("sessionStorage", OWN, own),
};
