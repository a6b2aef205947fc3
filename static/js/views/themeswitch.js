// @ts-check
/**
 * The button that switches between light and dark, for pages to read.
 */
import { h } from "../lib/dom.js";
import { icon } from "../lib/icons.js";
import { lessons as t } from "../t.js";

/**
 * @param {HTMLElement} root
 * @param {{get: () => {theme: "light"|"dark"}, on: (keys: ["theme"], listener: () => void) => any}} store
 * @param {() => void} act
 */
export function mountThemeSwitch(root, store, act) {
  const button = h("button.square", { type: "button", id: "theme", onclick: act });
  const draw = () => {
    const other = store.get().theme === "dark" ? "light" : "dark";
    button.replaceChildren(icon(other === "dark" ? "moon" : "sun"));
    button.setAttribute("aria-label", t.theme[other]);
    button.title = t.theme[other];
  };
  root.append(button);
  store.on(["theme"], draw);
  draw();
}
