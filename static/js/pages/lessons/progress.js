// @ts-check
/**
 * What a learner has done and predicted, kept in the browser.
 */
import { keep, readKept } from "../../lib/storage.js";
import { ownName } from "../../membership.js";

const [DONE, PREDICTED, TRIED, RAN] = ["playground-lessons", "playground-predictions", "playground-tries", "playground-experiments"];

/** @param {string} key @returns {Record<string, any>} what is kept, by lesson */
function all(key) {
  const kept = readKept("localStorage", ownName(key));
  return kept !== null && typeof kept === "object" && !Array.isArray(kept) ? kept : {};
}

/** The tasks of a lesson that are done, by number. @param {string} name @returns {number[]} */
export function doneIn(name) {
  const done = all(DONE)[name];
  return Array.isArray(done) ? done.filter(Number.isInteger) : [];
}

/** @param {string} name @param {number} task */
export function setDone(name, task) {
  if (doneIn(name).includes(task)) return;
  const done = [...doneIn(name), task].sort((a, b) => a - b);
  keep("localStorage", ownName(DONE), { ...all(DONE), [name]: done });
}

/**
 * Which option was chosen where a lesson asks for a prediction, by its place: its words are others in another language. -1: none.
 * @param {string} name @param {string[]} options
 */
export function predictedIn(name, options) {
  const kept = all(PREDICTED)[name];
  const choice = Number.isInteger(kept) ? kept : options.indexOf(kept);
  return choice in options ? choice : -1;
}

/** @param {string} name @param {number} choice */
export function setPredicted(name, choice) {
  keep("localStorage", ownName(PREDICTED), { ...all(PREDICTED), [name]: choice });
}

/** How often a task was checked, where tries are counted. @param {string} name of the lesson @param {number} task @returns {number} */
export const triedIn = (name, task) => all(TRIED)[name]?.[task] ?? 0;

/** @param {string} name @param {number} task @param {number} tries */
export function setTried(name, task, tries) {
  keep("localStorage", ownName(TRIED), { ...all(TRIED), [name]: { ...all(TRIED)[name], [task]: tries } });
}

/** @typedef {{id: string, token: string, plan: string}} Ran   the sweep that a lesson's experiment was run as, and what its plan was then */

/** @param {string} name of a lesson whose experiment was run @returns {Ran|null} */
export function ranIn(name) {
  const ran = all(RAN)[name];
  return ["id", "token", "plan"].every((part) => typeof ran?.[part] === "string") ? ran : null;
}

/** @param {string} name @param {Ran|null} ran */
export function setRan(name, ran) {
  keep("localStorage", ownName(RAN), { ...all(RAN), [name]: ran ?? undefined });
}

/** Whether anything is kept of any lesson. */
export const anyKept = () => [DONE, PREDICTED, TRIED, RAN].some((key) => Object.keys(all(key)).length > 0);

/** As if no lesson had been begun. */
export function forgetAll() {
  for (const key of [DONE, PREDICTED, TRIED, RAN]) keep("localStorage", ownName(key), {});
}
