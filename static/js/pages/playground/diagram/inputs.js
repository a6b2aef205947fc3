// @ts-check
/**
 * The inputs of the network: those in use are its first column, the others stand below them as fainter pictures, and a click
 * brings one in or takes it out.
 */
import { h } from "../../../lib/dom.js";
import { entriesOf } from "../../../lib/schema.js";
import { textScale } from "../../../lib/text.js";
import { fill, t } from "../../../t.js";
import { createMapPainter } from "../../../views/maps.js";

/** What a name takes beside its picture, across and upwards, at the usual size of text. */
const [NAME, LINE] = [48, 14];

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
    const element = h("button.spare", { type: "button", "aria-pressed": "false", "aria-label": fill(t.neuron.input, { title: entry.title }), title: entry.help, tabindex: -1, onclick: () => toggle(entry.kind) },
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

  const chosenNow = () => (store.get().spec?.network.inputs ?? []).map(nameOf);
  const spareNow = () => spares.filter(({ entry }) => !chosenNow().includes(entry.kind));

  /** @param {string} kind */
  function toggle(kind) {
    const { spec } = store.get();
    if (!spec) return;
    const known = spec.network.inputs;
    const wanted = chosenNow().includes(kind) ? chosenNow().filter((name) => name !== kind) : [...chosenNow(), kind];
    if (!wanted.length) return store.set({ notice: { tone: "info", text: t.lastInput } });
    const held = group.contains(document.activeElement) || /** @type {HTMLElement|null} */ (document.activeElement)?.dataset.column === "0";
    // In the catalogue's order, whatever the order of the clicks.
    driver.change(["network", "inputs"], entries.filter((entry) => wanted.includes(entry.kind))
      .map((entry) => known.find((input) => nameOf(input) === entry.kind) ?? (typeof known[0] === "string" ? entry.kind : entry.defaults)));
    if (held) elementOf(kind)?.focus();
  }

  /** Where an input stands now, which is where the keyboard goes. @param {string} kind @returns {HTMLElement|null|undefined} */
  function elementOf(kind) {
    const place = chosenNow().indexOf(kind);
    return place < 0 ? spares.find(({ entry }) => entry.kind === kind)?.element : stage.querySelectorAll(/** @type {"button"} */ (".neuron[data-column='0']"))[place];
  }

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
    remove: (unit) => toggle(chosenNow()[unit]),
    /** @param {import("../../../views/network.js").Plan} plan */
    arrange({ layout: { columns, spare: { size, strands, places } } }) {
      const shown = spareNow();
      const { label } = textScale();
      const rows = [...new Set(places.map(({ y }) => y))];
      const named = rows.length < 2 || rows[1] - rows[0] > LINE * label;
      const beside = named && columns[1].left - Math.max(0, ...places.map(({ x }) => x)) - size / 2 > NAME * label;
      shown.forEach(({ element }, i) => {
        const { x, y } = places[i];
        element.style.setProperty("width", `${size}px`);
        element.style.setProperty("height", `${size}px`);
        element.style.setProperty("transform", `translate(${Math.round(x - size / 2)}px, ${Math.round(y - size / 2)}px)`);
        element.dataset.side = !(strands > 1 && i % strands) ? (named ? "left" : "none") : beside ? "right" : "none";
      });
      group.replaceChildren(...shown.map(({ element }) => element));
      if (!shown.some(({ element }) => element.tabIndex === 0) && shown.length) shown[0].element.tabIndex = 0;
    },
  };
}
