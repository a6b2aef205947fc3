// @ts-check
/**
 * Numbers as people read them, in the page's language.
 */
import { formOf, locale, localized, marks } from "./locale.js";

/**
 * A number in few digits: 0.03, 12.5, 0.00012, 1,250.
 * @param {number|null|undefined} value
 * @param {number} [digits] significant digits
 * @returns {string}
 */
export const short = (value, digits = 3) => localized(shortInEnglish(value, digits));

/** The same with the marks of English. @param {number|null|undefined} value @param {number} digits */
export function shortInEnglish(value, digits) {
  if (value === null || value === undefined || !Number.isFinite(value)) return "–";
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-4) return minus(value.toExponential(Math.max(0, digits - 1)).replace(/\.?0+e/, "e"));
  if (size >= 1000) return minus(inGroups(Math.round(value)));
  return minus(String(Number(value.toPrecision(digits))));
}

const COMPACT = new Intl.NumberFormat(locale, { notation: "compact", maximumSignificantDigits: 3 });

/** A number where there is room for few signs, beside an axis: 0.03, 250, 2.2K, −1.3M. @param {number} value */
export const brief = (value) => (Math.abs(value) >= 1000 ? minus(COMPACT.format(value)) : short(value));

/** @param {number|null|undefined} value @param {number} places */
export function fixed(value, places) {
  if (value === null || value === undefined || !Number.isFinite(value)) return "–";
  return localized(minus(Math.abs(value) >= 1e4 ? value.toExponential(1) : value.toFixed(places)));
}

/**
 * A loss: to so many places or, where these would all be zeros, in two digits.
 * @param {number|null|undefined} value @param {number} [places]
 */
export const lossOf = (value, places = 3) => (value && Math.abs(value) < 10 ** -places ? short(value, 2) : fixed(value, places));

/** @param {number} value */
const inGroups = (value) => String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ",");

/** A whole number: 1,250. @param {number} value */
export const grouped = (value) => localized(inGroups(value));

/** @param {number|null|undefined} share 0 … 1 @param {number} [places] */
export function percent(share, places = 1) {
  if (share === null || share === undefined || !Number.isFinite(share)) return "–";
  return `${localized(String(Number((share * 100).toFixed(places))))}${marks.percent}`;
}

/** With the sign of a number, not a hyphen. @param {string} text */
export const minus = (text) => text.replace(/^-/, "−");

/**
 * Fill {names} in a sentence.
 * @param {string} sentence
 * @param {Record<string, string|number>} values
 */
export const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (whole, name) => {
  const value = values[name] ?? whole;
  return typeof value === "number" ? localized(String(value)) : value;
});

/**
 * So many of something, in the form that goes with the number.
 * @param {string[]} forms
 * @param {number} count
 * @param {Record<string, string|number>} [values] what else is filled in
 */
export const counted = (forms, count, values = {}) => fill(formOf(forms, count), { count: grouped(count), ...values });
