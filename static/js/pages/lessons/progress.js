// @ts-check
/**
 * What a learner has done, kept in the browser.
 */
import { keep, readKept } from "../../lib/storage.js";
import { ownName } from "../../membership.js";

const KEY = "playground-lessons";

/** @returns {Record<string, number[]>} the tasks done, by lesson */
function all() {
  const kept = readKept("localStorage", ownName(KEY));
  return kept !== null && typeof kept === "object" && !Array.isArray(kept) ? kept : {};
}

/** The tasks of a lesson that are done, by number. @param {string} name @returns {number[]} */
export function doneIn(name) {
  const done = all()[name];
  return Array.isArray(done) ? done.filter(Number.isInteger) : [];
}

/** @param {string} name @param {number} task */
export function setDone(name, task) {
  const done = [...new Set([...doneIn(name), task])].sort((a, b) => a - b);
  keep("localStorage", ownName(KEY), { ...all(), [name]: done });
}
