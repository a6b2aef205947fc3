// @ts-check
/**
 * The page's words: the one place that decides which language is shown.
 */
import classEn from "./strings/class-en.js";
import en from "./strings/en.js";
import joinEn from "./strings/join-en.js";
import lessonsEn from "./strings/lessons-en.js";

export const t = en;
export const join = joinEn;
export const classes = classEn;
export const lessons = lessonsEn;
export { fill } from "./lib/format.js";
