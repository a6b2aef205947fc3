// @ts-check
/**
 * What is said of a number that was typed: what is wanted instead, or how it was read.
 */
import { h, setText } from "../lib/dom.js";
import { marks } from "../lib/locale.js";
import { inFull, otherwise, parseNumber } from "../lib/typed.js";
import { fill, t } from "../t.js";

/** What is done by hand, whatever it is; those who only walk on to another place have done nothing. */
const ACTS = ["pointerdown", "keydown", "input"];
const STILL = ["Tab", "Shift", "Control", "Alt", "Meta"];

/** @typedef {{value: number, fault: string, note: string}} Typed `value`: NaN where there is a fault; `note`: how it was read, where it might mean another number */

/** What is wrong with a number beyond its range, said as the field shows numbers. @param {any} schema @param {number} value @param {(value: number) => string} show */
export function beyondRange({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }, value, show) {
  if (value > maximum) return fill(t.atMost, { limit: show(maximum) });
  if (value < minimum) return fill(t.atLeast, { limit: show(minimum) });
  if (value >= exclusiveMaximum) return fill(t.lessThan, { limit: show(exclusiveMaximum) });
  return value <= exclusiveMinimum ? fill(t.moreThan, { limit: show(exclusiveMinimum) }) : "";
}

/**
 * A number as it was typed, and what there is to say of it.
 * @param {string} text
 * @param {{schema?: any, factor?: number, show?: (value: number) => string, example?: number}} [options]
 *   `schema`: which numbers there may be; `factor`: how many times the number is what is typed, 100 for shares in percent
 * @returns {Typed}
 */
export function typed(text, { schema = {}, factor = 1, show = inFull, example = schema.default ?? 0.5 } = {}) {
  const read = Number((parseNumber(factor === 100 ? text.replace("%", "") : text) / factor).toPrecision(12));
  const whole = schema.type === "integer";
  const other = Number.isNaN(read) ? null : otherwise(text, whole);
  const note = other === null ? "" : fill(t.readAs, { value: show(read).replaceAll(marks.group, ""), other: show(other / factor), digits: inFull(other) });
  if (Number.isNaN(read) || (whole && !Number.isInteger(read))) {
    return { value: NaN, fault: `${note}${marks.sentence}${fill(whole ? t.wholeWanted : t.numberWanted, { example: show(example) })}`.trim(), note: "" };
  }
  const beyond = beyondRange(schema, read, show);
  return beyond ? { value: NaN, fault: `${note}${marks.sentence}${beyond}`.trim(), note: "" } : { value: read, fault: "", note };
}

/**
 * What is typed into a box takes the place of what stands in it: all of that is selected once the box is entered.
 * @param {HTMLInputElement} box
 */
export function selectedWhole(box) {
  let entered = false;
  box.addEventListener("pointerdown", () => { entered = document.activeElement !== box; });
  box.addEventListener("focus", () => box.select());
  box.addEventListener("mouseup", (event) => {
    // Safari would put a caret there.
    if (entered && box.selectionStart === 0 && box.selectionEnd === box.value.length) event.preventDefault();
  });
}

/**
 * Whether something is being typed into a box: that is not written over by what comes in meanwhile.
 * @param {HTMLInputElement} box
 * @returns {() => boolean}
 */
export function typing(box) {
  let begun = false;
  box.addEventListener("input", () => { begun = true; });
  for (const end of ["change", "blur"]) box.addEventListener(end, () => { begun = false; });
  return () => begun;
}

/**
 * The line below a box that says it, until something else is done.
 * @param {Record<string, any>} [attributes]
 * @param {(() => void)|null} [gone] it has been said; null: what is wrong stays in the box, and so does what is said of it
 */
export function saying(attributes = {}, gone = () => undefined) {
  const element = h("p.field-error", { role: "alert", hidden: true, ...attributes });

  /** @param {{fault?: string, note?: string}} what */
  function say({ fault = "", note = "" }) {
    element.hidden = !fault && !note;
    element.classList.toggle("field-error", Boolean(fault));
    element.classList.toggle("field-note", !fault);
    setText(element, fault || note);
    if (gone) for (const act of ACTS) document[element.hidden ? "removeEventListener" : "addEventListener"](act, end, true);
  }
  /** @param {Event} event */
  function end(event) {
    if (event instanceof KeyboardEvent && STILL.includes(event.key)) return;
    say({});
    gone?.();
  }
  return { element, say };
}
