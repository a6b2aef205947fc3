// @ts-check
/**
 * A question to everyone: answered once, then waited for the others, then shown what all have said, and what is right.
 */
import { predict, Problem } from "../../api.js";
import { h, setText } from "../../lib/dom.js";
import { icon } from "../../lib/icons.js";
import { root } from "../../root.js";
import { fill, join as t } from "../../t.js";

/** @typedef {import("../../types.js").Question} Question */

/**
 * @param {import("../../membership.js").Membership} of
 * @param {string|null} lesson   the page's, if it is of one
 * @param {(question: Question) => void} left called when a person puts it away
 */
export function mountQuestion(of, lesson, left) {
  /** @type {Question|null} */
  let on = null;
  let drawn = "";
  const body = h("div");
  const fault = h("p.field-error", { role: "alert" });
  const dialog = h("dialog.sheet.class-question", { id: "class-question", "aria-labelledby": "class-question-title" },
    h("div.head", {}, h("h2", { id: "class-question-title" }, t.question), h("button.square", { type: "button", "aria-label": t.close, title: t.close, onclick: () => { dialog.close(); } }, icon("close"))),
    body, fault);
  dialog.addEventListener("close", () => { if (on) left(on); });
  document.body.append(dialog);

  /** @param {Question} question @param {number} choice */
  async function answer({ number }, choice) {
    setText(fault, "");
    const options = [...body.querySelectorAll("button")];
    for (const option of options) option.disabled = true;
    try {
      const { option } = await predict(of, { question: number, choice });
      // The class tells it too, which may take longer.
      if (on?.number === number && !on.revealed) draw(on, choice, option);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      setText(fault, problem.message);
      for (const option of options) option.disabled = false;
      options[choice]?.focus();
    }
  }

  /** @param {Question} question */
  const toAnswer = (question) => [
    h("div.options", { role: "group", "aria-label": question.asks }, ...question.options.map((option, choice) =>
      h("button.option", { type: "button", onclick: () => void answer(question, choice) }, option))),
    h("div.sheet-buttons", {}, h("button.quiet", { type: "button", onclick: () => { dialog.close(); } }, t.later)),
  ];

  /** @param {string} option */
  const toWait = (option) => [h("p.class-answered", {}, fill(t.answered, { option })), h("p", { role: "status" }, t.wait)];

  /** @param {Question} question @param {number|null} mine */
  function bars({ options, counts, answer: right, because, lesson: from }, mine) {
    const all = (counts ?? []).reduce((sum, count) => sum + count, 0);
    const verdict = mine === null || right === null ? "" : mine === right ? t.youRight : t.youWrong;
    const away = from !== null && from !== lesson;
    return [
      h("ul.class-bars", {}, ...options.map((option, i) => {
        const count = counts?.[i] ?? 0;
        const marks = [i === right && t.right, i === mine && t.yours].filter(Boolean).join(", ");
        return h("li", { "data-right": i === right }, h("span.class-bar-words", {}, fill(t.counted, { option, count, all }), marks ? h("strong", {}, ` · ${marks}`) : null),
          h("i.class-bar-length", { "aria-hidden": "true", style: { "--share": all ? count / all : 0 } }));
      })),
      all ? null : h("p", {}, t.nobody),
      verdict ? h("p.verdict", { role: "status" }, verdict) : null,
      because ? h("p", {}, because) : null,
      h("div.sheet-buttons", {}, away
        ? h("a.strong", { href: `${root}lessons/${from}` }, t.tryIt)
        : h("button.strong", { type: "button", onclick: () => { dialog.close(); } }, t.tryIt)),
    ].filter((part) => part !== null);
  }

  /** @param {Question} question @param {number|null} mine @param {string} [option] */
  function draw(question, mine, option = question.options[mine ?? -1]) {
    const key = JSON.stringify([question.number, question.revealed, mine, question.counts]);
    on = question;
    if (key === drawn) return;
    drawn = key;
    setText(fault, "");
    const part = question.revealed ? bars(question, mine) : mine === null ? toAnswer(question) : toWait(option);
    const held = body.contains(document.activeElement);
    body.replaceChildren(h("p.class-asks", {}, question.asks), ...part);
    if (held) dialog.querySelector("button")?.focus();
  }

  function hide() {
    on = null;
    dialog.close();
  }

  return {
    /** @param {Question|null} question @param {import("../../types.js").Member} member @param {boolean} open whether it comes by itself */
    draw(question, member, open) {
      if (!question) return hide();
      draw(question, member.predictions.find(({ question: number }) => number === question.number)?.choice ?? null);
      if (open && !dialog.open) dialog.showModal();
    },
    open() {
      if (on && !dialog.open) dialog.showModal();
    },
    remove() {
      hide();
      dialog.remove();
    },
  };
}
