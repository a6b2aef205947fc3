// @ts-check
/**
 * Neurons as little maps of what they see.
 */
import { h } from "../lib/dom.js";
import { lights } from "../lib/stops.js";
import { fill, t } from "../t.js";
import { cardView } from "./card.js";
import { paintOutput } from "./images.js";
import { cornerOf, createMapPainter, mosaicView } from "./maps.js";

/** The side of an output's picture, in pixels of its canvas. */
const OUTPUT_SIDE = 64;
/** More neurons than this share a canvas by column. */
const MOST_CANVASES = 40;

/**
 * @param {HTMLElement} stage
 * @param {((selection: {column: number, unit: number, byHand: boolean, touched: boolean}) => void)} [select]   by keys, or by a finger; without it they are only looked at
 * @param {(neuron: {column: number, unit: number}|null) => void} [hover] the pointer or the keyboard is at one
 */
export function neuronsView(stage, select, hover = () => undefined) {
  const layer = h("div.neurons");
  const card = select && cardView(stage);
  stage.append(layer);
  /** @type {{element: HTMLElement, canvas: HTMLCanvasElement, context: CanvasRenderingContext2D, column: number, unit: number}[]} */
  let neurons = [];
  /** By column, but for the outputs, where they are many. @type {ReturnType<typeof mosaicView>[]} */
  let mosaics = [];
  /** The maps that are drawn now. @type {{values: ArrayLike<number>, theme: string}|null} */
  let drawn = null;
  /** @type {import("./network.js").Plan|null} */
  let plan = null;
  const paintMap = createMapPainter();
  let quietUntil = 0;

  function leave() {
    card?.hide();
    hover(null);
  }

  function make() {
    const canvas = h("canvas", { width: 20, height: 20 });
    /** @type {HTMLElement} */
    const element = select ? h("button.neuron", { type: "button", tabindex: -1 }, canvas) : h("div.neuron", {}, canvas);
    const neuron = { element, canvas, context: /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d")), column: 0, unit: 0 };
    if (!select) return neuron;
    const show = (touched = false) => {
      card?.show(neuron, element);
      // A finger lets go of nothing but what it presses.
      if (!touched) hover({ column: neuron.column, unit: neuron.unit });
    };
    element.addEventListener("pointerenter", ({ pointerType }) => performance.now() > quietUntil && show(pointerType === "touch"));
    element.addEventListener("pointerleave", leave);
    element.addEventListener("focus", () => element.matches(":focus-visible") && show());
    element.addEventListener("blur", leave);
    element.addEventListener("click", (event) => {
      leave();
      // The diagram makes room for the dock, and another neuron may come to lie under the pointer.
      quietUntil = performance.now() + 800;
      select({ column: neuron.column, unit: neuron.unit, byHand: event.detail === 0, touched: "pointerType" in event && event.pointerType === "touch" });
    });
    return neuron;
  }

  /** Arrow keys go to the nearest neuron in that direction. */
  layer.addEventListener("keydown", (event) => {
    const move = /** @type {Record<string, [number, number]>} */ ({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] })[event.key];
    const from = neurons.find(({ element }) => element === event.target);
    if (event.key === "Escape") leave();
    if (!move || !from || !plan) return;
    event.preventDefault();
    const [across, down] = move;
    const here = plan.layout.columns[from.column].places[from.unit];
    const column = plan.layout.columns[from.column + across];
    if (!column) return;
    const unit = across ? nearest(column.places, here.y) : Math.min(column.places.length - 1, Math.max(0, from.unit + down));
    const to = neurons.find((neuron) => neuron.column === from.column + across && neuron.unit === unit);
    if (!to) return;
    from.element.tabIndex = -1;
    to.element.tabIndex = 0;
    to.element.focus();
  });

  return {
    /** @param {import("./network.js").Plan} next */
    arrange(next) {
      plan = next;
      const { columns } = next.layout;
      const wanted = columns.flatMap(({ places }, column) => places.map((_, unit) => ({ column, unit })));
      while (neurons.length < wanted.length) neurons.push(make());
      for (const { element } of neurons.splice(wanted.length)) element.remove();
      for (const { canvas } of mosaics) canvas.remove();
      mosaics = wanted.length > MOST_CANVASES ? columns.slice(0, -1).map(mosaicView) : [];
      layer.prepend(...mosaics.map(({ canvas }) => canvas));
      drawn = null;
      neurons.forEach((neuron, i) => {
        Object.assign(neuron, wanted[i]);
        const { size, places } = columns[neuron.column];
        const { left, top } = cornerOf(places[neuron.unit], size);
        const { style, dataset } = neuron.element;
        style.setProperty("width", `${size}px`);
        style.setProperty("height", `${size}px`);
        style.setProperty("transform", `translate(${left}px, ${top}px)`);
        dataset.mosaic = String(neuron.column < mosaics.length);
        dataset.small = String(size < 16);
        dataset.column = String(neuron.column);
        const isInput = neuron.column === 0;
        dataset.label = !next.named ? "" : isInput ? next.inputTitles[neuron.unit] : neuron.column === columns.length - 1 ? next.outputNames[neuron.unit] ?? "" : "";
        dataset.side = isInput ? "left" : "right";
        if (select) {
          neuron.element.setAttribute("aria-label", isInput ? fill(t.neuron.input, { title: next.inputTitles[neuron.unit] }) : next.nameOf(neuron.column, neuron.unit));
          neuron.element.tabIndex = i === 0 ? 0 : -1;
          // An input is there or not, at a press.
          if (isInput) neuron.element.setAttribute("aria-pressed", "true");
          else neuron.element.removeAttribute("aria-pressed");
        }
        if (!neuron.element.isConnected) layer.append(neuron.element);
      });
      leave();
    },

    /** Show which neuron is selected, and which a stop of a walk is at work on. @param {{column: number, unit: number}|null} selection @param {import("../lib/stops.js").Stop|null} stop */
    mark(selection, stop) {
      for (const { element, column, unit } of neurons) {
        element.dataset.selected = String(column === selection?.column && unit === selection.unit);
        element.toggleAttribute("data-lit", stop !== null && lights(stop, column, unit));
      }
    },

    /** @param {import("../types.js").Picture} picture @param {import("./network.js").Options} options */
    draw(picture, options) {
      if (!plan) return;
      const { maps, boundary } = picture;
      const last = plan.counts.length - 1;
      const size = maps ? maps.shape[1] * maps.shape[2] : 0;
      // Inputs always stay as they are, and what has been learned hardly moves: a canvas that is painted again costs most.
      const moved = (/** @type {number} */ from, /** @type {number} */ to) =>
        !drawn || !maps || drawn.theme !== options.theme || differ(drawn.values, maps.values, from * size, to * size);
      let first = 0;
      mosaics.forEach((mosaic, column) => {
        const after = first + /** @type {import("./network.js").Plan} */ (plan).counts[column];
        if (!maps) mosaic.clear();
        else if (moved(first, after)) mosaic.draw(maps, first, options.theme);
        first = after;
      });
      neurons.forEach(({ canvas, context, column, unit }, i) => {
        if (column < mosaics.length) return;
        if (column < last && maps) return moved(i, i + 1) && paintMap(canvas, maps, i, options.theme);
        if (column < last || !boundary) return context.clearRect(0, 0, canvas.width, canvas.height);
        if (canvas.width !== OUTPUT_SIDE) canvas.width = canvas.height = OUTPUT_SIDE;
        paintOutput(canvas, picture, unit, options);
      });
      drawn = maps && { values: maps.values, theme: options.theme };
      card?.draw(plan, picture, options);
    },
  };
}

/** @param {ArrayLike<number>} before @param {ArrayLike<number>} now @param {number} from @param {number} to */
function differ(before, now, from, to) {
  if (before.length !== now.length) return true;
  for (let i = from; i < to; i++) if (before[i] !== now[i]) return true;
  return false;
}

/** @param {{y: number}[]} places @param {number} y */
const nearest = (places, y) => places.reduce((best, place, i) => (Math.abs(place.y - y) < Math.abs(places[best].y - y) ? i : best), 0);
