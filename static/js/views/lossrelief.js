// @ts-check
/**
 * The loss around a network as a surface: the height of a place is the logarithm of its loss, as its colour is on the map.
 */
import { fixed, lossOf } from "../lib/format.js";
import { BEYOND, endsOf } from "../lib/landscape.js";
import { extremesOf } from "../lib/surface.js";
import { fill, t } from "../t.js";
import { dot, momentLook, presentLook } from "./dot.js";

/** @typedef {import("../lib/landscape.js").Landscape} Landscape */
/** @typedef {import("./relief.js").Stand} Stand */

/** @typedef {{low: number, high: number, shareOf: (loss: number) => number}} Scale */
/** @typedef {Pick<import("./relief.js").Relief, "heights"|"colours">} Sheet */

/** The surface itself, which stays as long as the landscape does. @param {Landscape} landscape @param {Scale} scale @param {(share: number) => string} colourOf @returns {Sheet} */
export function sheetOf({ losses }, scale, colourOf) {
  const heights = losses.map((row) => row.map(scale.shareOf));
  return { heights, colours: heights.slice(1).map((row, j) => row.slice(1).map((share, i) => colourOf((share + row[i] + heights[j][i] + heights[j][i + 1]) / 4))) };
}

/**
 * @param {Landscape} landscape
 * @param {Scale} scale
 * @param {Sheet} sheet
 * @param {{colourOf: (share: number) => string, names: string[], theme: string, present: {x: number, y: number}|null, loss: number|null|undefined, label: string}} options   `loss`: that of the network as it is
 * @returns {import("./relief.js").Relief}
 */
export function lossRelief({ x, y, path }, scale, { heights, colours }, { colourOf, names, theme, present, loss, label }) {
  const [wide, tall] = [endsOf(x), endsOf(y)];
  /** @param {number} at @param {number} up @param {number} own @param {(palette: import("./palette.js").Palette) => import("./dot.js").Look} lookOf @returns {Stand|null} none where it is beside what is drawn */
  function standAt(at, up, own, lookOf) {
    const [u, v] = [(at - wide[0]) / (wide[1] - wide[0]), (up - tall[0]) / (tall[1] - tall[0])];
    if (!(u >= 0 && u <= 1 && v >= 0 && v <= 1)) return null;
    const sheet = heights[Math.round(v * (y.length - 1))][Math.round(u * (x.length - 1))];
    return {
      u, v, sheet, height: Math.min(1, Math.max(0, own)), before: true,
      paint(context, place, { by, palette }) { dot(context, place, by, lookOf(palette)); },
    };
  }
  const moments = path ? path.x.map((at, i) => standAt(at, path.y[i], scale.shareOf(path.loss[i]), (palette) => momentLook(palette, colourOf(scale.shareOf(path.loss[i]))))) : [];
  const now = present && typeof loss === "number" ? standAt(present.x, present.y, scale.shareOf(loss), presentLook) : null;
  const stands = [...moments, now].filter((one) => one !== null);
  const domain = /** @type {[number, number][]} */ ([wide, tall].map((side) => side.map((end) => Number(end.toPrecision(2)))));
  return { heights, colours, stands, names, domain, ends: [lossOf(scale.low), lossOf(scale.high)], theme, label };
}

/** Where it is least and greatest. @param {Landscape} landscape */
export function endsIn({ x, y, losses }) {
  const ends = extremesOf(losses);
  const [least, most] = [ends.least, ends.most].map(([row, column]) => ({ loss: losses[row][column], x: fixed(x[column], 1), y: fixed(y[row], 1) }));
  const said = t.deeper.landscape;
  return fill(said.ends, { low: lossOf(least.loss), lowX: least.x, lowY: least.y, high: most.loss < BEYOND ? lossOf(most.loss) : said.beyond, highX: most.x, highY: most.y });
}
