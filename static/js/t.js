// @ts-check
/**
 * The page's words. The server puts those of the page's language in the place of the English ones, which are those that there are names of.
 */
import { inWords } from "./lib/said.js";
import classWords from "./strings/en/class.js";
import joinWords from "./strings/en/join.js";
import lessonWords from "./strings/en/lessons.js";
import pageWords from "./strings/en/page.js";
import server from "./strings/en/server.js";

export const t = pageWords;
export const join = joinWords;
export const classes = classWords;
export const lessons = lessonWords;
export { counted, fill } from "./lib/format.js";

/**
 * What came from the server as JSON, with its sentences in the page's language; where there are no words for one it stays English.
 * @template T
 * @param {T} data
 * @returns {T}
 */
export const translated = (data) => (server.parts.length ? inWords(server, data) : data);

/** Names of the catalogue, such as a class's, in the page's language. @param {string[]|null|undefined} names */
export const namesHere = (names) => (names ?? []).map((name) => server.names[name] ?? name);

/**
 * Points whose axes, classes and values have their names in the page's language; what they are called in files stays beside them.
 * @param {import("./types.js").Data} data
 * @returns {import("./types.js").Data}
 */
export function namedHere(data) {
  return { ...data, axes: namesHere(data.axes), classes: namesHere(data.classes), values: namesHere(data.values), sent: data };
}

/** A field of settings by its name, as in a sentence. @param {string} name */
export const fieldName = (name) => server.fields[name] ?? name.replaceAll("_", " ");

/** A word that stands for itself, such as a choice without help. @param {any} value */
export const wordOf = (value) => server.values[value] ?? String(value).replaceAll("_", " ");
