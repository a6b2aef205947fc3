// @ts-check
/**
 * The tiles of a sweep in rows and columns, or one after the other. Arrow keys lead from tile to tile.
 */
import { h } from "../lib/dom.js";
import { throttle } from "../lib/time.js";
import { drawBoundary } from "./boundary.js";
import { paletteOf } from "./palette.js";
import { tileView } from "./tile.js";

/** Pictures are painted for so long in one frame of the screen; what is left waits for the next. */
const BUDGET_MS = 9;
/** Nobody reads figures that change more often; and for each of many tiles they take the browser so long again. */
const [WORDS_MS, A_TILE_MS] = [200, 3];
/** So many pixels a canvas has at most: beyond, it has one for one of the page's. */
const MOST_PIXELS = 8e6;
const [CORNER, LINE, FAINT] = [6, 1.25, 0.35];
/** How many classes there are is told by the picture. */
const CLASSES = [""];

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
  // All pictures are on one canvas: a browser puts hundreds of them together far more slowly.
  const canvas = h("canvas.board-canvas", { "aria-hidden": "true" });
  const image = document.createElement("canvas");
  const grid = h("div.board", { role: "grid" });
  root.append(grid);
  /** @type {ReturnType<typeof tileView>[]} */
  let cells = [];
  let made = "";
  let across = 1;
  let focused = 0;
  /** What is drawn. @type {Drawn|null} */
  let last = null;
  /** The picture that was painted of each, and in which theme. @type {(import("../types.js").Picture|null)[]} */
  let painted = [];
  let theme = "";
  let ratio = 1;
  /** Where each stands on the canvas. @type {{x: number, y: number, side: number}[]} */
  let squares = [];
  /** In the order in which they are painted. @type {Set<number>} */
  const stale = new Set();
  /** @type {WeakMap<Element, number>} */
  const places = new WeakMap();
  /** Those that are in sight. @type {Set<number>} */
  const seen = new Set();
  let waiting = false;

  /** @param {number} i */
  function paint(i) {
    const context = canvas.getContext("2d");
    const [tile, square] = [last?.tiles[i], squares[i]];
    painted[i] = tile?.picture ?? null;
    if (!context || !square?.side) return;
    const [x, y, side] = [square.x, square.y, square.side].map((length) => Math.round(length * ratio));
    context.clearRect(x, y, side, side);
    context.save();
    context.beginPath();
    context.roundRect(x, y, side, side, CORNER * ratio);
    context.clip();
    if (!tile?.picture) {
      context.fillStyle = paletteOf(theme).sunken;
      context.fillRect(x, y, side, side);
      return context.restore();
    }
    context.globalAlpha = tile.lost ? FAINT : 1;
    drawBoundary(context, image, tile.picture, { theme, data: /** @type {any} */ ({ classes: tile.real ? [] : CLASSES }) }, { x, y, width: side, line: LINE * ratio });
    context.restore();
  }

  /** Where tiles stand now: all is read before anything is written. */
  function measure() {
    squares = cells.map(({ element }) => {
      const cell = /** @type {HTMLElement} */ (element.parentElement);
      return { x: cell.offsetLeft, y: cell.offsetTop, side: cell.offsetWidth };
    });
    const [width, height] = [grid.scrollWidth, grid.offsetHeight];
    const wanted = Math.min(2, window.devicePixelRatio || 1);
    ratio = width * height * wanted ** 2 > MOST_PIXELS ? 1 : wanted;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    canvas.style.setProperty("width", `${width}px`);
    canvas.style.setProperty("height", `${height}px`);
    cells.forEach((_, i) => stale.add(i));
    ask();
  }
  new ResizeObserver(measure).observe(grid);

  function paintSome() {
    waiting = false;
    const start = performance.now();
    for (const i of stale) {
      if (!seen.has(i)) continue;
      stale.delete(i);
      paint(i);
      if (performance.now() - start > BUDGET_MS) break;
    }
    ask();
  }
  function ask() {
    if (waiting || ![...stale].some((i) => seen.has(i))) return;
    waiting = true;
    requestAnimationFrame(paintSome);
  }
  const observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      const i = places.get(target) ?? -1;
      if (isIntersecting) seen.add(i);
      else seen.delete(i);
    }
    ask();
  }, { rootMargin: "100px" });

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
    for (const cell of cells) {
      observer.unobserve(cell.element);
      cell.element.remove();
    }
    stale.clear();
    seen.clear();
    cells = tiles.map(() => tileView());
    cells.forEach(({ element }, i) => {
      places.set(element, i);
      observer.observe(element);
    });
    const loose = !columns.length;
    across = loose ? tiles.length : columns.length;
    grid.dataset.loose = String(loose);
    grid.style.setProperty("--columns", String(across));
    grid.style.setProperty("--rows", String(Math.max(1, rows.length)));
    const cell = (/** @type {number} */ i) => h("div.board-cell", { role: "gridcell" }, cells[i].element);
    const lines = loose
      ? [h("div.board-row", { role: "row" }, ...tiles.map((_, i) => cell(i)))]
      : rows.map((name, row) => h("div.board-row", { role: "row" },
        h("div.board-name", { role: "rowheader" }, colours.length > 1 ? h("i", { style: { background: colours[row] } }) : null, h("span", {}, name)),
        ...columns.map((_, column) => cell(row * across + column))));
    const head = loose ? [] : [h("div.board-row", { role: "row" }, h("div.board-corner", { role: "columnheader" }), ...columns.map((name) => h("div.board-column", { role: "columnheader" }, name)))];
    grid.replaceChildren(canvas, ...head, ...lines);
    painted = tiles.map(() => null);
    measure();
    move(Math.min(focused, Math.max(0, tiles.length - 1)));
  }

  const words = throttle(() => last?.tiles.forEach((tile, i) => cells[i]?.draw(tile)), () => Math.max(WORDS_MS, A_TILE_MS * cells.length), 0.2);

  return {
    grid,
    canvas,
    /** For a picture of the whole, also of what is out of sight. */
    paintAll() {
      for (const i of stale) paint(i);
      stale.clear();
    },
    /** @param {Drawn} drawn */
    draw(drawn) {
      const { columns, rows, tiles, colours, label, best, hovered } = drawn;
      const before = last;
      last = drawn;
      const now = JSON.stringify([columns, rows, colours, tiles.length]);
      const anew = now !== made;
      made = now;
      if (anew) make(drawn);
      if (grid.ariaLabel !== label) grid.ariaLabel = label;
      if (theme !== drawn.theme) tiles.forEach((_, i) => stale.add(i));
      theme = drawn.theme;
      tiles.forEach((tile, i) => {
        if (tile.picture !== painted[i] || tile.lost !== before?.tiles[i]?.lost) stale.add(i);
        const { dataset } = cells[i].element;
        const state = `${i === best ? "best" : ""} ${i === hovered ? "hovered" : ""}`.trim();
        if (dataset.state !== state) dataset.state = state;
      });
      if (anew) tiles.forEach((tile, i) => cells[i].draw(tile));
      else words();
      ask();
    },
    /** @param {number} tile */
    focus: (tile) => cells[tile]?.element.focus(),
  };
}
