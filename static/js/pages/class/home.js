// @ts-check
/**
 * The page without a class in hand: make one, open one that this browser teaches, or come in again with the server's key.
 */
import { createClass, Problem, readClass, renewTeacher } from "../../api.js";
import { h, setHidden, setText } from "../../lib/dom.js";
import { icon } from "../../lib/icons.js";
import { codeInHalves } from "../../lib/wall.js";
import { root } from "../../root.js";
import { classes, fill } from "../../t.js";
import { createAdmission } from "../playground/admission.js";
import { classFields } from "./fields.js";
import { forgetClass, rememberClass, taughtClasses } from "./remembered.js";

const words = classes.home;

/**
 * @param {HTMLElement} place
 * @param {import("./state.js").ClassStore} store
 * @param {(code: string) => void} open   a class that this browser teaches
 */
export function mountHome(place, store, open) {
  const create = createAdmission(/** @type {any} */ (store), createClass, () => null);
  const said = h("div.class-ended", { role: "status", hidden: true });
  const notice = h("p.field-note", { role: "status" });
  const list = h("ul.class-list");
  const mine = h("section", { "aria-labelledby": "mine-title" }, h("h2", { id: "mine-title" }, words.mine), list);
  const making = h("section.class-making", { "aria-labelledby": "make-title" });
  place.append(h("h1", {}, words.title), h("p.lead", {}, words.lead), said,
    h("div.class-ways", {}, making, h("div", {}, mine, comingIn(), notice)));

  /** @param {import("./remembered.js").Taught} taught */
  function enter(taught) {
    rememberClass(taught);
    open(taught.code);
  }

  let made = false;
  function drawMaking() {
    const { lessons } = store.get();
    if (made || !lessons.length) return;
    made = true;
    const fields = classFields("new", lessons, null);
    const fault = h("p.field-error", { role: "alert" });
    const go = h("button.strong", { type: "submit", id: "make" }, words.makeIt);
    making.append(h("h2", { id: "make-title" }, words.make), h("form", { novalidate: true, onsubmit: (event) => { event.preventDefault(); void make(); } }, fields.element, fault, h("div.sheet-buttons", {}, go)));
    async function make() {
      const about = fields.read();
      if (!about || go.disabled) return;
      go.disabled = true;
      setText(fault, "");
      try {
        const { code, token, title } = await create(about);
        enter({ code, token, title });
      } catch (problem) {
        if (!(problem instanceof Problem)) throw problem;
        setText(fault, fields.refuse(problem));
      } finally {
        go.disabled = false;
      }
    }
  }

  function comingIn() {
    const code = h("input.paste.one-line", { id: "again-code", type: "text", autocomplete: "off", autocapitalize: "characters", spellcheck: "false" });
    const key = h("input.paste.one-line", { id: "again-key", type: "password", autocomplete: "off", spellcheck: "false" });
    const fault = h("p.field-error", { role: "alert" });
    store.on(["ended"], ({ ended }) => { if (ended?.kind === "token") code.value = codeInHalves(ended.code); });
    async function again() {
      const typed = code.value.trim();
      if (!typed) {
        setText(fault, words.codeWanted);
        return code.focus();
      }
      setText(fault, "");
      try {
        const { token } = await renewTeacher(encodeURIComponent(typed), key.value.trim());
        const card = await readClass(encodeURIComponent(typed));
        key.value = "";
        enter({ code: card.code, token, title: card.title });
      } catch (problem) {
        if (!(problem instanceof Problem)) throw problem;
        setText(fault, problem.message);
      }
    }
    return h("section", { "aria-labelledby": "again-title" }, h("h2", { id: "again-title" }, words.again), h("p.field-note", {}, words.againHelp),
      h("form", { onsubmit: (event) => { event.preventDefault(); void again(); } },
        h("label.labelled", { for: code.id }, words.code), code, h("label.labelled", { for: key.id }, words.key), key, fault,
        h("div.sheet-buttons", {}, h("button.quiet", { type: "submit", id: "again" }, words.comeIn))));
  }

  function drawList() {
    const all = taughtClasses();
    setHidden(mine, !all.length);
    list.replaceChildren(...all.map((taught) => h("li", {},
      h("a.class-link", { href: `#${taught.code}` }, h("b", {}, taught.title), h("span.aside-note", {}, codeInHalves(taught.code))),
      h("button.round", { type: "button", title: fill(words.forgetHelp, { title: taught.title }), "aria-label": fill(words.forgetHelp, { title: taught.title }), onclick: () => forget(taught) }, icon("close")))));
  }

  /** @param {import("./remembered.js").Taught} taught */
  function forget(taught) {
    forgetClass(taught.code);
    drawList();
    // Whoever forgets by mistake has no other way back.
    const undo = h("button.link", { type: "button", onclick: () => { rememberClass(taught); drawList(); notice.replaceChildren(); } }, words.undo);
    notice.replaceChildren(fill(words.forgotten, { title: taught.title }), " ", undo);
    undo.focus();
  }

  function drawEnded() {
    const { ended } = store.get();
    setHidden(said, !ended);
    if (!ended) return;
    const code = codeInHalves(ended.code);
    said.replaceChildren(h("p", {}, fill(classes.ended[ended.kind], { code })), ...(ended.kind === "token" ? [h("a", { href: `${root}join#${ended.code}` }, classes.ended.join)] : []));
  }

  store.on(["notice"], ({ notice: told, room }) => { if (told && !room) notice.replaceChildren(told.text); });
  store.on(["lessons"], drawMaking);
  store.on(["ended", "room"], () => {
    drawEnded();
    drawList();
  });
  drawMaking();
  drawList();
}
