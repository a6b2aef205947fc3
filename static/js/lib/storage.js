// @ts-check
/**
 * What a browser keeps for a page, as JSON. It may forbid that: then nothing is kept, and what a page knows lasts as long as it does.
 */

/** @typedef {"localStorage"|"sessionStorage"} Where for good, or for as long as the tab is there */

/** @param {Where} where @param {string} name @returns {any} null where there is nothing, or something else than ours */
export function readKept(where, name) {
  try {
    return JSON.parse(window[where].getItem(name) ?? "null");
  } catch {
    return null;
  }
}

/** @param {Where} where @param {string} name @param {any} value @returns {boolean} whether it is kept */
export function keep(where, name, value) {
  try {
    window[where].setItem(name, JSON.stringify(value));
    return true;
  } catch {
    // Forbidden, or full.
    return false;
  }
}
