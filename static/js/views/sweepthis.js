// @ts-check
/**
 * The way from a setting to a sweep over its values, beside the setting's control.
 */
import { h } from "../lib/dom.js";
import { icon } from "../lib/icons.js";
import { fill, t } from "../t.js";

/**
 * @param {string} title of the setting
 * @param {() => string} address   of the sweep, by the settings there are now
 */
export function sweepLink(title, address) {
  const words = fill(t.sweep.hereHelp, { title });
  const link = h("a.sweep-this", { href: "#", title: `${t.sweep.here}: ${words}`, "aria-label": `${t.sweep.here}: ${title}`, "aria-description": words }, icon("sweep"));
  const set = () => { link.href = address(); };
  // However it is followed: by a click, by a key, in another tab.
  for (const event of ["pointerenter", "pointerdown", "focus", "click"]) link.addEventListener(event, set);
  return link;
}
