// @ts-check
/**
 * Rows of a table that stay where they are while what they tell changes: whoever is at one by keys, or about to click it, stays there.
 */
import { h, setText } from "../lib/dom.js";

/**
 * @param {HTMLTableSectionElement} body
 * @param {{choose?: (row: number) => void, help?: string}} [hooks] a row was chosen by its button; `help`: what that does
 */
export function rowsView(body, { choose, help } = {}) {
  let button = -1;
  /** @param {number} row @param {number} count */
  const cellsOf = (row, count) => Array.from({ length: count }, (_, k) =>
    h("td", {}, k === button && h("button.link", { type: "button", title: help, onclick: () => choose?.(row) })));
  return {
    /** @param {string[][]} rows their texts @param {number} [at] which of them is a button */
    draw(rows, at = -1) {
      if (at !== button) body.replaceChildren();
      button = at;
      while (body.rows.length > rows.length) body.deleteRow(-1);
      rows.forEach((texts, i) => {
        const row = body.rows[i] ?? body.insertRow();
        if (row.cells.length !== texts.length) row.replaceChildren(...cellsOf(i, texts.length));
        texts.forEach((text, k) => setText(row.cells[k].firstElementChild ?? row.cells[k], text));
      });
    },
  };
}
