// @ts-check
/**
 * The slim bar of a member, above the page: class, name, whether there is a connection, and a menu; and below it what there is to be said.
 */
import { h, setHidden, setText } from "../../lib/dom.js";
import { icon } from "../../lib/icons.js";
import { root } from "../../root.js";
import { join as t } from "../../t.js";
import { opensBy } from "../../views/popover.js";
import { allLessons, lessonList } from "./lessons.js";

/** @typedef {{label: string, act: () => unknown}} Action */
/** @typedef {ReturnType<typeof mountNews>} News */

/** A sentence with what can be done about it, until it is put away or another one comes. */
export function mountNews() {
  const words = h("p");
  const buttons = h("div.strip-actions");
  const root = h("div.class-news", { role: "status", hidden: true }, words, buttons);
  document.body.append(root);
  const clear = () => setHidden(root, true);
  /** @param {Action} action */
  const button = ({ label, act }) => h("button.link", { type: "button", onclick: () => { clear(); void act(); } }, label);
  return {
    /** @param {string} text @param {Action[]} [actions] beside putting it away */
    say(text, actions = []) {
      setHidden(root, false);
      setText(words, text);
      buttons.replaceChildren(...actions.map(button), button({ label: t.ok, act: () => undefined }));
    },
  };
}

/**
 * @param {import("./link.js").Link} link
 * @param {{progress: () => void, leave: () => void, extra: () => (Action & {icon: string})[]}} actions `extra`: what the menu has at present besides
 */
export function mountBar(link, actions) {
  const title = h("strong.class-title");
  const name = h("span.class-name");
  const state = h("span.class-state", { role: "status" });
  const lessons = h("div");
  const extra = h("div");
  /** @param {string} id @param {string} sign @param {string} label @param {() => unknown} act */
  const item = (id, sign, label, act) => h("button.menu-item", { type: "button", id, onclick: () => { popover.hidePopover(); void act(); } }, icon(sign), label);
  const popover = h("div.popover.class-menu", { id: "class-menu", popover: "auto", role: "group", "aria-label": t.menu },
    extra, lessons,
    h("a.menu-item", { id: "class-page", href: `${root}join` }, icon("table"), t.classPage),
    item("class-progress", "flag", t.progress, actions.progress),
    h("hr.menu-line"),
    item("class-leave", "close", t.leave, actions.leave));
  const button = h("button.quiet", { type: "button", id: "class-button", popovertarget: "class-menu", "aria-label": t.menu, title: t.menu }, icon("more"));
  opensBy(button, popover);
  const bar = h("aside.class-bar", { "aria-label": t.bar }, h("i.class-dot", { "aria-hidden": "true" }), h("span.class-who", {}, title, name), state, button, popover);
  const skip = document.querySelector(".skip");
  if (skip) skip.after(bar);
  else document.body.prepend(bar);
  document.documentElement.dataset.member = "";

  popover.addEventListener("beforetoggle", () => {
    const { room, member } = link.get();
    extra.replaceChildren(...actions.extra().map(({ label, act, icon: sign }) => item("", sign, label, act)));
    if (room?.lessons.length) void allLessons().then((all) => lessons.replaceChildren(h("p.popover-title", {}, t.ofClass), lessonList(all, room.lessons, member)));
  });

  function draw() {
    const { connection, room, member } = link.get();
    setText(title, room?.title ?? link.of.title);
    setText(name, member?.name ?? link.of.name);
    bar.dataset.connection = connection;
    setText(state, connection === "open" ? "" : t[connection]);
  }
  link.on(["connection", "room", "member"], draw);
  draw();

  return {
    remove() {
      bar.remove();
      delete document.documentElement.dataset.member;
    },
  };
}
