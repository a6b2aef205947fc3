// @ts-check
/**
 * Weights as edges, biases as dots: width by size, colour by sign, in comparison with the largest.
 */
import { h, setText, svg } from "../lib/dom.js";
import { short } from "../lib/format.js";
import { edgeHeight, edgeInk, edgePath } from "../lib/layout.js";
import { inputsOf } from "../lib/stops.js";
import { fill, t } from "../t.js";
import { strokesView } from "./strokes.js";

/** More edges than this are drawn on canvases; more than that are not drawn: of larger networks, the strongest. */
const [MOST_ELEMENTS, MOST_EDGES] = [600, 2400];

/** @typedef {{path: SVGPathElement|null, ink: string, from: number, to: number}} Edge  without a path it is drawn on a canvas */

/**
 * @param {HTMLElement} stage
 * @param {((selection: {column: number, unit: number, input: number, byHand: boolean}) => void)} [select]   without it they are only looked at
 */
export function edgesView(stage, select) {
  const lines = svg("g");
  const dots = svg("g");
  const hot = svg("path", { class: "edge-hot" });
  const walked = svg("path", { class: "edge-walked" });
  const picture = svg("svg", { class: "edges", "aria-hidden": "true" }, lines, walked, hot, dots);
  const tip = h("div.tip", { hidden: true, "aria-hidden": "true" });
  stage.append(picture, tip);

  /** @type {import("./network.js").Plan|null} */
  let plan = null;
  /** @type {Edge[][]} by gap between two columns */
  let gaps = [];
  /** @type {ReturnType<typeof strokesView>[]} by gap, of large networks */
  let canvases = [];
  /** What each of them shows. @type {{weights: import("../lib/arrays.js").Grid[], theme: string}[]} */
  let painted = [];
  let turn = 0;
  /** @type {SVGEllipseElement[][]} by column, from the second */
  let biases = [];
  /** @type {import("../lib/arrays.js").Grid[]} */
  let weights = [];
  let allShown = true;
  /** @type {{column: number, unit: number, input: number}|null} */
  let pointed = null;

  /** @param {number} gap @param {number} from @param {number} to */
  function ends(gap, from, to) {
    const { columns } = /** @type {import("./network.js").Plan} */ (plan).layout;
    const [a, b] = [columns[gap], columns[gap + 1]];
    const [start, end] = [a.places[from], b.places[to]];
    return /** @type {const} */ ([start.x + a.size / 2, start.y, end.x - b.size / 2, end.y]);
  }

  /** @param {import("./network.js").Plan} next */
  function arrange(next) {
    plan = next;
    hideTip();
    weights = [];
    picture.setAttribute("viewBox", `0 0 ${next.width} ${next.height}`);
    picture.setAttribute("width", String(next.width));
    picture.setAttribute("height", String(next.height));
    const { counts, layout } = next;
    const all = counts.slice(1).map((count, i) => count * counts[i]);
    const total = all.reduce((sum, count) => sum + count, 0);
    allShown = total <= MOST_EDGES;
    const share = Math.floor(MOST_EDGES / all.length);
    lines.replaceChildren();
    for (const { canvas } of canvases) canvas.remove();
    canvases = total <= MOST_ELEMENTS ? [] : all.map((_, gap) => {
      const [{ left }, { right }] = [layout.columns[gap], layout.columns[gap + 1]];
      return strokesView(gap, { left, width: right - left, height: next.height });
    });
    picture.before(...canvases.map(({ canvas }) => canvas));
    painted = [];
    gaps = all.map((count, gap) =>
      Array.from({ length: allShown ? count : Math.min(count, share) }, (_, i) => {
        const edge = { path: canvases.length ? null : svg("path", { class: "edge" }), ink: "", from: -1, to: -1 };
        if (allShown || count <= share) place(edge, gap, Math.floor(i / counts[gap + 1]), i % counts[gap + 1]);
        return edge;
      }));
    lines.append(...gaps.map((edges, gap) => svg("g", { "data-gap": gap }, ...edges.flatMap(({ path }) => path ?? []))));
    dots.replaceChildren();
    biases = layout.columns.slice(1).map(({ places, size }) =>
      places.map(({ x, y }) => {
        const dot = svg("ellipse", { class: "bias", cx: Math.round(x - size / 2 - 1), cy: Math.round(y + size / 2 + 1), rx: 0 });
        if (size >= 16) dots.append(dot);
        return dot;
      }));
  }

  /** @param {Edge} edge @param {number} gap @param {number} from @param {number} to */
  function place(edge, gap, from, to) {
    if (edge.from === from && edge.to === to) return;
    edge.from = from;
    edge.to = to;
    edge.path?.setAttribute("d", edgePath(...ends(gap, from, to)));
  }

  /**
   * Canvases are painted in turn, one a time: what comes of it is as many pictures of the neurons as of a small network.
   * @param {import("../lib/arrays.js").Grid[]|null} next   null: nothing is known of them
   * @param {string} theme
   * @returns {boolean} whether there is a canvas that shows other weights yet
   */
  function draw(next, theme) {
    weights = next ?? [];
    picture.toggleAttribute("hidden", !next);
    for (const { canvas } of canvases) canvas.hidden = !next;
    if (!next) return false;
    const stale = (/** @type {number} */ gap) => painted[gap]?.weights !== next || painted[gap].theme !== theme;
    const due = Array.from(canvases, (_, i) => (turn + i) % canvases.length).find(stale) ?? -1;
    let largest = 0;
    for (const { values, shape } of next) {
      const end = values.length - shape[1];
      for (let i = 0; i < end; i++) if (Math.abs(values[i]) > largest) largest = Math.abs(values[i]);
    }
    gaps.forEach((edges, gap) => {
      const { values, shape } = next[gap];
      const count = shape[1];
      if (gap === due || (canvases.length && !painted[gap])) {
        if (edges.length < values.length - count) chooseStrongest(edges, gap, values, count);
        canvases[gap].draw(edges, ({ from, to }) => values[from * count + to], ({ from, to }) => ends(gap, from, to), largest, theme);
        painted[gap] = { weights: next, theme };
        turn = gap + 1;
      }
      for (const edge of edges) {
        if (!edge.path) break;
        const weight = values[edge.from * count + edge.to];
        const { width, opacity } = edgeInk(weight, largest);
        const ink = `${weight < 0 ? "minus" : "plus"} ${width} ${opacity}`;
        if (ink === edge.ink) continue;
        edge.ink = ink;
        edge.path.setAttribute("class", weight < 0 ? "edge minus" : "edge plus");
        edge.path.style.strokeWidth = String(width);
        edge.path.style.strokeOpacity = String(opacity);
      }
      const bias = (/** @type {number} */ to) => values[values.length - count + to];
      biases[gap].forEach((dot, to) => {
        if (!dot.isConnected) return;
        const r = (1.6 + 2.6 * Math.min(1, Math.abs(bias(to)) / (largest || 1))).toFixed(1);
        const look = bias(to) < 0 ? "bias minus" : "bias plus";
        if (dot.getAttribute("rx") !== r) for (const name of ["rx", "ry"]) dot.setAttribute(name, r);
        if (dot.getAttribute("class") !== look) dot.setAttribute("class", look);
      });
    });
    return canvases.some((_, gap) => stale(gap));
  }

  /** @param {Edge[]} edges @param {number} gap @param {ArrayLike<number>} values @param {number} count */
  function chooseStrongest(edges, gap, values, count) {
    const sizes = Float32Array.from({ length: values.length - count }, (_, i) => Math.abs(values[i]));
    const least = sizes.slice().sort()[sizes.length - edges.length];
    let next = 0;
    for (let i = 0; i < sizes.length && next < edges.length; i++) if (sizes[i] >= least) place(edges[next++], gap, Math.floor(i / count), i % count);
  }

  function hideTip() {
    tip.hidden = true;
    pointed = null;
    stage.style.removeProperty("cursor");
    hot.removeAttribute("d");
  }

  /** The edge under the pointer: the nearest of its gap, within a few pixels. @param {MouseEvent} event */
  function point(event) {
    if (!plan || !weights.length || /** @type {Element} */ (event.target).closest("button, select, .popover")) return hideTip();
    const box = stage.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    let best = { far: 7, gap: -1, from: 0, to: 0 };
    gaps.forEach((edges, gap) => {
      for (const { from, to } of edges) {
        if (from < 0) continue;
        const [x0, y0, x1, y1] = ends(gap, from, to);
        if (x <= x0 || x >= x1 || y < Math.min(y0, y1) - 7 || y > Math.max(y0, y1) + 7) continue;
        const far = Math.abs(edgeHeight(x0, y0, x1, y1, x) - y);
        if (far < best.far) best = { far, gap, from, to };
      }
    });
    if (best.gap < 0) return hideTip();
    pointed = { column: best.gap + 1, unit: best.to, input: best.from };
    stage.style.setProperty("cursor", "pointer");
    const { values, shape } = weights[best.gap];
    const weight = values[best.from * shape[1] + best.to];
    hot.setAttribute("d", edgePath(...ends(best.gap, best.from, best.to)));
    hot.setAttribute("class", `edge-hot ${weight < 0 ? "minus" : "plus"}`);
    tip.hidden = false;
    const from = plan.nameOf(best.gap, best.from);
    const to = plan.nameOf(best.gap + 1, best.to);
    setText(tip, `${fill(t.edge, { weight: short(weight) })} · ${fill(t.edgeFrom, { from, to })}`);
    const left = Math.min(Math.max(4, x - tip.offsetWidth / 2), plan.width - tip.offsetWidth - 4);
    tip.style.setProperty("transform", `translate(${Math.round(left)}px, ${Math.round(Math.max(4, y - tip.offsetHeight - 12))}px)`);
  }
  if (select) {
    stage.addEventListener("pointermove", point);
    stage.addEventListener("pointerleave", hideTip);
    stage.addEventListener("click", (event) => {
      if (event.pointerType === "touch") point(event);
      if (pointed && !(/** @type {Element} */ (event.target).closest("button, select, .popover"))) select({ ...pointed, byHand: true });
    });
  }

  return {
    arrange,
    draw,
    /** Light the weights of the neuron that a stop of a walk is at work on. @param {import("../lib/stops.js").Stop|null} stop */
    light(stop) {
      const inputs = stop && plan ? inputsOf(stop, plan.counts) : [];
      walked.setAttribute("d", stop ? inputs.map((input) => edgePath(...ends(stop.layer, input, /** @type {number} */ (stop.unit)))).join("") : "");
    },
    /** How many of how many edges are drawn, or null when it is all of them. */
    shown() {
      if (allShown || !plan) return null;
      const { counts } = plan;
      return { shown: gaps.reduce((sum, edges) => sum + edges.length, 0), all: counts.slice(1).reduce((sum, count, i) => sum + count * counts[i], 0) };
    },
  };
}
