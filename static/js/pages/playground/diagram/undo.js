// @ts-check
/**
 * The way back from what was done last to a run, and forth again: two buttons, and the keys that do so everywhere.
 */
import { h, setIdle } from "../../../lib/dom.js";
import { icon } from "../../../lib/icons.js";
import { t } from "../../../t.js";
import { isElsewhere } from "../keys.js";

/**
 * @param {HTMLElement} tools
 * @param {import("../../../state.js").AppStore} store
 * @param {import("../driver.js").Driver} driver
 */
export function mountUndo(tools, store, driver) {
  const tool = (/** @type {"undo"|"redo"} */ way) => h("button.quiet.small", { type: "button", id: way, "aria-label": t[way], title: t[`${way}Help`], onclick: () => driver.go(way) }, icon(way));
  const [undo, redo] = [tool("undo"), tool("redo")];
  tools.prepend(undo, redo);
  window.addEventListener("keydown", (event) => {
    const key = event.key.toLowerCase();
    if (event.defaultPrevented || event.altKey || !(event.ctrlKey || event.metaKey) || (key !== "z" && key !== "y")) return;
    if (isElsewhere(event)) return;
    event.preventDefault();
    void driver.go(key === "y" || event.shiftKey ? "redo" : "undo");
  });

  const draw = () => {
    setIdle(undo, !driver.can("undo"));
    setIdle(redo, !driver.can("redo"));
    redo.hidden = !driver.can("redo");
  };
  store.on(["run", "steps"], draw);
  draw();
}
