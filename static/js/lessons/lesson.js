// @ts-check
/**
 * A lesson beside the playground: the run to begin with, the question, the tasks and their checks.
 */
import { checkTask, Problem, readLesson, readRun } from "../api.js";
import { byId, h, setText } from "../lib/dom.js";
import { short } from "../lib/format.js";
import { icon } from "../lib/icons.js";
import { beginReading } from "../reading.js";
import { fill, lessons as t } from "../t.js";
import { hashOf, watchHash } from "../url.js";
import { doneIn, setDone } from "./progress.js";

const frame = /** @type {HTMLIFrameElement} */ (byId("playground"));
const { lesson: name = "" } = byId("lesson").dataset;
const tasks = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".task")]);

/** Open the playground as the lesson begins, or on a run to watch. @param {any} lesson @param {string|null} watched */
function open(lesson, watched) {
  const asked = new URLSearchParams();
  if (lesson.hidden.length) asked.set("hide", lesson.hidden.join(","));
  if (lesson.locked.length) asked.set("lock", lesson.locked.join(","));
  frame.addEventListener("load", () => tell(lesson, false), { once: true });
  frame.src = `/embed?${asked}${watched ? watchHash(watched) : hashOf(lesson.spec)}`;
}

/** What the run begins with, told to the playground. @param {any} lesson @param {boolean} again whether it is to begin now, from the start */
function tell({ spec, weights, by_hand: byHand, point }, again) {
  frame.contentWindow?.dispatchEvent(new CustomEvent("lesson", { detail: { spec, weights, byHand, point, again } }));
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

/** The run that a class link is for, while there is one. */
async function watchedNow() {
  const id = new URLSearchParams(window.location.search).get("watch");
  if (!id) return null;
  const live = await readRun(id).then(() => true, () => false);
  byId("watching").hidden = false;
  setText(byId("watching"), live ? t.watching : t.watchEnded);
  return live ? id : null;
}

/** Whoever watches sees the tasks, and cannot have them checked: the run is someone else's. */
function onlyWatch() {
  setText(byId("whose"), t.watchedRun);
  for (const part of document.querySelectorAll(".check, .stage-bar button")) part.remove();
  byId("watching").append(" ", h("a", { href: window.location.pathname }, t.ownRun));
}

/** A button that copies a text; where the browser forbids it, the text is shown to be copied by hand. @param {string} id @param {() => string|undefined} text */
function copies(id, text) {
  const button = document.getElementById(id);
  const label = button?.textContent ?? "";
  button?.addEventListener("click", async () => {
    const copied = text();
    if (!copied) return;
    try {
      await navigator.clipboard.writeText(copied);
      setText(button, t.copied);
      setTimeout(() => setText(button, label), 2000);
    } catch {
      const field = h("input.number.boxed", { type: "text", readonly: true, "aria-label": label, value: copied });
      button.replaceWith(field);
      field.select();
    }
  });
}

/** The lines that show this lesson within another page. @param {string} title */
const snippet = (title) => h("iframe", { src: `${window.location.origin}/embed/${name}`, title, width: "100%", height: "800", style: { border: "0" }, allow: "clipboard-write" }).outerHTML;

async function begin() {
  beginReading();
  drawProgress();
  tasks.forEach(prepare);
  try {
    const [lesson, watched] = await Promise.all([readLesson(name), watchedNow()]);
    ask(lesson.question);
    if (watched) onlyWatch();
    else {
      byId("again").addEventListener("click", () => tell(lesson, true));
      copies("copy-class", () => run() && `${window.location.origin}/lessons/${name}?watch=${run()}`);
      copies("copy-embed", () => snippet(lesson.title));
    }
    open(lesson, watched);
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    setText(byId("progress"), t.unreachable);
  }
}

void begin();
