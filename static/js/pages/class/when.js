// @ts-check
/**
 * Moments as people read them: today's by the hour, others by the day.
 */

const HOUR = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

/** @param {string|Date} moment */
export function timeOf(moment) {
  const at = new Date(moment);
  return (at.toDateString() === new Date().toDateString() ? HOUR : DAY).format(at);
}
