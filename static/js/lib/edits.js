// @ts-check
/**
 * Edits of a list of points, each [x1, x2, label] or [x1, x2, ...values].
 */

/** @typedef {number[]} Point */

/** Few digits, so that an address stays short. @param {number} value @param {number} span of the axis */
export const rounded = (value, span) => {
  const digits = Math.max(0, 3 - Math.floor(Math.log10(Math.abs(span) || 1)));
  return Number(value.toFixed(Math.min(12, digits)));
};

/** How far from the middle points may lie and count as on a plane like the playground's own, as in files. */
const WIDE = 12;
const isWide = (/** @type {Point[]} */ points) => points.some(([x1, x2]) => Math.max(Math.abs(x1), Math.abs(x2)) > WIDE);

/**
 * Data whose points now lie beyond such a plane begin scaled, as a file's do. Where they lay there before it is left as it is:
 * somebody has chosen so.
 * @template {{points: Point[], scaling?: string}} T
 * @param {T} data
 * @param {Point[]} [before]
 * @returns {T}
 */
export const begunScaled = (data, before = []) => (data.scaling === "none" && isWide(data.points) && !isWide(before) ? { ...data, scaling: "standard" } : data);

/**
 * A data set's points as one's own, to begin with.
 * @param {import("../types.js").Data|null} data
 */
export function ownFrom(data) {
  if (!data) return null;
  const classes = data.classes?.length ? data.classes : null;
  const spans = data.domain.map(([low, high]) => high - low);
  const labels = (/** @type {any} */ y) => (classes ? [y] : [y].flat().map((value) => Number(Number(value).toPrecision(6))));
  const points = [data.train, data.test].flatMap(({ x1, x2, y }) => x1.map((x, i) => [rounded(x, spans[0]), rounded(x2[i], spans[1]), ...labels(y[i])]));
  return { points, class_names: classes ?? [], axis_names: data.axes, ...(classes ? {} : { value_names: data.values ?? ["value"] }) };
}

/**
 * The points that are not near a place; distances are shares of the two axes' spans.
 * @param {Point[]} points
 * @param {[number, number]} place
 * @param {[number, number]} spans
 * @param {number} radius
 */
export const without = (points, [x, y], [width, height], radius) =>
  points.filter(([x1, x2]) => Math.hypot((x1 - x) / width, (x2 - y) / height) > radius);
