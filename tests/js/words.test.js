// @ts-check
/**
 * The run told instead of drawn: fields of the plane, regions and lines, in sentences.
 */
import assert from "node:assert/strict";
import test from "node:test";
import { answerAt, around, fieldsOf, placesOf, pointsIn, toldOf, within } from "../../static/js/lib/lattice.js";
import { regionsOf } from "../../static/js/lib/regions.js";
import { tonesOf } from "../../static/js/lib/tones.js";
import { above, rowsOf, stepOf } from "../../static/js/lib/tree.js";
import { fieldWords, planeWords } from "../../static/js/views/words.js";

const SIDE = 61;

/** A boundary whose layers answer from 0 to 1 what a function of the place does. @param {((u: number, v: number) => number)[]} layers @param {[number, number]} [range] */
const boundaryOf = (layers, range = [0, 1]) => ({
  values: Float32Array.from(layers.flatMap((of) => Array.from({ length: SIDE * SIDE }, (_, i) => 255 * of((i % SIDE) / (SIDE - 1), Math.floor(i / SIDE) / (SIDE - 1))))),
  shape: [layers.length, SIDE, SIDE],
  range,
});
/** @param {any} boundary */
const pictureOf = (boundary) => /** @type {any} */ ({ boundary, weights: null });
/** @param {number[][]} train @param {string[]|null} classes @param {number[][]} test */
const dataOf = (train, classes, test = []) => {
  const part = (/** @type {number[][]} */ points) => ({ x1: points.map(([x]) => x), x2: points.map(([, y]) => y), y: points.map(([, , label]) => label) });
  return /** @type {any} */ ({ axes: ["x₁", "x₂"], classes, values: ["height"], task: "", domain: [[-3, 3], [-3, 3]], train: part(train), test: part(test) });
};
const optionsOf = (/** @type {any} */ data) => ({ theme: "light", data });
const TWO = ["red", "blue"];
const half = boundaryOf([(u) => (u > 0.5 ? 0.9 : 0.2)]);
const pair = /** @type {const} */ ({ mode: "pair", output: 0 });

test("fields are counted from the top left, and each is cut into three by three", () => {
  assert.equal(fieldsOf(3).length, 9);
  assert.deepEqual(within({ row: 0, column: 2, of: 3 }), { row: 1, column: 7, of: 9 });
  assert.deepEqual(around({ row: 2, column: 8, of: 9 }), { row: 0, column: 2, of: 3 });
  assert.deepEqual(placesOf({ row: 2, column: 6, of: 9 }), { place: 2, part: 6 });
});

test("what is answered, and how sure, is of the class on whose side a place lies", () => {
  const { answer, value } = answerAt(half, pair, 0.1, 0.5);
  assert.equal(answer, 0);
  assert.ok(Math.abs(value - 0.8) < 1e-6);
  const three = boundaryOf([() => 0.2, (u) => u, () => 0.3]);
  assert.equal(answerAt(three, { mode: "regions", output: 0 }, 0.1, 0.1).answer, 2);
  assert.equal(answerAt(three, { mode: "regions", output: 0 }, 0.9, 0.1).answer, 1);
});

test("a field tells its class, its points and those on a wrong side, of both parts of the data", () => {
  const points = pointsIn(half, pair, dataOf([[2.5, 2.5, 1], [2, 2, 0], [-2, 2, 0]], TWO, [[3, 3, 1]]));
  const told = toldOf(half, pair, points, { row: 0, column: 2, of: 3 });
  assert.deepEqual([told.points, told.wrong, told.shares], [3, 1, [{ answer: 1, share: 1 }]]);
  assert.equal(fieldWords(pictureOf(half), optionsOf(dataOf([[2.5, 2.5, 1], [2, 2, 0]], TWO)))?.({ row: 0, column: 2, of: 3 }), "top right: blue, 90\u00a0% sure; 2 points, 1 wrong");
  assert.match(fieldWords(pictureOf(half), optionsOf(dataOf([], TWO)))?.({ row: 1, column: 1, of: 3 }) ?? "", /^middle: (red|blue) on 50\u00a0%, (red|blue) on 50\u00a0%; where it is .* sure; no points$/);
});

test("real values are told with their range and how far off the points are", () => {
  const slope = boundaryOf([(u) => u], [-1, 1]);
  const options = optionsOf(dataOf([[3, -3, 0.5]], null));
  assert.equal(fieldWords(pictureOf(slope), options)?.({ row: 2, column: 2, of: 3 }), "bottom right: height 0.67 on average, from 0.38 to 0.96; 1 point, 0.5 off on average");
  assert.match(planeWords(pictureOf(slope), options), /^The value height goes from −0\.96 \(top left\) to 0\.96 \(top right\)\. Points are 0\.5 off on average/);
});

test("answers that are no shares are told as they are", () => {
  assert.match(fieldWords(pictureOf({ ...half, range: [-1, 1] }), optionsOf(dataOf([], TWO)))?.({ row: 0, column: 0, of: 3 }) ?? "", /red, answers 0\.60 on average/);
});

test("the line between two classes has ends, and is straight or not", () => {
  const { line, regions } = regionsOf(half, pair);
  assert.deepEqual(regions.map(({ pieces }) => pieces.length), [1, 1]);
  assert.deepEqual([line?.from, line?.to].sort(), [1, 7]);
  assert.ok(line && line.bend < 0.03);
  assert.match(planeWords(pictureOf(half), optionsOf(dataOf([[2, 0, 1]], TWO))), /^The boundary is nearly a straight line from the bottom middle to the top middle\. .*Every point is on its right side\.$/);
  const bent = boundaryOf([(u, v) => (v > 4 * (u - 0.5) ** 2 ? 1 : 0)]);
  assert.ok((regionsOf(bent, pair).line?.bend ?? 0) > 0.3);
});

test("a class that is enclosed has no line from edge to edge, and one in pieces is counted", () => {
  const ring = boundaryOf([(u, v) => (Math.hypot(u - 0.5, v - 0.5) < 0.2 ? 1 : 0)]);
  assert.equal(regionsOf(ring, pair).line, null);
  assert.equal(planeWords(pictureOf(ring), optionsOf(dataOf([], TWO))), "88\u00a0% of the plane is red: all around. 12\u00a0% of the plane is blue: middle, enclosed.");
  const cross = boundaryOf([(u, v) => ((u > 0.5) === (v > 0.5) ? 1 : 0)]);
  assert.match(planeWords(pictureOf(cross), optionsOf(dataOf([], TWO))), /in 2 pieces: /);
  assert.equal(planeWords(pictureOf(boundaryOf([() => 1])), optionsOf(dataOf([], TWO))), "All of the plane is blue.");
  assert.equal(planeWords(null, optionsOf(null)), "There is no picture of the plane yet.");
});

test("a network is a tree of layers, units and weights, of which only what is open has rows", () => {
  const keys = (/** @type {string[]} */ ...open) => rowsOf([2, 3, 1], new Set(open)).map(({ key }) => key);
  assert.deepEqual(keys(), ["0", "1", "2"]);
  assert.deepEqual(keys("1", "1.2", "2.0"), ["0", "1", "1.0", "1.1", "1.2", "1.2.bias", "1.2.0", "1.2.1", "2"]);
  const rows = rowsOf([2, 3, 1], new Set(["0", "1", "1.2"]));
  assert.deepEqual(rows.map(({ level, position, size }) => [level, position, size].join()).slice(0, 4), ["1,1,3", "2,1,2", "2,2,2", "1,2,3"]);
  assert.equal(rows[1].open, null, "an input has nothing below");
  const at = (/** @type {string} */ key) => rows.findIndex((row) => row.key === key);
  assert.deepEqual(stepOf(rows, at("1.2"), "ArrowRight"), { to: at("1.2.bias") });
  assert.deepEqual(stepOf(rows, at("1.2"), "ArrowLeft"), { open: false });
  assert.deepEqual(stepOf(rows, at("1.2.1"), "ArrowLeft"), { to: at("1.2") });
  assert.deepEqual(stepOf(rows, at("2"), "ArrowRight"), { open: true });
  assert.deepEqual(stepOf(rows, 0, "ArrowUp"), { to: 0 });
  assert.equal(stepOf(rows, 0, "x"), null);
  assert.equal(above(rows[0]), null);
});

test("curves become tones on one scale: higher for more, and silent where there is nothing", () => {
  assert.equal(tonesOf([[1]]), null);
  assert.equal(tonesOf([[null, null]]), null);
  const tones = tonesOf([[1, 0.5, 0.25, null], [0.5, 0.5, 0.5, 0.5]]);
  const [train, test] = tones?.voices ?? [];
  assert.deepEqual([train.pitch[0], train.loud[0], train.loud[239]], [880, 1, 0]);
  assert.ok(train.pitch[0] > train.pitch[120] && test.pitch.every((pitch) => pitch === 440));
  // On a logarithmic scale halves are equally far apart, and what is not above zero has no tone.
  const log = tonesOf([[1, 0.5, 0.25, 0]], { log: true })?.voices[0];
  assert.deepEqual([log?.pitch[0], log?.pitch[80], log?.pitch[160], log?.loud[239]], [880, 440, 220, 0]);
  assert.equal(tonesOf([new Array(5000).fill(1)])?.seconds, 6);
});
