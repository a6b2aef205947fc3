// @ts-check
/**
 * Sliders run over whole steps; a scale says what value each step stands for.
 */

/**
 * @typedef {object} Scale
 * @property {number} steps
 * @property {(value: number) => number} toStep
 * @property {(step: number) => number} toValue
 */

/** @param {number} value @param {number} digits */
const round = (value, digits) => Number(value.toPrecision(digits));

/**
 * Even steps from low to high.
 * @param {number} low
 * @param {number} high
 * @param {number} step
 * @returns {Scale}
 */
export function linearScale(low, high, step) {
  const steps = Math.max(1, Math.round((high - low) / step));
  return {
    steps,
    toStep: (value) => Math.min(steps, Math.max(0, Math.round((value - low) / step))),
    toValue: (at) => round(Math.min(high, low + at * step), 12),
  };
}

/**
 * Equal factors from low to high, in numbers of `digits` significant digits.
 * @param {number} low above 0
 * @param {number} high
 * @param {{digits?: number, whole?: boolean, perDecade?: number, zero?: boolean}} [options]
 *   `zero`: the first step stands for 0 itself
 * @returns {Scale}
 */
export function logScale(low, high, { digits = 1, whole = false, perDecade = 10, zero = false } = {}) {
  const decades = Math.log10(high / low);
  const steps = Math.max(1, Math.round(decades * perDecade));
  return {
    steps,
    toStep: (value) => Math.min(steps, Math.max(0, Math.round((Math.log10(Math.max(value, low) / low) / decades) * steps))),
    toValue(at) {
      if (zero && at === 0) return 0;
      const exact = low * 10 ** ((at / steps) * decades);
      const value = round(exact, digits);
      return Math.min(high, Math.max(low, whole ? Math.round(value) : value));
    },
  };
}

/**
 * The scale for a number described by JSON Schema, or null when it has no usable range.
 * @param {Record<string, any>} schema
 * @param {number} [fallback] a value that must lie inside
 * @returns {Scale|null}
 */
export function scaleOf(schema, fallback) {
  const whole = schema.type === "integer";
  const low = schema.minimum ?? schema.exclusiveMinimum;
  const high = schema.maximum ?? schema.exclusiveMaximum;
  if (low === undefined || high === undefined || !(high > low)) return null;
  if (schema.scale === "log" || (low > 0 && high / low >= 100)) {
    const start = low > 0 ? low : Math.min(high / 1e5, fallback ? fallback / 300 : Infinity, 1e-4);
    return logScale(round(start, 1), high, whole ? { digits: 2, whole } : { digits: 1, zero: schema.minimum === 0 });
  }
  // A number whose usual value is far below its range, such as a tiny ε, is better typed.
  if (!whole && fallback && Math.abs(fallback) < (high - low) / 1000) return null;
  const step = schema.step ?? (whole ? Math.max(1, Math.round((high - low) / 200)) : niceStep((high - low) / 100));
  const first = schema.minimum !== undefined ? low : low + step;
  const last = schema.maximum !== undefined ? high : high - step;
  return linearScale(round(first, 12), round(last, 12), step);
}

/** @param {number} rough */
function niceStep(rough) {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= rough * 0.999) ?? 10;
  return factor * power;
}
