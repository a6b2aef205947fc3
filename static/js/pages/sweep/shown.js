// @ts-check
/**
 * What there is to see of a sweep: its tiles, the best of them in a sentence, the curves, the table.
 */
import { h, setHidden, setText } from "../../lib/dom.js";
import { isShare, spreadOf } from "../../lib/spread.js";
import { bandsOf } from "../../lib/summary.js";
import { throttle } from "../../lib/time.js";
import { counted, fill, t } from "../../t.js";
import { boardView } from "../../views/board.js";
import { bundleView } from "../../views/bundle.js";
import { paletteOf } from "../../views/palette.js";
import { parallelView } from "../../views/parallel.js";
import { rankingView } from "../../views/ranking.js";
import { bestSentence, derive, figure, pictureAt, stretch, sweepIn } from "./derived.js";
import { curvesHead } from "./curveshead.js";
import { isActive } from "./state.js";
import { parallelOf, rankingOf } from "./tables.js";

/** So often things are drawn at most, and with what share of the time. */
const [CURVES_MS, TABLE_MS, A_LINE_MS, SHARE] = [100, 800, 6, 0.25];
/** Lines of the same colour are told apart by dashes, from this many rows on. */
const DASHES = [[], [6, 3], [2, 2]];

const words = t.sweep;

/**
 * @param {{board: HTMLElement, curves: HTMLElement, table: HTMLElement}} places
 * @param {import("./state.js").SweepStore} store
 * @param {(tile: number, element: HTMLElement) => void} choose
 */
export function mountShown(places, store, choose) {
  const hover = (/** @type {number|null} */ tile, place = -1) => store.set({ hovered: tile, place });
  const title = h("h2", { id: "board-title" });
  const note = h("p.aside-note");
  const best = h("p.best", { id: "best" });
  const empty = h("div.empty", { id: "empty" }, h("strong", {}, words.empty.title), h("p", {}, words.empty.text));
  const lines = h("div.parallel-place", { hidden: true });
  const frame = h("div.board-scroll");
  places.board.append(h("div.head", {}, title, note), lines, frame, empty, best);
  const board = boardView(frame, { choose, hover });
  const parallel = parallelView(lines, { hover, choose: (tile) => choose(tile, lines) });
  const head = curvesHead(store);
  const bundle = h("div.bundle-place");
  places.curves.append(head.element, bundle);
  const curves = bundleView(bundle, { hover, choose: (tile) => choose(tile, curves.canvas) });
  bundle.append(head.legend);
  const table = h("div.ranking-place");
  places.table.append(h("div.head", {}, h("h2", {}, words.table)), table);
  const ranking = rankingView(table, { choose, hover });

  /** @type {import("./derived.js").Derived} */
  let now = derive(store.get());

  /** The colours of lines: by row, or by column where there is one row. */
  function coloursOf() {
    const { theme } = store.get();
    const sweep = sweepIn(store.get());
    const { runs } = paletteOf(theme);
    const first = now.axes[0]?.values ?? [];
    const [columns, rows] = sweep?.grid ? [sweep.grid.columns, sweep.grid.rows] : [Math.max(1, first.length), 1];
    const count = rows > 1 ? rows : columns;
    const style = (/** @type {number} */ i) => ({ colour: runs[i % runs.length], dash: DASHES[Math.floor(i / runs.length) % DASHES.length] });
    const placeOf = (/** @type {number} */ tile) => (rows > 1 ? Math.floor(tile / columns) : Math.max(0, first.findIndex((value) => JSON.stringify(value) === JSON.stringify(now.tiles[tile]?.raw[0]))));
    return { count, style, placeOf, names: rows > 1 ? now.axes[1]?.names ?? [] : now.axes[0]?.names ?? [] };
  }

  function drawBoard() {
    const { board: seen, hovered, theme, plan } = store.get();
    const sweep = sweepIn(store.get());
    now = derive(store.get());
    setHidden(empty, Boolean(store.get().sweep));
    setHidden(frame, !sweep);
    if (!sweep || !plan) {
      lines.hidden = true;
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
    const say = (/** @type {string} */ metric, /** @type {import("../../lib/spread.js").Spread} */ { median, low, high, count }) =>
      Number.isNaN(median) ? "" : fill(words.figure, { metric: /** @type {any} */ (words.metrics)[metric], value: figure(metric, median) }) + (count > 1 ? fill(words.bestSpread, { low: figure(metric, low), high: figure(metric, high) }) : "");
    const figures = [say(main, tile.main), main === beside ? "" : say(beside, tile.beside), badgeOf(tile)].filter(Boolean).join(", ");
    return fill(words.tile, { values: tile.values, figures: figures || words.untouched });
  }

  function drawCurves() {
    const { sweep, course, hovered, place, logScale, theme, plan } = store.get();
    const metric = head.metricOf(now);
    head.draw(now, coloursOf());
    if (!sweep) return curves.draw({ epochs: [], bands: [], tiles: [], until: plan?.epochs ?? 1, label: words.curves, share: false, log: false, banded: false, best: null, hovered: null, theme }, "");
    const { style, placeOf } = coloursOf();
    const at = sweep.metrics.indexOf(metric);
    const bands = course.rows.map((row) => bandsOf(row, at, sweep.metrics.length, sweep.tiles.length));
    const said = hovered ?? now.best;
    const tile = said === null ? null : now.tiles[said];
    const i = hovered !== null && place >= 0 && place < course.epochs.length ? place : course.epochs.length - 1;
    const spread = tile && course.rows[i] ? spreadOf(tile.runs.map((run) => course.rows[i][run * sweep.metrics.length + at])) : null;
    const value = spread && figure(metric, spread.median) + (spread.count > 1 ? ` (${stretch(metric, spread)})` : "");
    curves.draw({
      epochs: course.epochs, bands, hovered, theme, best: now.best, log: logScale && !isShare(metric), share: metric.endsWith("accuracy"), until: Math.max(sweep.until.epoch, course.epochs.at(-1) ?? 0),
      banded: (sweep.tiles[0]?.runs.length ?? 1) > 1,
      label: fill(words.curvesLabel, { metric: /** @type {any} */ (words.metrics)[metric] ?? metric, count: sweep.tiles.length }),
      tiles: now.tiles.map(({ index, lost, runs }) => ({ ...style(placeOf(index)), ended: lost === runs.length ? 0 : null })),
    }, tile && value ? fill(words.curveAt, { values: tile.values, value, epoch: course.epochs[i] }) : "");
  }

  function drawTable() {
    const state = store.get();
    const { style, placeOf, count } = coloursOf();
    places.table.hidden = !state.sweep;
    ranking.draw({ ...rankingOf(state, now, (tile) => (count > 1 ? style(placeOf(tile)).colour : null)), hovered: state.hovered, still: !isActive(state) });
    lines.hidden = !state.sweep || Boolean(state.sweep.grid);
    if (!lines.hidden) parallel.draw({ ...parallelOf(now, state.sweep), hovered: state.hovered, theme: state.theme });
  }

  const curvesSoon = throttle(drawCurves, CURVES_MS, SHARE);
  const tableSoon = throttle(drawTable, () => Math.max(TABLE_MS, A_LINE_MS * now.tiles.length), SHARE);
  store.on(["board", "sweep", "theme", "catalogue", "plan"], () => {
    drawBoard();
    tableSoon();
  });
  store.on(["course", "sweep", "theme", "metric", "logScale", "board", "plan"], curvesSoon);
  // What is pointed at answers at once.
  store.on(["hovered", "place"], () => {
    drawBoard();
    drawCurves();
    drawTable();
  });
  drawBoard();
  drawCurves();
  drawTable();
  const titles = {
    board: () => `${title.textContent}: ${note.textContent}`,
    curves: () => `${head.title()} · ${title.textContent}`,
  };
  return { board, curves, titles, derived: () => now, empty, places, badgeOf };
}
