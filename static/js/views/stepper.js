// @ts-check
/**
 * A whole number to type, with a button for one fewer and one more on either side, which count on while they are held.
 */
import { h, setIdle } from "../lib/dom.js";
import { icon } from "../lib/icons.js";
import { saying, selectedWhole, typed, typing } from "./typed.js";

/** So long a button is held before it counts on, and then from one to the next. */
const HOLD_MS = 400;
const NEXT_MS = 90;

/** @typedef {{value: number, least: number, most: number}} Count */

/**
 * Act at a click, and again and again while the button is held.
 * @param {HTMLElement} button
 * @param {(held: boolean) => void} act
 */
function whileHeld(button, act) {
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;
  let held = false;
  const wait = (/** @type {number} */ time_ms) => {
    timer = setTimeout(() => {
      held = true;
      act(true);
      wait(NEXT_MS);
    }, time_ms);
  };
  button.addEventListener("pointerdown", ({ button: which }) => {
    held = false;
    if (!which) wait(HOLD_MS);
  });
  for (const end of ["pointerup", "pointerleave", "pointercancel"]) button.addEventListener(end, () => clearTimeout(timer));
  // A long touch asks for a menu elsewhere.
  button.addEventListener("contextmenu", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    // The click that ends a hold has been counted.
    if (!held) act(false);
    held = false;
  });
}

/**
 * @param {{label: string, fewer: string, more: string, change: (value: number, options: {soon: boolean}) => void}} settings
 *   names of the number and its buttons; `soon`: more may follow
 */
export function stepperView({ label, fewer, more, change }) {
  /** @type {Count} */
  let count = { value: 0, least: 0, most: 0 };
  const { element: said, say } = saying();
  const input = h("input.units", { type: "text", role: "spinbutton", inputmode: "numeric", autocomplete: "off", spellcheck: "false", "aria-label": label, "data-units": "" });
  const isTyping = typing(input);
  const bump = (/** @type {number} */ by) => (/** @type {boolean} */ soon) => {
    const next = count.value + by;
    if (next >= count.least && next <= count.most) change(next, { soon });
  };
  const buttons = [h("button.round", { type: "button", "aria-label": fewer }, icon("minus")), h("button.round", { type: "button", "aria-label": more }, icon("plus"))];
  buttons.forEach((button, i) => whileHeld(button, bump(i ? 1 : -1)));

  /** @param {{fault?: string}} [what] */
  function show(what = {}) {
    input.value = String(count.value);
    say(what);
  }
  input.addEventListener("change", () => {
    const schema = { type: "integer", minimum: count.least, maximum: count.most };
    const { value, fault, note } = typed(input.value, { schema, example: count.value });
    if (fault) return show({ fault });
    say({ note });
    if (value !== count.value) change(value, { soon: false });
  });
  selectedWhole(input);
  input.addEventListener("keydown", (event) => {
    const by = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
    if (event.key === "Enter") input.select();
    if (event.key === "Escape") show();
    if (!by) return;
    event.preventDefault();
    bump(by)(true);
  });

  return {
    element: h("div.stepper", {}, buttons[0], input, buttons[1], said),
    /** @param {Count} next */
    update(next) {
      const isNews = next.value !== count.value;
      count = next;
      if (isNews && !isTyping()) show();
      setIdle(buttons[0], count.value <= count.least);
      setIdle(buttons[1], count.value >= count.most);
    },
  };
}
