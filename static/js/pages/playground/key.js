// @ts-check
/**
 * The sheet that asks for the key of a server where not everyone may train.
 */
import { h, setText } from "../../lib/dom.js";
import { t } from "../../t.js";
import { sheet } from "../../views/sheet.js";

/**
 * @param {Pick<import("../../state.js").AppStore, "get"|"set"|"on">} store
 * @returns {() => void} open it
 */
export function mountKey(store) {
  const field = h("input.paste.one-line", { id: "key-field", type: "password", required: true, autocomplete: "off", spellcheck: "false", "aria-describedby": "key-problem" });
  const problem = h("p.field-error", { id: "key-problem", role: "alert" });
  const form = h("form", { onsubmit: (event) => { event.preventDefault(); give(); } },
    h("label.labelled", {}, t.key.field, field), problem, h("div.sheet-buttons", {}, h("button.strong", { type: "submit", id: "key-go" }, t.key.go)));
  const dialog = sheet("key", t.key.title, h("p", {}, t.key.help), form);

  function give() {
    const { keyWanted } = store.get();
    const key = field.value.trim();
    if (!key || !keyWanted) return field.focus();
    field.value = "";
    dialog.close();
    keyWanted.give(key);
  }
  function open() {
    const { keyWanted } = store.get();
    if (!keyWanted || dialog.open) return;
    setText(problem, keyWanted.problem);
    dialog.showModal();
    field.focus();
  }
  store.on(["keyWanted"], ({ keyWanted }) => {
    if (keyWanted) open();
    // It was given elsewhere.
    else if (dialog.open) dialog.close();
  });
  return open;
}
