// @ts-check
/**
 * The playground in a lesson's frame: what it opens with, which run it shows, and what of it is copied.
 */
import { byId, h, setText } from "../../lib/dom.js";
import { locale } from "../../lib/locale.js";
import { root } from "../../root.js";
import { lessons as t } from "../../t.js";
import { hashOf, watchHash } from "../../url.js";
import { copyText } from "../../views/copying.js";

/** Of a name that no visit before had, or on the way back the browser would first show in it what it showed last. */
const frame = h("iframe", { id: "playground", name: `${Date.now()}-${Math.random()}`, title: t.frame });
byId("stage").append(frame);

/** Open the playground as the lesson begins, or on a run to watch. @param {any} lesson @param {string|null} watched */
export function open(lesson, watched) {
  const asked = new URLSearchParams({ lesson: lesson.name });
  if (lesson.hidden.length) asked.set("hide", lesson.hidden.join(","));
  if (lesson.locked.length) asked.set("lock", lesson.locked.join(","));
  frame.addEventListener("load", () => tell(lesson, false), { once: true });
  frame.src = `${root}embed?lang=${locale}&${asked}${watched ? watchHash(watched, null) : hashOf(lesson.spec)}`;
}

/** What the run begins with, told to the playground. @param {any} lesson @param {boolean} again whether it is to begin now, from the start */
export function tell({ spec, by_hand: byHand, point, tab }, again) {
  frame.contentWindow?.dispatchEvent(new CustomEvent("lesson", { detail: { spec, byHand, point, tab, again } }));
}

/** From now on a class follows the run that is shown, in whichever lesson. */
export function lead() {
  frame.contentWindow?.dispatchEvent(new CustomEvent("class"));
}

/** The playground follows the lesson's theme. @param {"light"|"dark"} theme */
export function tellTheme(theme) {
  frame.contentWindow?.dispatchEvent(new CustomEvent("theme", { detail: theme }));
}

/** The id of the run that the playground shows, once there is one. */
export const runId = () => frame.contentDocument?.documentElement?.dataset.run;

/** @param {(run: import("../../types.js").Run) => void} listener called whenever there is something new about the run */
export function onRun(listener) {
  frame.addEventListener("run", (event) => listener(/** @type {CustomEvent} */ (event).detail));
}

/** A button that copies a text. @param {string} id @param {() => string|undefined} text */
export function copies(id, text) {
  const button = document.getElementById(id);
  const label = button?.textContent ?? "";
  button?.addEventListener("click", async () => {
    const copied = text();
    if (!copied) return;
    if (!(await copyText(copied, label))) return;
    setText(button, t.copied);
    // Shown nowhere, and the frame would only stay empty.
    if (button.hasAttribute("data-refused")) byId("embed-refused").hidden = false;
    setTimeout(() => setText(button, label), 2000);
  });
}

/** The lines that show a lesson within another page. @param {string} name @param {string} title */
export const snippet = (name, title) => h("iframe", { src: `${root}embed/${name}?lang=${locale}`, title, width: "100%", height: "800", style: { border: "0" }, allow: "clipboard-write" }).outerHTML;
