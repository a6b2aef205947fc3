// @ts-check
/**
 * The dock below the diagram: tabs over one panel, closed until someone asks for more.
 */
import { h, setText } from "../../../lib/dom.js";
import { t } from "../../../t.js";
import { mountGrip } from "./grip.js";

/** @typedef {import("../../../types.js").State} State */
/** @typedef {{name: string, title: string, titleNow?: (state: State) => string, mount: (root: HTMLElement) => (state: State) => void}} Panel `mount` builds a panel and gives what draws it; `titleNow`: where its title counts kept runs */

/**
 * @param {HTMLElement} root
 * @param {import("../../../state.js").AppStore} store
 * @param {Panel[]} panels
 */
export function mountDock(root, store, panels) {
  const tabs = h("div.segments.dock-tabs", { role: "tablist", "aria-label": t.dock.title });
  const body = h("div.dock-body", { hidden: true });
  const grip = mountGrip(root, body);
  root.append(grip.element, tabs, body);
  const mounted = panels.map(({ name, title, titleNow, mount }) => {
    const element = h("div", { id: `panel-${name}`, role: "tabpanel", "aria-labelledby": `tab-${name}`, tabindex: 0 });
    const button = h("button.segment", { type: "button", role: "tab", id: `tab-${name}`, "aria-controls": `panel-${name}`, onclick: () => store.set({ panel: store.get().panel === name ? null : name }) }, titleNow?.(store.get()) ?? title);
    body.append(element);
    tabs.append(button);
    if (titleNow) store.on(["kept"], (state) => setText(button, titleNow(state)));
    return { name, element, button, draw: mount(element) };
  });
  tabs.addEventListener("keydown", (event) => {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (!by) return;
    event.preventDefault();
    const at = mounted.findIndex(({ button }) => button === document.activeElement);
    mounted[(at + by + mounted.length) % mounted.length].button.focus();
  });

  let selected = store.get().selection;
  function show() {
    const { panel, selection } = store.get();
    // Whoever clicks a neuron has the pointer on it: what was open becomes no lower under it.
    const held = selection !== selected && !body.hidden ? body.clientHeight : 0;
    selected = selection;
    body.style.setProperty("--dock-held", `${held}px`);
    body.dataset.panel = panel ?? "";
    body.hidden = !mounted.some(({ name }) => name === panel);
    grip.element.hidden = body.hidden;
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
    if (!body.hidden) grip.update();
  }
  store.on(["panel"], show);
  let waiting = false;
  store.on(["picture", "moment", "spec", "drawn", "data", "theme", "history", "selection"], () => {
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
