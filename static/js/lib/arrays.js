// @ts-check
/**
 * Typed arrays as they travel in JSON (dtype, shape, base64), decoded for drawing.
 */

/** @typedef {{values: Uint8Array|Float32Array|Float64Array|Int32Array, shape: number[]}} Grid */

/** @type {Record<string, any>} */
const ARRAYS = { u1: Uint8Array, f4: Float32Array, f8: Float64Array, i4: Int32Array };

/**
 * @param {string} text base64
 * @returns {Uint8Array}
 */
export function bytesOf(text) {
  const fast = /** @type {any} */ (Uint8Array).fromBase64;
  if (fast) return fast.call(Uint8Array, text);
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/**
 * Decode one array. Throws RangeError when the bytes do not fill the shape.
 * @param {{dtype: string, shape: string|number[], bdata: string}} source
 * @returns {Grid}
 */
export function decodeArray({ dtype, shape, bdata }) {
  const Type = ARRAYS[dtype];
  if (!Type) throw new RangeError(`unknown dtype ${dtype}`);
  const sizes = (Array.isArray(shape) ? shape : shape.split(",")).map(Number);
  const bytes = bytesOf(bdata);
  const values = new Type(bytes.buffer, bytes.byteOffset, Math.floor(bytes.byteLength / Type.BYTES_PER_ELEMENT));
  const wanted = sizes.reduce((product, size) => product * size, 1);
  if (values.length !== wanted) throw new RangeError(`${values.length} values for shape ${sizes.join(" × ")}`);
  return { values, shape: sizes };
}

/**
 * Bilinear reading of one layer of a (…, rows, columns) grid; u and v run from 0 to 1, v upwards.
 * @param {Grid} grid
 * @param {number} u
 * @param {number} v
 * @param {number} [layer]
 * @returns {number}
 */
export function sampleGrid(grid, u, v, layer = 0) {
  const [rows, columns] = grid.shape.slice(-2);
  const x = Math.min(Math.max(u, 0), 1) * (columns - 1);
  const y = Math.min(Math.max(v, 0), 1) * (rows - 1);
  const i = Math.min(Math.floor(x), columns - 2);
  const j = Math.min(Math.floor(y), rows - 2);
  const start = layer * rows * columns + j * columns + i;
  const { values } = grid;
  const low = values[start] + (values[start + 1] - values[start]) * (x - i);
  const high = values[start + columns] + (values[start + columns + 1] - values[start + columns]) * (x - i);
  return low + (high - low) * (y - j);
}
