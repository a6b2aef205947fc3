// @ts-check
/**
 * Loss and accuracy by epoch, redrawn a few times a second with at most 600 points a curve.
 */
import { h, setText } from "../lib/dom.js";
import { fixed, percent } from "../lib/format.js";
import { thin } from "../lib/thin.js";
import { throttle } from "../lib/time.js";
import { plotly } from "../plotly.js";
import { t } from "../t.js";
import { paletteOf } from "./palette.js";

const MOST_POINTS = 600;
const INTERVAL_MS = 180;
/** The share of the time that drawing curves may take: the boundary comes first. */
const MOST_TIME = 0.1;
const MARGIN = { l: 40, r: 8, t: 8, b: 20 };
/** The accuracy's share of the height, and the pixels between the two plots, where its heading stands. */
const SHARE = 0.34;
const GAP = 44;

/** @param {number} height of both plots together */
const headingTop = (height) => MARGIN.t + (height - MARGIN.t - MARGIN.b) * (1 - SHARE) - GAP + 12;

/**
 * @param {HTMLElement} root
 * @param {import("../state.js").AppStore} store
 */
export function mountCurves(root, store) {
  const numbers = {
    loss: h("b", { id: "loss" }, "–"),
    val_loss: h("b", { id: "val-loss" }, "–"),
    accuracy: h("b", { id: "accuracy" }, "–"),
    val_accuracy: h("b", { id: "val-accuracy" }, "–"),
  };
  const key = (/** @type {string} */ which, /** @type {string} */ label, /** @type {any} */ number) => h("span.key", { "data-which": which }, h("i.swatch"), label, " ", number);
  const plot = h("div.curves-plot", { role: "img", "aria-label": t.curves });
  const testKeys = [key("test", t.test, numbers.val_loss), key("test", t.test, numbers.val_accuracy)];
  const second = h("div.head.over-second", {}, h("h2", {}, t.accuracy), h("span.keys", {}, key("train", t.train, numbers.accuracy), testKeys[1]));
  root.append(
    h("div.head", {}, h("h2", {}, t.loss), h("span.keys", {}, key("train", t.train, numbers.loss), testKeys[0])),
    plot,
    second,
  );
  /** @type {any} */
  let library = null;

  function draw() {
    const { history, theme } = store.get();
    const hasTest = (history.val_loss ?? []).some((value) => value !== null);
    for (const [name, element] of Object.entries(numbers)) {
      const value = history[name]?.at(-1);
      setText(element, name.includes("accuracy") ? percent(value) : fixed(value, 3));
    }
    for (const element of testKeys) element.hidden = !hasTest;
    second.style.setProperty("top", `${plot.offsetTop + headingTop(plot.clientHeight)}px`);
    if (!library || !plot.clientWidth || document.hidden) return;
    const palette = paletteOf(theme);
    const line = (/** @type {string} */ name, /** @type {string} */ label, /** @type {string} */ colour, /** @type {string} */ yaxis) => {
      const kept = thin(history[name] ?? [], MOST_POINTS);
      return {
        type: "scatter", mode: "lines", name: label, yaxis,
        x: kept.map((i) => history.epoch[i]),
        y: kept.map((i) => history[name][i]),
        line: { color: colour, width: 1.7, simplify: false },
        hovertemplate: "%{y:.4~f}",
      };
    };
    const traces = [
      line("val_loss", t.test, palette.second, "y"),
      line("loss", t.train, palette.ink, "y"),
      line("val_accuracy", t.test, palette.second, "y2"),
      line("accuracy", t.train, palette.ink, "y2"),
    ];
    library.react(plot, traces, layout(plot, palette, history), { displayModeBar: false, responsive: false, doubleClick: false });
  }

  const drawSoon = throttle(draw, INTERVAL_MS, MOST_TIME);
  void plotly().then((loaded) => {
    library = loaded;
    drawSoon();
  }).catch(() => undefined);
  store.on(["history", "theme"], drawSoon);
  new ResizeObserver(drawSoon).observe(plot);
  document.addEventListener("visibilitychange", drawSoon);
}

/** @param {HTMLElement} plot @param {import("./palette.js").Palette} palette @param {import("../types.js").History} history */
function layout(plot, palette, history) {
  const last = Math.max(10, history.epoch.at(-1) ?? 0);
  const axis = { fixedrange: true, zeroline: false, ticklabelstandoff: 2, showline: false, ticks: "", gridcolor: palette.line, tickfont: { size: 11, color: palette.quiet } };
  const height = plot.clientHeight;
  const inner = Math.max(1, height - MARGIN.t - MARGIN.b);
  return {
    width: plot.clientWidth,
    height,
    margin: { ...MARGIN, pad: 0 },
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    font: { family: palette.font, size: 11, color: palette.quiet },
    showlegend: false,
    hovermode: "x unified",
    hoverlabel: { bgcolor: palette.surface, bordercolor: palette.line, font: { color: palette.ink, size: 12, family: palette.font } },
    dragmode: false,
    xaxis: { ...axis, range: [0, last], nticks: 6, showgrid: false, ticklabelstandoff: 3, anchor: "y2", hoverformat: ",d", unifiedhovertitle: { text: t.epochHover } },
    yaxis: { ...axis, domain: [SHARE + GAP / inner, 1], rangemode: "tozero", nticks: 5 },
    yaxis2: { ...axis, domain: [0, SHARE], range: [accuracyFloor(history), 1.02], nticks: 3, tickformat: ".0%" },
  };
}

/** Where the accuracy's axis begins: at 0, or at one half once everything is above it. @param {import("../types.js").History} history */
function accuracyFloor(history) {
  let least = 1;
  for (const name of ["accuracy", "val_accuracy"]) for (const value of history[name] ?? []) if (value !== null && value < least) least = value;
  return least >= 0.5 ? 0.48 : 0;
}
