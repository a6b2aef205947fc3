// @ts-check
/**
 * The headers over the hidden layers: activation, units, and layers that come and go.
 */
import { h, setIdle, setText } from "../../../lib/dom.js";
import { icon } from "../../../lib/icons.js";
import { entriesOf, entryOf } from "../../../lib/schema.js";
import { textScale } from "../../../lib/text.js";
import { root } from "../../../root.js";
import { fill, t } from "../../../t.js";
import { menu } from "../../../views/controls.js";
import { focusFormula } from "../../../views/formulafield.js";
import { stepperView } from "../../../views/stepper.js";
import { sweepLink } from "../../../views/sweepthis.js";
import { sweepOf } from "../../../url.js";

/** How wide things are at the usual size of text: a layer's header, one that leaves out its signs, a round button. */
const [HEAD, NARROW, ROUND] = [118, 92, 24];

/**
 * @param {HTMLElement} stage
 * @param {HTMLElement} tools
 * @param {import("../../../state.js").AppStore} store
 * @param {import("../driver.js").Driver} driver
 */
export function mountLayers(stage, tools, store, driver) {
  const row = h("div.layer-heads");
  const outputName = h("div.layer-head.output-head");
  const addLast = h("button.quiet.small", { type: "button", id: "add-layer", "aria-label": t.addLayerHelp, title: t.addLayerHelp, onclick: () => insert(layersNow().length) }, icon("plus"), t.addLayer);
  stage.append(row);
  tools.append(addLast);
  const activations = entriesOf(store.get().catalogue, "activation");
  /** @type {ReturnType<typeof makeHead>[]} */
  let heads = [];
  /** @type {HTMLElement[]} */
  let inserters = [];

  const layersNow = () => store.get().spec?.network.hidden_layers ?? [];
  const path = (/** @type {(string|number)[]} */ ...rest) => ["network", "hidden_layers", ...rest];
  const limit = (/** @type {string} */ name, /** @type {number} */ fallback) => store.get().limits[name]?.maximum ?? fallback;

  const leastUnits = () => store.get().limits.units?.minimum ?? 1;
  const isFull = () => layersNow().length >= limit("hidden_layers", 6);

  /** What goes away leaves the keyboard to the button that brings a layer. @param {HTMLElement} element */
  function remove(element) {
    if (element.contains(document.activeElement)) addLast.focus();
    element.remove();
  }

  /** A new layer is like the one before it. @param {number} at */
  function insert(at) {
    if (isFull()) return;
    const layers = layersNow();
    const { spec, catalogue } = store.get();
    const like = layers[at - 1] ?? layers[at] ?? catalogue?.default_spec.network.hidden_layers[0] ?? { units: 4, activation: spec?.network.activation };
    driver.change(path(), layers.toSpliced(at, 0, { ...like }));
  }

  /** Of several layers one varies, and of one layer all. @param {number} index @param {"units"|"activation"} part */
  const sweepThis = (index, part) => sweepLink(fill(t.ofLayer, { title: t.sweep[part], layer: index + 1 }), () =>
    root + sweepOf(`/${path(layersNow().length > 1 ? index : "*", part).join("/")}`, /** @type {import("../../../types.js").Spec} */ (store.get().spec)));

  /** @param {number} index */
  function makeHead(index) {
    const options = activations.map(({ kind, title, help, curve }) => ({ value: kind, title, help, curve }));
    const select = menu({
      label: fill(t.activation, { layer: index + 1 }),
      class: "boxed",
      options,
      change(kind) {
        void driver.change(path(index, "activation"), entryOf(activations, kind)?.defaults ?? { kind });
        focusFormula(path(index, "activation"));
      },
    });
    const [label, fewer, more] = [t.unitsOf, t.fewerUnits, t.moreUnits].map((words) => fill(words, { layer: index + 1 }));
    const units = stepperView({ label, fewer, more, change: (value, options) => driver.change(path(index, "units"), value, options) });
    const removeLabel = fill(t.removeLayer, { layer: index + 1 });
    const removal = h("button.round.remove", { type: "button", "aria-label": removeLabel, title: removeLabel, onclick: () => driver.change(path(), layersNow().toSpliced(index, 1)) }, icon("close"));
    const element = h("div.layer-head", { role: "group", "aria-label": fill(t.activation, { layer: index + 1 }), "data-layer": index }, select, units.element, removal);
    if (document.documentElement.dataset.embed === undefined) {
      select.after(sweepThis(index, "activation"));
      units.element.append(sweepThis(index, "units"));
    }
    return { element, select, units };
  }

  return {
    /** @param {import("../../../views/network.js").Plan} plan */
    arrange({ layers, layout, outputTitle, width: whole }) {
      const { columns, spacing } = layout;
      while (heads.length < layers.length) heads.push(makeHead(heads.length));
      heads.length = Math.max(heads.length, layers.length);
      const full = isFull();
      const { label, text } = textScale();
      const width = Math.min(HEAD * label, spacing - 8 * text);

      layers.forEach(({ units, activation }, i) => {
        const head = heads[i];
        if (head.select.value !== activation.kind) head.select.value = activation.kind;
        head.units.update({ value: units, least: leastUnits(), most: limit("units", 100) });
        head.element.style.setProperty("width", `${width}px`);
        head.element.style.setProperty("transform", `translateX(${Math.round(columns[i + 1].x - width / 2)}px)`);
        head.element.dataset.narrow = String(width < NARROW * label);
        if (!head.element.isConnected) row.append(head.element);
      });
      for (const { element } of heads.splice(layers.length)) remove(element);

      const last = columns[columns.length - 1];
      setText(outputName, outputTitle);
      if (!outputName.isConnected) row.append(outputName);
      // A long name stands no further to the right than the diagram: the page could be moved sideways for it.
      const named = outputName.offsetWidth;
      outputName.style.setProperty("transform", `translateX(${Math.floor(Math.min(last.x - named / 2, whole - named))}px)`);

      // Between two columns that stand far enough apart, a layer can be put in place.
      const roomy = spacing - width > ROUND * text + 4 && !full;
      const places = roomy ? columns.slice(1).map(({ x }, i) => (x + columns[i].x) / 2) : [];
      while (inserters.length < places.length) {
        const at = inserters.length;
        inserters.push(h("button.round.insert", { type: "button", "aria-label": t.addLayerHere, title: t.addLayerHere, onclick: () => insert(at) }, icon("plus")));
      }
      for (const button of inserters.splice(places.length)) remove(button);
      inserters.forEach((button, i) => {
        button.style.setProperty("transform", `translateX(${Math.round(places[i] - (ROUND / 2) * text)}px)`);
        if (!button.isConnected) row.append(button);
      });
      setIdle(addLast, full);
      addLast.title = full ? fill(t.layersFull, { count: limit("hidden_layers", 6) }) : t.addLayerHelp;
    },
  };
}
