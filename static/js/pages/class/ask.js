// @ts-check
/**
 * The sheet that asks everyone a question: that of a lesson, or one of the teacher's own.
 */
import { Problem, readLesson } from "../../api.js";
import { h, setHidden, setText } from "../../lib/dom.js";
import { linesIn } from "../../lib/wall.js";
import { classes } from "../../t.js";
import { menu, offer } from "../../views/controls.js";
import { sheet } from "../../views/sheet.js";
import { lessonGroups } from "./send.js";

const words = classes.ask;
const NO_RIGHT = "";

/**
 * @param {import("./state.js").ClassStore} store
 * @param {import("./actions.js").Actions} actions
 * @returns {() => void} open it
 */
export function mountAsk(store, actions) {
  const kind = (/** @type {string} */ value, /** @type {string} */ label) => {
    const input = h("input", { type: "radio", name: "ask-kind", value, onchange: draw });
    return { input, element: h("label.tick", {}, input, h("span", {}, label)) };
  };
  const [ofLesson, own] = [kind("lesson", words.ofLesson), kind("free", words.own)];
  const lesson = menu({ label: words.ofLesson, class: "boxed", options: [], change: () => void preview() });
  lesson.id = "ask-lesson";
  const seen = h("div.ask-preview", { role: "status" });
  const asks = h("textarea.paste", { id: "ask-asks", rows: 2, maxlength: 400 });
  const options = h("textarea.paste", { id: "ask-options", rows: 4, oninput: drawRight });
  const right = menu({ label: words.right, class: "boxed", options: [], change: () => undefined });
  right.id = "ask-right";
  const [lessonPart, ownPart] = [
    h("div", {}, lesson, seen),
    h("div", {}, h("label.labelled", { for: asks.id }, words.asks), asks, h("label.labelled", { for: options.id }, words.options), options, h("p.labelled", {}, words.right), right),
  ];
  const fault = h("p.field-error", { role: "alert" });
  const dialog = sheet("ask-sheet", words.title, h("p", {}, words.help), h("form", { onsubmit: (event) => { event.preventDefault(); void go(); } },
    ofLesson.element, lessonPart, own.element, ownPart, fault, h("div.sheet-buttons", {}, h("button.strong", { type: "submit", id: "ask-go" }, words.go))));

  function draw() {
    setHidden(lessonPart, !ofLesson.input.checked);
    setHidden(ownPart, ofLesson.input.checked);
    setText(fault, "");
    if (ofLesson.input.checked) void preview();
  }

  function drawRight() {
    const before = right.value;
    offer(right, [h("option", { value: NO_RIGHT }, h("span", {}, words.noRight)), ...linesIn(options.value).map((option, i) => h("option", { value: String(i) }, h("span", {}, option)))]);
    right.value = [...right.options].some(({ value }) => value === before) ? before : NO_RIGHT;
  }

  let asked = 0;
  /** The question of the lesson that is chosen, before it is asked. */
  async function preview() {
    const mine = ++asked;
    if (!lesson.value) return;
    seen.replaceChildren(h("p", {}, words.asking));
    try {
      const { question } = await readLesson(lesson.value);
      if (mine !== asked) return;
      seen.replaceChildren(h("p", {}, question.asks), h("ul", {}, ...question.options.map((/** @type {string} */ option) => h("li", {}, option))));
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      if (mine === asked) seen.replaceChildren(h("p.field-error", {}, problem.message));
    }
  }

  async function go() {
    const listed = linesIn(options.value);
    if (own.input.checked && (!asks.value.trim() || listed.length < 2)) return setText(fault, words.wanted);
    const question = ofLesson.input.checked ? { lesson: lesson.value } : { asks: asks.value.trim(), options: listed, ...(right.value === NO_RIGHT ? {} : { answer: Number(right.value) }) };
    try {
      await actions.tell({ command: "ask", ...question }, { quiet: true });
      dialog.close();
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      setText(fault, problem.placed);
    }
  }

  return () => {
    const { wall } = store.get();
    offer(lesson, lessonGroups(store.get()));
    const present = wall?.lead.sent?.lesson ?? wall?.card.lessons[0];
    if (present) lesson.value = present;
    if (!own.input.checked) ofLesson.input.checked = true;
    drawRight();
    draw();
    dialog.showModal();
  };
}
