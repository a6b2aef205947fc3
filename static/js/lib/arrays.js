// @ts-check
/**
 * Typed arrays as they travel, as bytes behind the JSON that names them.
 */

/** @typedef {{values: Uint8Array|Float32Array, shape: number[]}} Grid */

/** @type {Record<string, any>} */
const ARRAYS = { u1: Uint8Array, f4: Float32Array };

/**
 * A frame from a binary message: the length of a JSON object, the object, then the arrays that its `arrays` names, each from a
 * multiple of four on; weights are a list. Throws RangeError when the bytes do not fill the shapes.
 * @param {ArrayBuffer} message
 * @returns {any}
 */
export function readMessage(message) {
  const length = new DataView(message).getUint32(0, true);
  const { arrays, ...frame } = JSON.parse(new TextDecoder().decode(new Uint8Array(message, 4, length)));
  let at = 4 + length;
  for (const [name, dtype, shape] of arrays) {
    const Type = ARRAYS[dtype];
    const size = shape.reduce((/** @type {number} */ product, /** @type {number} */ sides) => product * sides, 1);
    const grid = { values: new Type(message, at, size), shape };
    if (name === "weights") (frame.weights ??= []).push(grid);
    else frame[name] = grid;
    at += Math.ceil((size * Type.BYTES_PER_ELEMENT) / 4) * 4;
  }
  return frame;
}

/**
 * A frame from a JSON event, where an array is an object of its type, its shape and its bytes in base64; weights are a list.
 * @param {any} frame
 * @returns {any} as from a binary message
 */
export function readDocument(frame) {
  const grid = (/** @type {{dtype: string, shape: string, bdata: string}} */ { dtype, shape, bdata }) => {
    const bytes = Uint8Array.from(atob(bdata), (character) => character.charCodeAt(0));
    return { values: new ARRAYS[dtype](bytes.buffer), shape: shape.split(",").map(Number) };
  };
  const read = (/** @type {any} */ value) => (Array.isArray(value) && value[0]?.dtype ? value.map(grid) : value?.dtype ? grid(value) : value);
  return Object.fromEntries(Object.entries(frame).map(([name, value]) => [name, read(value)]));
}

/** The least and the greatest: of many, more than a call takes. @param {Iterable<number>} values @returns {[number, number]} */
export function extremes(values) {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
  return [low, high];
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

/**
 * A grid of answers on another scale.
 * @param {Grid} grid
 * @param {[number, number]} ends what its 0 and its 255 stand for
 * @param {[number, number]} range what 0 and 255 are to stand for
 */
export function onScale({ values, shape }, [first, last], range) {
  const [low, high] = range;
  const start = ((first - low) / (high - low)) * 255;
  const step = (last - first) / (high - low);
  const moved = new Float32Array(values.length);
  for (let i = 0; i < moved.length; i++) moved[i] = start + values[i] * step;
  return { values: moved, shape, range };
}

/**
 * A picture that is a boundary and nothing else, as those on tiles are.
 * @param {Grid} grid
 * @param {[number, number]} ends what its 0 and its 255 stand for
 * @param {[number, number]} range what is at the ends of the colour scale
 * @returns {any}
 */
export const boundaryAlone = (grid, ends, range) =>
  ({ seq: 0, epoch: 0, step: 0, exact: true, metrics: {}, boundary: { ...onScale(grid, ends, range), range }, maps: null, weights: null, health: null, confusion: null });
