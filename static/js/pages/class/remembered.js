// @ts-check
/**
 * The classes that this browser teaches, by code and token: kept in its storage, and in an address only where a teacher's link is opened.
 */
import { keep, readKept } from "../../lib/storage.js";
import { root } from "../../root.js";

/** So many classes a browser remembers; the one that was opened the longest ago is left out. */
const MOST = 40;
const TAUGHT = `playground-classes ${new URL(root).pathname}`;

/** @typedef {{code: string, token: string, title: string}} Taught */

/** What the storage did not take: known for as long as the page is open. @type {Taught[]|null} */
let here = null;

/** @param {any} entry */
const isTaught = (entry) => ["code", "token", "title"].every((name) => typeof entry?.[name] === "string") && /^[\w-]+$/.test(entry.code);

/** @returns {Taught[]} the latest first */
export function taughtClasses() {
  const found = here ?? readKept("localStorage", TAUGHT);
  return (Array.isArray(found) ? found : []).filter(isTaught);
}

/** @param {Taught[]} all @returns {boolean} whether it is kept when the page is left */
function write(all) {
  const kept = keep("localStorage", TAUGHT, all.slice(0, MOST));
  here = kept ? null : all;
  return kept;
}

/** @param {string} code @returns {Taught|null} */
export const taughtClass = (code) => taughtClasses().find((each) => each.code === code) ?? null;

/** @param {Taught} taught */
export const rememberClass = ({ code, token, title }) => write([{ code, token, title }, ...taughtClasses().filter((each) => each.code !== code)]);

/** @param {string} code */
export const forgetClass = (code) => write(taughtClasses().filter((each) => each.code !== code));
