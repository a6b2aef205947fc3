// @ts-check
/**
 * The step that asks for a name: one's own, or one of the list that the class has; and says what is kept.
 */
import { Problem } from "../../api.js";
import { h, setText } from "../../lib/dom.js";
import { fill, join as t } from "../../t.js";
import { allLessons, lessonList } from "../member/lessons.js";
import { passingSheet } from "../../views/sheet.js";

/** All that is kept of somebody who joins, in a sheet. */
function showPrivacy() {
  const { title, rows, not, ends } = t.privacy;
  passingSheet("privacy", title,
    h("dl.join-kept", {}, ...rows.flatMap(([what, who]) => [h("dt", {}, what), h("dd", {}, who)])), h("p", {}, not), h("p", {}, ends));
}

/**
 * @param {HTMLElement} root
 * @param {import("../../classtypes.js").ClassCard} card
 * @param {{join: (name: string) => Promise<void>, again: () => void}} actions
 */
export function nameForm(root, card, { join, again }) {
  const lessons = h("div");
  const back = h("button.quiet", { type: "button", id: "other-code", onclick: again }, t.otherCode);
  if (card.lessons.length) void allLessons().then((all) => lessons.append(h("p", {}, t.lessons), lessonList(all, card.lessons, null)));
  const shut = card.open ? (card.full ? t.full : "") : t.closed;
  if (shut) {
    root.replaceChildren(h("p.join-shut", { role: "alert" }, shut), h("div.sheet-buttons", {}, back));
    return back.focus();
  }
  const { names } = card;
  const attributes = { id: "name", "aria-describedby": "name-help name-fault" };
  /** @type {HTMLSelectElement|HTMLInputElement} */
  const field = names
    ? h("select.join-name", { ...attributes, onchange: () => void setText(help, names.find(({ name, taken }) => taken && name === field.value) ? t.takenHelp : "") },
      h("option", { value: "" }, t.choose), ...names.map(({ name, taken }) => h("option", { value: name }, taken ? fill(t.taken, { name }) : name)))
    : h("input.join-name", { ...attributes, type: "text", maxlength: 40, autocomplete: "off", spellcheck: "false", enterkeyhint: "go" });
  const help = h("p.aside-words", { id: "name-help" }, names ? "" : t.nameHelp);
  const fault = h("p.field-error", { id: "name-fault", role: "alert" });
  const button = h("button.strong", { type: "submit", id: "join-class" }, t.join);

  /** @param {string} text */
  function refuse(text) {
    setText(fault, text);
    field.setAttribute("aria-invalid", "true");
    field.focus();
  }

  async function submit() {
    if (!field.value.trim()) return refuse(names ? t.nameChosen : t.nameWanted);
    setText(fault, "");
    button.disabled = true;
    try {
      await join(field.value);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      refuse(problem.message);
    } finally {
      button.disabled = false;
    }
  }

  root.replaceChildren(
    h("form.join-form", { novalidate: true, onsubmit: (event) => { event.preventDefault(); if (!button.disabled) void submit(); } },
      h("label", { for: "name" }, names ? t.listed : t.name), field, help, fault, button,
      h("p.aside-words", {}, t.kept, " ", h("button.link", { type: "button", id: "kept", onclick: showPrivacy }, t.more))),
    lessons, h("div.sheet-buttons", {}, back));
  field.focus();
}
