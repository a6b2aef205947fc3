// @ts-check
/**
 * The pictures of all tiles of a board on one canvas: a browser puts hundreds of them together far more slowly.
 */
import { h } from "../lib/dom.js";
import { drawBoundary } from "./boundary.js";
import { paletteOf } from "./palette.js";

/** Pictures are painted for so long in one frame of the screen; what is left waits for the next. */
const BUDGET_MS = 9;
/** So many pixels a canvas has at most: beyond, it has one for one of the page's. */
const MOST_PIXELS = 8e6;
const [CORNER, LINE, FAINT] = [6, 1.25, 0.35];
/** How many classes there are is told by the picture. */
const CLASSES = [""];

/** @typedef {Pick<import("./tile.js").Tile, "picture"|"faint"|"real">} Tile */

/** @param {HTMLElement} grid */
export function tileCanvas(grid) {
  const canvas = h("canvas.board-canvas", { "aria-hidden": "true" });
  const image = document.createElement("canvas");
  /** @type {Tile[]} */
  let tiles = [];
  let theme = "";
  /** What each stands in. @type {HTMLElement[]} */
  let cells = [];
  /** Where that is on the canvas. @type {{x: number, y: number, side: number}[]} */
  let squares = [];
  let ratio = 1;
  /** The picture that was painted of each. @type {(import("../types.js").Picture|null|undefined)[]} */
  let painted = [];
  /** In the order in which they are painted. @type {Set<number>} */
  const stale = new Set();
  /** Those in sight. @type {Set<number>} */
  const seen = new Set();
  let waiting = false;
  const observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      const i = cells.indexOf(/** @type {HTMLElement} */ (target));
      if (isIntersecting) seen.add(i);
      else seen.delete(i);
    }
    ask();
  }, { rootMargin: "100px" });

  /** @param {number} i */
  function paint(i) {
    const context = canvas.getContext("2d");
    const [tile, square] = [tiles[i], squares[i]];
    painted[i] = tile?.picture ?? null;
    if (!context || !square?.side) return;
    const [x, y, side] = [square.x, square.y, square.side].map((length) => Math.round(length * ratio));
    context.clearRect(x, y, side, side);
    context.save();
    context.beginPath();
    context.roundRect(x, y, side, side, CORNER * ratio);
    context.clip();
    if (tile?.picture) {
      context.globalAlpha = tile.faint ? FAINT : 1;
      drawBoundary(context, image, tile.picture, { theme, data: /** @type {any} */ ({ classes: tile.real ? [] : CLASSES }) }, { x, y, width: side, line: LINE * ratio });
    } else {
      context.fillStyle = paletteOf(theme).sunken;
      context.fillRect(x, y, side, side);
    }
    context.restore();
  }

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

  /** Where tiles stand now: all is read before anything is written. */
  function measure() {
    squares = cells.map(({ offsetLeft, offsetTop, offsetWidth }) => ({ x: offsetLeft, y: offsetTop, side: offsetWidth }));
    const [width, height] = [grid.offsetWidth, grid.offsetHeight];
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

  return {
    canvas,
    /** Other tiles stand there now. @param {HTMLElement[]} next */
    place(next) {
      observer.disconnect();
      stale.clear();
      seen.clear();
      painted = [];
      tiles = [];
      cells = next;
      for (const cell of cells) observer.observe(cell);
      measure();
    },
    /** @param {Tile[]} next @param {string} in_ the theme */
    draw(next, in_) {
      next.forEach((tile, i) => { if (in_ !== theme || tile.picture !== painted[i] || tile.faint !== tiles[i]?.faint) stale.add(i); });
      tiles = next;
      theme = in_;
      ask();
    },
    /** Also what is out of sight. */
    paintAll() {
      for (const i of stale) paint(i);
      stale.clear();
    },
  };
}
