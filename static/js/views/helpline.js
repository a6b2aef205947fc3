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
  // What a key, or the page itself, led to is not left beneath the sentence about it, nor is what is said or drawn below
  // it while it is typed.
  const grown = new ResizeObserver(([{ target }]) => target.scrollIntoView({ block: "nearest" }));
  root.addEventListener("focusin", (event) => {
    show(event);
    const target = /** @type {Element} */ (event.target);
    const place = target.matches(":focus-visible") && target.closest("[data-help]");
    if (place) grown.observe(place);
  });
  root.addEventListener("pointerleave", hide);
  root.addEventListener("focusout", () => {
    hide();
    grown.disconnect();
  });
}
