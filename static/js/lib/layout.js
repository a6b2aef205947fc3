// @ts-check
/**
 * Where the neurons of a network stand, and how the edges between them run.
 */

/** @typedef {{x: number, y: number}} Place the centre of a neuron */
/** @typedef {{x: number, left: number, right: number, size: number, places: Place[]}} Column */
/** @typedef {{strands: number, size: number, places: Place[]}} Spare inputs that are not in use, below those that are */
/** @typedef {{columns: Column[], spacing: number, spare: Spare}} Layout */

/** The distance from one neuron of a column to the next, in sizes: at least, and where there is room. */
const [LEAST_PITCH, PITCH] = [1.19, 1.6];
/** A hidden layer's neurons are larger than those of the fullest layer by this, at most, or as large as can be seen well. This and what follows at the usual size of text. */
const [UNLIKE, SEEN] = [1.35, 48];
/** The output is no larger than hidden neurons by more than this, but may have as many pixels. */
const [OF_HIDDEN, LEAST_OUTPUT] = [1.5, 64];
/** An input that is not in use, in sizes of one that is, and as large as it may be; with fewer pixels it folds. */
const [SPARE_SHARE, SPARE_MOST, SPARE_LEAST] = [0.66, 64, 30];

/**
 * Lay columns of neurons out in a box; tall columns fold into side-by-side strands, so that squares stay visible.
 * @param {number[]} counts neurons a column: inputs, hidden layers …, output
 * @param {{width: number, height: number, top?: number, left?: number, right?: number, largest?: number, first?: number, last?: number, spare?: number, text?: number}} box
 *   `left`, `right`: room from the sides to the outer columns' middles; `largest`: a neuron's greatest side; `first`, `last`: an
 *   input's and the output's; `spare`: how many inputs are not in use; `text`: the size of text, in comparison with the usual
 * @returns {Layout}
 */
export function layOut(counts, { width, height, top = 0, left = 44, right = 44, largest = 40, first = largest, last = 56, spare = 0, text = 1 }) {
  const gaps = Math.max(1, counts.length - 1);
  const spacing = (width - left - right) / gaps;
  const tall = height - top;
  const middle = top + tall / 2;
  const roomOf = (/** @type {number} */ index) => Math.min(spacing * (index === 0 ? 0.46 : 0.54), 2 * Math.min(left, right));
  const stack = spare ? stackOf(counts[0], spare, tall, roomOf(0), first, SPARE_MOST * text) : null;
  const least = Math.min(...counts.slice(1, -1).map((count, i) => fold(count, tall, roomOf(i + 1), largest).size));
  const alike = Math.min(largest, Math.max(SEEN * text, least * UNLIKE));
  const whole = counts.length > 2 ? Math.min(last, Math.max(LEAST_OUTPUT * text, alike * OF_HIDDEN)) : last;
  const columns = counts.map((count, index) => {
    const x = counts.length === 1 ? width / 2 : left + index * spacing;
    const isLast = index === counts.length - 1;
    const own = index === 0 && stack ? stack : fold(count, tall, roomOf(index), isLast ? whole : index === 0 ? first : alike);
    const { strands, size } = own;
    const rows = Math.ceil(count / strands);
    const pitch = Math.min(tall / rows, size + Math.max(2, size * (PITCH - 1)), own === stack ? size * LEAST_PITCH : Infinity);
    const across = size + Math.max(1, size * 0.12);
    const start = own === stack ? middle - stack.height / 2 + (size * LEAST_PITCH) / 2 : null;
    const places = Array.from({ length: count }, (_, i) => {
      const strand = Math.floor(i / rows);
      const inStrand = Math.min(rows, count - strand * rows);
      return {
        x: x + (strand - (strands - 1) / 2) * across,
        y: (start ?? middle - ((inStrand - 1) / 2) * pitch) + (i % rows) * pitch,
      };
    });
    const half = ((strands - 1) * across + size) / 2;
    return { x, left: x - half, right: x + half, size, places };
  });
  return { columns, spacing, spare: stack ? below(stack, spare, columns[0].x, middle, left - first / 2) : { strands: 1, size: 0, places: [] } };
}

/** @typedef {{strands: number, size: number, height: number, spare: {strands: number, size: number}}} Stack */

/**
 * How large the inputs are, with those that are not in use below them.
 * @param {number} count
 * @param {number} spare
 * @param {number} tall
 * @param {number} room
 * @param {number} largest
 * @param {number} most the greatest side of one that is not in use
 * @returns {Stack}
 */
function stackOf(count, spare, tall, room, largest, most) {
  /** @type {Stack|null} */
  let best = null;
  for (let strands = 1; strands <= 2 && (!best || best.spare.size < SPARE_LEAST); strands++) {
    const rows = Math.ceil(spare / strands);
    // Between the two kinds there is the room of half an input.
    const size = Math.min(largest, room * 0.9, tall / (count * LEAST_PITCH + rows * LEAST_PITCH * SPARE_SHARE + 0.5));
    const left = (tall - (count * LEAST_PITCH + 0.5) * size) / (rows * LEAST_PITCH);
    // A finger finds no smaller ones, as far as there is room.
    const wanted = Math.max(size * SPARE_SHARE, Math.min(size * 0.9, SPARE_LEAST));
    const small = Math.min(wanted, left, most, (room * 1.1) / strands);
    const height = count * LEAST_PITCH * size + 0.5 * size + rows * LEAST_PITCH * small;
    if (!best || small > best.spare.size) best = { strands: 1, size: Math.max(3, Math.floor(size)), height, spare: { strands, size: Math.max(3, Math.floor(small)) } };
  }
  return /** @type {Stack} */ (best);
}

/** Where the inputs that are not in use stand. @param {Stack} stack @param {number} count @param {number} x @param {number} middle @param {number} names what inputs' names take @returns {Spare} */
function below({ height, spare: { strands, size } }, count, x, middle, names) {
  const rows = Math.ceil(count / strands);
  const pitch = size * LEAST_PITCH;
  const end = middle + height / 2 - pitch / 2;
  const between = Math.max(x, names + (size + (strands - 1) * pitch) / 2);
  const places = Array.from({ length: count }, (_, i) => ({ x: between + ((i % strands) - (strands - 1) / 2) * pitch, y: end - (rows - 1 - Math.floor(i / strands)) * pitch }));
  return { strands, size, places };
}

/**
 * The layout as it stands where only a part of the height is left to it: moved up as far as it must be.
 * @param {Layout} layout
 * @param {number} top
 * @param {number} bottom
 * @returns {Layout|null} null where there is no room for it
 */
export function above(layout, top, bottom) {
  const edges = [...layout.columns, layout.spare].flatMap(({ size, places }) => places.map(({ y }) => [y - size / 2, y + size / 2]));
  const up = Math.max(0, Math.max(...edges.map(([, low]) => low)) - bottom);
  if (Math.min(...edges.map(([high]) => high)) - up < top) return null;
  const raised = (/** @type {Place[]} */ places) => places.map(({ x, y }) => ({ x, y: y - up }));
  return {
    ...layout,
    columns: layout.columns.map((column) => ({ ...column, places: raised(column.places) })),
    spare: { ...layout.spare, places: raised(layout.spare.places) },
  };
}

/**
 * How many strands make the squares of a column largest.
 * @param {number} count
 * @param {number} height
 * @param {number} room
 * @param {number} largest
 */
function fold(count, height, room, largest) {
  let best = { strands: 1, size: 0 };
  for (let strands = 1; strands <= 6; strands++) {
    const rows = Math.ceil(count / strands);
    const size = Math.floor(Math.min(largest, (height / rows) * 0.84, (room / strands) * 0.9));
    if (size > best.size && (strands === 1 || best.size < 18)) best = { strands, size };
  }
  return { ...best, size: Math.max(best.size, 3) };
}

/**
 * An edge as an SVG path, leaving and arriving level.
 * @param {number} x0
 * @param {number} y0
 * @param {number} x1
 * @param {number} y1
 */
export function edgePath(x0, y0, x1, y1) {
  const n = (/** @type {number} */ value) => Math.round(value * 10) / 10;
  return `M${n(x0)} ${n(y0)}C${edgeCurve(x0, y0, x1, y1).map(n).join(" ")}`;
}

/**
 * Where such an edge goes from its beginning: two points that bend it, and its end.
 * @param {number} x0
 * @param {number} y0
 * @param {number} x1
 * @param {number} y1
 * @returns {[number, number, number, number, number, number]}
 */
export function edgeCurve(x0, y0, x1, y1) {
  const bend = (x0 + x1) / 2;
  return [bend, y0, bend, y1, x1, y1];
}

/**
 * The height of such an edge at x.
 * @param {number} x0
 * @param {number} y0
 * @param {number} x1
 * @param {number} y1
 * @param {number} x between x0 and x1
 */
export function edgeHeight(x0, y0, x1, y1, x) {
  const share = (x - x0) / (x1 - x0);
  let low = 0;
  let high = 1;
  for (let i = 0; i < 20; i++) {
    const t = (low + high) / 2;
    if (1.5 * t * (1 - t) + t ** 3 < share) low = t;
    else high = t;
  }
  const t = (low + high) / 2;
  return y0 + (y1 - y0) * (3 * t * t - 2 * t ** 3);
}

/**
 * How an edge is drawn for a weight, in comparison with the largest of the network.
 * @param {number} weight
 * @param {number} largest
 * @returns {{width: number, opacity: number}} in steps, so that small changes need no new drawing
 */
export function edgeInk(weight, largest) {
  const share = largest > 0 ? Math.min(1, Math.abs(weight) / largest) : 0;
  return { width: Math.round((0.4 + 4.2 * share) * 5) / 5, opacity: Math.round((0.22 + 0.68 * Math.sqrt(share)) * 20) / 20 };
}
