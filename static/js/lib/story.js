// @ts-check
/**
 * What is worth saying of a run, read from the curves: the name of a sentence and the numbers for it.
 */

/** @typedef {{name: "rising"|"solved"|"overfitting"|"stuck"|"settled", values: Record<string, number>}} Story */

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
 * What was known once an epoch was over.
 * @param {{epoch: number[], [metric: string]: (number|null)[]}} history
 * @param {number} moment
 */
export function upTo(history, moment) {
  const after = history.epoch.findIndex((epoch) => epoch > moment);
  if (after < 0) return history;
  return /** @type {typeof history} */ (Object.fromEntries(Object.entries(history).map(([name, list]) => [name, list.slice(0, after)])));
}

/**
 * What happens is judged by means of several epochs; the numbers are those of the present, which stand beside the curves too.
 * @param {{epoch: number[], [metric: string]: (number|null)[]}} history
 * @param {Record<string, number|null>} [present] the metrics, also in the middle of an epoch
 * @returns {Story|null} null where the curves say it all: the loss falls, or nothing has happened yet
 */
export function storyOf(history, present = {}) {
  const { epoch, loss, val_loss: test, accuracy } = history;
  const n = epoch.length;
  if (n < 2) return null;
  const span = Math.max(3, Math.floor(n / 10));
  const now = mean(loss, n - span, n);
  const before = mean(loss, n - 2 * span, n - span);
  const first = loss[0] ?? now;
  const last = present.loss ?? loss[n - 1] ?? now;
  const right = mean(accuracy, n - Math.min(span, 10), n);

  if (n > 40 && test) {
    const smooth = 5;
    let best = Infinity;
    let at = 0;
    for (let i = smooth; i <= n; i += smooth) {
      const value = mean(test, i - smooth, i);
      if (value < best) [best, at] = [value, i - smooth];
    }
    const lately = mean(test, n - span, n);
    if (lately > best * 1.15 && lately - best > 0.01 && n - at > Math.max(20, n / 5) && now < mean(loss, at, at + smooth) - 1e-4) {
      return { name: "overfitting", values: { epoch: epoch[at] } };
    }
  }
  if (right >= 0.99) return { name: "solved", values: { accuracy: present.accuracy ?? accuracy[n - 1] ?? right } };
  if (n > 30 && now > first * 1.1) return { name: "rising", values: { from: first, to: last } };
  if (n > 30 && now > first * 0.9) return { name: "stuck", values: {} };
  if (n > 60 && before - now < before * 0.01) return { name: "settled", values: { loss: last } };
  return null;
}
