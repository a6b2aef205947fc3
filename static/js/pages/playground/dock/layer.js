// @ts-check
/**
 * The sheet with all weights of a layer, to read, to copy, and to set at once.
 */
import { h, setText } from "../../../lib/dom.js";
import { grouped } from "../../../lib/format.js";
import { icon } from "../../../lib/icons.js";
import { fill, t } from "../../../t.js";
import { copyText } from "../../../views/copying.js";
import { layerTable } from "../../../views/layertable.js";
import { outlineOf } from "../../../views/outline.js";
import { sheet } from "../../../views/sheet.js";

/**
 * @param {import("../../../state.js").AppStore} store
 * @param {import("../driver.js").Driver} driver
 * @returns {(column: number) => void} open it for the layer that is this column of the diagram
 */
export function layerSheet(store, driver) {
  const place = h("div");
  const table = layerTable(place);
  const moment = h("p.aside-note");
  const take = h("button.strong", { type: "button", id: "layer-set", onclick: () => void set() }, t.weights.set);
  const copy = h("button.quiet", { type: "button", id: "layer-copy", onclick: () => void copied() }, icon("table"), t.weights.copy);
  const dialog = sheet("layer-weights", "", h("p", {}, t.weights.tableHelp), place, h("div.sheet-buttons", {}, take, copy, moment));
  let layer = 0;
  let inputs = 0;

  async function copied() {
    if (await copyText(table.text(), t.weights.copy)) setText(moment, t.copied);
  }

  async function set() {
    const changes = table.changes();
    if (!changes) return;
    const weights = changes.map(({ row, column, value }) => ({ layer, unit: column, input: row < inputs ? row : null, value }));
    const done = !weights.length || (await driver.setWeights(weights, { remember: true }));
    if (done) return dialog.close();
    const { errors, notice } = store.get();
    const wrong = changes.findIndex((_, i) => errors[`/weights/${i}/value`]);
    if (wrong >= 0) table.refuse(changes[wrong].row, changes[wrong].column, errors[`/weights/${wrong}/value`]);
    else setText(moment, notice?.text ?? t.unreached);
  }

  return (column) => {
    const { picture, spec, catalogue, data, run, watching } = store.get();
    const block = picture?.weights?.[column - 1];
    if (!spec || !catalogue || !block) return;
    const { nameOf, counts } = outlineOf(picture, { spec, catalogue, data });
    const short = (/** @type {number} */ at, /** @type {number} */ unit) => (at && at < counts.length - 1 ? fill(t.weights.from, { unit: unit + 1 }) : nameOf(at, unit));
    [layer, inputs] = [column - 1, block.shape[0] - 1];
    const names = (/** @type {number} */ at) => Array.from({ length: counts[at] }, (_, unit) => short(at, unit));
    table.draw(block, { from: [...names(column - 1), t.neuronFacts.bias], to: names(column), locked: watching });
    setText(/** @type {HTMLElement} */ (dialog.querySelector("h2")), fill(column < counts.length - 1 ? t.weights.ofLayer : t.weights.ofOutput, { layer: column }));
    setText(moment, run?.status === "playing" ? fill(t.weights.moment, { epoch: grouped(picture.epoch) }) : "");
    take.hidden = watching;
    dialog.showModal();
    table.focus();
  };
}
