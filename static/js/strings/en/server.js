// @ts-check
/**
 * What the server's sentences are made of in the page's language, by their codes. In English they come whole; for other languages the
 * server puts its catalogue in here.
 */

/** @type {import("../../lib/said.js").Table} */
export default { parts: [], sentences: {}, values: {}, fields: {}, names: {} };
