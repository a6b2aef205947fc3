// @ts-check
/**
 * A table to read and print: heads to sort by, perhaps in groups, and cells that may lead somewhere.
 */
import { h } from "../lib/dom.js";

/**
 * @typedef {{text: string, label: string, note?: string, tone?: string, href?: string}} Cell   `label`: what is read out instead
 * @typedef {object} Drawn
 * @property {string} caption
 * @property {{title: string, span: number}[]} groups   of heads; none: there are no groups
 * @property {string[]} heads   the first is of the lines' own
 * @property {{head: string, cells: Cell[]}[]} lines
 * @property {number} sorted   the column that lines are sorted by
 * @property {boolean} descending
 */

/**
 * @param {HTMLElement} root
 * @param {{sort: ((column: number) => void)|null}} hooks
 */
export function registerView(root, { sort }) {
  const caption = h("caption.for-listeners");
  const [head, body] = [h("thead"), h("tbody")];
  root.append(h("div.register-scroll", { tabindex: "0" }, h("table.register", {}, caption, head, body)));
  let made = "";

  /** @param {Cell} cell */
  function cellOf({ text, label, note, tone, href }) {
    const shown = [h("span.register-mark", {}, text), note ? h("span.register-note", {}, note) : null];
    const told = label ? [h("span", { "aria-hidden": "true" }, shown), h("span.for-listeners", {}, label)] : shown;
    return h("td", { "data-tone": tone, title: label || null }, href ? h("a", { href, target: "_blank" }, told) : told);
  }

  return {
    /** @param {Drawn} drawn */
    draw(drawn) {
      const now = JSON.stringify(drawn);
      if (now === made) return;
      made = now;
      const { caption: of, groups, heads, lines, sorted, descending } = drawn;
      const focused = document.activeElement instanceof HTMLElement && head.contains(document.activeElement) ? document.activeElement.dataset.column : undefined;
      caption.textContent = of;
      head.replaceChildren(...(groups.length > 1 ? [h("tr.register-groups", {}, ...groups.map(({ title, span }) => (title ? h("th", { colspan: span, scope: "colgroup" }, title) : h("td", { colspan: span }))))] : []),
        h("tr", {}, ...heads.map((name, column) => h("th", { scope: "col", "aria-sort": column === sorted ? (descending ? "descending" : "ascending") : null },
          sort ? h("button.register-sort", { type: "button", "data-column": column, onclick: () => sort(column) }, name) : name))));
      body.replaceChildren(...lines.map(({ head: name, cells }) => h("tr", {}, h("th", { scope: "row" }, name), ...cells.map(cellOf))));
      if (focused !== undefined) /** @type {HTMLElement|null} */ (head.querySelector(`[data-column="${focused}"]`))?.focus();
    },
  };
}
