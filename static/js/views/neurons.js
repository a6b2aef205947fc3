// @ts-check
/**
 * Neurons as little maps of what they see.
 */
import { paint } from "../lib/colour.js";
import { h } from "../lib/dom.js";
import { fill, t } from "../t.js";
import { paintOutput } from "./images.js";
import { paletteOf } from "./palette.js";

/**
 * @param {HTMLElement} stage
 * @param {import("./card.js").Card} card
 * @param {(selection: {column: number, unit: number, byHand: boolean}) => void} select
 */
export function mountNeurons(stage, card, select) {
  const layer = h("div.neurons");
  stage.append(layer);
  /** @type {{button: any, canvas: HTMLCanvasElement, context: CanvasRenderingContext2D, column: number, unit: number}[]} */
  let neurons = [];
  /** @type {import("./network.js").Plan|null} */
  let plan = null;
  /** @type {ImageData|null} */
  let image = null;
  const output = document.createElement("canvas");
  let quietUntil = 0;

  function make() {
    const canvas = h("canvas", { width: 20, height: 20 });
    const button = h("button.neuron", { type: "button", tabindex: -1 }, canvas);
    const neuron = { button, canvas, context: canvas.getContext("2d"), column: 0, unit: 0 };
    button.addEventListener("pointerenter", () => performance.now() > quietUntil && card.show(neuron, button));
    button.addEventListener("pointerleave", () => card.hide());
    button.addEventListener("focus", () => button.matches(":focus-visible") && card.show(neuron, button));
    button.addEventListener("blur", () => card.hide());
    button.addEventListener("click", (/** @type {MouseEvent} */ event) => {
      card.hide();
      // The diagram makes room for the dock, and another neuron may come to lie under the pointer.
      quietUntil = performance.now() + 800;
      select({ column: neuron.column, unit: neuron.unit, byHand: event.detail === 0 });
    });
    return neuron;
  }

  /** Arrow keys go to the nearest neuron in that direction. */
  layer.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    const move = /** @type {Record<string, [number, number]>} */ ({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] })[event.key];
    const from = neurons.find(({ button }) => button === event.target);
    if (event.key === "Escape") card.hide();
    if (!move || !from || !plan) return;
    event.preventDefault();
    const [across, down] = move;
    const here = plan.layout.columns[from.column].places[from.unit];
    const column = plan.layout.columns[from.column + across];
    if (!column) return;
    const unit = across ? nearest(column.places, here.y) : Math.min(column.places.length - 1, Math.max(0, from.unit + down));
    const to = neurons.find((neuron) => neuron.column === from.column + across && neuron.unit === unit);
    if (!to) return;
    from.button.tabIndex = -1;
    to.button.tabIndex = 0;
    to.button.focus();
  });

  return {
    /** @param {import("./network.js").Plan} next */
    arrange(next) {
      plan = next;
      const { columns } = next.layout;
      const wanted = columns.flatMap(({ places }, column) => places.map((_, unit) => ({ column, unit })));
      while (neurons.length < wanted.length) neurons.push(make());
      for (const { button } of neurons.splice(wanted.length)) button.remove();
      neurons.forEach((neuron, i) => {
        Object.assign(neuron, wanted[i]);
        const { size, places } = columns[neuron.column];
        const { x, y } = places[neuron.unit];
        const { style, dataset } = neuron.button;
        style.setProperty("width", `${size}px`);
        style.setProperty("height", `${size}px`);
        style.setProperty("transform", `translate(${Math.round(x - size / 2)}px, ${Math.round(y - size / 2)}px)`);
        dataset.small = String(size < 16);
        dataset.column = String(neuron.column);
        const isInput = neuron.column === 0;
        dataset.label = isInput ? next.inputTitles[neuron.unit] : neuron.column === columns.length - 1 ? next.outputNames[neuron.unit] ?? "" : "";
        dataset.side = isInput ? "left" : "right";
        neuron.button.setAttribute("aria-label", isInput ? fill(t.neuron.input, { title: next.inputTitles[neuron.unit] }) : next.nameOf(neuron.column, neuron.unit));
        neuron.button.tabIndex = i === 0 ? 0 : -1;
        if (!neuron.button.isConnected) layer.append(neuron.button);
      });
      card.hide();
    },

    /** Show which neuron is selected. @param {{column: number, unit: number}|null} selection */
    mark(selection) {
      for (const { button, column, unit } of neurons) button.dataset.selected = String(column === selection?.column && unit === selection.unit);
    },

    /** @param {import("../types.js").Picture} picture @param {import("../types.js").Options} options */
    draw(picture, options) {
      const { theme, discretize } = options;
      const [, rows, columns] = picture.maps.shape;
      const { shades } = paletteOf(theme);
      if (!image || image.width !== columns || image.height !== rows) image = new ImageData(columns, rows);
      const pixels = new Uint32Array(image.data.buffer);
      const last = picture.weights.length;
      neurons.forEach(({ canvas, context, column, unit }, i) => {
        if (column === last) {
          paintOutput(output, picture, unit, options);
          if (canvas.width !== 64) canvas.width = canvas.height = 64;
          context.imageSmoothingEnabled = !discretize;
          context.drawImage(output, 0, 0, 64, 64);
          return;
        }
        if (canvas.width !== columns) canvas.width = columns;
        if (canvas.height !== rows) canvas.height = rows;
        paint(picture.maps.values, i * rows * columns, rows, columns, shades, pixels);
        context.putImageData(/** @type {ImageData} */ (image), 0, 0);
      });
    },
  };
}

/** @param {{y: number}[]} places @param {number} y */
const nearest = (places, y) => places.reduce((best, place, i) => (Math.abs(place.y - y) < Math.abs(places[best].y - y) ? i : best), 0);
