// @ts-check
/**
 * The weights and biases of a layer as a table: a row for what they come from, a column for where they lead, the biases last.
 */
import { h } from "../lib/dom.js";
import { readGrid, singleText, writtenGrid } from "../lib/grid.js";
import { inEnglish, localized, marks } from "../lib/locale.js";
import { fill, t } from "../t.js";
import { saying, selectedWhole, typed } from "./typed.js";

/** @typedef {{row: number, column: number, value: number}} Change of a cell */

/** @param {HTMLElement} root */
export function layerTable(root) {
  const head = h("tr");
  const body = h("tbody");
  const line = saying({}, null);
  root.append(h("div.table-scroll.layer-table", {}, h("table", {}, h("thead", {}, head), body)), h("div.layer-says", {}, line.element));
  /** @type {HTMLInputElement[][]} */
  let boxes = [];
  /** What the cells held at first. @type {string[][]} */
  let before = [];
  /** @type {{from: string[], to: string[]}} */
  let names = { from: [], to: [] };

  const nameOf = (/** @type {number} */ row, /** @type {number} */ column) =>
    fill(row < names.from.length - 1 ? t.weights.cell : t.weights.biasCell, { from: names.from[row], to: names.to[column] });

  /** @param {HTMLInputElement} box @param {string} text */
  function write(box, text) {
    box.value = text;
    box.removeAttribute("aria-invalid");
  }

  /** @param {number} row @param {number} column @param {string} fault */
  function refuse(row, column, fault) {
    line.say({ fault: `${nameOf(row, column)}: ${fault}` });
    boxes[row][column].setAttribute("aria-invalid", "true");
    boxes[row][column].focus();
  }

  /** @param {number} row @param {number} column */
  function check(row, column) {
    const read = typed(boxes[row][column].value);
    if (read.fault) boxes[row][column].setAttribute("aria-invalid", "true");
    else boxes[row][column].removeAttribute("aria-invalid");
    const what = read.fault || read.note;
    if (what) line.say({ [read.fault ? "fault" : "note"]: `${nameOf(row, column)}: ${what}` });
  }

  /** A table that is pasted begins at a cell; one that does not fit there, but is as large as the layer, at the first. @param {string} text @param {number} row @param {number} column @returns {boolean} whether it was a table */
  function paste(text, row, column) {
    const read = readGrid(text);
    if (read.fault === "ragged") {
      line.say({ fault: fill(t.weights.ragged, { row: read.row + 1, count: read.count, first: read.first }) });
      return true;
    }
    const { rows, columns } = read;
    if (rows * columns < 2) return false;
    const [height, width] = [boxes.length, boxes[0].length];
    const fits = rows <= height - row && columns <= width - column;
    const whole = columns === width && (rows === height || rows === height - 1);
    if (!fits && !whole) {
      const turned = columns === height || columns === height - 1 ? t.weights.turn : "";
      line.say({ fault: `${fill(t.weights.shape, { rows, columns, height: height - row, width: width - column, cell: nameOf(row, column) })}${marks.sentence}${rows === width ? turned : ""}`.trim() });
      return true;
    }
    const [top, left] = fits ? [row, column] : [0, 0];
    if (read.fault) refuse(top + read.row, left + read.column, t.weights.noNumber);
    else {
      line.say({});
      read.values.forEach((cells, i) => cells.forEach((value, k) => write(boxes[top + i][left + k], String(value))));
      if (!read.doubt) return true;
      const [at, beside] = [top + read.doubt.row, left + read.doubt.column];
      write(boxes[at][beside], read.doubt.text);
      check(at, beside);
    }
    return true;
  }

  /** @param {number} row @param {number} column @param {string} text */
  function cell(row, column, text) {
    const box = h("input.number.boxed", { type: "text", inputmode: "decimal", autocomplete: "off", value: text, "aria-label": nameOf(row, column), oninput: () => line.say({}), onchange: () => check(row, column) });
    selectedWhole(box);
    box.addEventListener("paste", (event) => {
      if (!box.readOnly && paste(event.clipboardData?.getData("text/plain") ?? "", row, column)) event.preventDefault();
    });
    box.addEventListener("keydown", (event) => {
      const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" || event.key === "Enter" ? 1 : 0;
      if (!by) return;
      event.preventDefault();
      boxes[row + by]?.[column].focus();
    });
    return box;
  }

  return {
    /**
     * @param {{shape: number[], values: ArrayLike<number>}} block the inputs' rows, then that of the biases
     * @param {{from: string[], to: string[], locked: boolean}} options what rows and columns are called; `locked`: to be read only
     */
    draw({ shape: [height, width], values }, { from, to, locked }) {
      names = { from, to };
      line.say({});
      before = Array.from({ length: height }, (_, row) => Array.from({ length: width }, (__, column) => singleText(values[row * width + column])));
      boxes = before.map((cells, row) => cells.map((text, column) => cell(row, column, localized(text))));
      if (locked) for (const box of boxes.flat()) box.readOnly = true;
      head.replaceChildren(h("td"), ...to.map((name) => h("th", { scope: "col", title: name }, name)));
      body.replaceChildren(...boxes.map((cells, row) => h("tr", {}, h("th", { scope: "row", title: from[row] }, from[row]), ...cells.map((box) => h("td", {}, box)))));
    },
    /** What is another number now; null, and said, where a cell holds none. @returns {Change[]|null} */
    changes() {
      /** @type {Change[]} */
      const changed = [];
      for (const [row, cells] of boxes.entries()) {
        for (const [column, box] of cells.entries()) {
          if (box.value === localized(before[row][column])) continue;
          const { value, fault } = typed(box.value);
          if (fault) {
            refuse(row, column, fault);
            return null;
          }
          if (value !== Number(before[row][column])) changed.push({ row, column, value });
        }
      }
      return changed;
    },
    refuse,
    /** As it is pasted into a spreadsheet, or read by NumPy. */
    text: () => writtenGrid(boxes.map((cells) => cells.map((box) => inEnglish(box.value)))),
    focus: () => boxes[0]?.[0]?.focus(),
  };
}
