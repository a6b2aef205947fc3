// @ts-check
/**
 * Long curves made short enough to draw, without losing their spikes or their ends.
 */

/**
 * At most `most` indices into `values`: both ends and, of each bucket, the lowest and the highest.
 * @param {ArrayLike<number|null>} values
 * @param {number} most at least 4
 * @returns {number[]}
 */
export function thin(values, most) {
  const { length } = values;
  if (length <= most) return Array.from({ length }, (_, i) => i);
  const buckets = Math.max(1, Math.floor((most - 2) / 2));
  const kept = [0];
  for (let bucket = 0; bucket < buckets; bucket++) {
    const from = 1 + Math.floor((bucket * (length - 2)) / buckets);
    const to = 1 + Math.floor(((bucket + 1) * (length - 2)) / buckets);
    let low = from;
    let high = from;
    for (let i = from; i < to; i++) {
      const value = values[i] ?? NaN;
      if (value < (values[low] ?? Infinity)) low = i;
      if (value > (values[high] ?? -Infinity)) high = i;
    }
    if (low === high) kept.push(low);
    else kept.push(Math.min(low, high), Math.max(low, high));
  }
  kept.push(length - 1);
  return kept;
}
