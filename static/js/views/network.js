// @ts-check
/**
 * A network as a diagram: columns of neurons, edges between them. It can be drawn many times on a page, at any size.
 */
import { h } from "../lib/dom.js";
import { above, layOut } from "../lib/layout.js";
import { worksOn } from "../lib/stops.js";
import { textScale } from "../lib/text.js";
import { throttle } from "../lib/time.js";
import { t } from "../t.js";
import { edgesView } from "./edges.js";
import { neuronsView } from "./neurons.js";
import { outlineOf, outputsOf } from "./outline.js";

/** The least distance between two columns, where each has a header. */
const LEAST_SPACING = 72;
/** Room beside the outer neurons, at the usual size of text: for the inputs' names, for one output, for outputs with names. */
const SIDE = { left: 54, right: 6, names: 64 };
/** The same where there is little, as on a phone, and where there is none for names, as in a small card. */
const SLIM = { left: 43, right: 6, names: 48 };
const BARE = { left: 0, right: 0, names: 0 };
const SLIM_WIDTH = 480;
const BARE_WIDTH = 280;
/** Room for a bias's dot. */
const DOT = 12;
/** A network may be drawn smaller by this, at most, for the sake of standing where it stands. */
const LEAST_SHARE = 0.5;
/** Between a neuron and its name. */
const NAME_GAP = 8;
/** The greatest side of a neuron at the usual size of text, an input's and the output's in such sides; what of the distance between columns it may take. */
const LARGEST = 110;
const [FIRST, LAST] = [0.8, 1.14];
const OF_SPACING = 0.5;
/** So often edges are drawn again at most. */
const EDGES_MS = 80;

/**
 * @typedef {object} Options
 * @property {import("../types.js").Spec} spec
 * @property {import("../types.js").Catalogue} catalogue
 * @property {import("../types.js").Data|null} data
 * @property {string} theme
 * @property {boolean} [discretize]
 * @property {number} [header]   room over the columns, for what the page puts there, at the usual size of text
 * @property {number} [spare]   inputs that are not in use: the page puts them below those that are
 * @property {{column: number, unit: number}|null} [selection]   the neuron that is marked
 * @property {import("../lib/stops.js").Stop|null} [stop]   of a walk: what is at work is lit
 */

/** @typedef {{width: number, height: number, over: number, whole: number, least: number}} Size `over`: of the height, above the diagram; `whole`, `least`: the height where nothing, and something, is open below */

/** @typedef {import("./outline.js").Outline & {layout: import("../lib/layout.js").Layout, width: number, height: number, named: boolean}} Plan where all of it stands */

/**
 * The greatest sides of the neurons, and the room beside the outer columns.
 * @param {number} width
 * @param {number[]} counts
 * @param {typeof SIDE} side
 * @param {number} least the least distance between two columns: so wide they stand where the diagram is wider than what is seen of it
 */
function sizesFor(width, counts, side, least) {
  const outputs = counts[counts.length - 1];
  const { text, label } = textScale();
  const largest = Math.min(LARGEST * text, OF_SPACING * Math.max(width / counts.length, least * text));
  const last = outputs > 1 ? largest : LAST * largest;
  return { text, largest, first: FIRST * largest, last, left: (FIRST * largest) / 2 + side.left * label, right: last / 2 + (outputs > 1 ? side.names * label : side.right) };
}

/**
 * What comes and goes below a diagram moves no neuron that was just clicked, as long as the network has room beside it.
 * @param {Size} size
 * @param {(height: number) => import("../lib/layout.js").Layout} of the layout that fills a height
 * @param {number} top
 * @param {number} standsOut of the diagram's foot
 */
function steady({ height, whole, least }, of, top, standsOut) {
  const largest = of(whole);
  const smaller = of(least);
  const is = smaller.columns.every(({ size }, i) => size >= LEAST_SHARE * largest.columns[i].size);
  const bottom = Math.min(height, least) - standsOut;
  return above(largest, top, bottom) ?? (is ? above(smaller, top, bottom) : null) ?? of(height);
}

/**
 * @param {Size} size
 * @param {import("../types.js").Picture|null} picture
 * @param {Options} options
 * @returns {Plan}
 */
function planOf(size, picture, options) {
  const { width: room, height, over } = size;
  const outline = outlineOf(picture, options);
  const { counts } = outline;
  const { header = 0, spare = 0 } = options;
  const named = room >= BARE_WIDTH;
  const sizes = sizesFor(room, counts, !named ? BARE : room < SLIM_WIDTH ? SLIM : SIDE, header && LEAST_SPACING);
  const { text, label } = textScale();
  const top = header * label;
  const width = header ? Math.max(room, sizes.left + sizes.right + LEAST_SPACING * text * (counts.length - 1)) : room;
  const standsOut = header && over + DOT * text;
  const of = (/** @type {number} */ tall) => layOut(counts, { width, height: tall - standsOut, top, spare, ...sizes });
  return { ...outline, layout: steady(size, of, top, standsOut), width, height, named };
}

/** A picture fits when it is of the network that is shown. @param {import("../types.js").Picture} picture @param {number[]} counts */
function fits({ maps, weights }, counts) {
  const units = counts.slice(0, -1).reduce((sum, count) => sum + count, 0);
  if (maps && maps.shape[0] !== units) return false;
  return !weights || (weights.length === counts.length - 1 && weights.every(({ shape: [rows, columns] }, i) => rows === counts[i] + 1 && columns === counts[i + 1]));
}

/**
 * @param {HTMLElement} root
 * @param {object} [hooks]
 * @param {(neuron: {column: number, unit: number}|null) => void} [hooks.hover]   the pointer or the keyboard is at a neuron, or left it
 * @param {(selection: {column: number, unit: number, input?: number, byHand: boolean, touched?: boolean}) => void} [hooks.select]   a neuron or an edge was chosen; without it the diagram is an image
 * @param {(plan: Plan, edges: {shown: number, all: number}|null) => void} [hooks.arranged]   the network stands differently; `edges`: where not all are drawn
 * @param {(height: number) => {whole: number, least: number}} [hooks.room]   what the height can become by what opens and closes below
 */
export function networkView(root, { select, hover, arranged, room = (height) => ({ whole: height, least: height }) } = {}) {
  const stage = h("div.stage", { role: select ? "group" : "img", "aria-label": t.diagram });
  const scroller = h("div.stage-scroll", {}, stage);
  root.append(scroller);
  const edges = edgesView(stage, select);
  const neurons = neuronsView(stage, select, hover);

  /** @type {Size} */
  let size = { width: 0, height: 0, over: 0, whole: 0, least: 0 };
  /** @type {Plan|null} */
  let plan = null;
  /** What the plan was made for. @type {any[]} */
  let grounds = [];
  let shape = "";
  /** @type {{picture: import("../types.js").Picture|null, options: Options}|null} */
  let last = null;
  /** What is marked and lit. @type {any[]} */
  let shown = [];

  /** @param {import("../types.js").Picture|null} picture @param {Options} options */
  function arrange(picture, options) {
    const { spec, catalogue, data, header, spare } = options;
    const now = [size, spec, catalogue, data, header, spare, outputsOf(picture)];
    if (!size.height || now.every((ground, i) => ground === grounds[i])) return;
    grounds = now;
    plan = planOf(size, picture, options);
    const { layout, nameOf, ...rest } = plan;
    const next = JSON.stringify([header, size, textScale(), rest]);
    if (next === shape) return;
    shape = next;
    stage.style.setProperty("width", `${plan.width}px`);
    stage.style.setProperty("--names", `${Math.floor(plan.width - layout.columns[plan.counts.length - 1].right - NAME_GAP)}px`);
    edges.arrange(plan);
    neurons.arrange(plan);
    shown = [];
    arranged?.(plan, edges.shown());
  }

  const drawEdges = throttle(() => {
    if (last?.picture && plan && fits(last.picture, plan.counts) && edges.draw(last.picture.weights, last.options.theme)) setTimeout(drawEdges);
  }, EDGES_MS);

  /** Mark the neuron that is selected, and light what a stop of a walk is at work on. @param {Options} options */
  function show({ selection = null, stop = null }) {
    const now = [selection, stop];
    if (shown.length && now.every((part, i) => part === shown[i])) return;
    shown = now;
    neurons.mark(selection, stop);
    if (stop) stage.dataset.phase = stop.phase;
    else delete stage.dataset.phase;
    edges.light(stop);
    for (const part of /** @type {NodeListOf<HTMLElement>} */ (stage.querySelectorAll("[data-gap]"))) {
      part.toggleAttribute("data-lit", stop !== null && worksOn(stop, Number(part.dataset.gap)));
    }
  }

  /** @param {import("../types.js").Picture|null} picture @param {Options} options */
  function draw(picture, options) {
    last = { picture, options };
    arrange(picture, options);
    if (!plan) return;
    show(options);
    if (!picture || !fits(picture, plan.counts)) return;
    neurons.draw(picture, options);
    drawEdges();
  }

  const observer = new ResizeObserver(() => {
    const width = scroller.clientWidth;
    // Not rounded: what one part of the page gives another must not move either by a pixel.
    const height = scroller.getBoundingClientRect().height - (scroller.offsetHeight - scroller.clientHeight);
    size = { width, height, over: Number.parseFloat(getComputedStyle(scroller).paddingTop), ...room(height) };
    if (last) draw(last.picture, last.options);
  });
  observer.observe(scroller);

  return {
    /** What holds the neurons, for controls that the page puts on it. */
    stage,
    draw,
    remove() {
      observer.disconnect();
      scroller.remove();
    },
  };
}
