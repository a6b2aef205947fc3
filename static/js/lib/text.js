// @ts-check
/**
 * How large the page's text is. It grows with the window and with what a person has set, so whatever is counted in pixels beside it does, too.
 */

/** The size that a browser's text has by itself, in pixels: lengths are given at this one. */
const USUAL = 16;

/**
 * In comparison with the usual: of text, of labels that have to be read from far away, and of the numbers at axes.
 * @returns {{text: number, label: number, axis: number}}
 */
export function textScale() {
  const style = getComputedStyle(document.documentElement);
  const text = Number.parseFloat(style.fontSize) / USUAL;
  const [loud, axes] = ["--loud", "--loud-axes"].map((name) => Number(style.getPropertyValue(name)) || 1);
  return { text, label: text * loud, axis: text * axes };
}
