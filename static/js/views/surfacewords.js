// @ts-check
/**
 * What there is to say of the network's answer as a surface.
 */
import { fixed, short } from "../lib/format.js";
import { extremesOf } from "../lib/surface.js";
import { fill, t } from "../t.js";

/** A share of the scale so close to its end may have been beyond. */
const EDGE = 1e-4;

/** The surface in words: its ends, where they are, and how far the points are off. @param {{heights: number[][], off: number}} answers   as shares of the scale @param {[number, number]} range @param {import("../types.js").Data} data */
export function tell({ heights, off }, [low, high], { domain: [x, y] }) {
  const said = t.deeper.surface;
  let isCut = false;
  /** What lies beyond the scale is drawn at its end; probabilities have nothing beyond. @param {number} share */
  function cut(share) {
    const value = short(low + share * (high - low));
    const end = (low === 0 && high === 1) || (share > EDGE && share < 1 - EDGE) ? "" : share > 0.5 ? said.orMore : said.orLess;
    isCut ||= end !== "";
    return end ? fill(end, { value }) : value;
  }
  const along = (/** @type {[number, number]} */ [from, to], /** @type {number} */ i) => fixed(from + (i / (heights.length - 1)) * (to - from), 1);
  const ends = extremesOf(heights);
  const [least, most] = [ends.least, ends.most].map(([row, column]) => ({ value: cut(heights[row][column]), x: along(x, column), y: along(y, row) }));
  const distance = short(off * (high - low));
  return fill(said.facts, { low: least.value, lowX: least.x, lowY: least.y, high: most.value, highX: most.x, highY: most.y, off: isCut ? fill(said.orMore, { value: distance }) : distance });
}
