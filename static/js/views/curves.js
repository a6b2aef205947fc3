// @ts-check
/**
 * Loss and accuracy (or R²) by epoch, redrawn a few times a second with at most 600 points a curve.
 */
import { h, setText } from "../lib/dom.js";
import { fixed, lossOf, percent, short } from "../lib/format.js";
import { throttle } from "../lib/time.js";
import { plotly, withPlotly } from "../plotly.js";
import { t } from "../t.js";
import { figureOf, headingTop, leastHeight, secondOf, showsSecond } from "./curvefigure.js";

const INTERVAL_MS = 180;
/** The share of the time that drawing curves may take: the boundary comes first. */
const MOST_TIME = 0.1;

/** @typedef {import("./curvefigure.js").Options & {begun?: boolean}} Options `begun`: the first epoch is on its way */

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
  const secondToCome = h("p.curves-to-come.of-second", { hidden: true });
  root.append(head, plot, toCome, second, secondToCome);
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
    const top = plot.offsetTop + headingTop(plot.clientHeight);
    second.style.setProperty("top", `${top}px`);
    secondToCome.style.setProperty("top", `${top + second.offsetHeight}px`);
    if (!shown) return;
    const { history, logScale = false, smooth = false, begun = false, others = [] } = shown.options;
    paintNumbers();
    toCome.hidden = history.epoch.length > 1;
    secondToCome.hidden = begun || toCome.hidden || !showsSecond(plot.clientHeight);
    plot.dataset.empty = String(!toCome.hidden);
    plot.toggleAttribute("data-compared", others.length > 0);
    setText(toCome, begun ? t.curvesToCome.begun : t.curvesToCome.ready);
    setText(secondToCome, t.curvesToCome[secondOf(history)]);
    log.setAttribute("aria-pressed", String(logScale));
    calm.setAttribute("aria-pressed", String(smooth));
    if (!library || !plot.clientWidth || document.hidden) return;
    const { data, layout } = drawing(plot.clientHeight);
    library.react(plot, data, layout, { displayModeBar: false, responsive: false, doubleClick: false });
    // Firefox tells screen readers of every tick that changes within the image.
    plot.firstElementChild?.setAttribute("aria-hidden", "true");
  }

  /** The curves as the library is told them. @param {number} height */
  const drawing = (height) => figureOf(/** @type {NonNullable<typeof shown>} */ (shown).options, { width: plot.clientWidth, height }, { penalty: !penaltyKey.hidden });

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
    figure: () => drawing(Math.max(plot.clientHeight, leastHeight())),
    /** @param {import("../types.js").Picture|null} picture @param {Options} options */
    draw(picture, options) {
      const before = shown;
      shown = { picture, options };
      if (options.begun || options.history.epoch.length > 1) ask();
      const names = /** @type {(keyof Options)[]} */ (["history", "theme", "logScale", "smooth", "begun", "others", "since"]);
      if (names.some((name) => options[name] !== before?.options[name])) paintSoon();
      else paintNumbersSoon();
    },
    remove() {
      observer.disconnect();
      document.removeEventListener("visibilitychange", paintSoon);
      library?.purge(plot);
      for (const part of [head, plot, toCome, second, secondToCome]) part.remove();
    },
  };
}

