// @ts-check
/**
 * The numbers of one neuron, to read and to set by hand: its bias and the weight of each input.
 */
import { h } from "../lib/dom.js";
import { short } from "../lib/format.js";
import { entryAs } from "../lib/entries.js";
import { entriesOf, entryOf } from "../lib/schema.js";
import { parseNumber } from "../lib/typed.js";
import { fill, t } from "../t.js";
import { activationCard } from "./formula.js";
import { outlineOf } from "./outline.js";
import { saying, selectedWhole, typed } from "./typed.js";

/** @typedef {{column: number, unit: number}} Neuron */
/** @typedef {import("./outline.js").Source & {selection: Neuron|null, drawn: import("../lib/entries.js").Drawn, locked?: boolean}} Options `locked`: to be read only */

/**
 * @param {HTMLElement} root
 * @param {{set: (weight: {layer: number, unit: number, input: number|null, value: number}) => void, leave: () => void}} hooks
 *   `leave`: Escape was pressed in a box
 */
export function neuronView(root, { set: setWeight, leave }) {
  const element = h("div.neuron-panel");
  root.append(element);
  const line = saying();
  /** @type {{input: number|null, box: HTMLInputElement}[]} */
  let boxes = [];
  let drawn = "";
  /** @type {import("../types.js").Picture|null} */
  let picture = null;
  /** @type {Neuron|null} */
  let chosen = null;

  /** @param {number} column @param {number} unit @param {number|null} input */
  function value(column, unit, input) {
    const grid = picture?.weights?.[column - 1];
    if (!grid) return 0;
    const [rows, columns] = grid.shape;
    return grid.values[(input ?? rows - 1) * columns + unit];
  }

  /** @param {number} column @param {number} unit @param {number|null} input @param {string} label @param {string} [brief] */
  function numberBox(column, unit, input, label, brief = label) {
    const box = h("input.number.boxed", { type: "text", inputmode: "decimal", autocomplete: "off", "aria-label": fill(input === null ? t.weights.bias : t.weights.weight, { from: label }), "data-input": input === null ? "bias" : input });
    const set = () => {
      const read = typed(box.value, { show: shown });
      line.say(read);
      if (read.fault) box.value = shown(value(column, unit, input));
      else if (read.value !== value(column, unit, input)) setWeight({ layer: column - 1, unit, input, value: read.value });
    };
    box.addEventListener("change", set);
    selectedWhole(box);
    box.addEventListener("keydown", (event) => {
      const by = event.key === "ArrowUp" ? 0.1 : event.key === "ArrowDown" ? -0.1 : 0;
      if (event.key === "Enter") box.select();
      if (event.key === "Escape") leave();
      if (!by) return;
      event.preventDefault();
      box.value = String(Number(((parseNumber(box.value) || 0) + by).toPrecision(6)));
      set();
    });
    boxes.push({ input, box });
    return h("label.weight", { title: label }, h("span", {}, brief), box);
  }

  /** @param {Neuron} neuron @param {number} inputs @param {Options} options */
  function build({ column, unit }, inputs, { spec, catalogue, data, drawn: known }) {
    const { nameOf } = outlineOf(picture, { spec, catalogue, data });
    boxes = [];
    line.say({});
    const title = h("h3", {}, nameOf(column, unit));
    if (column === 0) return element.replaceChildren(title, h("p.quiet-text", {}, t.weights.ofInput));
    const fields = [numberBox(column, unit, null, t.neuronFacts.bias)];
    for (let i = 0; i < inputs; i++) fields.push(numberBox(column, unit, i, nameOf(column - 1, i), column > 1 ? fill(t.weights.from, { unit: i + 1 }) : undefined));
    const layer = spec.network.hidden_layers[column - 1];
    const choice = layer?.activation ?? entryOf(entriesOf(catalogue, "loss"), spec.training.loss.kind)?.output?.activation;
    const entry = entryAs(catalogue, known, "activation", choice);
    element.replaceChildren(
      h("div.weights", {}, h("div.head", {}, title, h("span.aside-note", {}, t.weights.help)), h("div.weight-grid", {}, ...fields), line.element),
      ...(entry?.curve ? [activationCard(entry, t, "")] : []));
  }

  /** @param {HTMLInputElement} box @param {string} text */
  function write(box, text) {
    if (box.value !== text) box.value = text;
  }

  return {
    /** @param {import("../types.js").Picture|null} now @param {Options} options */
    draw(now, options) {
      picture = now;
      const { spec, selection, locked = false } = options;
      chosen = selection;
      const weights = picture?.weights;
      const [height, units] = (selection && weights?.[selection.column - 1]?.shape) ?? [1, 0];
      if (!selection || !weights || (selection.column > 0 && selection.unit >= units)) {
        drawn = "";
        return element.replaceChildren(h("p.quiet-text", {}, t.weights.choose));
      }
      const { column, unit } = selection;
      const key = JSON.stringify([column, unit, weights.map(({ shape }) => shape), spec.network.inputs, spec.network.hidden_layers, spec.training.loss, Object.keys(options.drawn)]);
      if (key !== drawn) build(selection, height - 1, options);
      drawn = key;
      for (const { input, box } of boxes) {
        box.disabled = locked;
        if (document.activeElement !== box) write(box, shown(value(column, unit, input)));
      }
    },
    /** The number that was set is not taken: why, and what is there as before. @param {string} fault */
    refuse(fault) {
      line.say({ fault });
      for (const { input, box } of boxes) if (chosen) write(box, shown(value(chosen.column, chosen.unit, input)));
    },
    /** The keyboard goes to the weight of an input, or to the bias. @param {number|null} input */
    focus(input) {
      (boxes.find((each) => each.input === input) ?? boxes[0])?.box.focus();
    },
  };
}

/** As many digits as a box has room for: the sign must not be lost. @param {number} value */
const shown = (value) => short(value, Math.abs(value) < 0.001 ? 2 : Math.abs(value) < 0.01 ? 3 : 4);
