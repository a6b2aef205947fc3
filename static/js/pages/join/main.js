// @ts-check
/**
 * The way into a class: its code, then a name. Whoever is a member already goes on as that.
 */
import { joinClass, Problem, readClass, readMember, whenHeld } from "../../api.js";
import { byId, h, setHidden, setText } from "../../lib/dom.js";
import { readCode } from "../../lib/joincode.js";
import { turnTo } from "../../language.js";
import { enter, joiningKey, leave, membership, memberships } from "../../membership.js";
import { beginProse } from "../../prose.js";
import { fill, join as t } from "../../t.js";
import { followClass } from "../member/follow.js";
import { nameForm } from "./name.js";
import { mountPlace } from "./place.js";

/** A code that takes longer to look up is one of many that were tried. */
const SLOW_MS = 2500;

const root = byId("join");
const heading = h("h1", { tabindex: -1 }, t.title);
const words = h("p.lead", {}, t.lead);
const told = h("p.join-told", { role: "status", hidden: true });
const part = h("div");
const others = h("section.join-known", { hidden: true });
root.replaceChildren(heading, words, told, part, others);

/** @param {string} text */
function tell(text) {
  setText(told, text);
  setHidden(told, !text);
}

/** @typedef {import("../../membership.js").Membership} Membership */

/** Go on as a member that this browser knows. @param {Membership} of */
async function goOn(of) {
  try {
    const { name } = await readMember(of);
    arrive({ ...of, name });
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    // Removed meanwhile, or the class is over.
    if (problem.status === 403) leave(of);
    tell(fill(t.gone, { title: of.title, reason: problem.status === 403 ? t.overUnknown : problem.message }));
    ask();
  }
}

/** The classes that this browser is known to, beside the one that is asked for. @param {string} [but] */
function drawOthers(but = "") {
  const found = memberships().filter(({ code }) => code !== but);
  others.hidden = !found.length;
  others.replaceChildren(h("p", {}, t.others), h("ul", {}, ...found.map((of) => h("li", {},
    h("button.menu-item", { type: "button", onclick: () => void goOn(of) }, fill(t.known, { name: of.name, title: of.title }))))));
}

/** The step that asks for the code. @param {string} [typed] */
function showCode(typed = "") {
  setText(heading, t.title);
  setText(words, t.lead);
  const fault = h("p.field-error", { id: "code-fault", role: "alert" });
  const field = h("input.join-code", { id: "code", type: "text", maxlength: 400, autocomplete: "off", autocapitalize: "characters", spellcheck: "false", enterkeyhint: "go", "aria-describedby": "code-help code-fault", value: typed });
  const next = h("button.strong", { type: "submit", id: "next" }, t.next);
  part.replaceChildren(h("form.join-form", { novalidate: true, onsubmit: (event) => { event.preventDefault(); void look(); } },
    h("label", { for: "code" }, t.code), field, h("p.aside-words", { id: "code-help" }, t.codeHelp), fault, next));
  drawOthers();
  field.focus();

  /** @param {string} text */
  const refuse = (text) => {
    setText(fault, text);
    field.setAttribute("aria-invalid", "true");
    field.focus();
  };

  async function look() {
    const { code, fault: amiss } = readCode(field.value);
    if (amiss) return refuse(t[amiss]);
    next.disabled = true;
    setText(next, t.looking);
    setText(fault, "");
    const slow = setTimeout(() => tell(t.slow), SLOW_MS);
    try {
      const card = await readClass(code);
      if (turnTo(card.language, card.code)) return;
      tell("");
      showClass(card);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      tell("");
      refuse(problem.message);
    } finally {
      clearTimeout(slow);
      next.disabled = false;
      setText(next, t.next);
    }
  }
  if (typed) void look();
}

/** The step that asks for a name, or whether one goes on as who one is. @param {import("../../classtypes.js").ClassCard} card */
function showClass(card) {
  setText(heading, card.title);
  setText(words, "");
  drawOthers(card.code);
  const before = memberships().find(({ code }) => code === card.code);
  if (!before) return showName(card);
  const sure = h("div", { hidden: true }, h("p", {}, fill(t.otherSure, { name: before.name })),
    h("div.sheet-buttons", {}, h("button.strong", { type: "button", id: "other-yes", onclick: () => showName(card) }, t.other)));
  part.replaceChildren(h("p", {}, fill(t.already, { name: before.name, title: card.title })), h("div.sheet-buttons", {},
    h("button.strong", { type: "button", id: "go-on", onclick: () => void goOn(before) }, fill(t.goOn, { name: before.name })),
    h("button.quiet", { type: "button", id: "other", onclick: () => {
      sure.hidden = false;
      sure.querySelector("button")?.focus();
    } }, t.other)), sure);
  part.querySelector("button")?.focus();
}

/** @param {import("../../classtypes.js").ClassCard} card */
function showName(card) {
  nameForm(part, card, {
    again: () => showCode(),
    async join(name) {
      const { id, name: called, token } = await joinClass(card.code, name, joiningKey(card.code));
      arrive({ code: card.code, title: card.title, id, name: called, token });
    },
  });
}

/** Whether somebody is about to join, though the browser may be a member already. */
let asking = membership() === null;

/** What is known of the class, while the browser is a member. @type {import("../member/link.js").Linked|null} */
let known = null;

/** From here on one is a member. @param {Parameters<typeof enter>[0]} of */
function arrive(of) {
  asking = false;
  tell(enter(of) ? "" : t.notKept);
  draw();
}

function draw() {
  const of = membership();
  if (!of || !known || asking) return;
  place.draw(of, known);
  // The steps are done with: what they have must not be found again beside what is here now.
  part.replaceChildren();
}

/** @param {string} [typed] */
function ask(typed = "") {
  asking = true;
  place.hide();
  showCode(typed);
}

/** The code that the address has, if it has one. */
function begin() {
  const now = membership();
  const typed = fromAddress();
  if (asking || (typed && readCode(typed).code !== now?.code)) ask(typed);
}

function fromAddress() {
  try {
    return decodeURIComponent(window.location.hash.slice(1));
  } catch {
    return window.location.hash.slice(1);
  }
}

const place = mountPlace(root, [heading, words, part, others], () => ask());
beginProse();
whenHeld((sentence) => tell(sentence));
window.addEventListener("hashchange", begin);
followClass({ lesson: null, begin: null, comesBack: false, changed(linked) {
  known = linked;
  if (!linked && !asking) ask();
  draw();
} });
begin();
