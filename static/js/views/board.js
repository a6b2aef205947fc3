// @ts-check
/**
 * The tiles of a sweep in rows and columns, or one after the other. Arrow keys lead from tile to tile.
 */
import { h } from "../lib/dom.js";
import { throttle } from "../lib/time.js";
import { tileView } from "./tile.js";
import { tileCanvas } from "./tilecanvas.js";

/** Nobody reads figures that change more often; and for each of many tiles they take the browser so long again. */
const [WORDS_MS, A_TILE_MS] = [200, 3];
/** What stands around the tiles: their rows' names and the gap beside each, their columns' names, the figures below each. */
const [NAMES_REM, GAP_REM, HEAD_REM, FIGURES_REM] = [5.75, 0.5, 2.25, 1.9];
/** A tile's side: a finger needs more than a pointer does. */
const LEAST_REM = { desk: 4.25, finger: 5.5 };
const MOST_REM = 15;
/** From here on the page fills the window, and tiles may go by its height. */
const DESK = "(min-width: 68.75em)";

/** @typedef {import("./tile.js").Tile} Tile */
/**
 * @typedef {object} Drawn
 * @property {string[]} columns   what they are called; none: tiles stand one after the other
 * @property {string[]} rows
 * @property {string[]} colours   of the rows' curves
 * @property {Tile[]} tiles   row by row
 * @property {string} label
 * @property {number|null} best
 * @property {number|null} hovered
 * @property {string} theme
 */

/**
 * @param {HTMLElement} root
 * @param {{choose: (tile: number, element: HTMLElement) => void, hover: (tile: number|null) => void}} hooks
 */
export function boardView(root, { choose, hover }) {
  const grid = h("div.board", { role: "grid" });
  const pictures = tileCanvas(grid);
  root.append(grid);
  /** @type {ReturnType<typeof tileView>[]} */
  let cells = [];
  let made = "";
  let across = 1;
  let focused = 0;
  /** What is drawn. @type {Drawn|null} */
  let last = null;
  /** @type {WeakMap<Element, number>} */
  const places = new WeakMap();
  let fitted = "";
  /**
   * Tiles as large as all fit at once; where they would be too small to see or to touch, what is around them scrolls. A style sheet
   * could say so by the size of the place, and would have every tile's style reckoned anew at every change of a figure.
   */
  function fit() {
    if (!last?.columns.length) return void grid.style.removeProperty("--side");
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    const desk = window.matchMedia(DESK).matches;
    const across = (root.clientWidth / rem - NAMES_REM) / last.columns.length - GAP_REM;
    const down = desk ? (root.clientHeight / rem - HEAD_REM) / Math.max(1, last.rows.length) - FIGURES_REM : Infinity;
    const side = `${Math.max(desk && !window.matchMedia("(pointer: coarse)").matches ? LEAST_REM.desk : LEAST_REM.finger, Math.min(across, down, MOST_REM)).toFixed(2)}rem`;
    if (side !== fitted) grid.style.setProperty("--side", side);
    fitted = side;
  }
  new ResizeObserver(fit).observe(root);

  const tileOf = (/** @type {EventTarget|null} */ target) => {
    const element = target instanceof Element ? target.closest(".tile") : null;
    return element ? places.get(element) ?? null : null;
  };
  grid.addEventListener("pointerover", ({ target }) => hover(tileOf(target)));
  grid.addEventListener("pointerleave", () => hover(null));
  grid.addEventListener("focusin", ({ target }) => {
    const tile = tileOf(target);
    if (tile === null) return;
    move(tile);
    hover(tile);
  });
  grid.addEventListener("focusout", () => hover(null));
  grid.addEventListener("click", ({ target }) => {
    const tile = tileOf(target);
    if (tile !== null) choose(tile, cells[tile].element);
  });

  /** One tile of all is what the Tab key leads to. @param {number} to */
  function move(to) {
    cells[focused]?.element.setAttribute("tabindex", "-1");
    focused = to;
    cells[focused]?.element.setAttribute("tabindex", "0");
  }
  grid.addEventListener("keydown", (event) => {
    const row = Math.floor(focused / across);
    const last = cells.length - 1;
    /** @type {Record<string, number>} */
    const ways = {
      ArrowLeft: focused % across ? focused - 1 : focused, ArrowRight: (focused + 1) % across ? focused + 1 : focused,
      ArrowUp: focused - across, ArrowDown: focused + across,
      Home: event.ctrlKey ? 0 : row * across, End: event.ctrlKey ? last : Math.min(last, (row + 1) * across - 1),
    };
    const to = ways[event.key];
    if (to === undefined || event.altKey || event.metaKey) return;
    event.preventDefault();
    if (to < 0 || to > last) return;
    move(to);
    cells[to].element.focus();
  });

  /** @param {Drawn} drawn */
  function make({ columns, rows, colours, tiles }) {
    cells = tiles.map(() => tileView());
    cells.forEach(({ element }, i) => places.set(element, i));
    const loose = !columns.length;
    across = loose ? tiles.length : columns.length;
    grid.dataset.loose = String(loose);
    fitted = "";
    const stand = cells.map(({ element }) => h("div.board-cell", { role: "gridcell" }, element));
    const lines = loose
      ? [h("div.board-row", { role: "row" }, ...stand)]
      : rows.map((name, row) => h("div.board-row", { role: "row" },
        h("div.board-name", { role: "rowheader" }, h("span", {}, colours.length > 1 ? h("i", { style: { background: colours[row] } }) : null, name)),
        ...stand.slice(row * across, (row + 1) * across)));
    const head = loose ? [] : [h("div.board-row", { role: "row" }, h("div.board-corner", { role: "columnheader" }), ...columns.map((name) => h("div.board-column", { role: "columnheader" }, name)))];
    grid.replaceChildren(pictures.canvas, ...head, ...lines);
    fit();
    pictures.place(stand);
    move(Math.min(focused, Math.max(0, tiles.length - 1)));
  }

  const words = throttle(() => last?.tiles.forEach((tile, i) => cells[i]?.draw(tile)), () => Math.max(WORDS_MS, A_TILE_MS * cells.length), 0.2);

  return {
    grid,
    canvas: pictures.canvas,
    paintAll: pictures.paintAll,
    /** @param {Drawn} drawn */
    draw(drawn) {
      const { columns, rows, tiles, colours, label, best, hovered } = drawn;
      last = drawn;
      const now = JSON.stringify([columns, rows, colours, tiles.length]);
      const anew = now !== made;
      made = now;
      if (anew) make(drawn);
      if (grid.ariaLabel !== label) grid.ariaLabel = label;
      tiles.forEach((_, i) => {
        const { dataset } = cells[i].element;
        const state = `${i === best ? "best" : ""} ${i === hovered ? "hovered" : ""}`.trim();
        if (dataset.state !== state) dataset.state = state;
      });
      if (anew) tiles.forEach((tile, i) => cells[i].draw(tile));
      else words();
      pictures.draw(tiles, drawn.theme);
    },
    /** @param {number} tile */
    focus: (tile) => cells[tile]?.element.focus(),
  };
}
