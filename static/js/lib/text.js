// @ts-check
/**
 * How large the page's text is. It grows with the window and with what a person has set, so whatever is counted in pixels beside it does, too.
 */

/** The size that a browser's text has by itself, in pixels: lengths are given at this one. */
const USUAL = 16;

/** @returns {{text: number, label: number}} in comparison with the usual: of text, and of what has to be read from far away */
export function textScale() {
  const style = getComputedStyle(document.documentElement);
  const text = Number.parseFloat(style.fontSize) / USUAL;
  return { text, label: text * (Number(style.getPropertyValue("--loud")) || 1) };
}
