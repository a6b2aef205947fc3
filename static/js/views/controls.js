// @ts-check
/**
 * The controls of the forms: a menu, a number with its slider, a switch.
 */
import { h, setText, svg } from "../lib/dom.js";
import { grouped } from "../lib/format.js";
import { icon } from "../lib/icons.js";
import { marks } from "../lib/locale.js";
import { scaleOf } from "../lib/scale.js";
import { inFull } from "../lib/typed.js";
import { fill, t, wordOf } from "../t.js";
import { beyondRange, saying, selectedWhole, typed, typing } from "./typed.js";

/** @typedef {{element: HTMLElement, update: (value: any, schema: any, error: string|undefined) => void}} Control */
/** @typedef {(value: any, options?: {soon?: boolean}) => void} Change */

let ids = 0;
const nextId = () => `control-${++ids}`;

/** The curve of an activation, small. @param {{z: number[], g: number[]}} curve */
export function curveIcon({ z, g }) {
  const [left, right] = [-3, 3];
  const points = z.flatMap((at, i) => (at >= left && at <= right ? [`${(((at - left) / (right - left)) * 18 + 1).toFixed(1)} ${(7 - Math.max(-1.6, Math.min(1.6, g[i])) * 3.6).toFixed(1)}`] : []));
  return svg("svg", { class: "curve", viewBox: "0 0 20 14", "aria-hidden": "true" }, svg("path", { d: `M1 7H19`, class: "axis" }), svg("path", { d: `M${points.join("L")}` }));
}

/**
 * A menu that the style sheet can dress; where the browser cannot, it opens its own list.
 * @param {{label: string, options: {value: string, title: string, help?: string, curve?: any}[], change: (value: string) => void, class?: string}} settings
 * @returns {HTMLSelectElement}
 */
export function menu({ label, options, change, class: name = "" }) {
  const select = h("select.menu", { "aria-label": label, onchange: () => { change(select.value); } });
  if (name) select.classList.add(name);
  if (isDressed()) {
    select.append(h("button", { inert: true }, document.createElement("selectedcontent"), icon("chevron")));
  }
  for (const { value, title, help, curve } of options) {
    select.append(h("option", { value, title: help }, h("span", {}, title), curve ? curveIcon(curve) : null));
  }
  return select;
}

const isDressed = () => Boolean(globalThis.CSS?.supports?.("appearance", "base-select"));

/** Texts are measured here. @type {CanvasRenderingContext2D|null} */
let ink = null;

/** A menu that the browser makes as wide as the widest of its list is told how wide its choice is, in sizes of its text. @param {HTMLSelectElement} select */
function fitToChoice(select) {
  if (isDressed()) return;
  ink ??= document.createElement("canvas").getContext("2d");
  if (!ink) return;
  ink.font = `100px ${getComputedStyle(document.body).fontFamily}`;
  select.style.setProperty("--choice", `${ink.measureText(select.selectedOptions[0]?.text ?? "").width / 100}em`);
}

/** Have a menu offer other things. @param {HTMLSelectElement} select @param {HTMLElement[]} options or groups of them */
export const offer = (select, options) => select.replaceChildren(...select.querySelectorAll(":scope > button"), ...options);

/** @param {string} id */
const errorLine = (id) => h("p.field-error", { id, role: "alert", hidden: true });

/** @param {HTMLElement} line @param {HTMLElement} input @param {string|undefined} error */
function showError(line, input, error) {
  line.hidden = !error;
  setText(line, error ?? "");
  if (error) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
}

/**
 * @param {import("../lib/schema.js").Field} field
 * @param {Change} change
 * @returns {Control}
 */
export function choiceControl(field, change) {
  const options = (field.entries ?? []).map(({ kind, title, help, curve }) => ({ value: kind, title, help, curve }));
  return menuControl(field, options, (kind) => change(field.entries?.find((entry) => entry.kind === kind)?.defaults ?? { kind }), (value) => value.kind);
}

/** @param {import("../lib/schema.js").Field} field @param {Change} change @returns {Control} */
export function enumControl(field, change) {
  const options = field.schema.enum.map((/** @type {any} */ value) => ({ value: String(value), title: wordOf(value) }));
  return menuControl(field, options, (text) => change(field.schema.enum.find((/** @type {any} */ value) => String(value) === text)), String);
}

/**
 * @param {import("../lib/schema.js").Field} field
 * @param {any[]} options
 * @param {(value: string) => void} change
 * @param {(value: any) => string} read
 * @returns {Control}
 */
function menuControl(field, options, change, read) {
  const select = menu({ label: field.schema.title, options, change });
  const error = errorLine(nextId());
  const element = h("div.field", { "data-field": field.path.join(".") }, h("div.field-row", {}, h("span.field-name", {}, field.schema.title), select), error);
  return {
    element,
    update(value, schema, problem) {
      const chosen = read(value);
      if (select.value !== chosen) select.value = chosen;
      fitToChoice(select);
      showError(error, select, problem);
    },
  };
}

/** @param {import("../lib/schema.js").Field} field @param {Change} change @returns {Control} */
export function switchControl(field, change) {
  const button = h("button.switch", { type: "button", role: "switch", "aria-label": field.schema.title, onclick: () => { change(button.getAttribute("aria-checked") !== "true"); } });
  const error = errorLine(nextId());
  return {
    element: h("div.field", { "data-field": field.path.join(".") }, h("div.field-row", {}, h("span.field-name", {}, field.schema.title), button), error),
    update(value, schema, problem) {
      button.setAttribute("aria-checked", String(Boolean(value)));
      showError(error, button, problem);
    },
  };
}

/** How many weights are given, which can be drawn instead. @param {import("../lib/schema.js").Field} field @param {Change} change @returns {Control} */
export function givenControl(field, change) {
  const count = h("span.given");
  const error = errorLine(nextId());
  const button = h("button.quiet.small", { type: "button", title: t.weights.drawHelp, onclick: () => change([]) }, t.weights.draw);
  const element = h("div.field", { "data-field": field.path.join(".") }, h("div.field-row", {}, h("span.field-name", {}, field.schema.title), count, button), error);
  return {
    element,
    update(value, schema, problem) {
      setText(count, grouped(value.length));
      showError(error, button, problem);
    },
  };
}

/**
 * A number to type and, where it has a range, to slide.
 * @param {import("../lib/schema.js").Field} field
 * @param {Change} change
 * @param {{again?: {label: string, help: string}}} [options] `again`: a button that takes the next number (seeds)
 * @returns {Control}
 */
export function numberControl(field, change, { again } = {}) {
  const share = field.name.endsWith("_fraction");
  const factor = share ? 100 : 1;
  const { word } = field.schema;
  const called = word && wordOf(word);
  const show = (/** @type {number|string} */ value) => (value === word ? called : `${inFull(Number((Number(value) * factor).toPrecision(10)))}${share ? marks.percent.replace("\u00a0", " ") : ""}`);
  const id = nextId();
  const scale = again ? null : scaleOf(field.schema, field.schema.default);
  /** @type {any} */
  let current = 0;
  /** How a number was read that may mean another. @type {import("./typed.js").Typed|null} */
  let read = null;
  /** What the server says of the number. @type {string|undefined} */
  let refusal;
  /** What of that has been read by now. @type {string|undefined} */
  let told;

  const input = h("input.number", { type: "text", role: "spinbutton", inputmode: "decimal", autocomplete: "off", spellcheck: "false", id, "aria-describedby": `${id}-error` });
  const isTyping = typing(input);
  const commit = () => {
    if (word && [word, called].includes(input.value.trim().toLowerCase())) {
      input.value = called;
      return change(word);
    }
    read = typed(input.value, { schema: field.schema, factor, show, example: field.schema.default ?? current });
    if (read.fault || read.value === current) input.value = show(current);
    else change(read.value);
    tell(read);
  };
  input.addEventListener("change", commit);
  selectedWhole(input);
  input.addEventListener("keydown", (event) => {
    const direction = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
    if (event.key === "Enter") input.select();
    if (event.key === "Escape") input.value = show(current);
    if (!direction || current === word) return;
    event.preventDefault();
    if (scale) change(scale.toValue(Math.min(scale.steps, Math.max(0, scale.toStep(current) + direction))), { soon: true });
    else if (!beyondRange(field.schema, current + direction, show)) change(current + direction, { soon: true });
  });

  const slide = () => { if (scale && slider) change(scale.toValue(Number(slider.value)), { soon: true }); };
  const slider = scale && h("input.slider", { type: "range", min: 0, max: scale.steps, step: 1, "aria-label": field.schema.title, oninput: slide });
  const button = again ? h("button.quiet.small", { type: "button", title: again.help, onclick: () => change(current + 1) }, again.label)
    : word && h("button.quiet.small", { type: "button", "aria-pressed": "false", "aria-label": `${field.schema.title}: ${called}`, onclick: () => change(current === word ? field.schema.default : word) }, called);
  const { element: line, say } = saying({ id: `${id}-error` }, () => {
    read = null;
    told = refusal;
    input.removeAttribute("aria-invalid");
  });
  const tell = (/** @type {{fault?: string, note?: string}} */ what) => {
    say(what);
    if (what.fault) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  };
  const element = h("div.field", { "data-field": field.path.join(".") },
    h(slider ? "div.field-row.slides" : "div.field-row", {}, h("label.field-name", { for: id }, field.schema.title), slider, input, button), line);

  return {
    element,
    update(value, schema, problem) {
      current = value;
      const text = show(value);
      if (input.value !== text && !isTyping()) input.value = text;
      if (word) button?.setAttribute("aria-pressed", String(value === word));
      if (slider) slider.disabled = value === word;
      if (slider && scale && value !== word) {
        slider.value = String(scale.toStep(value));
        slider.style.setProperty("--fill", `${(scale.toStep(value) / scale.steps) * 100}%`);
        slider.setAttribute("aria-valuetext", fill("{text}", { text }));
      }
      refusal = problem;
      if (!problem) told = undefined;
      tell({ fault: problem === told ? "" : problem, note: value === read?.value ? read?.note : "" });
    },
  };
}

/** The button that draws the next seed, by the part of the specification it belongs to. @param {string[]} path */
export function againFor(path) {
  if (path.at(-1) !== "seed") return undefined;
  const [part] = path;
  if (part === "data") return { label: t.newData, help: t.newDataHelp };
  if (part === "network") return { label: t.newWeights, help: t.newWeightsHelp };
  return { label: t.again, help: "" };
}
