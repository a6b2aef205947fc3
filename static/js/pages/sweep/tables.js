// @ts-check
/**
 * What a table and parallel coordinates are told of a sweep.
 */
import { fill, t } from "../../t.js";
import { isShare } from "../../lib/spread.js";
import { short } from "../../lib/format.js";
import { figure, stretch } from "./derived.js";

const words = t.sweep;

/** @typedef {import("./derived.js").Derived} Derived */

/** By what values are sorted: numbers as such, others by their place among those that were chosen, sizes of layers by their number. @param {any} value @param {any[]} values @param {string} name */
const sorted = (value, values, name) => (typeof value === "number" ? value : values.length ? values.findIndex((each) => JSON.stringify(each) === JSON.stringify(value)) : name);

/**
 * @param {import("./state.js").State} state
 * @param {Derived} derived
 * @param {(tile: number) => string|null} colourOf
 */
export function rankingOf({ sweep }, { axes, tiles, main, beside, order, best }, colourOf) {
  const several = (sweep?.tiles[0]?.runs.length ?? 1) > 1;
  const metric = (/** @type {string} */ name) => /** @type {any} */ (words.metrics)[name] ?? name;
  const columns = [
    { key: "rank", title: words.rank, figure: true, falling: false },
    ...axes.map(({ path, title }, i) => ({ key: path, title, figure: false, falling: false, whole: tiles.every(({ raw }) => typeof raw[i] === "number") })),
    { key: main, title: metric(main), figure: true, falling: isShare(main), main: true },
    ...(several ? [{ key: "spread", title: words.spreadColumn, figure: true, falling: false, spare: true }] : []),
    ...(beside === main ? [] : [{ key: beside, title: metric(beside), figure: true, falling: isShare(beside), spare: true }]),
    { key: "epoch", title: t.epoch, figure: true, falling: true },
  ];
  const places = new Map(order.map((tile, i) => [tile, i + 1]));
  const rows = tiles.map((tile) => ({
    label: tile.values,
    colour: colourOf(tile.index),
    cells: [
      { text: String(places.get(tile.index)), by: places.get(tile.index) ?? 0 },
      ...tile.raw.map((value, i) => {
        const text = /** @type {any} */ (axes[i])?.named(value) ?? String(value);
        return { text, by: sorted(value, axes[i]?.values ?? [], text) };
      }),
      { text: figure(main, tile.main.median), by: tile.main.median },
      ...(several ? [{ text: stretch(main, tile.main), by: tile.main.high - tile.main.low }] : []),
      ...(beside === main ? [] : [{ text: figure(beside, tile.beside.median), by: tile.beside.median }]),
      { text: tile.lost ? (tile.lost === tile.runs.length ? words.diverged[0] : fill(words.diverged[1], { count: tile.lost, among: tile.runs.length })) : String(tile.epoch), by: tile.epoch },
    ],
  }));
  return { columns, rows, order, best };
}

/** Where a value stands along its axis. @param {any[]} values @param {boolean} log @returns {{of: (value: any) => number, ticks: {at: number, text: string}[]}} */
function alongOf(values, log) {
  const numbers = values.every((value) => typeof value === "number" && Number.isFinite(value));
  if (!numbers) {
    const names = [...new Set(values.map((value) => JSON.stringify(value)))];
    return { of: (value) => (names.length < 2 ? 0.5 : names.indexOf(JSON.stringify(value)) / (names.length - 1)), ticks: [] };
  }
  const [least, most] = [Math.min(...values), Math.max(...values)];
  // Zero has no logarithm: it stands a little below the least.
  const positive = Math.min(...values.filter((value) => value > 0));
  const decades = log || (least > 0 && most / least >= 20);
  const by = decades && Number.isFinite(positive) ? (/** @type {number} */ value) => Math.log10(value > 0 ? value : positive / 3) : (/** @type {number} */ value) => value;
  const [low, high] = [by(least), by(most)];
  return { of: (value) => (high === low ? 0.5 : (by(value) - low) / (high - low)), ticks: [] };
}

/** @param {Derived} derived @param {import("../../types.js").Sweep|null} sweep */
export function parallelOf({ axes, tiles, main, best }, sweep) {
  const drawn = axes.map((axis, i) => {
    const all = tiles.map(({ raw }) => raw[i]);
    const values = axis.values?.length ? [...axis.values, ...all] : all;
    const { of } = alongOf(values, axis.log);
    const named = /** @type {any} */ (axis).named;
    const different = [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
    const many = different.length > 9 && different.every((value) => typeof value === "number");
    const ends = many ? [Math.min(...different), Math.max(...different)] : different;
    return { title: axis.title, places: all.map(of), ticks: ends.map((value) => ({ at: of(value), text: many ? short(value, 2) : named(value) })) };
  });
  // An R² below 0 is worse than saying the mean always, and may be so by any amount.
  const least = main.endsWith("r2") ? 0 : -Infinity;
  const worse = tiles.some((tile) => tile.main.median < least);
  const figures = tiles.map((tile) => Math.max(least, tile.main.median));
  const there = figures.filter((value) => Number.isFinite(value));
  const log = !isShare(main) && there.length > 0 && Math.max(...there) / Math.max(Math.min(...there), 1e-12) > 20;
  const { of } = alongOf(there.length ? there : [0, 1], log);
  const places = figures.map((value) => (Number.isFinite(value) ? of(value) : NaN));
  const ends = there.length ? [Math.min(...there), Math.max(...there)] : [];
  const metric = /** @type {any} */ (words.metrics)[main];
  return {
    axes: [...drawn, { title: metric, places, ticks: ends.map((value) => ({ at: of(value), text: `${worse && value === least ? "≤ " : ""}${figure(main, value)}` })) }],
    good: places.map((place) => (isShare(main) ? place : 1 - place)),
    label: fill(words.parallelLabel, { metric }),
    best: sweep ? best : null,
  };
}
