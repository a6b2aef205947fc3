// @ts-check
/**
 * The answer as a surface: where its places lie on the screen, and what hides what.
 */
import assert from "node:assert/strict";
import test from "node:test";
import { FIRST, farFirst, projection, turnedBy } from "../../static/js/lib/surface.js";
import { logarithmic } from "../../static/js/lib/landscape.js";
import { lossRelief, sheetOf } from "../../static/js/views/lossrelief.js";
import { tell } from "../../static/js/views/surfacewords.js";

const near = (/** @type {number[]} */ found, /** @type {number[]} */ wanted) => found.forEach((value, i) => assert.ok(Math.abs(value - wanted[i]) < 1e-12, `${found} is not ${wanted}`));

test("from straight above a surface is the plane, from the side its heights", () => {
  const above = projection({ turn: 0, tilt: Math.PI / 2 });
  near(above(0.3, -0.7, 0.9), [0.3, -0.7]);
  near(projection({ turn: 0, tilt: 0 })(0.3, -0.7, 0.9), [0.3, 0.9]);
  // A quarter turn: what lay to the right is far away.
  near(projection({ turn: Math.PI / 2, tilt: Math.PI / 2 })(1, 0, 0), [0, 1]);
});

test("what is far is drawn first, wherever it is seen from", () => {
  for (const turn of [-3, -2, -1, -0.1, 0.1, 1, 2, 3]) {
    const { rows, columns } = farFirst({ turn, tilt: 0.5 }, 5);
    const depth = (/** @type {number} */ x, /** @type {number} */ y) => Math.sin(turn) * x + Math.cos(turn) * y;
    assert.ok(depth(columns[0], 0) >= depth(columns[4], 0) && depth(0, rows[0]) >= depth(0, rows[4]), `turn ${turn}`);
  }
});

test("it turns round and round, and is never seen from below", () => {
  assert.equal(turnedBy(FIRST, 7, 0).turn, FIRST.turn + 7);
  assert.equal(turnedBy(FIRST, 0, 9).tilt, Math.PI / 2);
  assert.ok(turnedBy(FIRST, 0, -9).tilt > 0);
});

test("answers beyond the scale, which are drawn at its end, are not said to end there", () => {
  const data = /** @type {any} */ ({ domain: [[-6, 6], [-6, 6]] });
  const said = (/** @type {number[][]} */ heights, /** @type {[number, number]} */ range) => tell({ heights, off: 0.5 }, range, data);
  assert.match(said([[0, 0.5], [0.5, 0.75]], [-1, 1]), /from −1 or less at .* to 0\.5 at .* are 1 or more away/);
  assert.match(said([[0.25, 1], [0.5, 0.5]], [-1, 1]), /from −0\.5 at .* to 1 or more at/);
  // Of a probability there is no more than 1.
  assert.doesNotMatch(said([[0, 1], [0.5, 0.5]], [0, 1]), /or less|or more/);
});

test("a landscape's heights are logarithms of its losses, and moments stand at their own", () => {
  const landscape = /** @type {any} */ ({ x: [-1, 1], y: [0, 2], losses: [[0.01, 0.1], [0.1, 1]], path: { x: [-1, 5], y: [0, 0], loss: [0.1, 0.1] } });
  const scale = logarithmic(landscape.losses.flat());
  const colourOf = (/** @type {number} */ share) => share.toFixed(2);
  const sheet = sheetOf(landscape, scale, colourOf);
  const { heights, colours, stands, ends } = lossRelief(landscape, scale, sheet, { colourOf, names: ["", ""], theme: "light", present: { x: 1, y: 2 }, loss: 1, label: "" });
  // It is reckoned once, whatever moves on it.
  assert.equal(heights, sheet.heights);
  heights.forEach((row, j) => near(row, [[0, 0.5], [0.5, 1]][j]));
  assert.deepEqual(colours, [["0.50"]]);
  // What lies beside the plane that is drawn does not stand on it.
  assert.deepEqual(stands.map(({ u, v, sheet, height }) => [u, v, sheet, Math.round(100 * height)]), [[0, 0, 0, 50], [1, 1, 1, 100]]);
  assert.deepEqual(ends, ["0.010", "1.000"]);
});
