// @ts-check
/**
 * What every page to read has: a theme that follows the playground's, and the button that switches it; within another page, the theme alone.
 */
import { h } from "./lib/dom.js";
import { followLanguage } from "./language.js";
import { icon } from "./lib/icons.js";
import { createStore } from "./store.js";
import { lessons as t } from "./t.js";
import { followTheme, switchTheme } from "./theme.js";

/** @param {(theme: "light"|"dark") => void} [onTheme] called when the theme is another */
export function beginProse(onTheme = () => undefined) {
  followLanguage();
  const store = /** @type {any} */ (createStore({ theme: "light" }));
  store.on(["theme"], (/** @type {any} */ { theme }) => onTheme(theme));
  const tools = document.getElementById("tools");
  if (!tools) return followTheme(store);
  const button = h("button.square", { type: "button", id: "theme", onclick: () => switchTheme(store) });
  const draw = () => {
    const other = store.get().theme === "dark" ? "light" : "dark";
    button.replaceChildren(icon(other === "dark" ? "moon" : "sun"));
    button.title = t.theme[/** @type {"light"|"dark"} */ (other)];
    button.setAttribute("aria-label", button.title);
  };
  store.on(["theme"], draw);
  followTheme(store);
  draw();
  tools.append(button);
}
