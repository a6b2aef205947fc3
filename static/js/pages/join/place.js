// @ts-check
/**
 * Where a member has arrived: the lessons of the class, with what is passed of each, until the teacher sends one.
 */
import { h, setText } from "../../lib/dom.js";
import { root as playground } from "../../root.js";
import { fill, join as t } from "../../t.js";
import { allLessons, lessonList } from "../member/lessons.js";

/**
 * @param {HTMLElement} root
 * @param {HTMLElement[]} others what is left out meanwhile
 * @param {() => void} another called when a person wants to join another class
 */
export function mountPlace(root, others, another) {
  const heading = h("h1", { tabindex: -1 });
  const list = h("div");
  const part = h("div.join-place", { hidden: true }, heading, h("p.lead", {}, t.waiting),
    h("p.join-ways", {}, h("a.strong", { href: playground, id: "to-playground" }, t.playground), h("a.quiet", { href: `${playground}lessons` }, t.allLessons),
      h("button.quiet", { type: "button", id: "another", onclick: another }, t.another)), list);
  root.append(part);
  /** @param {boolean} here */
  function show(here) {
    const fresh = here && part.hidden;
    part.hidden = !here;
    // What each had hidden of itself stays so.
    for (const other of others) other.toggleAttribute("data-away", here);
    if (fresh) heading.focus();
  }

  /** What is known of the class. @type {import("../member/link.js").Linked|null} */
  let now = null;
  let drawn = "";
  /** What is as it was stays, and with it where the keyboard is. @param {import("../../types.js").LessonSummary[]} all */
  function drawList(all) {
    const { lessons = [] } = now?.room ?? {};
    const member = now?.member ?? null;
    const told = JSON.stringify([all.length, lessons, member?.tasks]);
    if (told === drawn) return;
    drawn = told;
    list.replaceChildren(...(lessons.length ? [h("h2", {}, t.ofClass), lessonList(all, lessons, member)] : []));
  }

  return {
    hide: () => show(false),
    /** @param {import("../../membership.js").Membership} of @param {import("../member/link.js").Linked} linked */
    draw(of, linked) {
      const { room, member } = now = linked;
      setText(heading, fill(t.in, { name: member?.name ?? of.name, title: room?.title ?? of.title }));
      show(true);
      void allLessons().then(drawList);
    },
  };
}
