// @ts-check
/**
 * The progress of a class as a table: a line for each member, a column for each task.
 */
import { compareNames } from "./locale.js";

/** @typedef {{member: string, name: string, lesson: string, task: number, title: string, passed_at: string|null, tries: number, measure: string|null, best: number|null, epoch: number|null, run: string|null}} TaskRow */
/** @typedef {{lesson: string, task: number, title: string}} Column */
/** @typedef {{id: string, name: string, passed: number, cells: (TaskRow|null)[]}} Line */

/**
 * @param {TaskRow[]} rows
 * @param {{id: string, name: string}[]} members   everyone, who has tried nothing too
 * @param {string[]} order   of lessons
 * @returns {{columns: Column[], lines: Line[]}}
 */
export function registerOf(rows, members, order) {
  const place = (/** @type {string} */ lesson) => (order.includes(lesson) ? order.indexOf(lesson) : order.length);
  /** @type {Map<string, Column>} */
  const found = new Map();
  for (const { lesson, task, title } of rows) found.set(JSON.stringify([lesson, task]), { lesson, task, title });
  const columns = [...found.values()].sort((a, b) => place(a.lesson) - place(b.lesson) || a.lesson.localeCompare(b.lesson) || a.task - b.task);
  const everyone = new Map([...members, ...rows.map(({ member, name }) => ({ id: member, name }))].map((each) => [each.id, each.name]));
  const lines = [...everyone].map(([id, name]) => {
    const own = rows.filter(({ member }) => member === id);
    const cells = columns.map(({ lesson, task }) => own.find((row) => row.lesson === lesson && row.task === task) ?? null);
    return { id, name, passed: own.filter(({ passed_at }) => passed_at).length, cells };
  });
  return { columns, lines };
}

/** What lines are compared by: the name, how many tasks are passed, or one task. @typedef {"name"|"passed"|number} By */

/**
 * Lines by name; or those first who have passed most; or of one task those first who passed it, sooner before later, then who tried it.
 * @param {Line[]} lines
 * @param {By} by
 * @param {boolean} [turned] the other way round
 */
export function sortedLines(lines, by, turned = false) {
  const byName = (/** @type {Line} */ a, /** @type {Line} */ b) => compareNames(a.name, b.name);
  const when = (/** @type {Line} */ { cells }) => cells[/** @type {number} */ (by)]?.passed_at ?? (cells[/** @type {number} */ (by)] ? "~" : "~~");
  const compare = (/** @type {Line} */ a, /** @type {Line} */ b) =>
    (by === "name" ? byName(a, b) : by === "passed" ? b.passed - a.passed : when(a) < when(b) ? -1 : when(a) > when(b) ? 1 : 0);
  return [...lines].sort((a, b) => (turned ? compare(b, a) : compare(a, b)) || byName(a, b));
}
