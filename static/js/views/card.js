// @ts-check
/**
 * The card beside a neuron: its map enlarged, and its numbers.
 */
import { paint } from "../lib/colour.js";
import { h, setText } from "../lib/dom.js";
import { short } from "../lib/format.js";
import { entriesOf, entryOf } from "../lib/schema.js";
import { t } from "../t.js";
import { paintOutput } from "./images.js";
import { paletteOf } from "./palette.js";

/** @typedef {ReturnType<typeof mountCard>} Card */

/**
 * @param {HTMLElement} stage
 * @param {import("../state.js").AppStore} store
 */
export function mountCard(stage, store) {
  const canvas = h("canvas", { width: 100, height: 100 });
  const title = h("strong");
  const facts = h("dl");
  const card = h("div.card", { hidden: true, "aria-hidden": "true" }, canvas, title, facts);
  stage.append(card);
  const context = canvas.getContext("2d");
  const small = document.createElement("canvas");
  /** @type {{column: number, unit: number}|null} */
  let shown = null;

  /** @param {import("../types.js").Picture} picture @param {{column: number, unit: number}} neuron */
  function factsOf(picture, { column, unit }) {
    const { spec, catalogue } = store.get();
    /** @type {[string, string][]} */
    const rows = [];
    if (column > 0) {
      const { values, shape } = picture.weights[column - 1];
      const [inputs, units] = [shape[0] - 1, shape[1]];
      const layer = spec?.network.hidden_layers[column - 1];
      const entry = layer && catalogue ? entryOf(entriesOf(catalogue, "activation"), layer.activation.kind) : null;
      if (entry) rows.push([t.neuronFacts.activation, entry.title]);
      rows.push([t.neuronFacts.bias, short(values[inputs * units + unit])]);
      let strongest = 0;
      for (let i = 0; i < inputs; i++) if (Math.abs(values[i * units + unit]) > Math.abs(strongest)) strongest = values[i * units + unit];
      rows.push([t.neuronFacts.strongest, short(strongest)]);
    }
    const index = indexOf(picture, { column, unit });
    if (index !== null) rows.push([t.neuronFacts.range, `±${short(picture.scales[index])}`]);
    return rows;
  }

  /** The neuron's place among the maps; the output has none. @param {import("../types.js").Picture} picture @param {{column: number, unit: number}} neuron */
  function indexOf({ weights }, { column, unit }) {
    if (column === weights.length) return null;
    return weights.slice(0, column).reduce((sum, { shape: [rows] }) => sum + rows - 1, 0) + unit;
  }

  const hide = () => {
    shown = null;
    card.hidden = true;
  };

  return {
    /** @param {{column: number, unit: number}} neuron @param {HTMLElement} button */
    show({ column, unit }, button) {
      shown = { column, unit };
      card.hidden = false;
      setText(title, button.getAttribute("aria-label") ?? "");
      const { picture, theme } = store.get();
      if (picture) this.draw(picture, theme);
      const view = /** @type {HTMLElement} */ (stage.parentElement);
      const [box, frame] = [button.getBoundingClientRect(), stage.getBoundingClientRect()];
      const left = box.right - frame.left + 10;
      const fitsRight = left + card.offsetWidth < view.scrollLeft + view.clientWidth;
      const x = fitsRight ? left : box.left - frame.left - card.offsetWidth - 10;
      const y = Math.max(4, Math.min(box.top - frame.top + box.height / 2 - card.offsetHeight / 2, stage.clientHeight - card.offsetHeight - 4));
      card.style.setProperty("transform", `translate(${Math.round(x)}px, ${Math.round(y)}px)`);
    },
    hide,
    /** @param {import("../types.js").Picture} picture @param {string} theme */
    draw(picture, theme) {
      if (!shown || !context) return;
      if (shown.column > picture.weights.length) return hide();
      const index = indexOf(picture, shown);
      const [, rows, columns] = picture.maps.shape;
      context.imageSmoothingQuality = "high";
      if (index === null) {
        paintOutput(small, picture, shown.unit, { theme, discretize: store.get().discretize, data: store.get().data });
        context.drawImage(small, 0, 0, 100, 100);
      } else {
        small.width = columns;
        small.height = rows;
        const image = new ImageData(columns, rows);
        paint(picture.maps.values, index * rows * columns, rows, columns, paletteOf(theme).shades, new Uint32Array(image.data.buffer));
        small.getContext("2d")?.putImageData(image, 0, 0);
        context.drawImage(small, 0.5, 0.5, columns - 1, rows - 1, 0, 0, 100, 100);
      }
      const lines = factsOf(picture, shown);
      if (facts.children.length !== lines.length * 2) facts.replaceChildren(...lines.flatMap(() => [h("dt"), h("dd")]));
      lines.forEach(([name, value], i) => {
        setText(facts.children[2 * i], name);
        setText(facts.children[2 * i + 1], value);
      });
    },
  };
}
