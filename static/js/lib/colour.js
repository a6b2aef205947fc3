// @ts-check
/**
 * Colour ramps from one class through the background to the other, as ready-made pixels.
 */

/** @typedef {[number, number, number]} Rgb */

/**
 * @param {string} text "#rgb", "#rrggbb" or "rgb(r, g, b)"
 * @returns {Rgb}
 */
export function parseColour(text) {
  const value = text.trim();
  if (value.startsWith("#")) {
    const hex = value.length === 4 ? [...value.slice(1)].map((digit) => digit + digit).join("") : value.slice(1, 7);
    const number = parseInt(hex, 16);
    return [number >> 16, (number >> 8) & 255, number & 255];
  }
  const [r = 0, g = 0, b = 0] = (value.match(/[\d.]+/g) ?? []).map(Number);
  return [r, g, b];
}

/**
 * @param {Rgb} from
 * @param {Rgb} to
 * @param {number} t 0 … 1
 * @returns {Rgb}
 */
export function mix(from, to, t) {
  return /** @type {Rgb} */ (from.map((value, i) => Math.round(value + (to[i] - value) * t)));
}

/**
 * One colour as a little-endian pixel of an ImageData.
 * @param {Rgb} colour
 * @returns {number}
 */
export const pixel = ([r, g, b]) => ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;

/**
 * 256 pixels: `low` at 0, `middle` half way, `high` at 255. With `steps` the ramp has two flat halves.
 * @param {Rgb} low
 * @param {Rgb} middle
 * @param {Rgb} high
 * @param {boolean} [flat]
 * @returns {Uint32Array}
 */
export function ramp(low, middle, high, flat = false) {
  const table = new Uint32Array(256);
  for (let i = 0; i < 256; i++) {
    const t = (i / 255) * 2 - 1;
    const strength = flat ? 0.8 : Math.abs(t) ** 0.85;
    table[i] = pixel(mix(middle, t < 0 ? low : high, strength));
  }
  return table;
}

/**
 * Paint a grid (row 0 is the bottom) into pixels (row 0 is the top).
 * @param {ArrayLike<number>} values 0 … 255
 * @param {number} offset where the layer starts
 * @param {number} rows
 * @param {number} columns
 * @param {Uint32Array} table
 * @param {Uint32Array} pixels
 */
export function paint(values, offset, rows, columns, table, pixels) {
  for (let row = 0; row < rows; row++) {
    const from = offset + row * columns;
    const to = (rows - 1 - row) * columns;
    for (let column = 0; column < columns; column++) pixels[to + column] = table[Math.round(values[from + column])];
  }
}

/**
 * Paint a grid into a square of an image, larger or smaller than the grid, with what lies between its values.
 * @param {ArrayLike<number>} values 0 … 255
 * @param {number} offset where the layer starts
 * @param {number} rows
 * @param {number} columns
 * @param {Uint32Array} table
 * @param {Uint32Array} pixels
 * @param {{at: number, stride: number, side: number}} square its first pixel, the pixels of a row of the image, and its side
 */
export function paintInto(values, offset, rows, columns, table, pixels, { at, stride, side }) {
  for (let j = 0; j < side; j++) {
    const y = Math.min(rows - 1, Math.max(0, ((side - j - 0.5) / side) * rows - 0.5));
    const low = offset + Math.floor(y) * columns;
    const high = offset + Math.ceil(y) * columns;
    const up = y % 1;
    for (let i = 0; i < side; i++) {
      const x = Math.min(columns - 1, Math.max(0, ((i + 0.5) / side) * columns - 0.5));
      const left = x | 0;
      const right = left + 1 < columns ? left + 1 : left;
      const along = x - left;
      const below = values[low + left] + (values[low + right] - values[low + left]) * along;
      const above = values[high + left] + (values[high + right] - values[high + left]) * along;
      pixels[at + j * stride + i] = table[(below + (above - below) * up + 0.5) | 0];
    }
  }
}

/**
 * 256 pixels from the background to one colour: how sure a class is. With `flat` all but the first are the colour.
 * @param {Rgb} middle
 * @param {Rgb} colour
 * @param {number} [power] below 1: little certainty already shows
 * @returns {Uint32Array}
 */
export function fade(middle, colour, power = 0.85) {
  return Uint32Array.from({ length: 256 }, (_, i) => pixel(mix(middle, colour, (i / 255) ** power)));
}

/**
 * Paint where which of several layers is the largest, each in its own colours, the fainter the closer the second is.
 * @param {ArrayLike<number>} values (layers, rows, columns)
 * @param {number} layers
 * @param {number} rows
 * @param {number} columns
 * @param {Uint32Array[]} tables by layer
 * @param {Uint32Array} pixels
 * @param {boolean} [flat]
 */
export function paintLargest(values, layers, rows, columns, tables, pixels, flat = false) {
  const size = rows * columns;
  for (let row = 0; row < rows; row++) {
    const to = (rows - 1 - row) * columns;
    for (let column = 0; column < columns; column++) {
      const at = row * columns + column;
      const { first, lead } = largest(values, layers, size, at);
      pixels[to + column] = tables[first % tables.length][flat ? 200 : Math.round(lead)];
    }
  }
}

const found = { first: 0, lead: 0 };

/** The largest layer at a place, and its lead. @param {ArrayLike<number>} values @param {number} layers @param {number} size @param {number} at */
export function largest(values, layers, size, at) {
  let first = 0;
  let top = -1;
  let second = -1;
  for (let layer = 0; layer < layers; layer++) {
    const value = values[layer * size + at];
    if (value > top) {
      second = top;
      top = value;
      first = layer;
    } else if (value > second) second = value;
  }
  found.first = first;
  found.lead = layers > 1 ? top - second : top;
  return found;
}
