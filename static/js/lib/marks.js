// @ts-check
/**
 * The marks of data points: which is painted when, which is nearest, and what each stands for.
 */

/** @typedef {import("../types.js").Data} Data */
/** @typedef {{part: "train"|"test", x: number, y: number, target: any}} Mark */

/**
 * Every point, in the data's order: no class lies above the others, and neither do the points of one part.
 * @param {Data} data
 * @returns {Mark[]}
 */
export function marksOf({ train, test }) {
  const marks = (/** @type {"train"|"test"} */ part, /** @type {import("../types.js").Points} */ { x1, x2, y }) =>
    x1.map((x, i) => ({ at: (i + 0.5) / x1.length, mark: { part, x, y: x2[i], target: y[i] } }));
  return [...marks("train", train), ...marks("test", test)].sort((a, b) => a.at - b.at).map(({ mark }) => mark);
}

/**
 * The mark that is nearest to a place and not too far off.
 * @param {Mark[]} marks
 * @param {Data["domain"]} domain
 * @param {import("./plane.js").Place} place
 * @param {number} reach as a share of the plane's sides
 */
export function nearestMark(marks, [[left, right], [bottom, top]], { u, v }, reach) {
  const [x, y] = [left + u * (right - left), bottom + v * (top - bottom)];
  /** @type {Mark|null} */
  let found = null;
  let least = reach;
  for (const mark of marks) {
    const apart = Math.hypot((mark.x - x) / (right - left), (mark.y - y) / (top - bottom));
    if (apart > least) continue;
    found = mark;
    least = apart;
  }
  return found;
}
