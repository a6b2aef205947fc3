// @ts-check
/**
 * Where two boundaries over one plane differ.
 */

/** @typedef {{values: ArrayLike<number>, shape: number[], range: [number, number]}} Answers  (outputs, rows, columns), 0 … 255 of the range */
/**
 * @typedef {object} Difference
 * @property {Float32Array} values   (rows, columns), -1 … 1: by how much the second answers more; of classes' regions 1 where they are others
 * @property {number} most   the answers that 1 stands for
 * @property {number|null} share   of the plane where the two decide otherwise; null where nothing is decided
 * @property {number[]} shape
 */

/** Whether two can be laid over one another. @param {Answers} a @param {Answers} b */
export const comparable = (a, b) => String(a.shape) === String(b.shape);

/** Which output is the largest at a place. @param {ArrayLike<number>} values @param {number} count @param {number} size @param {number} at */
function largestAt(values, count, size, at) {
  let first = 0;
  for (let layer = 1; layer < count; layer++) if (values[layer * size + at] > values[first * size + at]) first = layer;
  return first;
}

/**
 * @param {Answers} a
 * @param {Answers} b   of the same shape
 * @param {"pair"|"one"|"regions"|"values"} mode   what is seen of the outputs, see views/images.js
 * @param {number} output   the one that is seen, where it is one
 * @returns {Difference}
 */
export function differenceOf(a, b, mode, output) {
  const [count, rows, columns] = a.shape;
  const size = rows * columns;
  const values = new Float32Array(size);
  let others = 0;
  if (mode === "regions") {
    for (let at = 0; at < size; at++) if (largestAt(a.values, count, size, at) !== largestAt(b.values, count, size, at)) others += values[at] = 1;
    return { values, most: 1, share: others / size, shape: [rows, columns] };
  }
  const answers = (/** @type {Answers} */ { values: all, range: [low, high] }) => (/** @type {number} */ at) => low + (all[output * size + at] / 255) * (high - low);
  const [first, second] = [answers(a), answers(b)];
  let most = mode === "values" ? 0 : a.range[1] - a.range[0];
  for (let at = 0; at < size; at++) {
    values[at] = second(at) - first(at);
    if (mode === "values") most = Math.max(most, Math.abs(values[at]));
    // On the scale of two classes the middle is where they change.
    else if (a.values[output * size + at] > 127.5 !== b.values[output * size + at] > 127.5) others += 1;
  }
  if (most) for (let at = 0; at < size; at++) values[at] /= most;
  return { values, most, share: mode === "values" ? null : others / size, shape: [rows, columns] };
}
