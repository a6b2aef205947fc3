// @ts-check
/**
 * Keys that work anywhere on the page, except while something is being typed or chosen.
 */

/**
 * @param {Record<string, () => void>} actions by key, in lower case
 */
export function listenForKeys(actions) {
  window.addEventListener("keydown", (event) => {
    const target = /** @type {Element|null} */ (event.target instanceof Element ? event.target : null);
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (document.querySelector("dialog[open]") || target?.closest("input:not([type=range]):not([type=radio]), textarea, select, [contenteditable]")) return;
    if (event.key === " " && target?.closest("button, a, summary, input, [role=switch]")) return;
    const action = actions[event.key.toLowerCase()];
    if (!action) return;
    event.preventDefault();
    action();
  });
}
