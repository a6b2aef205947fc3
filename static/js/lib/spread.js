// @ts-check
/**
 * What several runs of one tile come to: the median with its spread, the order of tiles, and a scale that a few of them do not ruin.
 */

/** @typedef {{median: number, low: number, high: number, count: number}} Spread   `count`: of how many; NaN where nothing was measured */

/**
 * @param {number[]} values   NaN: not measured
 * @param {{lost?: number, more?: boolean}} [options]   `lost`: so many more runs diverged, which counts as worst; `more`: is better
 * @returns {Spread}
 */
export function spreadOf(values, { lost = 0, more = false } = {}) {
  const known = values.filter(Number.isFinite).sort((a, b) => a - b);
  const worst = new Array(lost).fill(NaN);
  const all = more ? [...worst, ...known] : [...known, ...worst];
  const middle = all.length >> 1;
  const median = known.length ? (all.length % 2 ? all[middle] : (all[middle - 1] + all[middle]) / 2) : NaN;
  return { median, low: known[0] ?? NaN, high: known[known.length - 1] ?? NaN, count: known.length };
}

/** Whether more of a metric is better: of shares it is, of losses less. @param {string} metric */
export const isShare = (metric) => /accuracy|r2$/.test(metric);

/**
 * The metrics that tiles are told by: first what they are compared by, then the loss that goes with it, or where that is the loss what else some have.
 * @param {string} main
 * @param {string[]} metrics   by name
 * @returns {{main: string, beside: string}}
 */
export function mainOf(main, metrics) {
  const part = main.startsWith("val_") ? "val_" : "";
  const loss = `${part}loss`;
  return { main, beside: main === loss ? [`${part}accuracy`, `${part}r2`].find((metric) => metrics.includes(metric)) ?? loss : loss };
}

/**
 * Tiles in order, the best first; those without a figure last.
 * @template {{median: number}} T
 * @param {T[]} spreads
 * @param {boolean} more   is better
 * @returns {number[]} their places
 */
export const ranked = (spreads, more) => spreads.map((_, i) => i).sort((a, b) => {
  const [x, y] = [spreads[a].median, spreads[b].median];
  if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
  return more ? y - x : x - y;
});

/**
 * The stretch of an axis that shows the most of many values: what lies far beyond the others is left to the rim.
 * @param {number[]} values
 * @param {{log?: boolean, share?: boolean, atLeast?: number}} options   `share`: of accuracies, which end at 1; `atLeast`: what is seen in any case
 * @returns {{low: number, high: number, beyond: boolean}} of a logarithmic one `low` is above 0
 */
export function stretchFor(values, { log = false, share = false, atLeast = 0 } = {}) {
  const known = values.filter((value) => Number.isFinite(value) && (!log || value > 0)).sort((a, b) => a - b);
  if (!known.length) return log ? { low: 0.01, high: 1, beyond: false } : { low: 0, high: 1, beyond: false };
  const at = (/** @type {number} */ part) => known[Math.round((known.length - 1) * part)];
  const [least, most] = [known[0], known[known.length - 1]];
  if (share) return { low: least >= 0.5 ? 0.5 : Math.min(0, Math.max(-1, least)), high: 1, beyond: least < -1 };
  if (log) {
    // Nobody reads more than six decades.
    const high = Math.min(most, at(0.95) * 30);
    const low = Math.max(least, high / 1e6, at(0.02) / 30);
    return { low: low < high ? low : high / 10, high, beyond: high < most };
  }
  const high = Math.min(most, Math.max(at(0.9) * 1.5, at(0.97), atLeast));
  return { low: Math.min(0, least), high: high > 0 ? high : 1, beyond: high < most };
}

/**
 * A few round numbers along an axis.
 * @param {number} low
 * @param {number} high
 * @param {{most?: number, log?: boolean}} [options]
 */
export function ticksOf(low, high, { most = 5, log = false } = {}) {
  if (log) {
    const [from, to] = [Math.ceil(Math.log10(low) - 1e-9), Math.floor(Math.log10(high) + 1e-9)];
    const every = Math.max(1, Math.ceil((to - from + 1) / most));
    const powers = Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i).filter((power) => power % every === 0);
    const ticks = powers.map((power) => Number((10 ** power).toPrecision(1)));
    if (ticks.length > 1) return ticks;
    const between = [-1, 0, 1].flatMap((k) => [1, 2, 5].map((digit) => Number((digit * 10 ** (Math.floor(Math.log10(low)) + 1 + k)).toPrecision(1)))).filter((value) => value >= low && value <= high);
    return between.length ? between : [low, high].map((value) => Number(value.toPrecision(2)));
  }
  const rough = (high - low) / most || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough * 0.999) ?? 10) * power;
  const first = Math.ceil(low / step - 1e-9);
  return Array.from({ length: Math.floor(high / step + 1e-9) - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}
