// @ts-check
/**
 * What a member does in a lesson is recorded with their class: tasks that are checked, and what they predict.
 */
import { checkOwnTask, checkTask, predict, Problem, setOwnRun } from "../../api.js";
import { byId } from "../../lib/dom.js";
import { membership } from "../../membership.js";
import { fill, join as t } from "../../t.js";
import { followClass } from "../member/follow.js";
import { setDone } from "./progress.js";

/** The run that the lesson shows, if it is one's own. @type {import("../member/run.js").Key|null} */
let own = null;

/** What is passed with the class is done here, too. @param {() => void} draw @returns {(linked: import("../member/link.js").Linked|null) => void} */
const passes = (draw) => (linked) => {
  for (const done of linked?.member?.tasks ?? []) if (done.passed_at) setDone(done.lesson, done.task);
  draw();
};

/** Be a member of one's class on the list of lessons. @param {() => void} draw */
export const followMember = (draw) => followClass({ lesson: null, begin: null, comesBack: false, changed: passes(draw) });

/**
 * The same on the page of a lesson.
 * @param {string} lesson
 * @param {{onRun: (listener: (run: import("../../types.js").Run) => void) => void, drawProgress: () => void}} page
 */
export function recordLesson(lesson, { onRun, drawProgress }) {
  followClass({
    lesson,
    begin: null,
    comesBack: true,
    onRun: (listener) => onRun(({ id, token }) => {
      own = token ? { id, token } : null;
      listener(own);
    }),
    changed: passes(drawProgress),
  });
}

/** @param {any} problem @param {string} template what is said, with the reason */
function reasonOf(problem, template) {
  if (!(problem instanceof Problem)) throw problem;
  return fill(template, { reason: problem.status === 403 ? t.overUnknown : problem.message });
}

/**
 * Whether a run passes a task; recorded, where that can be.
 * @param {string} lesson @param {number} task @param {string} run
 * @returns {Promise<{passed: boolean, findings: any[], unrecorded?: string}>} `unrecorded`: why it is not
 */
export async function check(lesson, task, run) {
  const of = membership();
  if (!of || own?.id !== run) return checkTask(lesson, task, run);
  try {
    // Another tab of the same member may have said otherwise.
    await setOwnRun(of, own);
    return await checkOwnTask(of, lesson, task);
  } catch (problem) {
    // Of a server that is not reached there is nothing else to ask.
    if (problem instanceof Problem && problem.status === 0) throw problem;
    const unrecorded = reasonOf(problem, t.notRecorded);
    return { ...(await checkTask(lesson, task, run)), unrecorded };
  }
}

/** Record what is predicted of a lesson's question; where that cannot be, it is said beside it. @param {string} lesson */
export const recorder = (lesson) => async (/** @type {number} */ choice) => {
  const of = membership();
  if (!of) return;
  try {
    await predict(of, { lesson, choice });
  } catch (problem) {
    byId("verdict").append(` ${reasonOf(problem, t.notPredicted)}`);
  }
};
