// @ts-check
/**
 * The help sheet: keys, and what the colours mean.
 */
import { h } from "../../lib/dom.js";
import { icon } from "../../lib/icons.js";
import { t } from "../../t.js";

/**
 * @param {HTMLElement} root
 * @param {{keeps: boolean}} options   whether runs can be kept here
 * @returns {() => void} open it
 */
export function mountHelp(root, { keeps }) {
  const keys = t.helpKeys.filter(([key]) => keeps || key !== "K");
  const dialog = h("dialog.sheet", { "aria-labelledby": "help-title" },
    h("div.head", {}, h("h2", { id: "help-title" }, t.helpTitle), h("button.square", { type: "button", "aria-label": t.close, onclick: () => { dialog.close(); } }, icon("close"))),
    h("dl.keys-list", {}, ...keys.flatMap(([key, what]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, what)])),
    h("p", {}, t.helpText));
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  root.append(dialog);
  return () => dialog.showModal();
}
