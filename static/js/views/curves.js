// @ts-check
/**
 * Loss and accuracy (or R²) by epoch, redrawn a few times a second with at most 600 points a curve.
 */
import { h, setText } from "../lib/dom.js";
import { fixed, lossOf, percent, short } from "../lib/format.js";
import { smooth } from "../lib/smooth.js";
import { textScale } from "../lib/text.js";
import { thin } from "../lib/thin.js";
import { throttle } from "../lib/time.js";
import { plotly, withPlotly } from "../plotly.js";
import { t } from "../t.js";
import { paletteOf } from "./palette.js";

const MOST_POINTS = 600;
const INTERVAL_MS = 180;
/** The share of the time that drawing curves may take: the boundary comes first. */
const MOST_TIME = 0.1;
/** What axes leave beside the curves, in pixels at the usual size of their numbers. */
export const MARGIN = { l: 40, r: 28, t: 8, b: 20 };
/** The second plot's share of the height, what it leaves the first at least of what both have, and what is between the two, where its heading stands, of that height. */
const [SHARE, MOST_SHARE] = [0.34, 0.42];
const [GAP, HEADING] = [44, 32];
/** What a number at an axis takes of its height; with fewer of them a plot says nothing. */
const [LINE, LEAST_LINES] = [18, 2];
/** Both plots can be read from this height on, without what is between the two. */
const READ = 180;

/** The test's curves are told apart by more than their colour. */
const TEST_DASH = "6px,3px";

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

/** @param {number} height of both plots together */
function headingTop(height) {
  const { axis, label } = textScale();
  const { inner, share, foot } = partsOf(height);
  return foot ? height - foot : MARGIN.t * axis + inner * (1 - share) - HEADING * label;
}

/** The epoch at the right end of the axis. @param {History} history */
export const lastOn = (history) => Math.max(10, history.epoch.at(-1) ?? 0);

/** The metric of the second plot. @param {import("../types.js").History} history */
const secondOf = (history) => (history.r2 ? "r2" : "accuracy");

/** @typedef {import("../types.js").History} History */
/** @typedef {{history: History, theme: string, logScale?: boolean, smooth?: boolean, begun?: boolean}} Options `smooth`: drawn as means of neighbouring epochs; `begun`: the first epoch is on its way */

/**
 * @param {HTMLElement} root
 * @param {{change?: (patch: {logScale?: boolean, smooth?: boolean}) => void}} [hooks] `change`: a way to draw was chosen
 */
export function curvesView(root, { change = () => undefined } = {}) {
  const number = () => h("b", {}, "–");
  const numbers = { loss: number(), val_loss: number(), second: number(), val_second: number(), penalty: number() };
  const key = (/** @type {string} */ which, /** @type {string} */ label, /** @type {HTMLElement} */ value) => h("span.key", { "data-which": which }, h("i.swatch"), label, " ", value);
  const plot = h("div.curves-plot");
  const testKeys = [key("test", t.test, numbers.val_loss), key("test", t.test, numbers.val_second)];
  const penaltyKey = key("penalty", t.penalty, numbers.penalty);
  penaltyKey.title = t.penaltyHelp;
  const log = h("button.toggle", { type: "button", "aria-pressed": "false", title: t.logHelp, onclick: () => change({ logScale: !shown?.options.logScale }) }, t.log);
  const calm = h("button.toggle", { type: "button", "aria-pressed": "false", title: t.smoothHelp, onclick: () => change({ smooth: !shown?.options.smooth }) }, t.smooth);
  const secondTitle = h("h2", {}, t.accuracy);
  const second = h("div.head.over-second", {}, secondTitle, calm, h("span.keys", {}, key("train", t.train, numbers.second), testKeys[1]));
  const head = h("div.head", {}, h("h2", {}, t.loss), log, h("span.keys", {}, penaltyKey, key("train", t.train, numbers.loss), testKeys[0]));
  const toCome = h("p.curves-to-come", { hidden: true });
  root.append(head, plot, toCome, second);
  /** The library, fetched once there is something to plot. @type {any} */
  let library = null;
  let asked = false;
  /** @type {{picture: import("../types.js").Picture|null, options: Options}|null} */
  let shown = null;

  /** The numbers are those of the picture beside them: also in the middle of an epoch, and after a weight was set by hand. */
  function paintNumbers() {
    if (!shown) return;
    const { picture, options: { history } } = shown;
    const name = secondOf(history);
    const last = (/** @type {string} */ metric) => (picture ? picture.metrics[metric] : history[metric]?.at(-1));
    const says = (/** @type {any} */ value) => (name === "r2" ? fixed(value, 3) : percent(value));
    setText(numbers.loss, lossOf(last("loss")));
    setText(numbers.val_loss, lossOf(last("val_loss")));
    setText(numbers.second, says(last(name)));
    setText(numbers.val_second, says(last(`val_${name}`)));
    setText(secondTitle, name === "r2" ? t.r2 : t.accuracy);
    secondTitle.title = name === "r2" ? t.r2Help : "";
    penaltyKey.hidden = typeof last("penalty") !== "number";
    setText(numbers.penalty, short(last("penalty")));
    const hasTest = (history.val_loss ?? []).some((value) => value !== null);
    for (const element of testKeys) element.hidden = !hasTest;
  }

  function paint() {
    second.style.setProperty("top", `${plot.offsetTop + headingTop(plot.clientHeight)}px`);
    if (!shown) return;
    const { history, logScale = false, smooth: smoothed = false, begun = false } = shown.options;
    paintNumbers();
    toCome.hidden = history.epoch.length > 1;
    plot.dataset.empty = String(!toCome.hidden);
    setText(toCome, begun ? t.curvesToCome.begun : t.curvesToCome.ready);
    log.setAttribute("aria-pressed", String(logScale));
    calm.setAttribute("aria-pressed", String(smoothed));
    if (!library || !plot.clientWidth || document.hidden) return;
    const { data, layout: laid } = figureOf(plot.clientHeight);
    library.react(plot, data, laid, { displayModeBar: false, responsive: false, doubleClick: false });
  }

  /** The curves as the library is told them. @param {number} height */
  function figureOf(height) {
    const { history, theme, logScale = false, smooth: smoothed = false } = /** @type {NonNullable<typeof shown>} */ (shown).options;
    const name = secondOf(history);
    const palette = paletteOf(theme);
    const { text } = textScale();
    const line = (/** @type {string} */ metric, /** @type {string} */ label, /** @type {string} */ colour, /** @type {string} */ yaxis, dash = "solid") => {
      const values = smoothed ? smooth(history[metric] ?? []) : history[metric] ?? [];
      const kept = thin(values, MOST_POINTS);
      return {
        type: "scatter", mode: "lines", name: label, yaxis,
        x: kept.map((i) => history.epoch[i]),
        y: kept.map((i) => values[i]),
        line: { color: colour, width: 1.7 * text, simplify: false, dash },
        hovertemplate: "%{y:.4~f}",
      };
    };
    const data = [
      ...(penaltyKey.hidden ? [] : [line("penalty", t.penalty, palette.quiet, "y", "dot")]),
      line("val_loss", t.test, palette.second, "y", TEST_DASH),
      line("loss", t.train, palette.ink, "y"),
      ...(partsOf(height).foot ? [] : [line(`val_${name}`, t.test, palette.second, "y2", TEST_DASH), line(name, t.train, palette.ink, "y2")]),
    ];
    return { data, layout: layout({ width: plot.clientWidth, height }, palette, history, logScale) };
  }

  const paintSoon = throttle(paint, INTERVAL_MS, MOST_TIME);
  const paintNumbersSoon = throttle(paintNumbers, INTERVAL_MS);
  function ask() {
    if (asked) return;
    asked = true;
    withPlotly(plot, t.curvesMissing, (loaded) => {
      library = loaded;
      plot.role = "img";
      plot.ariaLabel = t.curves;
      paintSoon();
    });
  }
  const observer = new ResizeObserver(paintSoon);
  observer.observe(plot);
  document.addEventListener("visibilitychange", paintSoon);

  return {
    plot, log, calm, numbers,
    /** Have the curves drawn, were they empty. @returns {Promise<any>} the library that drew them */
    async drawn() {
      ask();
      const loaded = await plotly();
      paint();
      return loaded;
    },
    /** What stands above both parts. */
    titles: () => [{ text: t.loss, axis: "yaxis" }, { text: secondTitle.textContent ?? "", axis: "yaxis2" }],
    /** Both of them, for a picture, once they were drawn: at least so high that they can be read. */
    figure: () => figureOf(Math.max(plot.clientHeight, READ * textScale().axis + GAP * textScale().label)),
    /** @param {import("../types.js").Picture|null} picture @param {Options} options */
    draw(picture, options) {
      const before = shown;
      shown = { picture, options };
      if (options.begun || options.history.epoch.length > 1) ask();
      const names = /** @type {(keyof Options)[]} */ (["history", "theme", "logScale", "smooth", "begun"]);
      if (names.some((name) => options[name] !== before?.options[name])) paintSoon();
      else paintNumbersSoon();
    },
    remove() {
      observer.disconnect();
      document.removeEventListener("visibilitychange", paintSoon);
      library?.purge(plot);
      for (const part of [head, plot, toCome, second]) part.remove();
    },
  };
}

/** @param {{width: number, height: number}} size @param {import("./palette.js").Palette} palette @param {import("../types.js").History} history @param {boolean} logScale */
function layout({ width, height }, palette, history, logScale) {
  const { axis: by } = textScale();
  const size = 11 * by;
  // Labels that may overflow are not measured anew, and remembered, at every redraw.
  const axis = { fixedrange: true, zeroline: false, ticklabeloverflow: "allow", ticklabelstandoff: 2, showline: false, ticks: "", gridcolor: palette.line, tickfont: { size, color: palette.quiet } };
  const { inner, gap, share: second, foot } = partsOf(height);
  const margin = { l: MARGIN.l * by, r: MARGIN.r * by, t: MARGIN.t * by, b: MARGIN.b * by + foot, pad: 0 };
  // As many numbers at the loss as can be read one above the other.
  const nticks = Math.max(2, Math.min(5, Math.round((inner * (1 - second) - gap) / (LINE * by))));
  const share = secondOf(history) === "accuracy";
  const { floor, step } = floorOf(history);
  return {
    width,
    height,
    margin,
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    font: { family: palette.font, size, color: palette.quiet },
    showlegend: false,
    hovermode: "x unified",
    hoverlabel: { bgcolor: palette.surface, bordercolor: palette.line, font: { color: palette.ink, size: size + 1, family: palette.font } },
    dragmode: false,
    annotations: foot ? [] : [{ text: t.epochs, showarrow: false, xref: "paper", yref: "paper", x: 1, y: 0, xanchor: "right", yanchor: "bottom", font: { size, color: palette.quiet } }],
    xaxis: { ...axis, range: [0, lastOn(history)], nticks: 6, ...(foot ? { ticksuffix: ` ${t.epochs}`, showticksuffix: "last" } : {}), showgrid: false, ticklabelstandoff: 3, anchor: foot ? "y" : "y2", hoverformat: ",d", unifiedhovertitle: { text: t.epochHover } },
    yaxis: { ...axis, domain: [second + gap / inner, 1], ...(logScale ? { type: "log", nticks: Math.min(nticks, 4), tickformat: "~g" } : { type: "linear", nticks, rangemode: "tozero" }), autorange: true },
    ...(foot ? {} : { yaxis2: { ...axis, domain: [0, second], range: [floor, 1.02], tick0: 0, dtick: inner * second < LINE * by * 3 ? 0.5 : step, tickformat: share ? ".0%" : ".2~f" } }),
  };
}

/** Where the second axis begins: accuracies at 0, or one half once all are above it; R² at 0, or at −1 when worse than the mean. @param {import("../types.js").History} history */
function floorOf(history) {
  const name = secondOf(history);
  let least = 1;
  for (const metric of [name, `val_${name}`]) for (const value of history[metric] ?? []) if (value !== null && value < least) least = value;
  if (name === "r2") return least < -0.02 ? { floor: -1.02, step: 1 } : { floor: -0.02, step: 0.5 };
  return least >= 0.5 ? { floor: 0.48, step: 0.25 } : { floor: 0, step: 0.5 };
}
