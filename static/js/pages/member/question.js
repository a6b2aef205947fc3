// @ts-check
/**
 * A question to everyone: answered once, then waited for the others, then shown what all have said, and what is right.
 */
import { predict, Problem } from "../../api.js";
import { h, setIdle, setText } from "../../lib/dom.js";
import { marks } from "../../lib/locale.js";
import { root } from "../../root.js";
import { fill, join as t } from "../../t.js";
import { sheet } from "../../views/sheet.js";

/** @typedef {import("../../classtypes.js").Question} Question */

/**
 * @param {import("../../membership.js").Membership} of
 * @param {string|null} lesson   the page's, if it is of one
 * @param {(question: Question) => void} left called when a person puts it away
 */
export function mountQuestion(of, lesson, left) {
  /** @type {Question|null} */
  let on = null;
  let drawn = "";
  let [answering, covered] = [false, false];
  const body = h("div");
  const fault = h("p.field-error", { role: "alert" });
  const dialog = sheet("class-question", t.question, body, fault);
  dialog.classList.replace("wide", "class-question");
  dialog.addEventListener("close", () => { if (on && !dialog.open) left(on); });

  /** @param {Question} question @param {number} choice */
  async function answer({ number }, choice) {
    if (answering) return;
    answering = true;
    setText(fault, "");
    const options = [...body.querySelectorAll(".option")];
    for (const option of options) setIdle(option, true);
    try {
      const { option } = await predict(of, { question: number, choice });
      // The class tells it too, which may take longer.
      if (on?.number === number && !on.revealed) draw(on, choice, option);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      setText(fault, problem.message);
      for (const option of options) setIdle(option, false);
    } finally {
      answering = false;
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
  function bars(question, mine) {
    const { options, counts, answer: right, because, lesson: from } = question;
    const all = (counts ?? []).reduce((sum, count) => sum + count, 0);
    const verdict = mine === null || right === null ? "" : mine === right ? t.youRight : t.youWrong;
    const away = from !== null && from !== lesson;
    return [
      h("ul.class-bars", {}, ...options.map((option, i) => {
        const count = counts?.[i] ?? 0;
        const said = [i === right && t.right, i === mine && t.yours].filter(Boolean).join(marks.list);
        return h("li", { "data-right": i === right }, h("span.class-bar-words", {}, fill(t.counted, { option, count, all }), said ? h("strong", {}, ` · ${said}`) : null),
          h("i.class-bar-length", { "aria-hidden": "true", style: { "--share": all ? count / all : 0 } }));
      })),
      all ? null : h("p", {}, t.nobody),
      verdict ? h("p.verdict", { role: "status" }, verdict) : null,
      because ? h("p", {}, because) : null,
      h("div.sheet-buttons", {}, away
        ? h("a.strong", { href: `${root}lessons/${from}`, onclick: () => left(question) }, t.tryIt)
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
    // The keyboard is at the question itself: a key that was meant for the page neither answers it nor puts it away.
    const asks = h("p.class-asks", { tabindex: -1, autofocus: true }, question.asks);
    body.replaceChildren(asks, ...part);
    if (held) asks.focus();
  }

  function hide() {
    on = null;
    dialog.close();
  }

  return {
    /** @param {Question|null} question @param {import("../../classtypes.js").Member} member @param {boolean} open whether it comes by itself */
    draw(question, member, open) {
      if (!question) return hide();
      const mine = member.predictions.find(({ question: number }) => number === question.number)?.choice ?? null;
      draw(question, mine);
      if (!open) return;
      // While it has nothing to ask and nothing to tell it may stay where it is.
      if (covered && (mine === null || question.revealed)) dialog.close();
      if (dialog.open) return;
      covered = false;
      dialog.showModal();
    },
    /** Something else has come over it. */
    cover() {
      covered = dialog.open;
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
