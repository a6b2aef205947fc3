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

const list = new Intl.ListFormat(locale).formatToParts(["1", "2", "3"])[1].value;
const blanks = /\s/.test(list);

/**
 * What stands between the digits of 12,345.6, before a percent sign, between the items of a list, and between two sentences: in Japanese
 * there are no blanks.
 */
export const marks = {
  decimal: signOf("decimal"), group: signOf("group"), list, parts: blanks ? "; " : "；",
  stop: blanks ? "." : "。", sentence: blanks ? " " : "", percent: blanks ? "\u00a0%" : "%",
};

const swapped = marks.decimal !== ".";

/** Whether four digits are parted, too: Spanish writes 1234 and 12.345. */
const groupsFour = new Intl.NumberFormat(locale).format(1234).length > 4;

/** Without what parts four digits, where nothing does. @param {string} text */
const joined = (text) => (groupsFour ? text : text.replace(/(^|[^\d,])(\d),(\d{3})(?![\d,])/g, "$1$2$3"));

/** A number written in English, as it is written here: 1,250.5 is 1.250,5 in German. @param {string} text */
export const localized = (text) => marked(joined(text));

/** @param {string} text */
const marked = (text) => (swapped ? text.replace(/[.,]/g, (sign) => (sign === "." ? marks.decimal : marks.group)) : text).replace(/\s%/, marks.percent === "%" ? "%" : "$&");

/** A title within a sentence, begun in small; in German nouns keep theirs, and so does what is no word, such as L1. @param {string} title */
export const withinSentence = (title) => (locale.startsWith("de") || !/^\p{Lu}\p{Ll}/u.test(title) ? title : title.charAt(0).toLocaleLowerCase(locale) + title.slice(1));

/** Names in the order of a register: Bo 2 before Bo 10. @type {(one: string, other: string) => number} */
export const compareNames = new Intl.Collator(locale, { sensitivity: "base", numeric: true }).compare;

/** A text to look for, or to look in: in whatever case and width it is written. @param {string} text */
export const folded = (text) => text.normalize("NFKC").toLocaleLowerCase(locale);

/** A number as it is typed here, with the marks of English. @param {string} text */
export const inEnglish = (text) => (swapped && marks.decimal === "," ? text.replace(/[.,]/g, (sign) => (sign === "." ? "," : ".")) : text);

/** @type {Intl.LDMLPluralRule[]} */
const ORDER = ["zero", "one", "two", "few", "many", "other"];
const rules = new Intl.PluralRules(locale);
const used = ORDER.filter((name) => rules.resolvedOptions().pluralCategories.includes(name));

/**
 * The form that goes with a number, of those of the language in the order of CLDR: one, other in English, one alone in Japanese.
 * The last one stands for those that are left out: Spanish has `many` for millions, with the words of `other`.
 * @param {string[]} forms
 * @param {number} count
 */
export const formOf = (forms, count) => forms[Math.min(used.indexOf(rules.select(count)), forms.length - 1)];
