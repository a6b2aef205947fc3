// @ts-check
/**
 * A form drawn from fields: controls are kept while their field stays, so that focus and open menus survive.
 */
import { pointerOf, valueAt } from "../lib/schema.js";
import { againFor, choiceControl, enumControl, numberControl, switchControl } from "./controls.js";

/** @typedef {import("../lib/schema.js").Field} Field */

/** @param {Field} field @param {import("./controls.js").Change} change */
function controlFor(field, change) {
  if (field.control === "choice") return choiceControl(field, change);
  if (field.control === "menu") return enumControl(field, change);
  if (field.control === "switch") return switchControl(field, change);
  return numberControl(field, change, { again: againFor(field.path) });
}

/**
 * The sentence for a field among the errors: its own, or that of a part of it.
 * @param {Record<string, string>} errors
 * @param {string[]} path
 */
export function errorAt(errors, path) {
  const pointer = pointerOf(path);
  return errors[pointer];
}

/**
 * @param {HTMLElement} root
 * @param {(path: string[], value: any, options?: {soon?: boolean}) => void} change
 * @returns {(fields: Field[], spec: any, errors: Record<string, string>) => void} draw the form again
 */
export function mountForm(root, change) {
  /** @type {Map<string, import("./controls.js").Control>} */
  const controls = new Map();
  let drawn = "";

  return (fields, spec, errors) => {
    const shown = fields.filter((field) => field.control !== "choice" || (field.entries?.length ?? 0) > 1);
    // A control belongs to its field and its range: when the range changes, so does the control.
    const keys = shown.map((field) => JSON.stringify([field.path, field.control, field.schema.title, field.schema.minimum, field.schema.maximum]));
    const controlsNow = shown.map((field, i) => {
      const known = controls.get(keys[i]) ?? controlFor(field, (value, options) => change(field.path, value, options));
      controls.set(keys[i], known);
      return known;
    });
    if (keys.join() !== drawn) {
      drawn = keys.join();
      const focused = /** @type {HTMLElement|null} */ (document.activeElement);
      const hadFocus = focused && root.contains(focused);
      root.replaceChildren(...controlsNow.map(({ element }) => element));
      if (hadFocus && root.contains(focused)) focused.focus({ preventScroll: true });
    }
    shown.forEach((field, i) => controlsNow[i].update(valueAt(spec, field.path), field.schema, errorAt(errors, field.path)));
  };
}
