// @ts-check
/**
 * The numbers of one neuron, to read and to set by hand: its bias and the weight of each input.
 */
import { h } from "../lib/dom.js";
import { entryAs } from "../lib/entries.js";
import { isFrozen, isHeld, switched } from "../lib/parameters.js";
import { icon } from "../lib/icons.js";
import { entriesOf, entryOf } from "../lib/schema.js";
import { inFull, parseNumber, written } from "../lib/typed.js";
import { fill, t } from "../t.js";
import { activationCard } from "./formula.js";
import { outlineOf } from "./outline.js";
import { saying, selectedWhole, typed } from "./typed.js";

/** @typedef {{column: number, unit: number}} Neuron */
/** @typedef {import("./outline.js").Source & {selection: Neuron|null, drawn: import("../lib/entries.js").Drawn, locked?: boolean, instead?: string|null}} Options `locked`: to be read only; `instead`: what of it the plane shows */

/**
 * @param {HTMLElement} root
 * @param {{set: (weight: import("../types.js").Weight) => void, open: (column: number) => void, freeze: (frozen: any[]) => void, leave: () => void, instead: (kind: "neuron"|"without") => void}} hooks
 *   `instead`: the plane shows its map, or the network without it, or no longer; `open`: the whole layer as a table; `leave`: Escape was pressed in a box
 */
export function neuronView(root, { set: setWeight, open, freeze, leave, instead }) {
  const element = h("div.neuron-panel");
  root.append(element);
  const line = saying();
  /** @type {{input: number|null, box: HTMLInputElement}[]} */
  let boxes = [];
  /** The buttons that freeze a weight, or a layer's. @type {{button: HTMLElement, place: import("../lib/parameters.js").Frozen}[]} */
  let locks = [];
  /** What is frozen now. @type {import("../lib/parameters.js").Frozen[]} */
  let frozen = [];
  /** @type {ReturnType<typeof seen>[]} */
  let toggles = [];
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

  /** The single weights and biases of what is frozen as a whole. @param {import("../lib/parameters.js").Frozen} wide */
  function partsOf({ layer, unit = null, input = null }) {
    const [rows, columns] = picture?.weights?.[layer]?.shape ?? [0, 0];
    const inputs = input === null ? [...Array(rows - 1).keys(), /** @type {const} */ ("bias")] : [input];
    const units = unit === null ? [...Array(columns).keys()] : [unit];
    return units.flatMap((each) => inputs.map((from) => ({ layer, unit: each, input: from })));
  }

  /** @param {import("../lib/parameters.js").Frozen} place @param {string} label @param {string} [words] */
  function lock(place, label, words) {
    const button = h(`button.${words ? "quiet.small" : "round"}.lock`, { type: "button", "aria-label": label, title: t.weights.freezeHelp, "aria-pressed": "false", onclick: () => freeze(switched(frozen, place, partsOf)) }, icon("lock"), words);
    locks.push({ button, place });
    return button;
  }

  /** @param {"neuron"|"without"} kind @param {string} words @param {string} help */
  const seen = (kind, words, help) => ({ kind, button: h("button.quiet.small", { type: "button", title: help, "aria-pressed": "false", onclick: () => instead(kind) }, words) });

  /** @param {number} column @param {number} unit @param {number|null} input @param {string} label @param {string} [brief] */
  function numberBox(column, unit, input, label, brief = label) {
    const box = h("input.number.boxed", { type: "text", role: "spinbutton", inputmode: "decimal", autocomplete: "off", "aria-label": fill(input === null ? t.weights.bias : t.weights.weight, { from: label }), "data-input": input === null ? "bias" : input });
    const set = () => {
      const before = value(column, unit, input);
      if (box.value === shown(before)) return;
      const read = typed(box.value, { show: shown });
      line.say(read);
      box.value = shown(read.fault ? before : read.value);
      if (!read.fault && read.value !== before) setWeight({ layer: column - 1, unit, input, value: read.value });
    };
    box.addEventListener("change", set);
    selectedWhole(box);
    box.addEventListener("keydown", (event) => {
      const by = event.key === "ArrowUp" ? 0.1 : event.key === "ArrowDown" ? -0.1 : 0;
      if (event.key === "Enter") box.select();
      if (event.key === "Escape") {
        box.value = shown(value(column, unit, input));
        leave();
      }
      if (!by) return;
      event.preventDefault();
      const begun = parseNumber(box.value);
      box.value = inFull(Number(((Number.isNaN(begun) ? value(column, unit, input) : begun) + by).toPrecision(6)));
      set();
    });
    boxes.push({ input, box });
    const place = /** @type {const} */ ({ layer: column - 1, unit, input: input ?? "bias" });
    return h("span.weight-lock", {}, h("label.weight", { title: label }, h("span", {}, brief), box), lock(place, fill(t.weights.freeze, { name: input === null ? t.neuronFacts.bias : label })));
  }

  /** @param {Neuron} neuron @param {number} inputs @param {Options} options */
  function build({ column, unit }, inputs, { spec, catalogue, data, drawn: known }) {
    const { nameOf } = outlineOf(picture, { spec, catalogue, data });
    boxes = [];
    locks = [];
    line.say({});
    const title = h("h3", {}, nameOf(column, unit));
    if (column === 0) return element.replaceChildren(title, h("p.quiet-text", {}, t.weights.ofInput));
    const fields = [numberBox(column, unit, null, t.neuronFacts.bias)];
    for (let i = 0; i < inputs; i++) fields.push(numberBox(column, unit, i, nameOf(column - 1, i), column > 1 ? fill(t.weights.from, { unit: i + 1 }) : undefined));
    const layer = spec.network.hidden_layers[column - 1];
    const choice = layer?.activation ?? entryOf(entriesOf(catalogue, "loss"), spec.training.loss.kind)?.output?.activation;
    toggles = layer ? [seen("neuron", t.deeper.inPlane, t.deeper.inPlaneHelp), seen("without", t.deeper.off, t.deeper.offHelp)] : [];
    const entry = entryAs(catalogue, known, "activation", choice);
    element.replaceChildren(
      h("div.weights", {}, h("div.head", {}, title, h("div.layer-locks", {}, ...toggles.map(({ button }) => button),
        lock({ layer: column - 1 }, t.weights.freezeLayer, t.weights.freezeLayer),
        lock({ layer: column - 1, input: "bias", value: 0 }, t.weights.noBiases, t.weights.noBiases),
        h("button.round", { type: "button", "aria-label": t.weights.table, title: t.weights.table, onclick: () => open(column) }, icon("table"))), h("span.aside-note", {}, t.weights.help)), h("div.weight-grid", {}, ...fields), line.element),
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
      frozen = spec.training.frozen ?? [];
      for (const { button, place } of locks) {
        button.setAttribute("aria-pressed", String((place.value === undefined ? isFrozen : isHeld)(frozen, place)));
        /** @type {HTMLButtonElement} */ (button).disabled = locked;
      }
      for (const { kind, button } of toggles) button.setAttribute("aria-pressed", String(options.instead === kind));
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
const shown = (value) => written(value, Math.abs(value) < 0.001 ? 2 : Math.abs(value) < 0.01 ? 3 : 4);
