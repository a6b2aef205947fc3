// @ts-check
/**
 * The page's words: the one place that decides which language is shown.
 */
import classEn from "./strings/en/class.js";
import en from "./strings/en/page.js";
import joinEn from "./strings/en/join.js";
import lessonsEn from "./strings/en/lessons.js";

export const t = en;
export const join = joinEn;
export const classes = classEn;
export const lessons = lessonsEn;
export { fill } from "./lib/format.js";
