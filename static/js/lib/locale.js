// @ts-check
/**
 * How numbers, dates and plurals are written in the page's language, which its document names.
 */

/** The page's language, such as de; English where there is no document. */
export const locale = globalThis.document?.documentElement?.lang || "en";

/** What files that the server makes for the language have in their names. */
export const dialect = locale === "en" ? "" : `.${locale}`;

const parts = new Intl.NumberFormat(locale).formatToParts(12345.6);
const signOf = (/** @type {string} */ type) => parts.find((part) => part.type === type)?.value ?? "";

/** What stands between the digits of 12,345.6. */
export const marks = { decimal: signOf("decimal"), group: signOf("group") };

const swapped = marks.decimal !== ".";

/** A number written in English, as it is written here: 1,250.5 is 1.250,5 in German. @param {string} text */
export const localized = (text) => (swapped ? text.replace(/[.,]/g, (sign) => (sign === "." ? marks.decimal : marks.group)) : text);

/** A title within a sentence, in small letters; in German nouns keep theirs. @param {string} title */
export const withinSentence = (title) => (locale.startsWith("de") ? title : title.toLocaleLowerCase(locale));

/** A number as it is typed here, with the marks of English. @param {string} text */
export const inEnglish = (text) => (swapped && marks.decimal === "," ? text.replace(/[.,]/g, (sign) => (sign === "." ? "," : ".")) : text);

/** @type {Intl.LDMLPluralRule[]} */
const ORDER = ["zero", "one", "two", "few", "many", "other"];
const rules = new Intl.PluralRules(locale);
const used = ORDER.filter((name) => rules.resolvedOptions().pluralCategories.includes(name));

/**
 * The form that goes with a number, of those of the language in the order of CLDR: one, many in English, one alone in Japanese.
 * @param {string[]} forms
 * @param {number} count
 */
export const formOf = (forms, count) => forms[Math.min(used.indexOf(rules.select(count)), forms.length - 1)];
