// @ts-check
/**
 * A network as a tree to be walked with the arrow keys: layers, units, weights.
 */
import { h, setText } from "../lib/dom.js";
import { short } from "../lib/format.js";
import { marks } from "../lib/locale.js";
import { entriesOf, entryOf } from "../lib/schema.js";
import { rowsOf, stepOf } from "../lib/tree.js";
import { counted, fill, t } from "../t.js";
import { outlineOf } from "./outline.js";

/** @typedef {import("../lib/tree.js").Row} Row */
/** @typedef {{column: number, unit: number, input?: number|null}} Chosen */

const w = t.words.tree;

/**
 * @param {import("../types.js").Picture} picture
 * @param {import("./outline.js").Source} source
 * @returns {{counts: number[], wordsOf: (row: Row) => string}}
 */
function tellerOf(picture, source) {
  const outline = outlineOf(picture, source);
  const { counts, layers, nameOf } = outline;
  const activations = entriesOf(source.catalogue, "activation");
  const weight = (/** @type {number} */ column, /** @type {number} */ unit, /** @type {number|null} */ input) => {
    const grid = picture.weights?.[column - 1];
    if (!grid) return NaN;
    const [rows, columns] = grid.shape;
    return grid.values[(input ?? rows - 1) * columns + unit];
  };
  const many = (/** @type {number} */ count) => counted(w.units, count);

  /** @param {number} column */
  function layerWords(column) {
    if (!column) return fill(w.inputs, { names: outline.inputTitles.join(marks.list) });
    const units = many(counts[column]);
    if (column === counts.length - 1) return fill(w.output, { units, title: outline.outputTitle });
    const { kind } = layers[column - 1].activation;
    return fill(w.layer, { layer: column, units, title: entryOf(activations, kind)?.title ?? kind });
  }

  /** @param {number} column @param {number} unit */
  function unitWords(column, unit) {
    const name = nameOf(column, unit);
    if (!column) return name;
    let strongest = 0;
    for (let i = 1; i < counts[column - 1]; i++) if (Math.abs(weight(column, unit, i)) > Math.abs(weight(column, unit, strongest))) strongest = i;
    return fill(w.unit, { name, bias: short(weight(column, unit, null)), weight: short(weight(column, unit, strongest)), from: nameOf(column - 1, strongest) });
  }

  return {
    counts,
    wordsOf({ level, column, unit = 0, input = null }) {
      if (level === 1) return layerWords(column);
      if (level === 2) return unitWords(column, unit);
      return input === null ? fill(w.bias, { value: short(weight(column, unit, null)) }) : fill(w.weight, { from: nameOf(column - 1, input), value: short(weight(column, unit, input)) });
    },
  };
}

/**
 * @param {HTMLElement} root
 * @param {{choose: (chosen: Chosen) => void}} hooks   `choose`: Enter was pressed at a unit or a weight
 */
export function treeView(root, { choose }) {
  const tree = h("div.tree", { role: "tree", "aria-label": w.title });
  root.append(tree);
  /** @type {Set<string>} */
  const open = new Set();
  /** @type {Row[]} */
  let rows = [];
  let here = "0";
  /** @type {{picture: import("../types.js").Picture, source: import("./outline.js").Source}|null} */
  let shown = null;

  const elementOf = (/** @type {number} */ i) => /** @type {HTMLElement} */ (tree.children[i]);
  const place = () => Math.max(0, rows.findIndex(({ key }) => key === here));

  /** @param {boolean} moved   whether the keyboard has come to another row, which is told as it is now */
  function draw(moved) {
    if (!shown) return;
    const { counts, wordsOf } = tellerOf(shown.picture, shown.source);
    const next = rowsOf(counts, open);
    const held = tree.contains(document.activeElement);
    if (next.length !== rows.length || next.some(({ key, open: isOpen, size }, i) => key !== rows[i].key || isOpen !== rows[i].open || size !== rows[i].size)) {
      const before = new Map(rows.map(({ key }, i) => [key, elementOf(i)]));
      rows = next;
      // A row that stays keeps its element, and so the keyboard its place.
      tree.replaceChildren(...rows.map((row) => dressed(before.get(row.key) ?? h("div.tree-row"), row)));
      if (!rows.some(({ key }) => key === here)) here = "0";
      if (held && document.activeElement !== elementOf(place())) elementOf(place()).focus();
    }
    rows.forEach((row, i) => {
      const element = elementOf(i);
      element.tabIndex = row.key === here ? 0 : -1;
      // Where the keyboard is nothing changes under whoever listens.
      if (moved || element !== document.activeElement) setText(element, wordsOf(row));
    });
  }

  tree.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = place();
    const row = rows[at];
    if (event.key === "Enter") {
      event.preventDefault();
      if (row.level === 1) return turn(row, !row.open);
      if (row.column) choose({ column: row.column, unit: row.unit ?? 0, ...(row.level === 3 ? { input: row.input } : {}) });
      return;
    }
    const step = stepOf(rows, at, event.key);
    if (!step) return;
    event.preventDefault();
    if (step.open !== undefined) return turn(row, step.open);
    go(step.to ?? at);
  });
  // A screen reader has ways of its own to a row.
  tree.addEventListener("focusin", ({ target }) => {
    const at = [...tree.children].indexOf(/** @type {Element} */ (target));
    if (at >= 0 && rows[at].key !== here) go(at);
  });
  tree.addEventListener("click", ({ target }) => {
    const at = [...tree.children].indexOf(/** @type {Element} */ (target));
    if (at < 0) return;
    go(at);
    if (rows[at].open !== null) turn(rows[at], !rows[at].open);
  });

  /** @param {Row} row @param {boolean} wide */
  function turn(row, wide) {
    if (wide) open.add(row.key);
    else open.delete(row.key);
    draw(false);
  }

  /** @param {number} at */
  function go(at) {
    here = rows[at].key;
    draw(true);
    elementOf(at).focus();
  }

  return {
    /** @param {import("../types.js").Picture|null} picture @param {import("./outline.js").Source} source */
    draw(picture, source) {
      if (!picture?.weights) return;
      shown = { picture, source };
      draw(false);
    },
  };
}

/** @param {HTMLElement} element @param {Row} row */
function dressed(element, { level, open, size, position }) {
  element.setAttribute("role", "treeitem");
  element.setAttribute("aria-level", String(level));
  element.setAttribute("aria-setsize", String(size));
  element.setAttribute("aria-posinset", String(position));
  if (open === null) element.removeAttribute("aria-expanded");
  else element.setAttribute("aria-expanded", String(open));
  return element;
}
