// @ts-check
/**
 * The classes that this browser teaches, by code and token: kept in its storage, and in an address only where a teacher's link is opened.
 */
import { keptList } from "../../lib/storage.js";
import { root } from "../../root.js";

/** So many classes a browser remembers; the one that was opened the longest ago is left out. */
const MOST = 40;
const TAUGHT = `playground-classes ${new URL(root).pathname}`;

/** @typedef {{code: string, token: string, title: string}} Taught */

/** @param {any} entry */
const isTaught = (entry) => ["code", "token", "title"].every((name) => typeof entry?.[name] === "string") && /^[\w-]+$/.test(entry.code);

/** @type {ReturnType<typeof keptList<Taught>>} */
const list = keptList("localStorage", TAUGHT, isTaught, MOST);
export const taughtClasses = list.read;
/** Whether they are known when the page is left. */
export const keepsClasses = list.keeps;

/** @param {string} code @returns {Taught|null} */
export const taughtClass = (code) => taughtClasses().find((each) => each.code === code) ?? null;

/** @param {Taught} taught */
export const rememberClass = ({ code, token, title }) => list.write([{ code, token, title }, ...taughtClasses().filter((each) => each.code !== code)]);

/** @param {string} code */
export const forgetClass = (code) => list.write(taughtClasses().filter((each) => each.code !== code));
