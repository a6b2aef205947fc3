// @ts-check
/**
 * The bar in the plane while it shows something else than what the run answers, and the way back.
 */
import { h, setHidden, setText } from "../lib/dom.js";
import { t } from "../t.js";

/** @param {HTMLElement} root @param {{back: () => void}} hooks */
export function insteadBar(root, { back }) {
  const words = h("span.instead-words");
  const bar = h("div.instead-bar", { hidden: true, role: "group", "aria-label": t.deeper.bar }, words, h("button.quiet", { type: "button", onclick: back }, t.deeper.back));
  // What lies below is not meant.
  for (const name of ["pointerdown", "pointermove", "pointerup", "click"]) bar.addEventListener(name, (event) => event.stopPropagation());
  root.append(bar);
  return {
    /** @param {string} text what is shown; nothing: the run itself */
    draw(text) {
      setHidden(bar, !text);
      setText(words, text);
    },
  };
}
