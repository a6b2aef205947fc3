// @ts-check
/**
 * The dock below the diagram: tabs over one panel, closed until someone asks for more.
 */
import { h } from "../../../lib/dom.js";
import { t } from "../../../t.js";

/** @typedef {{name: string, title: string, mount: (root: HTMLElement) => (state: import("../../../types.js").State) => void}} Panel `mount` builds a panel and gives what draws it */

/**
 * @param {HTMLElement} root
 * @param {import("../../../state.js").AppStore} store
 * @param {Panel[]} panels
 */
export function mountDock(root, store, panels) {
  const tabs = h("div.segments.dock-tabs", { role: "tablist", "aria-label": t.dock.title });
  const body = h("div.dock-body", { hidden: true });
  root.append(tabs, body);
  const mounted = panels.map(({ name, title, mount }) => {
    const element = h("div", { id: `panel-${name}`, role: "tabpanel", "aria-labelledby": `tab-${name}`, tabindex: 0 });
    const button = h("button.segment", { type: "button", role: "tab", id: `tab-${name}`, "aria-controls": `panel-${name}`, onclick: () => store.set({ panel: store.get().panel === name ? null : name }) }, title);
    body.append(element);
    tabs.append(button);
    return { name, element, button, draw: mount(element) };
  });
  tabs.addEventListener("keydown", (event) => {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (!by) return;
    event.preventDefault();
    const at = mounted.findIndex(({ button }) => button === document.activeElement);
    mounted[(at + by + mounted.length) % mounted.length].button.focus();
  });

  function show() {
    const { panel } = store.get();
    body.hidden = !mounted.some(({ name }) => name === panel);
    mounted.forEach(({ name, element, button }, i) => {
      const open = name === panel;
      element.hidden = !open;
      button.setAttribute("aria-selected", String(open));
      button.setAttribute("aria-expanded", String(open));
      button.tabIndex = open || (body.hidden && i === 0) ? 0 : -1;
    });
    draw();
  }
  function draw() {
    const state = store.get();
    mounted.find(({ name }) => name === state.panel)?.draw(state);
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
