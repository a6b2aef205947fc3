// @ts-check
/**
 * A network as the rows of a tree: layers, their units, and each unit's bias and weights. What is closed has no rows below it.
 */

/**
 * @typedef {object} Row
 * @property {string} key
 * @property {number} level   1: a layer; 2: a unit; 3: a weight
 * @property {number} column   of the network, inputs first
 * @property {number} [unit]
 * @property {number|null} [input]   null: the bias
 * @property {boolean|null} open   null: there is nothing below
 * @property {number} size   how many there are beside it
 * @property {number} position   which of them it is, from 1
 */

/**
 * @param {number[]} counts   units by column
 * @param {Set<string>} open   keys of what is open
 * @returns {Row[]}
 */
export function rowsOf(counts, open) {
  return counts.flatMap((units, column) => {
    const layer = { key: `${column}`, level: 1, column, open: open.has(`${column}`), size: counts.length, position: column + 1 };
    return [layer, ...(layer.open ? Array.from({ length: units }, (_, unit) => unitRows(counts, column, unit, open)).flat() : [])];
  });
}

/** @param {number[]} counts @param {number} column @param {number} unit @param {Set<string>} open @returns {Row[]} */
function unitRows(counts, column, unit, open) {
  const key = `${column}.${unit}`;
  const row = { key, level: 2, column, unit, open: column ? open.has(key) : null, size: counts[column], position: unit + 1 };
  if (!row.open) return [row];
  const inputs = [null, ...Array(counts[column - 1]).keys()];
  return [row, ...inputs.map((input, i) => ({ key: `${key}.${input ?? "bias"}`, level: 3, column, unit, input, open: null, size: inputs.length, position: i + 1 }))];
}

/** The row that another lies below, or nothing. @param {Row} row */
export const above = ({ key }) => (key.includes(".") ? key.slice(0, key.lastIndexOf(".")) : null);

/**
 * Where a key leads from a row, and what it opens or closes.
 * @param {Row[]} rows
 * @param {number} at
 * @param {string} key   of the keyboard
 * @returns {{to?: number, open?: boolean}|null} null: the key means nothing here
 */
export function stepOf(rows, at, key) {
  const row = rows[at];
  const last = rows.length - 1;
  switch (key) {
    case "ArrowDown": return { to: Math.min(last, at + 1) };
    case "ArrowUp": return { to: Math.max(0, at - 1) };
    case "Home": return { to: 0 };
    case "End": return { to: last };
    case "ArrowRight": return row.open === false ? { open: true } : { to: row.open ? at + 1 : at };
    case "ArrowLeft": return row.open ? { open: false } : { to: Math.max(0, rows.findIndex((each) => each.key === above(row))) };
    default: return null;
  }
}
