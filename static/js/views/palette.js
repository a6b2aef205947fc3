// @ts-check
/**
 * The theme's colours as the canvases and plots need them, read once from the style sheet.
 */
import { fade, mix, parseColour, ramp } from "../lib/colour.js";

/**
 * @typedef {object} Palette
 * @property {string[]} classes     marker colours, by class number
 * @property {string} ink
 * @property {string} quiet
 * @property {string} line
 * @property {string} surface
 * @property {string} paper
 * @property {string} sunken
 * @property {string} second        the test curve
 * @property {string[]} runs        the curves of kept runs
 * @property {string} contour
 * @property {string} font
 * @property {Uint32Array} shades   256 pixels from class 0 through the background to class 1
 * @property {Uint32Array} halves   the same in two flat colours
 * @property {Uint32Array[]} regions  by class: 256 pixels from the background to the class
 * @property {Uint32Array[]} sure     by class: the same, evenly, for one output alone
 * @property {Uint32Array} depth    256 pixels from the least loss to the greatest
 * @property {(share: number) => string} depthColour  of a loss, 0 … 1 of its range
 * @property {Uint32Array} differs  256 pixels from less through the same to more
 * @property {Uint32Array} others   256 pixels from the same to another
 * @property {(share: number) => string} valueColour  of a real value, 0 … 1 of its range
 */

/** So many kept runs have their curves drawn with those of the present one. */
export const MOST_CURVES = 6;

/** @type {{theme: string, palette: Palette}|null} */
let known = null;

/** @param {string} theme @returns {Palette} */
export function paletteOf(theme) {
  if (known?.theme === theme) return known.palette;
  const style = getComputedStyle(document.documentElement);
  const read = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
  const [low, middle, high] = ["--field-0", "--field-middle", "--field-1"].map((name) => parseColour(read(name)));
  const [less, more] = ["--less", "--more"].map((name) => parseColour(read(name)));
  const classes = Array.from({ length: 10 }, (_, i) => read(`--class-${i}`));
  const fields = classes.map((colour, i) => (i < 2 ? [low, high][i] : mix(middle, parseColour(colour), theme === "dark" ? 0.52 : 0.68)));
  const [from, to] = [parseColour(classes[0]), parseColour(classes[1])];
  const palette = {
    classes,
    ink: read("--ink"),
    quiet: read("--ink-quiet"),
    line: read("--line"),
    surface: read("--surface"),
    paper: read("--paper"),
    sunken: read("--sunken"),
    second: read("--second"),
    runs: Array.from({ length: MOST_CURVES }, (_, i) => read(`--run-${i}`)),
    contour: read("--contour"),
    font: read("--font"),
    shades: ramp(low, middle, high),
    halves: ramp(low, middle, high, true),
    regions: fields.map((field) => fade(middle, field, 0.5)),
    sure: fields.map((field) => fade(middle, field)),
    depth: fade(high, middle, 1),
    depthColour: (/** @type {number} */ share) => `rgb(${mix(high, middle, share).join(", ")})`,
    differs: ramp(less, middle, more),
    // Of several classes the third has the other colour.
    others: fade(middle, less),
    /** @param {number} share */
    valueColour(share) {
      const t = Math.min(1, Math.max(-1, share * 2 - 1));
      return `rgb(${mix(middle, t < 0 ? from : to, Math.abs(t) ** 0.8).join(", ")})`;
    },
  };
  known = { theme, palette };
  return palette;
}

/** The marks of the classes: never told apart by colour alone. On a grid of 12. */
export const MARKS = [
  "M6 .8L11.2 6 6 11.2.8 6z",
  "M6 1.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9",
  "M2 2h8v8H2z",
  "M6 1.5l5 9H1z",
  "M6 10.5l5-9H1z",
  "M4.4 1h3.2v3.4H11v3.2H7.6V11H4.4V7.6H1V4.4h3.4z",
  "M6 .6l1.5 3.6 3.9.3-3 2.5 1 3.9L6 8.8l-3.4 2.1 1-3.9-3-2.5 3.9-.3z",
  "M6 .9l4.5 2.6v5L6 11.1 1.5 8.5v-5z",
  "M3 .8l3 3 3-3L11.2 3l-3 3 3 3L9 11.2l-3-3-3 3L.8 9l3-3-3-3z",
  "M1.5 1.2h9L6 6l4.5 4.8h-9L6 6z",
];

/** Those of real values. */
export const DISC = MARKS[1];
export const SQUARE = MARKS[2];
