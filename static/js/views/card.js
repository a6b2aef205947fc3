// @ts-check
/**
 * The card beside a neuron: its map enlarged, and its numbers.
 */
import { h, setText } from "../lib/dom.js";
import { short } from "../lib/format.js";
import { entriesOf, entryOf } from "../lib/schema.js";
import { t } from "../t.js";
import { paintOutput } from "./images.js";
import { createMapPainter } from "./maps.js";

/** @typedef {{column: number, unit: number}} Neuron */
/** @typedef {ReturnType<typeof cardView>} Card */

const SIDE = 100;

/** @param {HTMLElement} stage */
export function cardView(stage) {
  const canvas = h("canvas", { width: SIDE, height: SIDE });
  const title = h("strong");
  const facts = h("dl");
  const card = h("div.card", { hidden: true, "aria-hidden": "true" }, canvas, title, facts);
  stage.append(card);
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const source = document.createElement("canvas");
  const paintMap = createMapPainter();
  /** @type {Neuron|null} */
  let shown = null;
  /** @type {Parameters<typeof draw>|null} */
  let last = null;

  /** The neuron's place among the maps; the output has none. @param {import("./network.js").Plan} plan @param {Neuron} neuron */
  function indexOf({ counts }, { column, unit }) {
    if (column === counts.length - 1) return null;
    return counts.slice(0, column).reduce((sum, count) => sum + count, 0) + unit;
  }

  /** @param {import("./network.js").Plan} plan @param {import("../types.js").Picture} picture @param {import("../types.js").Catalogue} catalogue @param {Neuron} neuron */
  function factsOf(plan, picture, catalogue, { column, unit }) {
    /** @type {[string, string][]} */
    const rows = [];
    const weights = picture.weights?.[column - 1];
    if (weights) {
      const { values, shape: [height, units] } = weights;
      const entry = entryOf(entriesOf(catalogue, "activation"), plan.layers[column - 1]?.activation.kind);
      if (entry) rows.push([t.neuronFacts.activation, entry.title]);
      rows.push([t.neuronFacts.bias, short(values[(height - 1) * units + unit])]);
      let strongest = 0;
      for (let i = 0; i < height - 1; i++) if (Math.abs(values[i * units + unit]) > Math.abs(strongest)) strongest = values[i * units + unit];
      rows.push([t.neuronFacts.strongest, short(strongest)]);
    }
    const index = indexOf(plan, { column, unit });
    if (index !== null && picture.maps) rows.push([t.neuronFacts.range, `±${short(picture.maps.scales[index])}`]);
    return rows;
  }

  /** @param {import("./network.js").Plan} plan @param {import("../types.js").Picture} picture @param {Neuron} neuron @param {import("./network.js").Options} options */
  function drawMap(plan, picture, neuron, options) {
    const { maps, boundary } = picture;
    const index = indexOf(plan, neuron);
    context.clearRect(0, 0, SIDE, SIDE);
    context.imageSmoothingQuality = "high";
    if (index === null && boundary) {
      paintOutput(canvas, picture, neuron.unit, options);
    } else if (index !== null && maps) {
      const [, rows, columns] = maps.shape;
      paintMap(source, maps, index, options.theme);
      context.drawImage(source, 0.5, 0.5, columns - 1, rows - 1, 0, 0, SIDE, SIDE);
    }
  }

  const hide = () => {
    shown = null;
    card.hidden = true;
  };

  /** @param {import("./network.js").Plan} plan @param {import("../types.js").Picture} picture @param {import("./network.js").Options} options */
  function draw(plan, picture, options) {
    last = [plan, picture, options];
    if (!shown) return;
    if (shown.column >= plan.counts.length) return hide();
    drawMap(plan, picture, shown, options);
    const lines = factsOf(plan, picture, options.catalogue, shown);
    if (facts.children.length !== lines.length * 2) facts.replaceChildren(...lines.flatMap(() => [h("dt"), h("dd")]));
    lines.forEach(([name, value], i) => {
      setText(facts.children[2 * i], name);
      setText(facts.children[2 * i + 1], value);
    });
  }

  return {
    /** @param {Neuron} neuron @param {HTMLElement} element of the neuron */
    show({ column, unit }, element) {
      shown = { column, unit };
      card.hidden = false;
      setText(title, element.getAttribute("aria-label") ?? "");
      if (last) draw(...last);
      const view = /** @type {HTMLElement} */ (stage.parentElement);
      const [box, frame] = [element.getBoundingClientRect(), stage.getBoundingClientRect()];
      const left = box.right - frame.left + 10;
      const fitsRight = left + card.offsetWidth < view.scrollLeft + view.clientWidth;
      const x = fitsRight ? left : box.left - frame.left - card.offsetWidth - 10;
      const y = Math.max(4, Math.min(box.top - frame.top + box.height / 2 - card.offsetHeight / 2, stage.clientHeight - card.offsetHeight - 4));
      card.style.setProperty("transform", `translate(${Math.round(x)}px, ${Math.round(y)}px)`);
    },
    hide,
    draw,
  };
}
