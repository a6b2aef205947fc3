// @ts-check
/**
 * Where the playground lies, below whatever path: every address on a page is made from it.
 */

/** Where these files lie. */
export const files = new URL("../", import.meta.url).href;

/** Where the playground lies itself. */
export const root = files.slice(0, files.lastIndexOf("/static/") + 1);
