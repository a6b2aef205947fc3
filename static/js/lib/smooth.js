// @ts-check
/**
 * A noisy curve made calm: at every place the mean of its neighbours.
 */

/**
 * Means over windows that are centred and grow shorter towards both ends; where a value is missing, it stays missing.
 * @param {ArrayLike<number|null>} values
 * @returns {(number|null)[]}
 */
export function smooth(values) {
  const { length } = values;
  const reach = Math.max(2, Math.floor(length / 60));
  const sums = new Float64Array(length + 1);
  const counts = new Uint32Array(length + 1);
  for (let i = 0; i < length; i++) {
    const value = values[i];
    sums[i + 1] = sums[i] + (value ?? 0);
    counts[i + 1] = counts[i] + (value === null ? 0 : 1);
  }
  return Array.from({ length }, (_, i) => {
    const half = Math.min(reach, i, length - 1 - i);
    const [from, to] = [i - half, i + half + 1];
    return values[i] === null ? null : (sums[to] - sums[from]) / (counts[to] - counts[from]);
  });
}
