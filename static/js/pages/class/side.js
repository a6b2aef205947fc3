// @ts-check
/**
 * One member beside the wall: their network, live; what they have done; and what the teacher can do with them.
 */
import { Problem, readMemberOf, removeMemberOf, renameMemberOf } from "../../api.js";
import { h, setHidden, setText } from "../../lib/dom.js";
import { icon } from "../../lib/icons.js";
import { lessonTitle } from "../../lib/lessons.js";
import { root } from "../../root.js";
import { classes, fill } from "../../t.js";
import { watchHash, watchLink } from "../../url.js";
import { bestOf, timeOf, triesOf } from "./words.js";

const words = classes.side;

/**
 * @param {HTMLElement} place
 * @param {import("./state.js").ClassStore} store
 * @param {import("./actions.js").Actions} actions
 * @param {(id: string) => string} labelOf   a member as others may read it
 */
export function mountSide(place, store, actions, labelOf) {
  const title = h("h2", { id: "side-title" });
  const close = h("button.square", { type: "button", id: "side-close", "aria-label": classes.close, onclick: () => store.set({ opened: null }) }, icon("close"));
  const stage = h("div.side-stage");
  const none = h("p.field-note", {}, words.noRun);
  const open = h("a.quiet.button-link", { target: "_blank", id: "side-open" }, words.open);
  const show = h("button.quiet", { type: "button", id: "show", title: words.showHelp, onclick: () => void toggle(false) });
  const showNamed = h("button.quiet", { type: "button", id: "show-named", onclick: () => void toggle(true) }, words.showNamed);
  const tasks = h("div.side-tasks");
  const name = h("input.paste.one-line", { id: "side-name", type: "text", autocomplete: "off", maxlength: 40, "aria-label": words.name });
  const rename = h("form.side-name", { hidden: true, onsubmit: (event) => { event.preventDefault(); void call(); } }, name, h("button.quiet", { type: "submit", id: "rename" }, words.rename));
  const fault = h("p.field-error", { role: "alert", hidden: true });
  const sure = h("div.sure", { hidden: true });
  const remove = h("button.quiet.danger", { type: "button", id: "remove", onclick: ask }, words.remove);
  const side = h("aside.side", { id: "side", hidden: true, "aria-labelledby": "side-title" },
    h("div.head", {}, title, close), stage, none, h("div.side-acts", {}, show, showNamed, open), tasks, rename, fault, h("div.side-acts", {}, remove), sure);
  place.append(side);

  /** What is read of the member that is opened. @type {import("../../classtypes.js").Member|null} */
  let read = null;
  let [opened, framed, known] = ["", "", ""];

  /** @param {string} id */
  async function look(id) {
    try {
      const { room } = store.get();
      const member = room && await readMemberOf(room, id);
      if (store.get().opened !== id) return;
      read = member;
      drawTasks();
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      if (store.get().opened !== id) return;
      // Asked again with what the wall tells next.
      known = "";
      if (problem.status === 404) store.set({ opened: null });
    }
  }

  function draw() {
    const { wall, opened: id, named, view } = store.get();
    const member = wall?.members.find((each) => each.id === id) ?? null;
    setHidden(side, !member);
    if (!member || !wall) {
      if (opened) {
        stage.replaceChildren();
        [opened, framed, known, read] = ["", "", "", null];
      }
      // Who was removed, here or elsewhere, is not opened any more.
      if (id && wall) store.set({ opened: null });
      return;
    }
    if (opened !== member.id) {
      opened = member.id;
      [known, read] = ["", null];
      setHidden(sure, true);
      setHidden(fault, true);
      name.value = member.name;
      drawTasks();
    }
    const label = labelOf(member.id);
    setText(title, label);
    // A name that is hidden before the class stands in no field either.
    setHidden(rename, !named);
    if (document.activeElement !== name && !name.value) name.value = member.name;
    // Where nobody sees it, it is not followed.
    const run = view === "wall" ? member.run ?? "" : "";
    if (run !== framed) {
      framed = run;
      stage.replaceChildren(...(run ? [h("iframe", { src: `${root}embed${watchHash(run, null)}`, title: fill(words.frame, { name: label }) })] : []));
    }
    setHidden(none, Boolean(run));
    setHidden(open, !run);
    if (run) open.setAttribute("href", watchLink(root, run, null));
    const shown = wall.lead.shown?.run === run && run !== "";
    for (const each of [show, showNamed]) setHidden(each, !run);
    setHidden(showNamed, !run || shown);
    setText(show, shown ? words.stop : words.show);
    const now = JSON.stringify([member.id, member.passed, member.tries, member.at]);
    if (now !== known) {
      known = now;
      void look(member.id);
    }
  }

  function drawTasks() {
    const { lessons } = store.get();
    if (!read) return tasks.replaceChildren();
    const { tasks: done, predictions: predicted } = read;
    tasks.replaceChildren(h("h3", {}, words.tasks),
      ...(done.length ? [h("ul.side-list", {}, ...[...done].sort((a, b) => b.tried_at.localeCompare(a.tried_at)).map((task) => h("li", { "data-passed": Boolean(task.passed_at) },
        h("b", {}, `${task.passed_at ? "✓" : "○"} ${task.title}`),
        h("span.aside-note", {}, [lessonTitle(lessons, task.lesson), task.passed_at ? fill(classes.progress.passed, { tries: triesOf(task.tries), when: timeOf(task.passed_at) }) : fill(classes.progress.tried, { tries: triesOf(task.tries) }), bestOf(task)].filter(Boolean).join(" · ")),
        task.moment ? h("a", { href: watchLink(root, task.moment, null), target: "_blank" }, words.run) : null)))] : [h("p.field-note", {}, words.noTasks)]),
      ...(predicted.length ? [h("h3", {}, words.predictions), h("ul.side-list", {}, ...predicted.map(({ asks, option, right }) => h("li", {}, h("b", {}, `${right === null ? "–" : right ? "✓" : "✗"} ${option}`), h("span.aside-note", {}, asks))))] : []));
  }

  /** @param {boolean} withName */
  async function toggle(withName) {
    const { wall, opened: id } = store.get();
    const member = wall?.members.find((each) => each.id === id);
    if (!wall || !member) return;
    if (!withName && wall.lead.shown?.run === member.run) await actions.tell({ command: "hide" });
    else await actions.tell({ command: "show", member: member.id, named: withName });
  }

  async function call() {
    const { room, opened: id } = store.get();
    if (!room || !id) return;
    try {
      const { name: called } = await renameMemberOf(room, id, name.value.trim());
      if (store.get().opened !== id) return;
      setHidden(fault, true);
      name.value = called;
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      if (store.get().opened !== id) return;
      setHidden(fault, false);
      setText(fault, problem.message);
    }
  }

  function ask() {
    const { opened: id } = store.get();
    if (!id) return;
    const keep = h("button.quiet", { type: "button", onclick: () => { setHidden(sure, true); remove.focus(); } }, words.keep);
    const called = labelOf(id);
    sure.replaceChildren(h("p", {}, fill(words.removeSure, { name: called })), h("div.side-acts", {},
      h("button.strong.danger", { type: "button", id: "remove-sure", onclick: async () => {
        if (await actions.attempt(async (room) => { await removeMemberOf(room, id); return true; })) store.set({ opened: null, notice: { tone: "info", text: fill(words.removed, { name: called }) } });
      } }, words.removeIt), keep));
    setHidden(sure, false);
    keep.focus();
  }

  store.on(["wall", "opened", "named", "view"], draw);
  store.on(["opened"], ({ opened: id }) => { if (id) close.focus(); });
}
