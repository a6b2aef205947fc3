// @ts-check
/**
 * The lessons of a class, as links, with what one has passed of each.
 */
import { readLessons } from "../../api.js";
import { h } from "../../lib/dom.js";
import { lessonTitle } from "../../lib/lessons.js";
import { root } from "../../root.js";
import { counted, join as t } from "../../t.js";

/** @typedef {import("../../types.js").LessonSummary} LessonSummary */

/** @type {Promise<LessonSummary[]>|null} */
let asked = null;

/** All lessons, asked for once; none where the server does not answer. @returns {Promise<LessonSummary[]>} */
export function allLessons() {
  asked ??= readLessons().catch(() => {
    asked = null;
    return [];
  });
  return asked;
}

/** How many tasks of a lesson are passed. @param {import("../../classtypes.js").Member|null} member @param {string} name */
const passedIn = (member, name) => (member?.tasks ?? []).filter(({ lesson, passed_at: at }) => lesson === name && at).length;

/**
 * @param {LessonSummary[]} all
 * @param {string[]} names of those that are listed
 * @param {import("../../classtypes.js").Member|null} member
 * @returns {HTMLElement}
 */
export const lessonList = (all, names, member) => h("ol.class-lessons", {}, ...names.map((name) => {
  const { number, tasks = 0 } = all.find((lesson) => lesson.name === name) ?? {};
  const done = passedIn(member, name);
  const whole = tasks > 0 && done >= tasks;
  return h("li", { "data-done": whole },
    // Who is no member yet is not led away from joining.
    h(member ? "a.menu-item" : "span.menu-item", member ? { href: `${root}lessons/${name}` } : {},
      h("span.lesson-number", { "aria-hidden": "true" }, whole ? "✓" : number ?? "·"),
      h("span", {}, lessonTitle(all, name)),
      tasks && member ? h("span.aside-note", {}, whole ? t.passedAll : counted(t.passed, tasks, { done, all: tasks })) : null));
}));
