// @ts-check
/**
 * What a learner has done, kept in the browser and nowhere else.
 */
const KEY = "playground-lessons";

/** @returns {Record<string, number[]>} the tasks done, by lesson */
function all() {
  try {
    const kept = JSON.parse(window.localStorage.getItem(KEY) ?? "{}");
    return kept !== null && typeof kept === "object" && !Array.isArray(kept) ? kept : {};
  } catch {
    // No storage, or something else in it: nothing is known to be done.
    return {};
  }
}

/** The tasks of a lesson that are done, by number. @param {string} name @returns {number[]} */
export function doneIn(name) {
  const done = all()[name];
  return Array.isArray(done) ? done.filter(Number.isInteger) : [];
}

/** @param {string} name @param {number} task */
export function setDone(name, task) {
  const done = [...new Set([...doneIn(name), task])].sort((a, b) => a - b);
  try {
    window.localStorage.setItem(KEY, JSON.stringify({ ...all(), [name]: done }));
  } catch {
    // A browser without storage shows it until the page is closed.
  }
}
