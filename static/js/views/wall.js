// @ts-check
/**
 * The members of a class, a tile for each: the boundary that their network has learned, and how they get on. Arrow keys lead from tile to tile.
 */
import { h, setText } from "../lib/dom.js";
import { inTwoLines, tileWidth } from "../lib/wall.js";
import { tileCanvas } from "./tilecanvas.js";

/** What is between tiles, how much higher than wide they are, and their least width: a finger needs more than a pointer does. */
const [GAP_REM, WORDS_REM] = [0.625, 2.875];
const LEAST_REM = { desk: 7.25, finger: 8 };
const MOST_REM = 15;
/** From here on the page fills the window, and tiles may go by its height. */
const DESK = "(min-width: 68.75em)";
/** A name's size, on one line and on two, what a tile has beside it, and how much higher a tile is with two of them. */
const [NAME_REM, SMALL_REM, BESIDE_REM, LINE_REM] = [0.8125, 0.75, 1.125, 0.6875];
/** More marks than these are a number. */
const MOST_MARKS = 6;

/**
 * @typedef {object} MemberTile
 * @property {string} id
 * @property {string} label   all that is said of it
 * @property {string} name
 * @property {string} figure
 * @property {string} note
 * @property {import("../lib/wall.js").Done} done
 * @property {"tries"|"still"|""} stuck
 * @property {boolean} shown   to everyone
 * @property {boolean} opened
 * @property {boolean} faint
 * @property {boolean} real
 * @property {import("../types.js").Picture|null} picture
 */

/** Tasks as marks, as many as there is room for. @param {import("../lib/wall.js").Done} done @returns {[string, string]} those that are passed, the others */
export function marksOf({ passed, all }) {
  if (all && all <= MOST_MARKS) return ["✓".repeat(Math.min(passed, all)), "○".repeat(Math.max(0, all - passed))];
  if (all) return [passed ? `✓ ${passed}` : "", `${passed ? "" : "0"}/${all}`];
  return [passed ? `✓ ${passed}` : "", ""];
}

function memberTile() {
  const [name, figure, note, passed, open, said] = [h("b"), h("span.member-figure"), h("span"), h("span.mark-passed"), h("span.mark-open"), h("span.for-listeners")];
  const picture = h("span.tile-picture", { "aria-hidden": "true" }, figure);
  const element = h("button.member", { type: "button", tabindex: "-1" }, picture,
    h("span.member-line.of-name", { "aria-hidden": "true" }, name), h("span.member-line", { "aria-hidden": "true" }, note, h("span.marks", {}, passed, open)), said);
  return {
    element,
    picture,
    /** @param {string[]} lines of the name */
    call(lines) {
      setText(name, lines.join("\n"));
      element.toggleAttribute("data-long", lines.length > 1);
    },
    /** @param {MemberTile} tile */
    draw(tile) {
      const marks = marksOf(tile.done);
      /** @type {[HTMLElement, string][]} */
      const texts = [[figure, tile.figure], [note, tile.note], [passed, marks[0]], [open, marks[1]], [said, tile.label]];
      for (const [part, text] of texts) setText(part, text);
      // One that is longer than its lines is cut.
      if (name.title !== tile.name) name.title = tile.name;
      const state = [tile.stuck && "stuck", tile.shown && "shown", tile.opened && "opened", tile.faint && "faint"].filter(Boolean).join(" ");
      if (element.dataset.state !== state) element.dataset.state = state;
    },
  };
}

/**
 * @param {HTMLElement} root
 * @param {{choose: (id: string) => void}} hooks
 */
export function wallView(root, { choose }) {
  const grid = h("div.wall", { role: "group" });
  const pictures = tileCanvas(grid);
  grid.append(pictures.canvas);
  root.append(grid);
  /** @type {Map<string, ReturnType<typeof memberTile>>} */
  const known = new Map();
  /** As they stand. @type {string[]} */
  let order = [];
  let focused = "";
  let fitted = "";
  /** As they are written. @type {Map<string, string>} */
  let names = new Map();
  /** How long texts are, in sizes of them. @type {Map<string, number>} */
  const lengths = new Map();
  const ink = document.createElement("canvas").getContext("2d");

  /** @param {string} text of a name */
  function lengthOf(text) {
    const known = lengths.get(text);
    if (known !== undefined || !ink) return known ?? 0;
    ink.font = `bold 100px ${getComputedStyle(grid).fontFamily}`;
    const length = ink.measureText(text).width / 100;
    lengths.set(text, length);
    return length;
  }
  const isLong = (/** @type {string} */ name, /** @type {number} */ width) => lengthOf(name) * NAME_REM > width - BESIDE_REM;

  function fit() {
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    const desk = window.matchMedia(DESK).matches;
    const least = window.matchMedia("(pointer: coarse)").matches || !desk ? LEAST_REM.finger : LEAST_REM.desk;
    const room = { width: root.clientWidth / rem - 0.5, height: desk ? root.clientHeight / rem - 0.5 : 0 };
    const fitTo = (/** @type {number} */ words) => tileWidth(order.length, room, { gap: GAP_REM, words, least, most: MOST_REM });
    const short = fitTo(WORDS_REM);
    const lines = [...names.values()].some((name) => isLong(name, short.width)) ? 2 : 1;
    const { width, fits } = lines > 1 ? fitTo(WORDS_REM + LINE_REM) : short;
    for (const [id, name] of names) known.get(id)?.call(isLong(name, width) ? inTwoLines(name, (width - BESIDE_REM) / SMALL_REM, lengthOf) : [name]);
    const told = `${width.toFixed(2)}rem`;
    if (told !== fitted) grid.style.setProperty("--tile", told);
    // A wall that scrolls may as well be as wide as there is room.
    grid.dataset.fits = String(fits);
    grid.dataset.lines = String(lines);
    fitted = told;
  }
  new ResizeObserver(fit).observe(root);

  /** One tile of all is what the Tab key leads to. @param {string} id */
  function move(id) {
    known.get(focused)?.element.setAttribute("tabindex", "-1");
    focused = known.has(id) ? id : order[0] ?? "";
    known.get(focused)?.element.setAttribute("tabindex", "0");
  }
  const idOf = (/** @type {EventTarget|null} */ target) => order.find((id) => target instanceof Node && known.get(id)?.element.contains(target));
  grid.addEventListener("focusin", ({ target }) => move(idOf(target) ?? focused));
  grid.addEventListener("click", ({ target }) => {
    const id = idOf(target);
    if (id) choose(id);
  });
  grid.addEventListener("keydown", (event) => {
    if (event.altKey || event.metaKey || event.ctrlKey) return;
    const at = order.indexOf(focused);
    const tops = order.map((id) => known.get(id)?.element.offsetTop);
    const across = Math.max(1, tops.filter((top) => top === tops[0]).length);
    /** @type {Record<string, number>} */
    const ways = { ArrowLeft: at - 1, ArrowRight: at + 1, ArrowUp: at - across, ArrowDown: at + across, Home: 0, End: order.length - 1 };
    const to = ways[event.key];
    if (to === undefined) return;
    event.preventDefault();
    known.get(order[to])?.element.focus();
  });

  return {
    /** @param {{tiles: MemberTile[], label: string, theme: string}} drawn */
    draw({ tiles, label, theme }) {
      if (grid.ariaLabel !== label) grid.ariaLabel = label;
      const now = tiles.map(({ id }) => id);
      const renamed = tiles.some(({ id, name }) => names.get(id) !== name);
      if (renamed) names = new Map(tiles.map(({ id, name }) => [id, name]));
      if (now.join() !== order.join()) {
        const active = document.activeElement;
        for (const id of order) if (!now.includes(id)) known.delete(id);
        for (const id of now) if (!known.has(id)) known.set(id, memberTile());
        order = now;
        const stand = now.map((id) => /** @type {ReturnType<typeof memberTile>} */ (known.get(id)));
        grid.replaceChildren(pictures.canvas, ...stand.map(({ element }) => element));
        move(focused);
        // Whoever had the keyboard keeps it, wherever the tile stands now.
        if (active instanceof HTMLElement && grid.contains(active)) active.focus({ preventScroll: true });
        fit();
        pictures.place(stand.map(({ picture }) => picture));
      } else if (renamed) fit();
      for (const tile of tiles) known.get(tile.id)?.draw(tile);
      pictures.draw(tiles, theme);
    },
    /** @param {string} id */
    focus: (id) => known.get(id)?.element.focus(),
  };
}
