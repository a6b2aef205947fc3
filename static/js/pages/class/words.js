// @ts-check
/**
 * Moments and measures as people read them: a time of today by the hour, others by the day; what a task asks for by its name.
 */
import { short } from "../../lib/format.js";
import { locale } from "../../lib/locale.js";
import { classes, counted, fill, t } from "../../t.js";

const HOUR = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

/** @param {string|Date} moment */
export function timeOf(moment) {
  const at = new Date(moment);
  return (at.toDateString() === new Date().toDateString() ? HOUR : DAY).format(at);
}

/** @param {{measure: string|null, best: number|null}} task @returns {string} nothing where nothing was measured */
export function bestOf({ measure, best }) {
  const called = measure ?? "";
  return best === null ? "" : fill(classes.progress.best, { measure: /** @type {Record<string, string>} */ (t.sweep.metrics)[called] ?? called.replaceAll("_", " "), value: short(best) });
}

/** @param {number} count */
export const triesOf = (count) => counted(classes.side.tries, count);
