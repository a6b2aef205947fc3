// @ts-check
/**
 * A run that the teacher shows to everyone: watched over the page, which stays as it is below.
 */
import { h, setText } from "../../lib/dom.js";
import { root } from "../../root.js";
import { fill, join as t } from "../../t.js";
import { watchHash } from "../../url.js";

/** @typedef {NonNullable<import("../../classtypes.js").Lead["shown"]>} Shown */

/** @param {(number: number) => void} left called when a person goes back to their own */
export function mountShown(left) {
  /** @type {Shown|null} */
  let on = null;
  const words = h("h2", { id: "class-shown-title" });
  const place = h("div.class-shown-place");
  const dialog = h("dialog.class-shown", { id: "class-shown", "aria-labelledby": "class-shown-title" },
    h("div.class-shown-bar", {}, words, h("button.strong", { type: "button", onclick: () => { dialog.close(); } }, t.mine)), place);
  dialog.addEventListener("close", () => {
    place.replaceChildren();
    if (on) left(on.number);
    on = null;
  });
  document.body.append(dialog);
  // A page that nobody sees keeps no run awake.
  const rest = () => { if (document.hidden) place.replaceChildren(); };
  document.addEventListener("visibilitychange", rest);

  function hide() {
    on = null;
    dialog.close();
    return false;
  }

  return {
    /** @param {Shown|null} shown what is to be seen, if anything @returns {boolean} whether it has only just come over the page */
    draw(shown) {
      if (!shown) return hide();
      setText(words, shown.name === null ? t.shown : fill(t.shownOf, { name: shown.name }));
      if (on?.run !== shown.run || !place.firstChild) place.replaceChildren(h("iframe", { title: t.shownFrame, src: `${root}embed${watchHash(shown.run, null)}` }));
      on = shown;
      if (dialog.open) return false;
      dialog.showModal();
      return true;
    },
    remove() {
      hide();
      document.removeEventListener("visibilitychange", rest);
      dialog.remove();
    },
  };
}
