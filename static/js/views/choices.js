// @ts-check
/**
 * One of a few, as buttons beside one another.
 */
import { h } from "../lib/dom.js";

/**
 * @param {string} label
 * @param {{value: string, title: string, help?: string}[]} options
 * @param {(value: string) => void} change
 */
export function segmentsView(label, options, change) {
  const buttons = options.map(({ value, title, help }) => h("button.segment", { type: "button", title: help, "data-value": value, "aria-pressed": "false", onclick: () => change(value) }, title));
  return {
    element: h("div.segments", { role: "group", "aria-label": label }, ...buttons),
    /** @param {string} value */
    draw(value) {
      for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.value === value));
    },
  };
}
