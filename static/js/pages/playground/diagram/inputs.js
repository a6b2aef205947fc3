// @ts-check
/**
 * The inputs of the network: a button over their column, and a list to choose from.
 */
import { h } from "../../../lib/dom.js";
import { icon } from "../../../lib/icons.js";
import { entriesOf } from "../../../lib/schema.js";
import { t } from "../../../t.js";
import { opensBy } from "../../../views/popover.js";

/**
 * @param {HTMLElement} stage
 * @param {import("../../../state.js").AppStore} store
 * @param {import("../driver.js").Driver} driver
 */
export function mountInputs(stage, store, driver) {
  const entries = entriesOf(store.get().catalogue, "inputs");
  const boxes = entries.map((entry) => {
    const box = h("input", { type: "checkbox", value: entry.kind, onchange: () => choose() });
    return { entry, box, element: h("label.input-choice", { title: entry.help }, box, h("span", {}, entry.title)) };
  });
  const popover = h("div.popover", { id: "inputs-list", popover: "auto", role: "group", "aria-label": t.inputsTitle }, h("p.popover-title", {}, t.inputsTitle), ...boxes.map(({ element }) => element));
  const button = h("button.quiet.small.inputs-button", { type: "button", id: "inputs", popovertarget: "inputs-list" }, t.inputs, icon("chevron"));
  stage.append(button, popover);

  const nameOf = (/** @type {any} */ input) => input?.kind ?? input;

  function choose() {
    const { spec } = store.get();
    if (!spec) return;
    const known = spec.network.inputs;
    // In the catalogue's order, whatever the order of the clicks.
    const chosen = boxes.filter(({ box }) => box.checked).map(({ entry }) => known.find((input) => nameOf(input) === entry.kind) ?? (typeof known[0] === "string" ? entry.kind : entry.defaults));
    if (chosen.length) driver.change(["network", "inputs"], chosen);
    update();
  }

  function update() {
    const chosen = (store.get().spec?.network.inputs ?? []).map(nameOf);
    for (const { entry, box, element } of boxes) {
      box.checked = chosen.includes(entry.kind);
      box.disabled = box.checked && chosen.length === 1;
      element.title = box.disabled ? t.lastInput : entry.help ?? "";
    }
  }

  opensBy(button, popover);

  return {
    /** @param {import("../../../views/network.js").Plan} plan */
    arrange({ layout }) {
      update();
      button.style.setProperty("transform", `translateX(${Math.round(Math.max(0, layout.columns[0].x - 46))}px)`);
    },
  };
}
