// @ts-check
/**
 * One plain sentence about the setting under the pointer or with the focus, and whether it starts training again.
 */
import { h, setText } from "../lib/dom.js";

/** @param {HTMLElement} root holds elements with `data-help` */
export function helpLineView(root) {
  const line = h("p.help-line", { hidden: true, "aria-hidden": "true" });
  root.append(line);

  /** @param {Event} event */
  function show(event) {
    const place = /** @type {HTMLElement|null} */ (/** @type {Element} */ (event.target).closest("[data-help]"));
    const text = place?.dataset.help ?? "";
    line.hidden = !text;
    if (text) setText(line, text);
  }
  const hide = () => {
    line.hidden = true;
  };
  root.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "touch") show(event);
  });
  root.addEventListener("focusin", (event) => {
    show(event);
    const target = /** @type {Element} */ (event.target);
    // What a key, or the page itself, led to is not left beneath the sentence about it.
    if (target.matches(":focus-visible")) target.closest("[data-help]")?.scrollIntoView({ block: "nearest" });
  });
  root.addEventListener("pointerleave", hide);
  root.addEventListener("focusout", hide);
}
