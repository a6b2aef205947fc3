// @ts-check
/**
 * The sheet of a class's settings: what it is made of, the teacher's link, what is kept, and its end.
 */
import { amendClass, deleteClass, Problem } from "../../api.js";
import { h, setHidden, setText } from "../../lib/dom.js";
import { root } from "../../root.js";
import { classes, counted, fill } from "../../t.js";
import { copyText } from "../../views/copying.js";
import { sheet } from "../../views/sheet.js";
import { classFields } from "./fields.js";
import { forgetClass } from "./remembered.js";

const words = classes.settings;

/** What is kept of a class, in a sheet of its own. */
function mountPrivacy() {
  const { title, rows, end } = classes.privacy;
  const dialog = sheet("privacy-sheet", title, h("dl.privacy", {}, ...rows.flatMap(([what, who]) => [h("dt", {}, what), h("dd", {}, who)])), h("p", {}, end));
  return () => dialog.showModal();
}

/**
 * @param {import("./state.js").ClassStore} store
 * @param {import("./actions.js").Actions} actions
 * @returns {() => void} open it
 */
export function mountAbout(store, actions) {
  const form = h("form", { novalidate: true, onsubmit: (event) => { event.preventDefault(); void save(); } });
  const fault = h("p.field-error", { role: "alert" });
  const said = h("p.field-note", { role: "status" });
  const open = h("input", { type: "checkbox", id: "about-open" });
  const sure = h("div.sure", { hidden: true });
  const privacy = mountPrivacy();
  const copied = h("span.field-note", { role: "status" });
  const dialog = sheet("about-sheet", words.title, form,
    h("h3", {}, words.link), h("p", {}, words.linkHelp), h("div.sheet-buttons", {}, h("button.quiet", { type: "button", id: "copy-teacher", onclick: () => void copy() }, words.copyLink), copied),
    h("h3", {}, words.privacyTitle), h("p", {}, words.privacy, " ", h("button.link", { type: "button", id: "privacy", onclick: privacy }, words.privacyMore)),
    h("div.sheet-buttons", {}, h("button.quiet.danger", { type: "button", id: "remove-class", onclick: ask }, words.remove)), sure);
  dialog.classList.add("about-sheet");
  /** @type {ReturnType<typeof classFields>|null} */
  let fields = null;

  async function save() {
    const about = fields?.read();
    const { room } = store.get();
    if (!about || !room || !fields) return;
    setText(fault, "");
    setText(said, "");
    try {
      await amendClass(room, { ...about, open: open.checked });
      setText(said, words.saved);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      setText(fault, fields.refuse(problem));
    }
  }

  async function copy() {
    const { room } = store.get();
    if (room && await copyText(`${root}class#${room.code}&token=${room.token}`, words.copyLink)) setText(copied, words.copied);
  }

  function ask() {
    const { wall } = store.get();
    if (!wall) return;
    const { title } = wall.card;
    const count = wall.members.length;
    const keep = h("button.quiet", { type: "button", onclick: () => setHidden(sure, true) }, words.keep);
    sure.replaceChildren(h("p", {}, fill(words.removeSure, { title, count: counted(words.members, count) })), h("div.side-acts", {},
      h("button.strong.danger", { type: "button", id: "remove-class-sure", onclick: () => void remove(title) }, words.removeIt), keep));
    setHidden(sure, false);
    keep.focus();
  }

  /** @param {string} title */
  async function remove(title) {
    const { room } = store.get();
    if (!room || !(await actions.attempt(async () => { await deleteClass(room); return true; }))) return;
    dialog.close();
    forgetClass(room.code);
    actions.gone();
    store.set({ notice: { tone: "info", text: fill(words.removed, { title }) } });
  }

  return () => {
    const { wall, lessons } = store.get();
    if (!wall) return;
    fields = classFields("about", lessons, wall.card);
    open.checked = wall.card.open;
    for (const each of [fault, said, copied]) setText(each, "");
    setHidden(sure, true);
    form.replaceChildren(h("label.tick", {}, open, h("span", {}, words.open)), fields.element, fault, h("div.sheet-buttons", {}, h("button.strong", { type: "submit", id: "save-class" }, words.save), said));
    dialog.showModal();
  };
}
