// @ts-check
/**
 * What is going on, read from the curves: the name of a sentence and the numbers for it.
 */

/** @typedef {{name: "untrained"|"solved"|"overfitting"|"stuck"|"falling"|"settled", values: Record<string, number>}} Story */

/** @param {(number|null)[]|undefined} values @param {number} from @param {number} to */
function mean(values, from, to) {
  let sum = 0;
  let count = 0;
  for (let i = Math.max(0, from); i < to; i++) {
    const value = values?.[i];
    if (value !== null && value !== undefined) {
      sum += value;
      count += 1;
    }
  }
  return count ? sum / count : NaN;
}

/**
 * @param {{epoch: number[], [metric: string]: (number|null)[]}} history
 * @returns {Story}
 */
export function storyOf(history) {
  const { epoch, loss, val_loss: test, accuracy } = history;
  const n = epoch.length;
  if (n < 2) return { name: "untrained", values: {} };
  const span = Math.max(3, Math.floor(n / 10));
  const now = mean(loss, n - span, n);
  const before = mean(loss, n - 2 * span, n - span);
  const first = loss[0] ?? now;
  const right = mean(accuracy, n - Math.min(span, 10), n);

  if (n > 40 && test) {
    const smooth = 5;
    let best = Infinity;
    let at = 0;
    for (let i = smooth; i <= n; i += smooth) {
      const value = mean(test, i - smooth, i);
      if (value < best) [best, at] = [value, i - smooth];
    }
    const last = mean(test, n - span, n);
    if (last > best * 1.15 && last - best > 0.01 && n - at > Math.max(20, n / 5) && now < mean(loss, at, at + smooth) - 1e-4) {
      return { name: "overfitting", values: { epoch: epoch[at] } };
    }
  }
  if (right >= 0.99) return { name: "solved", values: { accuracy: right } };
  if (n > 30 && now > first * 0.9) return { name: "stuck", values: { loss: now } };
  if (n > 60 && before - now < before * 0.01) return { name: "settled", values: { loss: now } };
  return { name: "falling", values: { from: first, to: now } };
}
