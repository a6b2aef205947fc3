// @ts-check
/**
 * The numbers of one neuron, to read and to set by hand: its bias and the weight of each input.
 */
import { h } from "../lib/dom.js";
import { parseNumber, short } from "../lib/format.js";
import { entriesOf, entryOf } from "../lib/schema.js";
import { fill, t } from "../t.js";
import { activationCard } from "./formula.js";

/**
 * @param {import("../state.js").AppStore} store
 * @param {import("../pages/playground/driver.js").Driver} driver
 * @returns {() => import("./dock.js").Panel}
 */
export const neuronPanel = (store, driver) => () => {
  const element = h("div.neuron-panel");
  /** @type {{input: number|null, box: any}[]} */
  let boxes = [];
  let drawn = "";

  /** @param {number} column @param {number} unit */
  function nameOf(column, unit) {
    const { spec, catalogue, picture, data } = store.get();
    if (column === 0) {
      const input = spec?.network.inputs[unit];
      return entryOf(entriesOf(catalogue, "inputs"), input?.kind ?? input)?.title ?? String(unit + 1);
    }
    const outputs = picture?.weights.length ?? 0;
    if (column < outputs) return fill(t.neuron.hidden, { layer: column, unit: unit + 1 });
    const names = data?.classes?.length ? data.classes : data?.values ?? [];
    return (picture?.boundary.shape[0] ?? 1) > 1 ? fill(t.neuron.outputNamed, { name: names[unit] ?? unit + 1 }) : t.neuron.output;
  }

  /** @param {number} column @param {number} unit @param {number|null} input */
  function value(column, unit, input) {
    const grid = store.get().picture?.weights[column - 1];
    if (!grid) return 0;
    const [rows, columns] = grid.shape;
    return grid.values[(input ?? rows - 1) * columns + unit];
  }

  /** @param {number} column @param {number} unit @param {number|null} input @param {string} label @param {string} [brief] */
  function numberBox(column, unit, input, label, brief = label) {
    const box = h("input.number.boxed", { type: "text", inputmode: "decimal", autocomplete: "off", "aria-label": fill(input === null ? t.weights.bias : t.weights.weight, { from: label }), "data-input": input === null ? "bias" : input });
    const set = (/** @type {number} */ number) => {
      if (Number.isNaN(number)) box.value = shown(value(column, unit, input));
      else if (number !== value(column, unit, input)) void driver.setWeight({ layer: column - 1, unit, input, value: number });
    };
    box.addEventListener("change", () => set(parseNumber(box.value)));
    box.addEventListener("focus", () => box.select());
    box.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
      const by = event.key === "ArrowUp" ? 0.1 : event.key === "ArrowDown" ? -0.1 : 0;
      if (event.key === "Enter") box.select();
      if (event.key === "Escape") /** @type {HTMLElement|null} */ (document.querySelector(".neuron[data-selected=true]"))?.focus();
      if (!by) return;
      event.preventDefault();
      const next = Number((parseNumber(box.value) + by).toPrecision(6));
      box.value = String(next);
      set(next);
    });
    boxes.push({ input, box });
    return h("label.weight", { title: label }, h("span", {}, brief), box);
  }

  /** @param {{column: number, unit: number}} selection */
  function build({ column, unit }) {
    const { picture, spec, catalogue } = store.get();
    boxes = [];
    const title = h("h3", {}, nameOf(column, unit));
    if (column === 0 || !picture || !spec) return element.replaceChildren(title, h("p.quiet-text", {}, t.weights.ofInput));
    const inputs = picture.weights[column - 1].shape[0] - 1;
    const fields = [numberBox(column, unit, null, t.neuronFacts.bias)];
    for (let i = 0; i < inputs; i++) fields.push(numberBox(column, unit, i, nameOf(column - 1, i), column > 1 ? fill(t.weights.from, { unit: i + 1 }) : undefined));
    const layer = spec.network.hidden_layers[column - 1];
    const kind = layer?.activation.kind ?? entryOf(entriesOf(catalogue, "loss"), spec.training.loss.kind)?.output?.activation;
    const entry = entryOf(entriesOf(catalogue, "activation"), kind);
    element.replaceChildren(
      h("div.weights", {}, h("div.head", {}, title, h("span.aside-note", {}, t.weights.help)), h("div.weight-grid", {}, ...fields)),
      ...(entry?.curve ? [activationCard(entry, t, "")] : []));
  }

  function draw() {
    const { picture, spec, selection, watching } = store.get();
    const fits = selection && picture && (selection.column === 0 || selection.unit < (picture.weights[selection.column - 1]?.shape[1] ?? 0));
    if (!selection || !fits) {
      drawn = "";
      return element.replaceChildren(h("p.quiet-text", {}, t.weights.choose));
    }
    const key = JSON.stringify([selection.column, selection.unit, picture.weights.map(({ shape }) => shape), spec?.network.inputs, spec?.network.hidden_layers, spec?.training.loss]);
    if (key !== drawn) build(selection);
    drawn = key;
    for (const { input, box } of boxes) {
      box.disabled = watching;
      if (document.activeElement !== box) write(box, shown(value(selection.column, selection.unit, input)));
    }
  }

  /** @param {any} box @param {string} text */
  function write(box, text) {
    if (box.value !== text) box.value = text;
  }

  store.on(["selection"], ({ selection }) => {
    if (!selection?.byHand) return;
    draw();
    const wanted = boxes.find(({ input }) => input === (selection.input ?? null)) ?? boxes[0];
    // Not before the panel is open.
    queueMicrotask(() => wanted?.box.focus());
  });
  return { name: "neuron", title: t.weights.title, element, draw };
};

/** As many digits as a box has room for: the sign must not be lost. @param {number} value */
const shown = (value) => short(value, Math.abs(value) < 0.001 ? 2 : Math.abs(value) < 0.01 ? 3 : 4);
