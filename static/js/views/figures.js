// @ts-check
/**
 * Figures in a lesson's words, drawn from the catalogue: activations with their slopes, and losses side by side.
 */
import { h, svg } from "../lib/dom.js";
import { short } from "../lib/format.js";
import { marks } from "../lib/locale.js";
import { across, down, pathOf, stretchOf } from "../lib/paths.js";
import { fill, lessons } from "../t.js";
import { curvePlot } from "./plot.js";

const t = lessons.figures;
const [WIDTH, HEIGHT] = [186, 130];

/** @param {string} kind @param {any[]} entries of the catalogue */
export const drawFigure = (kind, entries) => (kind === "losses" ? lossFigure(entries) : h(`div.curve-figures${entries.length > 1 ? ".many" : ""}`, {}, ...entries.map((entry) => h("div", {}, h("h3", {}, entry.title), curvePlot(entry.curve, entry.title)))));

/**
 * The test loss of runs side by side, epoch by epoch.
 * @param {{title: string, rate: number, history: import("../types.js").History}[]} runs
 * @param {number} epochs
 */
export function raceFigure(runs, epochs) {
  const losses = runs.map(({ history }) => history.val_loss.map((loss) => loss ?? NaN));
  const box = { width: 300, height: 150, left: -epochs * 0.02, right: epochs, ...stretchOf(losses, { least: 0, most: 1 }) };
  const y0 = down(box, 0);
  return h("figure.loss-figure", {},
    h("div.plot", {}, svg("svg", { viewBox: "0 0 300 150", role: "img", "aria-label": fill(t.raceLabel, { titles: runs.map(({ title }) => title).join(marks.list) }) },
      svg("path", { class: "axis", d: `M0 ${y0}H300M${across(box, 0)} 0V150` }),
      ...losses.map((loss, i) => svg("path", { class: `curve-${i}`, d: pathOf(runs[i].history.epoch, loss, box) })),
      ...[0.25, 0.5, 0.75].filter((y) => y < box.high).flatMap((y) => [svg("path", { class: "tick", d: `M${across(box, 0) - 3} ${down(box, y)}h6` }), svg("text", { x: across(box, 0) + 6, y: down(box, y) + 4 }, short(y))]))),
    h("p.figure-key", {}, ...runs.map(({ title }, i) => h(`span.key-${i}`, {}, title))),
    h("figcaption", {}, fill(t.raced, { epochs, losses: runs.map(({ title, rate }, i) => fill(t.racer, { title, rate: short(rate), loss: losses[i].length > epochs ? short(losses[i].at(-1), 3) : t.diverged })).join(marks.list) })));
}

/**
 * What each loss says of an answer where class 1 is right, and how much it tells z to change.
 * @param {any[]} entries
 */
function lossFigure(entries) {
  const worst = entries.map(({ title, plot }) => fill(t.slopeOf, { title, slope: short(plot.slope[0], 3) })).join(marks.list);
  return h("figure.loss-figure", {},
    h("div.curve-figures.many", {}, plotOf(entries, "loss", { least: 0, most: 6 }), plotOf(entries, "slope", { least: -1.2, most: 0.2 })),
    h("p.figure-key", {}, ...entries.map(({ title }, i) => h(`span.key-${i}`, {}, title))),
    h("figcaption", {}, fill(t.worst, { answer: short(entries[0].plot.answer[0], 2), slopes: worst })));
}

/** @param {any[]} entries @param {"loss"|"slope"} name @param {{least: number, most: number}} limits */
function plotOf(entries, name, limits) {
  const { low, high } = stretchOf(entries.map(({ plot }) => plot[name]), limits);
  // Room for the names below the axis of losses, and above that of slopes.
  const air = (high - low) * 0.14;
  const box = { width: WIDTH, height: HEIGHT, left: -0.06, right: 1.04, low: name === "loss" ? low - air : low, high: name === "loss" ? high : high + air };
  const [x0, y0] = [across(box, 0), down(box, 0)];
  const label = (/** @type {number} */ x, /** @type {number} */ y, /** @type {string} */ text, anchor = "end") => svg("text", { x, y, "text-anchor": anchor }, text);
  const ys = (name === "loss" ? [1, 3, 5] : [-0.5, -1]).filter((y) => y > box.low && y < box.high);
  return h("div", {},
    h("h3", {}, t[name]),
    h("div.plot", {}, svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": fill(t.label, { what: t[name], titles: entries.map(({ title }) => title).join(marks.list) }) },
      svg("path", { class: "axis", d: `M0 ${y0}H${WIDTH}M${x0} 0V${HEIGHT}` }),
      ...entries.map(({ plot }, i) => svg("path", { class: `curve-${i}`, d: pathOf(plot.answer, plot[name], box) })),
      ...[0.5, 1].flatMap((x) => [svg("path", { class: "tick", d: `M${across(box, x)} ${y0 - 3}v6` }), label(across(box, x) + 4, y0 + (name === "loss" ? 13 : -6), short(x))]),
      ...ys.flatMap((y) => [svg("path", { class: "tick", d: `M${x0 - 3} ${down(box, y)}h6` }), label(x0 + 6, down(box, y) + 4, short(y), "start")]),
      label(across(box, 0.75), y0 + (name === "loss" ? 13 : -6), "ŷ", "middle"))));
}
