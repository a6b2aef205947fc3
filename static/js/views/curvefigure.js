// @ts-check
/**
 * Loss and accuracy (or R²) by epoch as the plotting library is told them: of the present run, and of others that are held against it.
 */
import { marks } from "../lib/locale.js";
import { smooth } from "../lib/smooth.js";
import { textScale } from "../lib/text.js";
import { thin } from "../lib/thin.js";
import { t } from "../t.js";
import { paletteOf } from "./palette.js";

const MOST_POINTS = 600;
/** What axes leave beside the curves, in pixels at the usual size of their numbers. */
export const MARGIN = { l: 40, r: 28, t: 8, b: 20 };
/** The second plot's share of the height, what it leaves the first at least of what both have, and what is between the two, where its heading stands, of that height. */
const [SHARE, MOST_SHARE] = [0.34, 0.42];
const [GAP, HEADING] = [44, 32];
/** What a number at an axis takes of its height; with fewer of them a plot says nothing. */
const [LINE, LEAST_LINES] = [18, 2];
/** What a number of an epoch takes beside others, in sizes of its text. */
const EPOCH_ROOM = 3.5;
/** Both plots can be read from this height on, without what is between the two. */
const READ = 180;

/** The test's curves are told apart by more than their colour. */
const TEST_DASH = "6px,3px";
/** And of others the later ones from the first. */
const [FIRST, OTHER_DASH] = [3, "3px,2px"];
/** What a parent had trained before a fork. */
const DIMMED = 0.4;
/** So long a name is shown beside a number. */
const NAME = 36;

/** @typedef {import("../types.js").History} History */
/** @typedef {{name: string, colour: number, history: History}} Other   another run, and which of the colours is its */
/**
 * @typedef {object} Options
 * @property {History} history
 * @property {string} theme
 * @property {boolean} [logScale]
 * @property {boolean} [smooth]   drawn as means of neighbouring epochs
 * @property {Other[]} [others]
 * @property {number} [since]   the epoch at which it began as a fork: what lies before, its parent trained
 */

/**
 * @param {number} height of both plots together
 * @returns {{inner: number, gap: number, share: number, foot: number}} what axes leave of it, what is between the two, and the second's
 *   share; where that would be too low to read it is left out, and its heading with the numbers stands at the foot
 */
function partsOf(height) {
  const { axis, label } = textScale();
  const inner = Math.max(1, height - (MARGIN.t + MARGIN.b) * axis);
  const gap = GAP * label;
  const share = Math.min(SHARE, (MOST_SHARE * Math.max(0, inner - gap)) / inner);
  if (inner * share >= LEAST_LINES * LINE * axis) return { inner, gap, share, foot: 0 };
  const foot = HEADING * label;
  return { inner: Math.max(1, inner - foot), gap: 0, share: 0, foot };
}

/** Where the second plot's heading stands. @param {number} height of both plots together */
export function headingTop(height) {
  const { axis, label } = textScale();
  const { inner, share, foot } = partsOf(height);
  return foot ? height - foot : MARGIN.t * axis + inner * (1 - share) - HEADING * label;
}

/** Whether there is room for the second plot. @param {number} height of both plots together */
export const showsSecond = (height) => !partsOf(height).foot;

/** At least so high both can be read. */
export const leastHeight = () => READ * textScale().axis + GAP * textScale().label;

/** The epoch at the right end of the axis. @param {History} history @param {Other[]} [others] */
export const lastOn = (history, others = []) => Math.max(10, ...[history, ...others.map((other) => other.history)].map(({ epoch }) => epoch.at(-1) ?? 0));

/** The metric of the second plot. @param {History} history */
export const secondOf = (history) => (history.r2 ? "r2" : "accuracy");

/** What of the curves of others is drawn: they do not grow. @type {WeakMap<(number|null)[], number[]>} */
const known = new WeakMap();

/** @param {(number|null)[]} values */
function thinned(values) {
  const kept = known.get(values) ?? thin(values, MOST_POINTS);
  known.set(values, kept);
  return kept;
}

/**
 * @param {Options} options
 * @param {{width: number, height: number}} size of both plots together
 * @param {{penalty: boolean}} parts   whether the penalty is drawn
 */
export function figureOf(options, size, { penalty }) {
  const { history, theme, smooth: smoothed = false, others = [], since = 0 } = options;
  const name = secondOf(history);
  const palette = paletteOf(theme);
  const { text } = textScale();
  const valuesOf = (/** @type {History} */ of, /** @type {string} */ metric) => (smoothed ? smooth(of[metric] ?? []) : of[metric] ?? []);
  const trace = (/** @type {string} */ label, /** @type {string} */ yaxis, /** @type {{color: string, dash: string, width?: number}} */ line) => ({
    type: "scatter", mode: "lines", name: label, yaxis,
    line: { width: 1.7 * text, simplify: false, ...line },
    hovertemplate: "%{y:.4~f}",
  });

  const begin = since ? history.epoch.findLastIndex((epoch) => epoch <= since) : 0;
  /** Before the fork a curve is dimmed. @param {string} metric @param {string} label @param {string} color @param {string} yaxis @param {string} [dash] */
  const own = (metric, label, color, yaxis, dash = "solid") => {
    const values = valuesOf(history, metric);
    const part = (/** @type {number} */ from, /** @type {number} */ to) => {
      const kept = thin(values.slice(from, to + 1), MOST_POINTS).map((i) => from + i);
      return { ...trace(label, yaxis, { color, dash }), x: kept.map((i) => history.epoch[i]), y: kept.map((i) => values[i]) };
    };
    const now = part(Math.max(0, begin), values.length - 1);
    if (begin <= 0) return [now];
    const past = part(0, begin);
    // Where the two meet, one of them says so.
    return [{ ...past, opacity: DIMMED, hovertemplate: past.x.map((_, i) => (i < past.x.length - 1 ? now.hovertemplate : "")), hoverinfo: past.x.map((_, i) => (i < past.x.length - 1 ? "all" : "skip")) }, now];
  };

  /** A curve of another run: of what it was tested on, where there is something. @param {Other} other @param {string} metric @param {string} yaxis */
  const another = ({ name: called, colour, history: of }, metric, yaxis) => {
    const tested = (of[`val_${metric}`] ?? []).some((value) => value !== null);
    const values = valuesOf(of, tested ? `val_${metric}` : metric);
    const kept = smoothed ? thin(values, MOST_POINTS) : thinned(values);
    return { ...trace(called, yaxis, { color: palette.runs[colour], dash: colour < FIRST ? "solid" : OTHER_DASH, width: 1.3 * text }), x: kept.map((i) => of.epoch[i]), y: kept.map((i) => values[i]) };
  };

  const second = showsSecond(size.height);
  const data = [
    ...others.map((other) => another(other, "loss", "y")),
    ...(second ? others.filter((other) => secondOf(other.history) === name).map((other) => another(other, name, "y2")) : []),
    ...(penalty ? own("penalty", t.penalty, palette.quiet, "y", "dot") : []),
    ...own("val_loss", t.test, palette.second, "y", TEST_DASH),
    ...own("loss", t.train, palette.ink, "y"),
    ...(second ? [...own(`val_${name}`, t.test, palette.second, "y2", TEST_DASH), ...own(name, t.train, palette.ink, "y2")] : []),
  ];
  return { data, layout: layoutOf(size, palette, options) };
}

/** @param {{width: number, height: number}} size @param {import("./palette.js").Palette} palette @param {Options} options */
function layoutOf({ width, height }, palette, { history, others = [], logScale = false }) {
  const { axis: by } = textScale();
  const size = 11 * by;
  // Labels that may overflow are not measured anew, and remembered, at every redraw.
  const axis = { fixedrange: true, zeroline: false, ticklabeloverflow: "allow", ticklabelstandoff: 2, showline: false, ticks: "", gridcolor: palette.line, tickfont: { size, color: palette.quiet } };
  const { inner, gap, share: second, foot } = partsOf(height);
  const margin = { l: MARGIN.l * by, r: MARGIN.r * by, t: MARGIN.t * by, b: MARGIN.b * by + foot, pad: 0 };
  // As many epochs as can be read one beside the other, and as many numbers at the loss as can one above the other.
  const epochs = Math.max(2, Math.min(6, Math.floor((width - margin.l - margin.r) / (EPOCH_ROOM * size))));
  const nticks = Math.max(2, Math.min(5, Math.round((inner * (1 - second) - gap) / (LINE * by))));
  const share = secondOf(history) === "accuracy";
  const { floor, step } = floorOf([history, ...others.map((other) => other.history)], secondOf(history));
  return {
    width,
    height,
    margin,
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    font: { family: palette.font, size, color: palette.quiet },
    showlegend: false,
    separators: marks.decimal + marks.group,
    hovermode: "x unified",
    hoverlabel: { namelength: NAME, bgcolor: palette.surface, bordercolor: palette.line, font: { color: palette.ink, size: size + 1, family: palette.font } },
    dragmode: false,
    annotations: foot ? [] : [{ text: t.epochs, showarrow: false, xref: "paper", yref: "paper", x: 1, y: 0, xanchor: "right", yanchor: "bottom", font: { size, color: palette.quiet } }],
    xaxis: { ...axis, range: [0, lastOn(history, others)], nticks: epochs, tickangle: 0, ...(foot ? { ticksuffix: ` ${t.epochs}`, showticksuffix: "last" } : {}), showgrid: false, ticklabelstandoff: 3, anchor: foot ? "y" : "y2", hoverformat: ",d", unifiedhovertitle: { text: t.epochHover } },
    yaxis: { ...axis, domain: [second + gap / inner, 1], ...(logScale ? { type: "log", nticks: Math.min(nticks, 4), tickformat: "~g" } : { type: "linear", nticks, rangemode: "tozero" }), autorange: true },
    ...(foot ? {} : { yaxis2: { ...axis, domain: [0, second], range: [floor, 1.02], tick0: 0, dtick: inner * second < LINE * by * 3 ? 0.5 : step, tickformat: share ? ".0%" : ".2~f" } }),
  };
}

/** Where the second axis begins: accuracies at 0, or one half once all are above it; R² at 0, or at −1 when worse than the mean. @param {History[]} histories @param {string} name */
function floorOf(histories, name) {
  let least = 1;
  for (const history of histories) for (const metric of [name, `val_${name}`]) for (const value of history[metric] ?? []) if (value !== null && value < least) least = value;
  if (name === "r2") return least < -0.02 ? { floor: -1.02, step: 1 } : { floor: -0.02, step: 0.5 };
  return least >= 0.5 ? { floor: 0.48, step: 0.25 } : { floor: 0, step: 0.5 };
}
