// @ts-check
/**
 * A surface over the plane, seen from where one has turned it: places on the screen, and what lies behind what.
 */

/** @typedef {{turn: number, tilt: number}} Pose   in radians: around the upright axis, and down from above */

/** From the left and a little from above, low values in front. @type {Pose} */
export const FIRST = { turn: -0.6, tilt: 0.55 };
/** As far as it is tilted: from the side, and from straight above. */
const TILTS = [0.02, Math.PI / 2];

/** @param {Pose} pose @param {number} turn @param {number} tilt @returns {Pose} */
export const turnedBy = (pose, turn, tilt) => ({ turn: pose.turn + turn, tilt: Math.min(TILTS[1], Math.max(TILTS[0], pose.tilt + tilt)) });

/**
 * Where a place lies on the screen, all its axes from -1 to 1: to the right, and upwards. What is far is as large as what is near.
 * @param {Pose} pose
 * @returns {(x: number, y: number, z: number) => [number, number]}
 */
export function projection({ turn, tilt }) {
  const [sin, cos, away, up] = [Math.sin(turn), Math.cos(turn), Math.sin(tilt), Math.cos(tilt)];
  return (x, y, z) => [cos * x - sin * y, (sin * x + cos * y) * away + z * up];
}

/**
 * Where a sheet is lowest and highest: row and column, of several the first.
 * @param {number[][]} heights
 * @returns {{least: [number, number], most: [number, number]}}
 */
export function extremesOf(heights) {
  const first = (/** @type {(a: number, b: number) => boolean} */ isFurther) => {
    let [row, column] = [0, 0];
    heights.forEach((each, j) => each.forEach((height, i) => { if (isFurther(height, heights[row][column])) [row, column] = [j, i]; }));
    return /** @type {[number, number]} */ ([row, column]);
  };
  return { least: first((a, b) => a < b), most: first((a, b) => a > b) };
}

/**
 * Rows and columns of a grid as they are to be drawn: what is far first, so that what is near hides it.
 * @param {Pose} pose
 * @param {number} count of cells a side
 */
export function farFirst({ turn }, count) {
  const up = Array.from({ length: count }, (_, i) => i);
  const down = up.toReversed();
  return { columns: Math.sin(turn) > 0 ? down : up, rows: Math.cos(turn) > 0 ? down : up };
}
