// @ts-check
/**
 * Points as a CSV file: both coordinates, then a class name or a value, under a line of names.
 */

/** A cell, in quotes where it needs them. @param {any} value */
const cell = (value) => {
  const text = String(value);
  return /[",;\t\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/**
 * @param {any} data the points of a run, as the server gives them
 * @param {any} own the data part of the specification; its own points keep their order
 * @returns {string}
 */
export function csvOf(data, own) {
  const classes = data.classes ?? [];
  const label = (/** @type {any} */ y) => (classes.length ? [classes[Math.round(Number(y))] ?? y] : [y].flat());
  const names = [...data.axes, ...(classes.length ? ["class"] : data.values ?? ["value"])];
  const rows = Array.isArray(own?.points)
    ? own.points.map((/** @type {number[]} */ [x1, x2, y]) => [x1, x2, ...label(y)])
    : [data.train, data.test].flatMap((side) => side.y.map((/** @type {any} */ y, /** @type {number} */ i) => [side.x1[i], side.x2[i], ...label(y)]));
  return `${[names, ...rows].map((row) => row.map(cell).join(",")).join("\n")}\n`;
}
