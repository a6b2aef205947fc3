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

/**
 * A list that a browser keeps, the latest first. What the storage does not take is known for as long as the page is open.
 * @template T
 * @param {Where} where
 * @param {string} name
 * @param {(entry: any) => boolean} isOurs
 * @param {number} most   entries; the last are left out
 */
export function keptList(where, name, isOurs, most) {
  /** @type {T[]|null} */
  let here = null;
  return {
    /** @returns {T[]} */
    read() {
      const found = here ?? readKept(where, name);
      return (Array.isArray(found) ? found : []).filter(isOurs);
    },
    /** @param {T[]} all @returns {boolean} whether it is kept when the page is left */
    write(all) {
      const some = all.slice(0, most);
      here = keep(where, name, some) ? null : some;
      return here === null;
    },
    /** Whether what is known now is known when the page is left. */
    keeps: () => here === null,
  };
}
