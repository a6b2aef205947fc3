// @ts-check
/**
 * What there is to see of a sweep: its tiles, the best of them in a sentence, the curves, the table.
 */
import { h } from "../../lib/dom.js";
import { isShare, spreadOf } from "../../lib/spread.js";
import { bandsOf } from "../../lib/summary.js";
import { throttle } from "../../lib/time.js";
import { fill, t } from "../../t.js";
import { bundleView } from "../../views/bundle.js";
import { parallelView } from "../../views/parallel.js";
import { rankingView } from "../../views/ranking.js";
import { curvesHead } from "./curveshead.js";
import { figure, stretch } from "./derived.js";
import { isActive } from "./state.js";
import { parallelOf, rankingOf } from "./tables.js";
import { mountTiles } from "./tiles.js";

/** So often things are drawn at most, and with what share of the time. */
const [CURVES_MS, TABLE_MS, A_LINE_MS, SHARE] = [100, 800, 6, 0.25];

const words = t.sweep;

/**
 * @param {{board: HTMLElement, curves: HTMLElement, table: HTMLElement}} places
 * @param {import("./state.js").SweepStore} store
 * @param {(tile: number, element: HTMLElement) => void} choose
 */
export function mountShown(places, store, choose) {
  const hover = (/** @type {number|null} */ tile, place = -1) => store.set({ hovered: tile, place });
  const tiles = mountTiles(places.board, store, choose);
  const { coloursOf } = tiles;
  const lines = h("div.parallel-place", { hidden: true });
  tiles.frame.before(lines);
  const parallel = parallelView(lines, { hover, choose: (tile) => choose(tile, lines) });
  const head = curvesHead(store);
  const bundle = h("div.bundle-place");
  places.curves.append(head.element, bundle);
  const curves = bundleView(bundle, { hover, choose: (tile) => choose(tile, curves.canvas) });
  bundle.append(head.legend);
  const table = h("div.ranking-place");
  places.table.append(h("div.head", {}, h("h2", {}, words.table)), table);
  const ranking = rankingView(table, { choose, hover });

  function drawCurves() {
    const now = tiles.derived();
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
    const now = tiles.derived();
    const state = store.get();
    const { style, placeOf, count } = coloursOf();
    places.table.hidden = !state.sweep;
    ranking.draw({ ...rankingOf(state, now, (tile) => (count > 1 ? style(placeOf(tile)).colour : null)), hovered: state.hovered, still: !isActive(state) });
    lines.hidden = !state.sweep || Boolean(state.sweep.grid);
    if (!lines.hidden) parallel.draw({ ...parallelOf(now, state.sweep), hovered: state.hovered, theme: state.theme });
  }

  const curvesSoon = throttle(drawCurves, CURVES_MS, SHARE);
  const tableSoon = throttle(drawTable, () => Math.max(TABLE_MS, A_LINE_MS * tiles.derived().tiles.length), SHARE);
  store.on(["board", "sweep", "theme", "catalogue", "plan"], tableSoon);
  store.on(["course", "sweep", "theme", "metric", "logScale", "board", "plan"], curvesSoon);
  // What is pointed at answers at once.
  store.on(["hovered", "place"], () => {
    drawCurves();
    drawTable();
  });
  drawCurves();
  drawTable();
  const titles = {
    board: () => `${tiles.title()}: ${tiles.note()}`,
    curves: () => `${head.title()} · ${tiles.title()}`,
  };
  return { ...tiles, curves, titles, places };
}
