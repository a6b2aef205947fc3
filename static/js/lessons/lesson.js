// @ts-check
/**
 * A lesson beside the playground: the run to begin with, the question, the tasks and their checks.
 */
import { checkTask, Problem, readLesson } from "../api.js";
import { byId, h, setText } from "../lib/dom.js";
import { short } from "../lib/format.js";
import { icon } from "../lib/icons.js";
import { beginReading } from "../reading.js";
import { fill, lessons as t } from "../t.js";
import { hashOf } from "../url.js";
import { doneIn, setDone } from "./progress.js";

const frame = /** @type {HTMLIFrameElement} */ (byId("playground"));
const { lesson: name = "" } = byId("lesson").dataset;
const tasks = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".task")]);

/** Open the playground as the lesson begins. @param {any} lesson */
function open(lesson) {
  const asked = new URLSearchParams({ embed: "1" });
  if (lesson.hidden.length) asked.set("hide", lesson.hidden.join(","));
  if (lesson.locked.length) asked.set("lock", lesson.locked.join(","));
  const detail = { weights: lesson.weights, network: lesson.spec.network, byHand: lesson.by_hand, point: lesson.point };
  frame.addEventListener("load", () => frame.contentWindow?.dispatchEvent(new CustomEvent("lesson", { detail })), { once: true });
  // A frame that goes from one "#" to another does not load again: it has to be another address.
  asked.set("start", String(Date.now()));
  frame.src = `/?${asked}${hashOf(lesson.spec)}`;
}

/** The run that the playground shows. */
const run = () => frame.contentDocument?.documentElement?.dataset.run;

function drawProgress() {
  const done = doneIn(name);
  tasks.forEach((task, i) => task.toggleAttribute("data-done", done.includes(i)));
  const count = tasks.filter((task) => task.hasAttribute("data-done")).length;
  setText(byId("progress"), count === tasks.length ? t.lessonFinished : count ? fill(t.done, { done: count, all: tasks.length }) : "");
}

/** @param {HTMLElement} result @param {any} checked */
function show(result, { passed, findings }) {
  result.dataset.passed = String(passed);
  result.replaceChildren(
    h("p", {}, passed ? t.passed : t.notYet),
    h("ul", {}, ...findings.map((/** @type {any} */ finding) => h("li", { "data-passed": String(finding.passed) },
      icon(finding.passed ? "check" : "close"),
      h("span", {}, finding.value === null ? finding.says : fill(t.finding, { says: finding.says, value: typeof finding.value === "number" ? short(finding.value, 4) : String(finding.value) }))))));
}

/** @param {HTMLElement} task @param {number} number */
function prepare(task, number) {
  const button = /** @type {HTMLButtonElement} */ (task.querySelector(".check"));
  const result = /** @type {HTMLElement} */ (task.querySelector(".result"));
  button.addEventListener("click", async () => {
    const id = run();
    if (!id) return setText(result, t.notLoaded);
    button.disabled = true;
    try {
      const checked = await checkTask(name, number, id);
      show(result, checked);
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
    }
  });
}

/** @param {any} question */
function ask({ answer }) {
  const options = /** @type {HTMLButtonElement[]} */ ([...document.querySelectorAll(".option")]);
  const verdict = byId("verdict");
  for (const option of options) {
    option.addEventListener("click", () => {
      const right = option.textContent?.trim() === answer;
      for (const other of options) other.setAttribute("aria-pressed", String(other === option));
      option.dataset.right = String(right);
      setText(verdict, right ? t.right : t.wrong);
      if (right) byId("because").hidden = false;
    });
  }
}

async function begin() {
  beginReading();
  drawProgress();
  tasks.forEach(prepare);
  try {
    const lesson = await readLesson(name);
    ask(lesson.question);
    byId("again").addEventListener("click", () => open(lesson));
    open(lesson);
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    setText(byId("progress"), t.unreachable);
  }
}

void begin();
