// @ts-check
/**
 * The dock below the diagram: tabs over one panel, closed until someone asks for more.
 */
import { h } from "../lib/dom.js";
import { t } from "../t.js";

/** @typedef {{name: string, title: string, element: HTMLElement, draw: () => void}} Panel */

/**
 * @param {HTMLElement} root
 * @param {import("../state.js").AppStore} store
 * @param {((root: HTMLElement) => Panel)[]} makers
 */
export function mountDock(root, store, makers) {
  const tabs = h("div.segments.dock-tabs", { role: "tablist", "aria-label": t.dock.title });
  const body = h("div.dock-body", { hidden: true });
  root.append(tabs, body);
  const panels = makers.map((make) => make(body));
  const buttons = panels.map(({ name, title, element }) => {
    element.id = `panel-${name}`;
    element.setAttribute("role", "tabpanel");
    element.setAttribute("aria-labelledby", `tab-${name}`);
    element.tabIndex = 0;
    body.append(element);
    return h("button.segment", { type: "button", role: "tab", id: `tab-${name}`, "aria-controls": `panel-${name}`, onclick: () => store.set({ panel: store.get().panel === name ? null : name }) }, title);
  });
  tabs.append(...buttons);
  tabs.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (!by) return;
    event.preventDefault();
    const at = buttons.indexOf(/** @type {any} */ (document.activeElement));
    buttons[(at + by + buttons.length) % buttons.length].focus();
  });

  function show() {
    const { panel } = store.get();
    body.hidden = !panels.some(({ name }) => name === panel);
    panels.forEach(({ name, element }, i) => {
      const open = name === panel;
      element.hidden = !open;
      buttons[i].setAttribute("aria-selected", String(open));
      buttons[i].setAttribute("aria-expanded", String(open));
      buttons[i].tabIndex = open || (body.hidden && i === 0) ? 0 : -1;
    });
    draw();
  }
  function draw() {
    const { panel } = store.get();
    panels.find(({ name }) => name === panel)?.draw();
  }
  store.on(["panel"], show);
  let waiting = false;
  store.on(["picture", "spec", "data", "theme", "history", "selection"], () => {
    if (!store.get().panel || waiting) return;
    waiting = true;
    // The panels may lag: the diagram and the boundary come first.
    setTimeout(() => {
      waiting = false;
      draw();
    }, 120);
  });
  show();
}
