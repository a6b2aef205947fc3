// @ts-check
/**
 * Numbers as people type them: with a comma or a point, in groups of three, with a minus from a text.
 */
import { shortInEnglish } from "./format.js";
import { inEnglish, localized } from "./locale.js";

const PLAIN = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;
/** Groups of three; what begins with 0 has none. */
const GROUPED = /^[-+]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/;
/** By points there is at least a comma, too, or another group: one alone is decimal. */
const POINTED = /^[-+]?[1-9]\d{0,2}((\.\d{3})+,\d*|(\.\d{3}){2,})$/;
const SPACED = /^[-+]?[1-9]\d{0,2}([\s'’]\d{3})+([.,]\d*)?$/;

/** In signs of English, whatever the page's language; digits of full width are those that an input method writes. @param {string} text */
const plain = (text) => inEnglish(text.normalize("NFKC").trim()).replace(/^[−–]/, "-").replace(/(e)[−–]/i, "$1-");

/** As Python writes it, whatever the page's language. @param {string} text */
export const parsePlain = (text) => (PLAIN.test(text.trim()) ? Number(text) : NaN);

/**
 * What a person typed in the page's language, as a number; NaN when it is none.
 * @param {string} text
 * @returns {number}
 */
export function parseNumber(text) {
  const clean = plain(text);
  const mark = [[GROUPED, /,/g], [POINTED, /\./g], [SPACED, /[\s'’]/g]].find(([groups]) => groups.test(clean))?.[1];
  const digits = (mark ? clean.replace(mark, "") : clean).replace(",", ".");
  const value = PLAIN.test(digits) ? Number(digits) : NaN;
  return Number.isFinite(value) ? value : NaN;
}

/**
 * The other number that was perhaps meant: 1.5 for 1,500, which is read as 1500; where a whole number is wanted, 1000 for 1.000, which
 * is read as 1. Null where there is none.
 * @param {string} text
 * @param {boolean} [whole]
 * @returns {number|null}
 */
export function otherwise(text, whole = false) {
  const clean = plain(text);
  if (/^[-+]?[1-9]\d{0,2},\d{3}$/.test(clean)) return Number(clean.replace(",", "."));
  return whole && /^[-+]?[1-9]\d{0,2}\.\d{3}$/.test(clean) ? Number(clean.replace(".", "")) : null;
}

/**
 * A number as a box holds it: what is typed over it means one number, so it is in no groups of three.
 * @param {number|null|undefined} value
 * @param {number} [digits] significant ones
 */
export const written = (value, digits = 6) => localized(shortInEnglish(value, digits).replaceAll(",", ""));

/** The same with all its digits. @param {number} value */
export const inFull = (value) => localized(String(value));
