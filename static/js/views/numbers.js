// @ts-check
/**
 * The charts as tables that can be read, the parameters and the points, and the files that can be taken along.
 */
import { h, setHidden, setText } from "../lib/dom.js";
import { lossOf, short } from "../lib/format.js";
import { batchTable, parameterTable, pointTable } from "../lib/tables.js";
import { fill, t } from "../t.js";
import { segmentsView } from "./choices.js";
import { outlineOf } from "./outline.js";
import { rowsView } from "./rows.js";

const MOST_ROWS = 12;
/** More rows of parameters or points are for the file. */
const MOST_LISTED = 60;
/** Which column of points is the first of their place. */
const PLACE = 1;

/** @typedef {import("../lib/tables.js").Table} Table */
/** @typedef {import("../lib/minibatch.js").Minibatch} Minibatch */
/** @typedef {"epochs"|"parameters"|"batch"|"points"} Listed   which table */
/** @typedef {{listed: Listed, history: import("../types.js").History, picture: import("../types.js").Picture|null, points: import("../lib/misfits.js").Fared[], minibatch: Minibatch|null, now: Minibatch|null, data: import("../types.js").Data|null, spec: import("../types.js").Spec|null, catalogue: import("../types.js").Catalogue|null}} Drawn   `now`: the minibatch of the very state that is shown, if it is */

/**
 * @param {HTMLElement} root
 * @param {{download: (kind: string) => void, save: (name: string, table: Table) => void, list: (listed: Listed) => void, choose: (point: import("../lib/misfits.js").Fared) => void}} hooks   `save`: a table as a file of that name
 */
export function numbersView(root, { download, save, list, choose }) {
  /** @type {Drawn|null} */
  let last = null;
  const rows = h("div.numbers");
  const files = h("div.files", { role: "group", "aria-label": t.files.title },
    ...Object.entries(t.files.kinds).map(([kind, label]) => h("button.quiet", { type: "button", "data-file": kind, onclick: () => download(kind) }, label)));
  const said = t.deeper.tables;
  const choice = segmentsView(said.title, /** @type {const} */ (["epochs", "parameters", "batch", "points"]).map((value) => ({ value, title: said[value] })), (value) => list(/** @type {Listed} */ (value)));
  const csv = h("button.quiet.small", { type: "button", onclick: () => { const table = last && tableOf(last); if (last && table) save(last.listed, table); } }, said.csv);
  root.append(h("div.numbers-panel", {}, files, h("div.depth-controls", {}, choice.element, csv), rows));

  /** @param {Drawn} drawn @param {number} [most] rows @returns {Table|null} */
  function tableOf({ listed, picture, points, minibatch, now, data, spec, catalogue }, most) {
    const words = { ...said, ...t.deeper.report, train: t.train, test: t.test, bias: t.neuronFacts.bias };
    if (listed === "points") return data && pointTable(points, data, words, most);
    if (!picture?.weights || !spec || !catalogue) return null;
    const { nameOf } = outlineOf(picture, { spec, catalogue, data });
    if (listed === "batch") return minibatch && batchTable(minibatch.layers, nameOf, words, most);
    return parameterTable(picture.weights, nameOf, words, now?.layers ?? null, most);
  }

  const caption = h("caption");
  const head = h("tr");
  const body = h("tbody");
  const listing = h("table", {}, caption, h("thead", {}, head), body);
  // They are listed in this order.
  const lines = rowsView(body, { choose: (row) => { if (last) choose(last.points[row]); }, help: t.deeper.report.walk });

  /** @param {Table} table @param {Listed} listed */
  function drawListing({ head: names, rows: cells, all }, listed) {
    setText(caption, fill(said.caption, { shown: cells.length, all }));
    const now = names.join();
    if (head.dataset.names !== now) head.replaceChildren(...names.map((name) => h("th", { scope: "col" }, name)));
    head.dataset.names = now;
    lines.draw(cells.map((row) => row.map((cell) => (typeof cell === "number" ? short(cell, 4) : cell))), listed === "points" ? PLACE : -1);
  }

  /** @param {import("../types.js").History} history */
  function epochs(history) {
    const { length } = history.epoch;
    const names = Object.keys(history).filter((name) => name !== "epoch");
    const count = Math.min(length, MOST_ROWS);
    const kept = Array.from({ length: count }, (_, i) => (count < 2 ? 0 : Math.round((i * (length - 1)) / (count - 1))));
    return h("table", {},
      h("caption", {}, fill(t.numbers.caption, { shown: count, all: (history.epoch.at(-1) ?? -1) + 1 })),
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t.epoch), ...names.map((name) => h("th", { scope: "col" }, /** @type {any} */ (t.metrics)[name] ?? name)))),
      h("tbody", {}, ...kept.reverse().map((i) => h("tr", {}, h("th", { scope: "row" }, String(history.epoch[i])), ...names.map((name) => h("td", {}, lossOf(history[name][i], 4)))))));
  }

  /** @param {Drawn} drawn */
  function draw(drawn) {
    last = drawn;
    const { listed, history } = drawn;
    choice.draw(listed);
    setHidden(csv, listed === "epochs");
    const table = listed === "epochs" ? null : tableOf(drawn, MOST_LISTED);
    if (table) drawListing(table, listed);
    const shown = listed === "epochs" ? epochs(history) : table && listing;
    if (shown && rows.firstChild === shown) return;
    rows.replaceChildren(...(shown ? [shown] : []));
  }
  return { draw };
}
