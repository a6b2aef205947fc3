// @ts-check
/**
 * Curves as tones: the higher the value, the higher the tone, on one scale for all of them.
 */
import { extremes } from "./arrays.js";

/** Two octaves, in hertz. */
const [LOWEST, HIGHEST] = [220, 880];
/** So many values a curve is told in. */
const STEPS = 240;
/** So many seconds a curve takes, and a short one less. */
const [SHORTEST, LONGEST, PER_EPOCH] = [1.5, 6, 0.1];

/** @typedef {{pitch: Float32Array, loud: Float32Array}} Voice   hertz, and 0 or 1 where there is nothing to hear */
/** @typedef {{seconds: number, voices: Voice[]}} Tones */

/** @param {number|null|undefined} value @param {boolean} log */
const heard = (value, log) => typeof value === "number" && Number.isFinite(value) && (!log || value > 0);

/**
 * @param {(number|null)[][]} curves   by epoch, all equally long
 * @param {{log?: boolean}} [scale]
 * @returns {Tones|null} null: there is nothing to hear yet
 */
export function tonesOf(curves, { log = false } = {}) {
  const length = Math.max(0, ...curves.map((curve) => curve.length));
  if (length < 2) return null;
  const of = (/** @type {number} */ value) => (log ? Math.log(value) : value);
  const known = curves.flatMap((curve) => curve.filter((value) => heard(value, log)).map((value) => of(/** @type {number} */ (value))));
  if (!known.length) return null;
  let [low, high] = extremes(known);
  // As the curves are drawn: from zero, but on a logarithmic scale.
  if (!log) low = Math.min(0, low);
  const voices = curves.map((curve) => {
    const voice = { pitch: new Float32Array(STEPS).fill(LOWEST), loud: new Float32Array(STEPS) };
    for (let i = 0; i < STEPS; i++) {
      const value = curve[Math.round((i * (length - 1)) / (STEPS - 1))];
      if (!heard(value, log)) continue;
      const share = (of(/** @type {number} */ (value)) - low) / (high - low || 1);
      voice.pitch[i] = LOWEST * (HIGHEST / LOWEST) ** share;
      voice.loud[i] = 1;
    }
    return voice;
  });
  return { seconds: Math.min(LONGEST, Math.max(SHORTEST, length * PER_EPOCH)), voices };
}
