// @ts-check
/**
 * The inputs of the network: those in use are its first column, the others stand below them as fainter pictures, and a click
 * brings one in or takes it out.
 */
import { h } from "../../../lib/dom.js";
import { entriesOf } from "../../../lib/schema.js";
import { textScale } from "../../../lib/text.js";
import { fill, t } from "../../../t.js";
import { focusFormula } from "../../../views/formulafield.js";
import { createMapPainter } from "../../../views/maps.js";

/** What a name takes beside its picture, across and upwards, at the usual size of text. */
const [NAME, LINE] = [44, 14];
/** Between a picture and its name. */
const GAP = 8;

const nameOf = (/** @type {any} */ input) => input?.kind ?? input;

/** An input's map as a neuron's, −1 … 1 as 0 … 255. @param {number[][]} rows @returns {import("../../../lib/arrays.js").Grid} */
const gridOf = (rows) => ({ values: Uint8Array.from(rows.flat(), (value) => Math.round((value + 1) * 127.5)), shape: [1, rows.length, rows[0].length] });

/**
 * @param {HTMLElement} stage
 * @param {import("../../../state.js").AppStore} store
 * @param {import("../driver.js").Driver} driver
 */
export function mountInputs(stage, store, driver) {
  const paintMap = createMapPainter();
  const entries = entriesOf(store.get().catalogue, "inputs");
  const spares = entries.map((entry) => {
    const canvas = h("canvas", { "aria-hidden": "true" });
    const element = h("button.spare", { type: "button", "aria-pressed": "false", "aria-label": fill(t.neuron.input, { title: entry.title }), title: entry.help, tabindex: -1, onclick: () => add(entry) },
      canvas, h("span.spare-name", { "aria-hidden": "true" }, entry.title));
    return { entry, canvas, element };
  });
  const group = h("div.spares", { role: "group", "aria-label": t.spareInputs });
  stage.append(group);
  /** What the pictures were painted of. @type {any[]} */
  let painted = [];

  /** Over the plane of the run, which points of one's own may have made another. */
  function paint() {
    const { theme, data } = store.get();
    const maps = data?.input_maps;
    if (painted[0] === theme && painted[1] === maps) return;
    painted = [theme, maps];
    for (const { entry, canvas } of spares) {
      const rows = maps?.[entry.kind] ?? entry.map;
      if (rows) paintMap(canvas, gridOf(rows), 0, theme);
    }
  }
  store.on(["data", "theme"], paint);
  paint();

  const inputsNow = () => /** @type {any[]} */ (store.get().spec?.network.inputs ?? []);
  const chosenNow = () => inputsNow().map(nameOf);
  /** An input by a formula of one's own can be had again and again, each by another. @param {any} entry */
  const isOwn = (entry) => typeof entry.defaults === "object" && "expression" in entry.defaults;
  const spareNow = () => spares.filter(({ entry }) => isOwn(entry) || !chosenNow().includes(entry.kind));
  const placeOf = (/** @type {any} */ input) => entries.findIndex((entry) => entry.kind === nameOf(input));

  /** Bring an input in. @param {any} entry */
  function add(entry) {
    const inputs = inputsNow();
    const known = inputs.findIndex((input) => JSON.stringify(input) === JSON.stringify(entry.defaults));
    // In the catalogue's order, whatever the order of the clicks.
    const at = known >= 0 ? known : inputs.filter((input) => placeOf(input) <= placeOf(entry)).length;
    const held = group.contains(document.activeElement);
    if (known < 0) change(inputs.toSpliced(at, 0, entry.defaults));
    if (isOwn(entry)) focusFormula(["network", "inputs", at]);
    else if (held) neuronAt(at)?.focus();
  }

  /** Take an input out. @param {number} at */
  function remove(at) {
    const inputs = inputsNow();
    if (inputs.length < 2) return store.set({ notice: { tone: "info", text: t.lastInput } });
    const { kind } = entries[placeOf(inputs[at])] ?? {};
    const held = /** @type {HTMLElement|null} */ (document.activeElement)?.dataset.column === "0";
    change(inputs.toSpliced(at, 1));
    if (held) spares.find(({ entry }) => entry.kind === kind)?.element.focus();
  }

  /** @param {any[]} inputs */
  const change = (inputs) => void driver.change(["network", "inputs"], inputs);
  const neuronAt = (/** @type {number} */ at) => /** @type {HTMLElement|undefined} */ (stage.querySelectorAll(".neuron[data-column='0']")[at]);

  group.addEventListener("keydown", (event) => {
    const by = /** @type {Record<string, number>} */ ({ ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 })[event.key];
    const shown = spareNow();
    const at = shown.findIndex(({ element }) => element === event.target);
    if (!by || at < 0) return;
    event.preventDefault();
    shown[Math.min(shown.length - 1, Math.max(0, at + by))].element.focus();
  });
  // One of them is a stop of the Tab key: where the keyboard was last.
  group.addEventListener("focusin", ({ target }) => {
    for (const { element } of spares) element.tabIndex = element === target ? 0 : -1;
  });

  return {
    /** How many are not in use. */
    spare: () => spareNow().length,
    /** Take out the input that stands there. @param {number} unit */
    remove,
    /** @param {import("../../../views/network.js").Plan} plan */
    arrange({ layout: { columns, spare: { size, strands, places } } }) {
      const shown = spareNow();
      const { text, label } = textScale();
      const rows = [...new Set(places.map(({ y }) => y))];
      const lines = rows.length < 2 ? Infinity : (rows[1] - rows[0]) / (LINE * label);
      const named = lines > 1;
      // A name of two lines keeps to one where it would run into its neighbour's.
      group.toggleAttribute("data-tight", lines < 1.5);
      const beside = named && columns[1].left - Math.max(0, ...places.map(({ x }) => x)) - size / 2 > NAME * label;
      shown.forEach(({ element }, i) => {
        const { x, y } = places[i];
        element.style.setProperty("width", `${size}px`);
        element.style.setProperty("height", `${size}px`);
        element.style.setProperty("transform", `translate(${Math.round(x - size / 2)}px, ${Math.round(y - size / 2)}px)`);
        element.dataset.side = !(strands > 1 && i % strands) ? (named ? "left" : "none") : beside ? "right" : "none";
        const room = element.dataset.side === "right" ? columns[1].left - x : x;
        element.style.setProperty("--room", `${Math.floor(room - size / 2 - GAP * text)}px`);
      });
      group.replaceChildren(...shown.map(({ element }) => element));
      if (!shown.some(({ element }) => element.tabIndex === 0) && shown.length) shown[0].element.tabIndex = 0;
    },
  };
}
