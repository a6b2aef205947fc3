// @ts-check
/**
 * A formula to type: what is wrong with it is said while it is typed, and what is right is printed and drawn.
 */
import { h } from "../lib/dom.js";
import { debounce } from "../lib/time.js";
import { t } from "../t.js";
import { activationPlot, cornersOf, formulas } from "./formula.js";
import { saying, typing } from "./typed.js";

/** @typedef {import("../types.js").Entry} Entry */

const PAUSE_MS = 250;
let ids = 0;

/** The formula as it was understood. @param {Entry} entry */
const preview = (entry) => [
  ...(entry.curve ? [activationPlot(entry.curve, `${entry.title}: g, g′`)] : []),
  ...[entry.formula, entry.derivative].flatMap((text) => (text ? [h("p.formula", {}, ...formulas(text))] : [])),
  ...(cornersOf(entry, t) ? [h("p.quiet-text", {}, cornersOf(entry, t))] : []),
];

/**
 * @param {import("../lib/schema.js").Field} field
 * @param {import("./controls.js").Change} change
 * @param {(path: string[], text: string) => Promise<Entry>} look the entry with that formula; rejected, with a sentence, where it is none
 * @returns {import("./controls.js").Control}
 */
export function formulaControl(field, change, look) {
  const id = `formula-${++ids}`;
  const box = h("input.formula-box", { type: "text", id, autocomplete: "off", autocapitalize: "off", spellcheck: "false", "aria-describedby": `${id}-error` });
  const isTyping = typing(box);
  const { element: line, say } = saying({ id: `${id}-error` }, null);
  const drawn = h("div.formula-preview");
  let current = "";
  let refused = "";
  let shown = "";

  /** @param {string} fault */
  function tell(fault) {
    say({ fault });
    if (fault) box.setAttribute("aria-invalid", "true");
    else box.removeAttribute("aria-invalid");
  }

  /** Say what is wrong with what stands in the box, or show it as it was understood. Gives whether it is right. */
  async function tried() {
    const text = box.value;
    shown = text;
    try {
      const entry = await look(field.path, text);
      if (box.value !== text) return false;
      drawn.replaceChildren(...preview(entry));
      // As a formula it is right; what the server refused is still said.
      tell(text === current ? refused : "");
      return true;
    } catch (problem) {
      const { errors, message } = /** @type {import("../api.js").Problem} */ (problem);
      if (box.value === text) tell(errors?.[0]?.detail ?? message);
      return false;
    }
  }

  const triedSoon = debounce(() => void tried(), PAUSE_MS);
  box.addEventListener("input", triedSoon);
  box.addEventListener("change", async () => {
    const text = box.value;
    if (text !== current && await tried()) change(text);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    box.value = current;
    refused = "";
    void tried();
  });

  return {
    element: h("div.field.formula-field", { "data-field": field.path.join(".") }, h("label.field-name", { for: id }, field.schema.title), box, line, drawn),
    update(value, schema, problem) {
      // What is typed and wrong stays to be put right, until there is another formula.
      if (value !== current && !isTyping()) box.value = value;
      current = value;
      // What the server refused it for may be gone, as when it did not suit the data before.
      const gone = Boolean(refused) && !problem;
      refused = problem ?? "";
      if (problem) tell(problem);
      else if (shown === "" || gone) void tried();
      else if (box.value === value && shown !== value) void tried();
    },
  };
}

/** The keyboard goes to the formula of a choice, where it has one to type. @param {(string|number)[]} path of the choice */
export const focusFormula = (path) => {
  const box = /** @type {HTMLInputElement|null} */ (document.querySelector(`[data-field^="${path.join(".")}."] .formula-box`));
  box?.focus();
  box?.select();
};
