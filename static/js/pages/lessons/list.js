// @ts-check
/**
 * The list of lessons, with what is done of each.
 */
import { byId, setText } from "../../lib/dom.js";
import { membership } from "../../membership.js";
import { beginProse } from "../../prose.js";
import { fill, lessons as t } from "../../t.js";
import { followMember } from "./recording.js";
import { anyKept, doneIn, forgetAll } from "./progress.js";

function draw() {
  for (const card of document.querySelectorAll("[data-lesson]")) {
    const { lesson = "", tasks = "0" } = /** @type {HTMLElement} */ (card).dataset;
    const all = Number(tasks);
    const done = doneIn(lesson).filter((task) => task < all).length;
    const note = card.querySelector(".progress");
    if (!note) continue;
    card.toggleAttribute("data-done", all > 0 && done === all);
    setText(note, done === 0 ? "" : done === all ? t.allDone : fill(t.done, { done, all }));
  }
  // What a member has done is kept with their class, and would be here again at once.
  byId("forget").hidden = !anyKept() || membership() !== null;
}

byId("forget").addEventListener("click", () => {
  if (!window.confirm(t.forget)) return;
  forgetAll();
  draw();
});

beginProse();
draw();
followMember(draw);
window.addEventListener("pageshow", draw);
