// @ts-check
/**
 * Keys that work anywhere on the page, except while something is being typed or chosen.
 */

const TYPED = "input:not([type=range]):not([type=radio]):not([type=checkbox]), textarea, [contenteditable]";
/** Whether a key is meant for what is being typed, or for a dialog. @param {Event} event */
export const isElsewhere = ({ target }) => Boolean(document.querySelector("dialog[open]") || (target instanceof Element && target.closest(TYPED)));

const PRESSED = "button, a, summary, select, input, [role=switch]";

/**
 * @param {Record<string, () => void>} actions by key, in lower case
 */
export function listenForKeys(actions) {
  /** Whether a pointer led to where the keyboard is: then the space bar is not meant for it. */
  let pointed = false;
  /** The keyboard is about to be somewhere else, by what a key or a pointer does. */
  let pointing = false;
  /** The space bar went down for one of our actions. */
  let taken = false;
  window.addEventListener("pointerdown", () => { pointing = pointed = true; }, true);
  window.addEventListener("focusin", () => { pointed = pointing; }, true);
  // Who leaves with Escape what a pointer opened is where that pointer was.
  window.addEventListener("keydown", ({ key }) => { if (key !== " " && key !== "Escape") pointing = false; }, true);
  // Some browsers press a button as the key comes up, whatever became of it going down.
  window.addEventListener("keyup", (event) => { if (event.key === " " && taken) event.preventDefault(); taken = false; });

  window.addEventListener("keydown", (event) => {
    const target = /** @type {Element|null} */ (event.target instanceof Element ? event.target : null);
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (isElsewhere(event)) return;
    if (event.key === " " ? !pointed && target?.closest(PRESSED) : target?.closest("select")) return;
    const action = actions[event.key.normalize("NFKC").toLowerCase()];
    if (!action) return;
    taken = event.key === " ";
    event.preventDefault();
    action();
  });
}
