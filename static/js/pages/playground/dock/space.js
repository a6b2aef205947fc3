// @ts-check
/**
 * The space of a hidden layer: which layer and on which axes is chosen here, and what there is to see comes along with the run's frames.
 */
import { h, setHidden, setText } from "../../../lib/dom.js";
import { fill, t } from "../../../t.js";
import { menu, offer } from "../../../views/controls.js";
import { spaceView } from "../../../views/space.js";

/** @typedef {import("../../../types.js").State} State */

/**
 * @param {HTMLElement} root
 * @param {import("../../../state.js").AppStore} store
 */
export function mountSpace(root, store) {
  const said = t.deeper.space;
  const view = spaceView(root);
  const change = (/** @type {Partial<State["inside"]>} */ patch) => store.set({ inside: { ...store.get().inside, ...patch } });
  const layer = menu({ label: said.layer, class: "boxed", options: [], change: (value) => change({ layer: Number(value), units: null }) });
  const axes = menu({ label: said.axes, class: "boxed", options: [{ value: "parts", title: said.parts }, { value: "units", title: said.units }], change: (value) => change({ units: value === "parts" ? null : [0, 1] }) });
  const units = [0, 1].map((axis) => menu({ label: fill(said.axis, { axis: axis ? "y" : "x" }), class: "boxed", options: [], change: (value) => pick(axis, Number(value)) }));
  const refusal = h("p.quiet-text", { role: "status" });
  root.append(h("div.depth-side", {}, h("div.depth-controls", {}, layer, axes, ...units), refusal, view.words));

  /** An axis takes a unit; the other one gets in return what it was. @param {number} axis @param {number} unit */
  function pick(axis, unit) {
    const [x, y] = store.get().inside.units ?? [0, 1];
    const before = axis ? y : x;
    const other = axis ? x : y;
    const next = other === unit ? before : other;
    change({ units: axis ? [next, unit] : [unit, next] });
  }

  /** @param {HTMLSelectElement} select @param {string[]} titles @param {number} chosen */
  function fillMenu(select, titles, chosen) {
    const key = titles.join("|");
    if (select.dataset.key !== key) offer(select, titles.map((title, i) => h("option", { value: String(i) }, title)));
    select.dataset.key = key;
    select.value = String(chosen);
  }

  /** @param {State} state */
  function draw({ space, spec, inside, theme, data, output, discretize }) {
    const layers = spec?.network.hidden_layers ?? [];
    const at = inside.layer ?? layers.length - 1;
    const count = layers[at]?.units ?? 0;
    // The network may have been made smaller than what was looked at.
    if (inside.layer !== null && inside.layer >= layers.length) return change({ layer: null, units: null });
    if (inside.units?.some((unit) => unit >= count)) return change({ units: null });
    const names = Array.from({ length: count }, (_, unit) => fill(said.unit, { unit: unit + 1 }));
    fillMenu(layer, layers.map((_, i) => fill(said.layerNumber, { layer: i + 1 })), at);
    axes.value = inside.units ? "units" : "parts";
    units.forEach((select, axis) => {
      fillMenu(select, names, inside.units?.[axis] ?? axis);
      setHidden(select, !inside.units);
    });
    setHidden(layer, layers.length < 2);
    setHidden(axes, count < 3);
    const fault = !layers.length ? said.none : space && "fault" in space ? space.fault : space ? "" : t.deeper.wait;
    setText(refusal, fault);
    setHidden(refusal, !fault);
    view.draw(layers.length && space && "hidden" in space ? space : null, { theme, data, output, discretize });
  }
  store.on(["space", "discretize", "output"], (state) => { if (state.panel === "inside" && state.inside.view === "space") draw(state); });
  return draw;
}
