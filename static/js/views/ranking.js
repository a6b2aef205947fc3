// @ts-check
/**
 * The tiles of a sweep as a table that can be sorted by any of its columns.
 */
import { h, setText } from "../lib/dom.js";
import { locale } from "../lib/locale.js";
import { fill, t } from "../t.js";

/** So long rows stay in their order while figures change, and for each of many again so long. */
const [ORDER_MS, A_ROW_MS] = [1500, 12];

/** @typedef {{text: string, by: number|string}} Cell   what is written, and what it is sorted by */
/** @typedef {{key: string, title: string, figure: boolean, falling: boolean, main?: boolean, spare?: boolean, whole?: boolean}} Column   `falling`: the largest comes first at the first press; `main`: by which the tiles are compared; `spare`: left out where there is no room; `whole`: of numbers, which are not broken */
/** @typedef {{columns: Column[], rows: {label: string, colour: string|null, cells: Cell[]}[], order: number[], best: number|null, hovered: number|null, still: boolean}} Drawn   `order`: the tiles from the best on, which is how they stand by themselves; `still`: nothing changes for now */

/** @param {Column} column */
const classOf = ({ figure, spare, whole }) => `${figure ? "figure-cell" : whole ? "number-cell" : "value-cell"}${spare ? " spare" : ""}`;

/**
 * @param {HTMLElement} root
 * @param {{choose: (tile: number, element: HTMLElement) => void, hover: (tile: number|null) => void}} hooks
 */
export function rankingView(root, { choose, hover }) {
  const head = h("tr");
  const body = h("tbody");
  const table = h("table.ranking", {}, h("caption.for-listeners", {}, t.sweep.caption), h("thead", {}, head), body);
  const scroll = h("div.table-scroll", { tabindex: "0", role: "region", "aria-label": t.sweep.table }, table);
  root.append(scroll);
  /** @type {{key: string, falling: boolean}|null} by which it is sorted; null: the best first */
  let sorted = null;
  let made = "";
  /** @type {HTMLTableRowElement[]} by tile */
  let lines = [];
  /** @type {Drawn|null} */
  let last = null;
  let ordered = -Infinity;
  /** @type {ReturnType<typeof setTimeout>|null} */
  let later = null;

  /** The rows in sight: while figures change those of others are not written. @type {Set<number>} */
  const seen = new Set();
  const observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      const tile = lines.indexOf(/** @type {HTMLTableRowElement} */ (target));
      if (isIntersecting) seen.add(tile);
      else seen.delete(tile);
      if (isIntersecting && last) write(last, tile);
    }
  }, { root: scroll, rootMargin: "60px" });

  /** @param {Drawn} drawn @param {number} tile */
  function write({ rows, best, hovered }, tile) {
    const [line, row] = [lines[tile], rows[tile]];
    if (!line || !row) return;
    row.cells.forEach(({ text }, i) => setText(i ? line.children[i] : /** @type {Element} */ (line.querySelector(".rank span")), text));
    setText(/** @type {Element} */ (line.querySelector(".for-listeners")), fill(t.sweep.open, { values: row.label }));
    const state = `${tile === best ? "best" : ""} ${tile === hovered ? "hovered" : ""}`.trim();
    if (line.dataset.state !== state) line.dataset.state = state;
  }

  const tileOf = (/** @type {EventTarget|null} */ target) => {
    const line = target instanceof Element ? target.closest("tr") : null;
    const tile = lines.findIndex((each) => each === line);
    return tile < 0 ? null : tile;
  };
  body.addEventListener("pointerover", ({ target }) => hover(tileOf(target)));
  body.addEventListener("pointerleave", () => hover(null));
  body.addEventListener("click", ({ target }) => {
    const tile = tileOf(target);
    if (tile !== null) choose(tile, /** @type {HTMLElement} */ (lines[tile].querySelector("button")));
  });

  /** @param {Column} column */
  function sortBy({ key, falling }) {
    if (sorted?.key !== key) sorted = { key, falling };
    else sorted = sorted.falling === falling ? { key, falling: !falling } : null;
    if (last) draw(last, true);
  }

  /** @param {Drawn} drawn */
  function make({ columns, rows }) {
    head.replaceChildren(...columns.map((column) => h("th", { scope: "col", class: classOf(column) },
      h("button.link", { type: "button", title: fill(t.sweep.by_, { name: column.title }), onclick: () => sortBy(column) }, column.title))));
    lines = rows.map(({ colour }) => h("tr", {}, ...columns.map((column, i) => h("td", { class: `${classOf(column)}${column.main ? " main" : ""}` },
      ...(i === 0 ? [h("button.rank", { type: "button" }, colour ? h("i", { style: { background: colour } }) : null, h("span", { "aria-hidden": "true" }), h("span.for-listeners"))] : [])))));
    observer.disconnect();
    seen.clear();
    body.replaceChildren(...lines);
    for (const line of lines) observer.observe(line);
  }

  /** @param {Drawn} drawn */
  function orderOf({ columns, rows, order }) {
    const at = columns.findIndex(({ key }) => key === sorted?.key);
    if (at < 0) return order;
    const sign = sorted?.falling ? -1 : 1;
    // What has no figure stays at the end either way.
    const rank = (/** @type {number} */ i) => rows[i].cells[at].by;
    return order.toSorted((a, b) => {
      const [x, y] = [rank(a), rank(b)];
      if (typeof x === "string" || typeof y === "string") return sign * String(x).localeCompare(String(y), locale, { numeric: true });
      return Number.isNaN(x) || Number.isNaN(y) ? Number(Number.isNaN(x)) - Number(Number.isNaN(y)) : sign * (x - y);
    });
  }

  /** @param {Drawn} drawn @param {boolean} [asked] by a person */
  function draw(drawn, asked = false) {
    last = drawn;
    const { columns, rows, still } = drawn;
    const now = JSON.stringify([columns, rows.map(({ colour }) => colour)]);
    const anew = now !== made;
    if (anew) make(drawn);
    made = now;
    columns.forEach(({ key }, i) => {
      const way = sorted?.key === key ? (sorted.falling ? "descending" : "ascending") : "none";
      if (head.children[i].getAttribute("aria-sort") !== way) head.children[i].setAttribute("aria-sort", way);
    });
    rows.forEach((_, tile) => { if (still || anew || asked || seen.has(tile)) write(drawn, tile); });
    // What is pointed at or has the keyboard stays where it is; and nobody follows rows that never rest.
    const held = body.matches(":hover") || body.contains(document.activeElement);
    const early = ordered + Math.max(ORDER_MS, A_ROW_MS * rows.length) - performance.now();
    if (!asked && !anew && (held || early > 0)) {
      later ??= setTimeout(() => {
        later = null;
        if (last) draw(last);
      }, Math.max(early, ORDER_MS / 2));
      return;
    }
    ordered = performance.now();
    orderOf(drawn).forEach((tile, i) => {
      if (body.children[i] !== lines[tile]) body.insertBefore(lines[tile], body.children[i] ?? null);
    });
  }

  return { draw: (/** @type {Drawn} */ drawn) => draw(drawn) };
}
