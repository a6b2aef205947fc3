// @ts-check
/**
 * A lesson's tasks: what the engine says of the run, and how far one has got.
 */
import { Problem } from "../../api.js";
import { byId, h, setText } from "../../lib/dom.js";
import { percent, short } from "../../lib/format.js";
import { icon } from "../../lib/icons.js";
import { counted, fill, lessons as t } from "../../t.js";
import { doneIn, setDone, setTried, triedIn } from "./progress.js";
import { check } from "./recording.js";

const { lesson: name = "" } = byId("lesson").dataset;
const tasks = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".task")]);

export function drawProgress() {
  const done = doneIn(name);
  tasks.forEach((task, i) => {
    task.toggleAttribute("data-done", done.includes(i));
    drawTries(task, i);
  });
  const count = tasks.filter((task) => task.hasAttribute("data-done")).length;
  // They tell what to set, so that they come when that has been found.
  const claims = document.getElementById("claims");
  if (claims) claims.hidden = count < tasks.length;
  setText(byId("progress"), count === tasks.length ? t.lessonFinished : count ? fill(t.done, { done: count, all: tasks.length }) : "");
}

/** How many tries a task has left; none where they are not counted. @param {HTMLElement} task @param {number} number */
const leftOf = ({ dataset: { tries } }, number) => (tries === undefined ? Infinity : Math.max(0, Number(tries) - triedIn(name, number)));

/** Say how many tries are left. Who has used them all alone may begin again, and knows it. @param {HTMLElement} task @param {number} number */
function drawTries(task, number) {
  const place = /** @type {HTMLElement|null} */ (task.querySelector(".tries"));
  if (!place) return;
  const [left, all] = [leftOf(task, number), task.dataset.tries ?? ""];
  const passed = doneIn(name).includes(number);
  const anew = h("button.quiet", { type: "button", onclick: () => { setTried(name, number, 0); drawTries(task, number); } }, t.tries.anew);
  /** @type {HTMLButtonElement} */ (task.querySelector(".check")).disabled = !passed && left === 0;
  place.replaceChildren(passed ? "" : left ? counted(t.tries.left, left, { left, all }) : fill(t.tries.none, { all }), passed || left ? "" : anew);
}

/** A finding in words, with the run's value if it is a number: a name would be the engine's, not the page's. @param {any} finding */
const sentence = ({ says, value, is_share }) => (typeof value === "number" ? fill(t.finding, { says, value: is_share ? percent(value, 2) : short(value, 4) }) : says);

/** @param {HTMLElement} result @param {any} checked */
function show(result, { passed, findings, unrecorded }) {
  result.dataset.passed = String(passed);
  result.replaceChildren(
    h("p", {}, passed ? t.passed : t.notYet),
    h("ul", {}, ...findings.map((/** @type {any} */ finding) => h("li", { "data-passed": String(finding.passed) },
      icon(finding.passed ? "check" : "close"),
      h("span", {}, sentence(finding), ...(finding.advice ? [h("span.advice", {}, finding.advice.detail)] : []))))),
    unrecorded ? h("p.unrecorded", {}, unrecorded) : "");
}

/** Tasks that have a run of their own open it. @param {any[]} all the lesson's tasks @param {(spec: any) => void} begin */
export const prepareOpening = (all, begin) => tasks.forEach((task, number) => {
  task.querySelector(".open")?.addEventListener("click", () => begin(all[number].spec));
});

/** @param {() => string|undefined} runId */
export const prepareTasks = (runId) => tasks.forEach((task, number) => {
  const button = /** @type {HTMLButtonElement} */ (task.querySelector(".check"));
  const result = /** @type {HTMLElement} */ (task.querySelector(".result"));
  button.addEventListener("click", async () => {
    const id = runId();
    if (!id) return setText(result, t.notLoaded);
    button.disabled = true;
    try {
      const checked = await check(name, number, id);
      show(result, checked);
      if (task.dataset.tries) setTried(name, number, triedIn(name, number) + 1);
      if (checked.passed) {
        setDone(name, number);
        task.toggleAttribute("data-done", true);
      }
      drawProgress();
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      setText(result, problem.message);
    } finally {
      button.disabled = false;
      drawTries(task, number);
    }
  });
});
