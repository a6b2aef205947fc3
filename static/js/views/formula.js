// @ts-check
/**
 * Formulas as MathML, and activations as plots of g and g′.
 */
import { h, svg } from "../lib/dom.js";
import { short } from "../lib/format.js";
import { marks } from "../lib/locale.js";
import { WORDS, mathOf } from "../lib/mathml.js";
import { fill, wordOf } from "../t.js";

/** The words within a formula in the page's language. @param {string} text */
const inWords = (text) => text.replace(/\p{L}+/gu, (word) => (WORDS.has(word) ? wordOf(word) : word));

const MATHML = "http://www.w3.org/1998/Math/MathML";

/** @param {import("../lib/mathml.js").Node} node @returns {Element} */
function element({ tag, text, children }) {
  const made = document.createElementNS(MATHML, tag);
  if (tag === "mspace") made.setAttribute("width", "0.17em");
  else if (text !== undefined) made.textContent = tag === "mtext" ? inWords(text) : text;
  made.append(...(children ?? []).map(element));
  return made;
}

/** @param {string} text */
export function formula(text) {
  const math = document.createElementNS(MATHML, "math");
  math.setAttribute("aria-label", inWords(text));
  math.append(...mathOf(text).map(element));
  return math;
}

/** The parts of a formula, which end with a comma or a semicolon outside of brackets, so that lines break between them. @param {string} text */
export const formulas = (text) => text.split(/(?<=[;,])\s+(?![^(]*\))/).flatMap((part) => [formula(part), " "]);

const [LEFT, RIGHT, HALF] = [-5, 5, 2.2];

/** @param {number[]} z @param {number[]} values */
function path(z, values) {
  const parts = z.flatMap((at, i) => (at >= LEFT && at <= RIGHT ? [{ x: ((at - LEFT) / (RIGHT - LEFT)) * 120, y: 40 - (values[i] / HALF) * 38 }] : []));
  return parts.map(({ x, y }, i) => `${i ? "L" : "M"}${x.toFixed(1)} ${Math.max(-20, Math.min(100, y)).toFixed(1)}`).join("");
}

/** g as a full line, g′ as a broken one. @param {{z: number[], g: number[], dg: number[]}} curve @param {string} label */
export const activationPlot = ({ z, g, dg }, label) =>
  svg("svg", { class: "activation-plot", viewBox: "0 0 120 80", role: "img", "aria-label": label },
    svg("path", { class: "axis", d: "M0 40H120M60 0V80" }),
    svg("path", { class: "slope", d: path(z, dg) }),
    svg("path", { class: "value", d: path(z, g) }));

/** Where an activation has no slope, as a sentence; nothing where it has one everywhere. @param {any} entry @param {any} t the page's words */
export const cornersOf = ({ corners }, t) => (corners?.length ? fill(t.noSlope, { places: corners.map((/** @type {number} */ z) => short(z, 4)).join(marks.list) }) : "");

/** @param {any} entry of an activation @param {any} t the page's words @param {string} where */
export const activationCard = (entry, t, where) =>
  h("section.activation-card", { "aria-label": entry.title },
    activationPlot(entry.curve, `${entry.title}: g, g′`),
    h("div", {},
      h("h3", {}, entry.title, h("span.aside-note", {}, ` ${where}`)),
      h("p.formula.is-value", {}, formula(entry.formula)),
      h("p.formula.is-slope", {}, formula(entry.derivative)),
      h("p.quiet-text", {}, entry.help, " ", cornersOf(entry, t))));
