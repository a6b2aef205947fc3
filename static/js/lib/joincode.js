// @ts-check
/**
 * The code of a class as somebody has typed, pasted or scanned it.
 */

const LENGTH = 6;
/** None of the signs of a code is taken for another. */
const SIGNS = /^[2-9A-HJ-NP-Z]*$/;

/** @typedef {{code: string, fault: ""|"short"|"signs"}} Read  what was read of it, and what is amiss */

/**
 * Six signs, in any case and of any width, with blanks and hyphens, with what the server's codes begin with in front of them, or at the end of a link.
 * @param {string} text
 * @returns {Read}
 */
export function readCode(text) {
  const typed = text.normalize("NFKC").slice(text.lastIndexOf("#") + 1).replace(/[\s\u2010-\u2015-]/g, "");
  if (typed.length < LENGTH) return { code: "", fault: "short" };
  const [prefix, code] = [typed.slice(0, -LENGTH).toLowerCase(), typed.slice(-LENGTH).toUpperCase()];
  if (!SIGNS.test(code) || !/^[a-z0-9]*$/.test(prefix)) return { code: "", fault: "signs" };
  return { code: prefix ? `${prefix}-${code}` : code, fault: "" };
}
