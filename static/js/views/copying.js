// @ts-check
/**
 * Copying: to the clipboard, or by hand where a browser has none for the page, as over plain http: from a dialog with the text, of a
 * link with its QR code, too.
 */
import { h, svg } from "../lib/dom.js";
import { icon } from "../lib/icons.js";
import { files } from "../root.js";
import { t } from "../t.js";

/** Modules around the code that stay empty, for cameras to find it. */
const QUIET = 4;

/**
 * @param {string} text
 * @param {string} title what is copied, as on the button
 * @returns {Promise<boolean>} whether it is on the clipboard
 */
export async function copyText(text, title) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    byHand(text, title);
    return false;
  }
}

/** @param {string} text @param {string} title */
function byHand(text, title) {
  const isLink = /^https?:\S+$/.test(text);
  const field = h("textarea.paste", { rows: isLink ? 3 : 8, readonly: true, spellcheck: "false", "aria-label": title });
  field.value = text;
  const dialog = h("dialog.sheet.by-hand", { "aria-label": title, onclose: () => { dialog.remove(); } },
    h("div.head", {}, h("h2", {}, title), h("button.square", { type: "button", "aria-label": t.close, onclick: () => { dialog.close(); } }, icon("close"))),
    h("p", {}, t.byHand.selected), field);
  document.body.append(dialog);
  dialog.showModal();
  field.focus();
  // Its beginning is seen: where the link leads to.
  field.setSelectionRange(0, text.length, "backward");
  field.scrollTop = 0;
  if (isLink) void drawCode(dialog, text);
}

/** @param {HTMLElement} root @param {string} link */
async function drawCode(root, link) {
  let code;
  try {
    const { generate } = await import(`${files}vendor/lean-qr/index.mjs`);
    code = generate(link);
  } catch {
    // Longer than a code holds, or not to be had: there is the link itself.
    return;
  }
  const { size } = code;
  let modules = "";
  for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) if (code.get(x, y)) modules += `M${x} ${y}h1v1h-1z`;
  const side = size + 2 * QUIET;
  root.append(h("p", {}, t.byHand.scan),
    svg("svg", { class: "qr", role: "img", "aria-label": t.byHand.code, viewBox: `${-QUIET} ${-QUIET} ${side} ${side}` },
      svg("path", { d: modules })));
}
