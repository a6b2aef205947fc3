// @ts-check
/**
 * Small plots of a catalogue entry: its curve with the slope of it, or a sample of its points.
 */
import { h, svg } from "../lib/dom.js";
import { short } from "../lib/format.js";
import { across, down, pathOf, stretchOf } from "../lib/paths.js";
import { fill, lessons as t } from "../t.js";

const [WIDTH, HEIGHT] = [240, 132];

/**
 * @param {{z: number[], [name: string]: number[]}} curve
 * @param {string} title
 */
export function curvePlot(curve, title) {
  const [line, slope] = Object.keys(curve).filter((name) => name !== "z");
  const words = line === "loss" ? t.curves.loss : t.curves.g;
  const stretch = stretchOf([curve[line], curve[slope]]);
  const box = { width: WIDTH, height: HEIGHT, left: curve.z[0], right: /** @type {number} */ (curve.z.at(-1)), ...stretch };
  const [x0, y0] = [across(box, 0), down(box, 0)];
  const ticks = [-4, -2, 2, 4].map((x) => svg("path", { class: "tick", d: `M${across(box, x)} ${y0 - 3}v6` }));
  const ys = [1, -1, 2, 4].filter((y) => y > stretch.low && y < stretch.high && (Math.abs(y) === 1 ? stretch.high < 3 : stretch.high >= 3));
  const marks = ys.map((y) => [svg("path", { class: "tick", d: `M${x0 - 3} ${down(box, y)}h6` }), svg("text", { x: x0 - 7, y: down(box, y) + 4, "text-anchor": "end" }, short(y))]);
  return h("figure.plot", {},
    svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": fill(words.label, { title }) },
      svg("path", { class: "axis", d: `M0 ${y0}H${WIDTH}M${x0} 0V${HEIGHT}` }),
      svg("path", { class: "slope", d: pathOf(curve.z, curve[slope], box) }),
      svg("path", { class: "line", d: pathOf(curve.z, curve[line], box) }), ...ticks, ...marks.flat()),
    h("figcaption", {}, h("span.key-line", {}, words.line), h("span.key-slope", {}, words.slope)));
}

/**
 * @param {{x1: number[], x2: number[], y: number[]}} sample
 * @param {[[number, number], [number, number]]} domain
 * @param {boolean} classes
 * @param {string} title
 */
export function samplePlot({ x1, x2, y }, [[left, right], [low, high]], classes, title) {
  const box = { width: HEIGHT, height: HEIGHT, left, right, low, high };
  const largest = Math.max(...y.map(Math.abs)) || 1;
  const dots = x1.map((x, i) => {
    const [cx, cy] = [across(box, x).toFixed(1), down(box, x2[i]).toFixed(1)];
    const name = classes ? `dot-${y[i] % 4}` : y[i] > 0 ? "dot-1" : "dot-0";
    return svg("path", { d: `M${cx} ${cy}h.01`, class: `dot ${name}`, opacity: classes ? 1 : 0.15 + (0.85 * Math.abs(y[i])) / largest });
  });
  return h("figure.plot.sample", {}, svg("svg", { viewBox: `0 0 ${HEIGHT} ${HEIGHT}`, role: "img", "aria-label": fill(t.sample, { title }) }, ...dots));
}
