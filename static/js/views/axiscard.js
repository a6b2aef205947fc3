// @ts-check
/**
 * One field that a sweep varies: which it is, and its values, to add and to take away.
 */
import { h, setText } from "../lib/dom.js";
import { icon } from "../lib/icons.js";
import { inFull, parseNumber } from "../lib/typed.js";
import { fill, t } from "../t.js";
import { menu, offer } from "./controls.js";
import { saying, selectedWhole, typed } from "./typed.js";

const words = t.sweep;
/** So many choices are all seen at once. */
const FEW = 6;

/** @typedef {{value: any, name: string, on: boolean, bad: boolean}} Chip   `on`: it is one of the values; `bad`: it was refused */
/**
 * @typedef {object} Drawn
 * @property {string} role   as it is said
 * @property {{group: string, items: {value: string, title: string}[]}[]} fields   all that may vary
 * @property {string} path   the one that does
 * @property {string} title
 * @property {Chip[]} chips
 * @property {"number"|"layers"|null} typed   what may be typed; null: all values are chips
 * @property {any} schema   of a number
 * @property {{low: number, high: number, log: boolean}|null} range   instead of values, of a random sample
 * @property {boolean} mayGo
 * @property {boolean} usual   whether they are those that are proposed
 * @property {string} error
 */
/** @typedef {{pick: (path: string) => void, toggle: (value: any, on: boolean) => void, add: (value: any) => void, range: (range: {low: number, high: number, log: boolean}) => void, all: () => void, propose: () => void, remove: () => void, layers: (units: number[]) => any}} Hooks   `layers`: of so many units each */

/** @param {Hooks} hooks */
export function axisCard(hooks) {
  const role = h("span.axis-role");
  const select = menu({ label: "", class: "boxed", options: [], change: hooks.pick });
  const remove = h("button.round", { type: "button", onclick: hooks.remove }, icon("close"));
  const chips = h("div.values");
  const input = h("input.number.boxed", { type: "text", autocomplete: "off", spellcheck: "false", "aria-label": words.value.add, title: words.value.add });
  selectedWhole(input);
  const adding = h("form.value-add", { onsubmit: (event) => { event.preventDefault(); add(); } }, input);
  const all = h("button.link.small", { type: "button", onclick: hooks.all }, words.value.all);
  const propose = h("button.link.small", { type: "button", title: words.value.proposeHelp, onclick: hooks.propose }, words.value.propose);
  const { element: said, say } = saying();
  const error = h("p.field-error", { role: "alert", hidden: true });
  const ends = (/** @type {"low"|"high"} */ end) => {
    const box = h("input.number.boxed", { type: "text", inputmode: "decimal", autocomplete: "off", "aria-label": words.range[end], onchange: () => {
      const read = typed(box.value, { schema: drawn?.schema });
      say(read);
      if (!read.fault && drawn?.range) hooks.range({ ...drawn.range, [end]: read.value });
    } });
    selectedWhole(box);
    return box;
  };
  const [low, high] = [ends("low"), ends("high")];
  const log = h("button.toggle", { type: "button", "aria-pressed": "false", title: words.range.logHelp, onclick: () => { if (drawn?.range) hooks.range({ ...drawn.range, log: !drawn.range.log }); } }, words.range.log);
  const range = h("div.axis-range", {}, h("label", {}, words.range.low, low), h("label", {}, words.range.high, high), log);
  const element = h("section.axis-card", {}, h("div.axis-head", {}, role, select, remove), chips, range, h("div.axis-foot", {}, propose), said, error);
  const more = h("button.link.small", { type: "button", "aria-expanded": "false", onclick: () => { open = !open; if (drawn) drawChips(drawn); more.focus(); } });
  /** Whether all that may be chosen is seen, or what is. */
  let open = false;
  /** @type {Drawn|null} */
  let drawn = null;
  let made = "";

  /** Several numbers may be typed at once, parted by blanks or semicolons. */
  function add() {
    if (!drawn || !input.value.trim()) return;
    if (drawn.typed === "layers") {
      const units = input.value.trim().split(/[\s,;x×–-]+/).filter(Boolean).map(Number);
      if (!units.length || units.some((each) => !Number.isInteger(each) || each < 1)) return say({ fault: words.value.layersWanted });
      return taken(hooks.layers(units));
    }
    const parts = input.value.trim().split(/;\s*|\s+/);
    const several = parts.length > 1 && parts.every((part) => !Number.isNaN(parseNumber(part)));
    for (const part of several ? parts : [input.value]) {
      const read = typed(part, { schema: drawn.schema });
      if (read.fault) return say(read);
      taken(read.value);
      if (read.note) say(read);
    }
  }
  /** @param {any} value */
  function taken(value) {
    const there = drawn?.chips.find((chip) => JSON.stringify(chip.value) === JSON.stringify(value));
    input.value = "";
    if (there) say({ note: fill(words.value.twice, { value: there.name }) });
    else hooks.add(value);
    input.focus();
  }

  /** @param {Drawn} next */
  function drawChips({ chips: list, typed: kind }) {
    const held = [...chips.querySelectorAll("button")].findIndex((button) => button === document.activeElement);
    const off = kind === null && list.length > FEW ? list.filter(({ on }) => !on).length : 0;
    more.hidden = off === 0;
    setText(more, open ? words.value.fewer : fill(words.value.more, { count: off }));
    more.setAttribute("aria-expanded", String(open));
    const buttons = list.filter(({ on }) => on || open || !off).map(({ value, name, on, bad }) => kind === null
      ? h("button.value", { type: "button", "aria-pressed": String(on), "data-bad": String(bad), onclick: () => hooks.toggle(value, !on) }, name)
      : h("button.value.goes", { type: "button", "data-bad": String(bad), "aria-label": fill(words.value.remove, { value: name }), title: fill(words.value.remove, { value: name }), onclick: () => hooks.toggle(value, false) }, name, icon("close")));
    chips.replaceChildren(...buttons, ...(kind === null ? [more, all] : [adding]));
    // Where the keyboard was it stays, whatever was taken away.
    if (held >= 0) (buttons[Math.min(held, buttons.length - 1)] ?? input).focus();
  }

  return {
    element,
    /** Bring the keyboard to it. */
    focus: () => select.focus(),
    /** @param {string} text what there is to say of what was just done */
    tell: (text) => say({ note: text }),
    /** @param {Drawn} next */
    draw(next) {
      drawn = next;
      const { fields, path, title, mayGo, typed: kind } = next;
      const now = JSON.stringify(fields);
      if (now !== made) {
        offer(select, fields.map(({ group, items }) => h("optgroup", { label: group }, ...items.map(({ value, title: name }) => h("option", { value }, h("span", {}, name))))));
      }
      made = now;
      if (select.value !== path) select.value = path;
      setText(role, next.role);
      select.setAttribute("aria-label", fill(words.varies, { role: next.role }));
      element.setAttribute("aria-label", `${next.role}: ${title}`);
      remove.hidden = !mayGo;
      remove.setAttribute("aria-label", fill(words.removeAxis, { title }));
      remove.title = fill(words.removeAxis, { title });
      input.placeholder = kind === "layers" ? words.value.addLayers : words.value.addField;
      input.inputMode = kind === "layers" ? "text" : "decimal";
      chips.hidden = next.range !== null;
      range.hidden = next.range === null;
      all.hidden = kind !== null || next.range !== null || next.chips.every(({ on }) => on);
      propose.hidden = next.range !== null || next.usual;
      if (next.range) {
        if (document.activeElement !== low) low.value = inFull(next.range.low);
        if (document.activeElement !== high) high.value = inFull(next.range.high);
        log.setAttribute("aria-pressed", String(next.range.log));
      } else drawChips(next);
      error.hidden = !next.error;
      setText(error, next.error);
      select.toggleAttribute("aria-invalid", Boolean(next.error));
    },
  };
}
