// @ts-check
/**
 * Sheets: dialogs with a title, and a button that closes them.
 */
import { h } from "../lib/dom.js";
import { icon } from "../lib/icons.js";
import { t } from "../t.js";

/** @param {string} id @param {string} title @param {...any} content */
export function sheet(id, title, ...content) {
  const dialog = h("dialog.sheet.wide", { id, "aria-labelledby": `${id}-title` },
    h("div.head", {}, h("h2", { id: `${id}-title` }, title), h("button.square", { type: "button", "aria-label": t.close, title: t.close, onclick: () => { dialog.close(); } }, icon("close"))),
    ...content);
  document.body.append(dialog);
  return dialog;
}

/** One that is there already open, and gone once it is closed. @param {Parameters<typeof sheet>} of */
export function passingSheet(...of) {
  const dialog = sheet(...of);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
  return dialog;
}
