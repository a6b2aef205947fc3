// @ts-check
/**
 * The theme's colours as the canvases and plots need them, read once from the style sheet.
 */
import { parseColour, ramp } from "../lib/colour.js";

/**
 * @typedef {object} Palette
 * @property {string[]} classes     marker colours, by class number
 * @property {string} ink
 * @property {string} quiet
 * @property {string} line
 * @property {string} surface
 * @property {string} second        the test curve
 * @property {string} contour
 * @property {string} font
 * @property {Uint32Array} shades   256 pixels from class 0 through the background to class 1
 * @property {Uint32Array} halves   the same in two flat colours
 */

/** @type {{theme: string, palette: Palette}|null} */
let known = null;

/** @param {string} theme @returns {Palette} */
export function paletteOf(theme) {
  if (known?.theme === theme) return known.palette;
  const style = getComputedStyle(document.documentElement);
  const read = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
  const [low, middle, high] = ["--field-0", "--field-middle", "--field-1"].map((name) => parseColour(read(name)));
  const palette = {
    classes: ["--class-0", "--class-1", "--class-2", "--class-3"].map(read),
    ink: read("--ink"),
    quiet: read("--ink-quiet"),
    line: read("--line"),
    surface: read("--surface"),
    second: read("--second"),
    contour: read("--contour"),
    font: read("--font"),
    shades: ramp(low, middle, high),
    halves: ramp(low, middle, high, true),
  };
  known = { theme, palette };
  return palette;
}

/** The marks of the classes: never told apart by colour alone. */
export const MARKS = [
  { symbol: "diamond", path: "M6 .8L11.2 6 6 11.2.8 6z" },
  { symbol: 0, path: "M6 1.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9" }, // the plot's number for a disc
  { symbol: "square", path: "M2 2h8v8H2z" },
  { symbol: "triangle-up", path: "M6 1.5l5 9H1z" },
];
