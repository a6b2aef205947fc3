// @ts-check
/**
 * A form drawn from fields: controls are kept while their field stays, so that focus and open menus survive.
 */
import { h } from "../lib/dom.js";
import { marks } from "../lib/locale.js";
import { pointerOf, valueAt } from "../lib/schema.js";
import { t } from "../t.js";
import { againFor, choiceControl, enumControl, givenControl, numberControl, switchControl } from "./controls.js";
import { formulaControl } from "./formulafield.js";
import { sweepLink } from "./sweepthis.js";

/** @typedef {import("../lib/schema.js").Field} Field */

/** @param {Field} field @param {import("./controls.js").Change} change @param {Parameters<typeof formulaControl>[2]} look */
function controlFor(field, change, look) {
  if (field.control === "formula") return formulaControl(field, change, look);
  if (field.control === "choice") return choiceControl(field, change);
  if (field.control === "menu") return enumControl(field, change);
  if (field.control === "given") return givenControl(field, change);
  if (field.control === "switch") return switchControl(field, change);
  return numberControl(field, change, { again: againFor(field.path) });
}

/** Whether its values can be tried side by side: not of one layer or input among several, and not what is written. @param {Field} field */
const mayVary = ({ path, control }) => control !== "formula" && control !== "given" && !path.some((part) => /^\d+$/.test(part));

/**
 * The sentence for a field among the errors: its own, or that of a part of it.
 * @param {Record<string, string>} errors
 * @param {string[]} path
 */
export function errorAt(errors, path) {
  const pointer = pointerOf(path);
  return errors[pointer];
}

/** What a field means, and what changing it does. @param {Field} field */
function helpOf({ schema }) {
  const effect = schema.live ? t.takesEffect : t.startsAgain;
  return schema.description ? `${schema.description}${marks.sentence}${effect}` : effect;
}

/**
 * @param {HTMLElement} root
 * @param {{change: (path: string[], value: any, options?: {soon?: boolean}) => void, look: Parameters<typeof formulaControl>[2], sweep?: ((path: string[]) => string)|null}} hooks
 *   `look`: how a choice is drawn with another formula at that path; `sweep`: where its values are tried side by side
 */
export function formView(root, { change, look, sweep = null }) {
  /** @type {Map<string, import("./controls.js").Control>} */
  const controls = new Map();
  const open = h("div.form");
  const folded = h("div.form");
  const summary = h("summary", {}, t.more);
  const fold = h("details.fold", { hidden: true }, summary, folded);
  root.append(open, fold);
  let drawn = "";

  return {
    /** @param {Field[]} fields @param {any} spec @param {Record<string, string>} errors */
    draw(fields, spec, errors) {
      const shown = fields.filter((field) => field.control !== "choice" || (field.entries?.length ?? 0) > 1);
      // A control belongs to its field and its range: when the range changes, so does the control.
      const keys = shown.map((field) => JSON.stringify([field.path, field.control, field.schema.title, field.schema.minimum, field.schema.maximum, field.entries?.map(({ kind }) => kind)]));
      const controlsNow = shown.map((field, i) => {
        const known = controls.get(keys[i]);
        if (known) return known;
        const made = controlFor(field, (value, options) => change(field.path, value, options), look);
        if (sweep && mayVary(field)) made.element.append(sweepLink(field.schema.title, () => sweep(field.path)));
        controls.set(keys[i], made);
        return made;
      });
      if (keys.join() !== drawn) {
        const first = drawn === "";
        drawn = keys.join();
        const focused = /** @type {HTMLElement|null} */ (document.activeElement);
        const hadFocus = focused && root.contains(focused);
        const inFold = shown.map((field) => Boolean(field.fold));
        open.replaceChildren(...controlsNow.filter((_, i) => !inFold[i]).map(({ element }) => element));
        folded.replaceChildren(...controlsNow.filter((_, i) => inFold[i]).map(({ element }) => element));
        fold.hidden = !inFold.includes(true);
        // A link that sets what is in the fold opens it.
        const unusual = shown.some((field, i) => inFold[i] && field.schema.default !== undefined && JSON.stringify(valueAt(spec, field.path)) !== JSON.stringify(field.schema.default));
        if (first && unusual) fold.open = true;
        if (hadFocus && root.contains(focused)) focused.focus({ preventScroll: true });
      }
      shown.forEach((field, i) => {
        const { element, update } = controlsNow[i];
        update(valueAt(spec, field.path), field.schema, errorAt(errors, field.path));
        const help = helpOf(field);
        if (element.dataset.help === help) return;
        element.dataset.help = help;
        for (const part of element.querySelectorAll("input, select, button[role]")) part.setAttribute("aria-description", help);
      });
    },
  };
}
