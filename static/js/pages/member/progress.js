// @ts-check
/**
 * All that is kept of a member, shown to them: to read, to take along, to have themselves called otherwise, and to be removed with it.
 */
import { Problem, readMember, removeMember, renameMember } from "../../api.js";
import { h, setText } from "../../lib/dom.js";
import { short } from "../../lib/format.js";
import { icon } from "../../lib/icons.js";
import { lessonTitle } from "../../lib/lessons.js";
import { dateAndTime } from "../../lib/time.js";
import { leave, remember } from "../../membership.js";
import { root } from "../../root.js";
import { fill, join as t } from "../../t.js";
import { watchHash } from "../../url.js";
import { passingSheet } from "../../views/sheet.js";
import { save, textBlob } from "../playground/files.js";
import { allLessons } from "./lessons.js";

/** @typedef {import("../../classtypes.js").Member} Member */

/** @param {string} at */
const when = (at) => h("time", { datetime: at }, dateAndTime(Date.parse(at)));

/** @param {Member} member @param {import("../../types.js").LessonSummary[]} all */
function tasksOf({ tasks }, all) {
  if (!tasks.length) return h("p", {}, t.nothing);
  const { lesson, task, passed, tries, best } = t.columns;
  const row = (/** @type {import("../../classtypes.js").TaskDone} */ done) => h("tr", {},
    h("td", {}, lessonTitle(all, done.lesson)), h("th", { scope: "row" }, done.title),
    h("td", {}, done.passed_at ? when(done.passed_at) : t.notYet, done.moment ? h("a", { href: `${root}${watchHash(done.moment, null)}` }, t.seeNetwork) : null),
    h("td", {}, done.tries), h("td", {}, done.best === null ? "–" : short(done.best, 4)));
  return h("div.class-table", { tabindex: 0, role: "region", "aria-label": t.progressTitle }, h("table", {},
    h("thead", {}, h("tr", {}, ...[lesson, task, passed, tries, best].map((name) => h("th", { scope: "col" }, name)))),
    h("tbody", {}, ...tasks.map(row))));
}

/** @param {Member} member */
function predictionsOf({ predictions }) {
  if (!predictions.length) return null;
  const verdict = (/** @type {boolean|null} */ right) => (right === null ? "" : ` (${right ? t.rightly : t.wrongly})`);
  return h("details", {}, h("summary", {}, t.predictions), h("ul", {}, ...predictions.map(({ asks, option, right }) => h("li", {}, `${asks} — ${option}${verdict(right)}`))));
}

/** @param {import("./link.js").Link} link @param {(sentence: string) => void} left called once all is removed */
export function showProgress(link, left) {
  const { of } = link;
  const since = h("p");
  const list = h("div");
  const fault = h("p.field-error", { role: "alert" });
  const name = h("input.paste.one-line", { id: "class-name", type: "text", maxlength: 40, autocomplete: "off", "aria-label": t.changeName });

  /** @param {() => Promise<unknown>} act */
  async function attempt(act) {
    setText(fault, "");
    try {
      await act();
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      setText(fault, problem.message);
    }
  }
  const rename = () => attempt(async () => {
    const { name: called } = await renameMember(of, name.value);
    remember(of, { name: called });
    name.value = called;
  });
  const download = () => attempt(async () => save(textBlob(JSON.stringify(await readMember(of), null, 1), "application/json"), "my-progress.json"));
  const remove = () => attempt(async () => {
    await removeMember(of);
    dialog.close();
    leave(of);
    left(fill(t.removed, { title: of.title }));
  });
  const sure = h("div.class-sure", { hidden: true }, h("p", {}), h("div.sheet-buttons", {},
    h("button.strong", { type: "button", id: "class-remove-yes", onclick: remove }, t.removeYes),
    h("button.quiet", { type: "button", onclick: () => { sure.hidden = true; removes.focus(); } }, t.stay)));
  const removes = h("button.quiet", { type: "button", id: "class-remove", onclick: () => {
    setText(/** @type {Element} */ (sure.firstChild), fill(t.removeSure, { name: link.get().member?.name ?? of.name }));
    sure.hidden = false;
    sure.querySelector("button")?.focus();
  } }, t.remove);
  const dialog = passingSheet("class-sheet", t.progressTitle, since, list,
    h("form.class-rename", { onsubmit: (event) => { event.preventDefault(); void rename(); } }, h("label.labelled", {}, t.changeName, name), h("button.quiet", { type: "submit" }, t.change)),
    fault, h("div.sheet-buttons", {}, h("button.quiet", { type: "button", id: "class-download", onclick: download }, icon("down"), t.download), removes), sure);

  let drawn = "";
  /** What is as it was stays, with what is opened and where the keyboard is. @param {import("../../types.js").LessonSummary[]} all */
  function drawList(all) {
    const { member } = link.get();
    const now = JSON.stringify([all.length, member?.tasks, member?.predictions]);
    if (!member || now === drawn) return;
    drawn = now;
    list.replaceChildren(tasksOf(member, all), predictionsOf(member) ?? "");
  }
  function draw() {
    const { member } = link.get();
    if (!member) return;
    if (document.activeElement !== name) name.value = member.name;
    setText(since, fill(t.since, { name: member.name, title: of.title, at: dateAndTime(Date.parse(member.joined_at)) }));
    void allLessons().then(drawList);
  }
  const off = link.on(["member"], draw);
  dialog.addEventListener("close", off);
  draw();
}

/** Ask, and leave: the browser forgets who it is. @param {import("./link.js").Link} link @param {(sentence: string) => void} left */
export function askToLeave({ of, get }, left) {
  const name = get().member?.name ?? of.name;
  const dialog = passingSheet("class-leaving", fill(t.leaveTitle, { title: of.title }), h("p", {}, fill(t.leaveText, { name })), h("div.sheet-buttons", {},
    h("button.strong", { type: "button", id: "class-leave-yes", onclick: () => {
      dialog.close();
      leave(of);
      left(fill(t.left, { title: of.title }));
    } }, t.leave),
    h("button.quiet", { type: "button", onclick: () => { dialog.close(); } }, t.stay)));
}
