// @ts-check
/**
 * The tiles of a sweep as they learn, and the best of them in a sentence.
 */
import { h, setHidden, setText } from "../../lib/dom.js";
import { marks } from "../../lib/locale.js";
import { counted, fill, t } from "../../t.js";
import { boardView } from "../../views/board.js";
import { paletteOf } from "../../views/palette.js";
import { bestSentence, derive, figure, pictureAt, seedsSpread, sweepIn } from "./derived.js";

/** Lines of the same colour are told apart by dashes, from this many rows on. */
const DASHES = [[], [6, 3], [2, 2]];

const words = t.sweep;

/**
 * @param {HTMLElement} place
 * @param {import("./state.js").SweepStore} store
 * @param {(tile: number, element: HTMLElement) => void} choose
 */
export function mountTiles(place, store, choose) {
  const title = h("h2", { id: "board-title" });
  const note = h("p.aside-note");
  const best = h("p.best", { id: "best" });
  const empty = h("div.empty", { id: "empty" }, h("strong", {}, words.empty.title), h("p", {}, words.empty.text));
  const frame = h("div.board-scroll");
  place.append(h("div.head", {}, title, note), frame, empty, best);
  const board = boardView(frame, { choose, hover: (tile) => store.set({ hovered: tile, place: -1 }) });

  /** @type {import("./derived.js").Derived} */
  let now = derive(store.get());

  /** The colours of lines: by row, or by column where there is one row. */
  function coloursOf() {
    const { theme } = store.get();
    const sweep = sweepIn(store.get());
    const { runs } = paletteOf(theme);
    // Of what was drawn from a range no two are alike.
    const at = Math.max(0, now.axes.findIndex(({ values }) => values.length));
    const first = now.axes[at]?.values ?? [];
    const [columns, rows] = sweep?.grid ? [sweep.grid.columns, sweep.grid.rows] : [Math.max(1, first.length), 1];
    const count = rows > 1 ? rows : columns;
    const style = (/** @type {number} */ i) => ({ colour: runs[i % runs.length], dash: DASHES[Math.floor(i / runs.length) % DASHES.length] });
    const placeOf = (/** @type {number} */ tile) => (rows > 1 ? Math.floor(tile / columns) : Math.max(0, first.findIndex((value) => JSON.stringify(value) === JSON.stringify(now.tiles[tile]?.raw[at]))));
    return { count, style, placeOf, names: rows > 1 ? now.axes[1]?.names ?? [] : now.axes[at]?.names ?? [] };
  }

  function drawBoard() {
    const { board: seen, hovered, theme, plan } = store.get();
    const sweep = sweepIn(store.get());
    now = derive(store.get());
    setHidden(empty, Boolean(store.get().sweep));
    setHidden(frame, !sweep);
    if (!sweep || !plan) {
      setText(title, words.title);
      setText(note, "");
      return setText(best, "");
    }
    const { axes, tiles, main, beside } = now;
    const { style, count } = coloursOf();
    let next = 0;
    const planes = sweep.tiles.map(({ outputs }) => (next += outputs) - outputs);
    setText(title, axes.length === 2 ? fill(words.by, { down: axes[1].title, across: axes[0].title }) : axes.map((axis) => axis.title).join(" × "));
    const seeds = sweep.tiles[0]?.runs.length ?? 1;
    setText(note, fill(words.boardOf, { metric: /** @type {any} */ (words.metrics)[main], spread: counted(words.median, seeds) }));
    board.draw({
      columns: sweep.grid ? axes[0].names : [], rows: sweep.grid ? axes[1]?.names ?? [""] : [],
      colours: sweep.grid && sweep.grid.rows > 1 ? Array.from({ length: count }, (_, i) => style(i).colour) : [],
      label: `${title.textContent}, ${note.textContent}`, best: now.best, hovered, theme,
      tiles: tiles.map((tile) => ({
        label: labelOf(tile), main: figure(main, tile.main.median), beside: main === beside ? "" : figure(beside, tile.beside.median),
        badge: badgeOf(tile), faint: tile.lost === tile.runs.length, name: sweep.grid ? "" : tile.values,
        picture: seen ? pictureAt(sweep, seen, tile.index, planes[tile.index]) : null, real: sweep.tiles[tile.index].task === "regression",
      })),
    });
    const said = bestSentence(now);
    if (best.dataset.said === said) return;
    best.dataset.said = said;
    // What is best stands out in the sentence about it.
    const named = now.best === null ? "" : tiles[now.best]?.values ?? "";
    const [before, ...after] = named ? said.split(named) : [said];
    best.replaceChildren(before, h("b", {}, named && after.length ? named : ""), after.join(named));
  }

  /** @param {import("./derived.js").Told} tile */
  function badgeOf({ lost, runs, index }) {
    const told = store.get().sweep?.tiles[index].runs ?? [];
    const still = told.filter(({ standstill }) => standstill?.length).length;
    const [count, [all, some]] = lost ? [lost, words.diverged] : [still, words.still];
    if (lost && runs.length === 1 && told[0]?.outcome) return fill(words.divergedAt, { epoch: told[0].outcome.epoch });
    return count && (count === runs.length ? all : fill(some, { count, among: runs.length })) || "";
  }

  /** @param {import("./derived.js").Told} tile */
  function labelOf(tile) {
    const { main, beside } = now;
    const say = (/** @type {string} */ metric, /** @type {import("../../lib/spread.js").Spread} */ spread) =>
      Number.isNaN(spread.median) ? "" : fill(words.figure, { metric: /** @type {any} */ (words.metrics)[metric], value: figure(metric, spread.median) }) + seedsSpread(metric, spread);
    const figures = [say(main, tile.main), main === beside ? "" : say(beside, tile.beside), badgeOf(tile)].filter(Boolean).join(marks.list);
    return fill(words.tile, { values: tile.values, figures: figures || words.untouched });
  }

  store.on(["board", "sweep", "theme", "catalogue", "plan"], drawBoard);
  // What is pointed at answers at once.
  store.on(["hovered", "place"], drawBoard);
  drawBoard();

  return { board, frame, empty, derived: () => now, coloursOf, badgeOf, labelOf, title: () => title.textContent ?? "", note: () => note.textContent ?? "" };
}
