// @ts-check
/**
 * The lines of a text as they stand on the page.
 */

/** @typedef {{said: string, left: number, right: number, top: number, bottom: number}} Line   in the window's pixels */

/** Signs stand on one line unless they are so far from it, in pixels. */
const APART = 2;

/** @param {Element} element @returns {Line[]} without what is there for listeners alone */
export function linesOf(element) {
  const sideways = getComputedStyle(element).writingMode.startsWith("vertical");
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  /** @type {Line[]} */
  const lines = [];
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    // A line goes on within its own text alone: what is within it, as an index below, stands elsewhere.
    let begun = false;
    // Sign by sign: in Japanese a line ends where it is full.
    for (const { 0: all, 1: sign, index } of (node.nodeValue ?? "").matchAll(/\s*(\S)/gu)) {
      range.setStart(node, index + all.length - sign.length);
      range.setEnd(node, index + all.length);
      const { left, right, top, bottom } = range.getBoundingClientRect();
      const line = begun ? lines.at(-1) : undefined;
      if (line && Math.abs(sideways ? line.left - left : line.top - top) < APART) Object.assign(line, { said: `${line.said}${all === sign ? "" : " "}${sign}`, left: Math.min(line.left, left), right: Math.max(line.right, right), top: Math.min(line.top, top), bottom: Math.max(line.bottom, bottom) });
      else if (right - left > 1) lines.push({ said: sign, left, right, top, bottom });
      begun ||= right - left > 1;
    }
  }
  return lines;
}
