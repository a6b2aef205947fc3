// @ts-check
/**
 * The curves as an axis of time: who drags on them, or has the keyboard there, chooses the moment that is shown.
 */
import { h, setText } from "../lib/dom.js";
import { grouped, lossOf, percent } from "../lib/format.js";
import { marks } from "../lib/locale.js";
import { textScale } from "../lib/text.js";
import { fill, t } from "../t.js";
import { changesOf } from "./changes.js";
import { lastOn, MARGIN } from "./curvefigure.js";

const FAR = 10;
/** Changes closer together than one in so many of the axis share a mark. */
const MARKS = 150;
/** So many lines are said of one mark. */
const MOST_LINES = 6;

/** @typedef {{history: import("../types.js").History, moment: number|null, acts: import("../types.js").Act[], others?: import("./curvefigure.js").Other[]}} Options `moment`: the epoch that is shown; null: now; `others`: what else is drawn along the axis */

/**
 * @param {HTMLElement} plot of the curves
 * @param {{choose: (epoch: number|null) => void}} hooks   null: now
 */
export function timelineView(plot, { choose }) {
  const flag = h("span.moment-flag");
  const line = h("span.moment-line", { hidden: true }, flag);
  const ticks = h("div.change-marks");
  const axis = h("div.timeline", { role: "slider", tabIndex: 0, "aria-label": t.time.axis, "aria-valuemin": "0" }, ticks, line);
  plot.after(axis);
  /** @type {Options} */
  let shown = { history: { epoch: [] }, moment: null, acts: [] };
  /** @type {{epoch: number, words: string}[]} */
  let changes = [];
  const last = () => shown.history.epoch.at(-1) ?? 0;
  const isReady = () => shown.history.epoch.length > 1;

  /** @param {number} epoch */
  const go = (epoch) => choose(epoch >= last() ? null : Math.max(0, epoch));

  /** Where a pointer is, in epochs. @param {PointerEvent} event */
  function epochAt({ clientX }) {
    const { left, width } = axis.getBoundingClientRect();
    return Math.round(((clientX - left) / width) * lastOn(shown.history, shown.others));
  }

  let dragging = -1;
  /** What was shown before it was dragged. @type {number|null|undefined} */
  let before;
  /** @param {PointerEvent} event */
  function drag(event) {
    if (before === undefined) before = shown.moment;
    go(epochAt(event));
  }
  plot.addEventListener("pointerdown", (event) => {
    // What stands there in place of curves that could not be fetched has a button.
    if (event.button !== 0 || !isReady() || (event.target instanceof Element && event.target.closest("button"))) return;
    dragging = event.pointerId;
    before = undefined;
    plot.setPointerCapture(dragging);
    // A finger may be about to scroll the page.
    if (event.pointerType !== "touch") drag(event);
  }, true);
  plot.addEventListener("pointermove", (event) => {
    if (event.pointerId === dragging) drag(event);
  }, true);
  plot.addEventListener("pointerup", (event) => {
    if (event.pointerId !== dragging) return;
    drag(event);
    // Not before: what a pointer goes down on takes the keyboard away again.
    axis.focus({ preventScroll: true });
    dragging = -1;
  }, true);
  plot.addEventListener("pointercancel", (event) => {
    if (event.pointerId !== dragging) return;
    if (before !== undefined) choose(before);
    dragging = -1;
  }, true);

  // Once a finger is lifted, Plotly would tell of the epoch that it came down on.
  plot.addEventListener("touchstart", (event) => event.stopPropagation(), { capture: true, passive: true });

  axis.addEventListener("keydown", (event) => {
    const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey || !isReady()) return;
    const by = shiftKey ? FAR : 1;
    const at = shown.moment ?? last();
    const to = { ArrowLeft: at - by, ArrowDown: at - by, ArrowRight: at + by, ArrowUp: at + by, PageDown: at - FAR, PageUp: at + FAR, Home: 0, End: Infinity, Escape: Infinity }[key];
    if (to === undefined || (key === "Escape" && shown.moment === null)) return;
    event.preventDefault();
    go(to);
  });

  /** What was measured at the end of an epoch, or of the nearest that is known. @param {string} metric @param {number} epoch */
  function measured(metric, epoch) {
    const { history } = shown;
    const i = history.epoch.findLastIndex((known) => known <= epoch);
    return history[metric]?.[Math.max(i, 0)] ?? null;
  }

  /** The moment that was told last. @type {number|null} */
  let told = null;
  let marked = "";
  /** A mark where something was changed by hand, which says what, and leads there. */
  function drawMarks() {
    const end = lastOn(shown.history, shown.others);
    const now = `${end} ${JSON.stringify(changes)}`;
    if (now === marked) return;
    marked = now;
    /** @type {Map<number, typeof changes>} */
    const slots = new Map();
    for (const change of changes) {
      const slot = Math.round((MARKS * change.epoch) / end);
      slots.set(slot, [...(slots.get(slot) ?? []), change]);
    }
    ticks.replaceChildren(...[...slots.values()].map((there) => h("span.change-mark", {
      title: there.slice(-MOST_LINES).map((each) => fill(t.time.at, { epoch: grouped(each.epoch), changes: each.words })).join("\n"),
      style: { left: `${(100 * there[0].epoch) / end}%` },
      onclick: () => go(there[0].epoch),
    })));
  }

  function draw() {
    const { moment, history, others } = shown;
    const { axis: by } = textScale();
    axis.style.setProperty("left", `${plot.offsetLeft + MARGIN.l * by}px`);
    axis.style.setProperty("top", `${plot.offsetTop}px`);
    axis.style.setProperty("width", `${Math.max(0, plot.clientWidth - (MARGIN.l + MARGIN.r) * by)}px`);
    axis.style.setProperty("height", `${Math.max(0, plot.clientHeight - MARGIN.b * by)}px`);
    axis.hidden = !isReady();
    line.hidden = moment === null;
    const epoch = moment ?? last();
    const share = epoch / lastOn(history, others);
    line.style.setProperty("left", `${100 * share}%`);
    line.dataset.side = share > 0.5 ? "left" : "right";
    setText(flag, fill(t.time.flag, { epoch: grouped(epoch) }));
    // While the run goes on nothing is said to whoever has the keyboard here: only of the moment that they come to.
    if (document.activeElement !== axis || moment !== told) tell();
    drawMarks();
  }

  function tell() {
    const { moment } = shown;
    told = moment;
    const epoch = moment ?? last();
    axis.ariaValueMax = String(last());
    axis.ariaValueNow = String(epoch);
    const known = Object.entries(t.time.metrics).flatMap(([metric, words]) => {
      const value = measured(metric, epoch);
      return value === null ? [] : [fill(words, { value: metric.endsWith("accuracy") ? percent(value) : lossOf(value) })];
    });
    const change = changes.find((each) => each.epoch === moment)?.words;
    axis.ariaValueText = [fill(t.time.value, { epoch: grouped(epoch), last: grouped(last()), measured: known.join(marks.list) }), ...(change ? [change] : [])].join(marks.list);
  }
  new ResizeObserver(draw).observe(plot);

  return {
    axis,
    /** @param {Options} options */
    draw(options) {
      if (options.acts !== shown.acts) changes = changesOf(options.acts);
      shown = options;
      draw();
    },
  };
}
