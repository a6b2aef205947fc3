// @ts-check
/**
 * The way to another page that a teacher sends everyone to, and the way back to what one had.
 */
import { keep, readKept } from "../../lib/storage.js";
import { root } from "../../root.js";
import { join as t } from "../../t.js";

const NAME = `playground-sent-from ${new URL(root).pathname}`;
const TYPED = "input:not([type=range]):not([type=radio]):not([type=checkbox]), textarea";

/** A sheet that is open; whatever a finger or the mouse has hold of. */
const HELD = "dialog.sheet[open]:not(.class-question), :active";

/**
 * Whether a person is in the midst of something that would be lost, or would go on in what comes: a sheet is open, something is being typed
 * or dragged, here or in the network within a lesson.
 * @param {Document} [page] @returns {boolean}
 */
export function isBusy(page = document) {
  const at = page.activeElement;
  const within = at instanceof HTMLIFrameElement ? at.contentDocument : null;
  return Boolean(page.querySelector(HELD) || at?.matches(TYPED) || (within && isBusy(within)));
}

const here = () => window.location.href.split("#")[0];

/** Go there. @param {string} address within the playground @param {boolean} comesBack whether there is something here to come back to */
export function goTo(address, comesBack) {
  const there = root + address;
  keep("sessionStorage", NAME, { from: comesBack ? window.location.href : null, there });
  window.location.assign(there);
}

/** Whether a person was sent to this page, and the way back, if there is one; told this once. @returns {{sent: boolean, back: {label: string, act: () => void}[]}} */
export function arrival() {
  const sent = readKept("sessionStorage", NAME);
  if (sent?.there !== here()) return { sent: false, back: [] };
  keep("sessionStorage", NAME, null);
  const comesBack = typeof sent.from === "string" && sent.from.startsWith(root);
  return { sent: true, back: comesBack ? [{ label: t.backTo, act: () => window.location.assign(sent.from) }] : [] };
}
