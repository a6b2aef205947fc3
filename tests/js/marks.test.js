// @ts-check
import assert from "node:assert/strict";
import test from "node:test";

import { marksOf, nearestMark } from "../../static/js/lib/marks.js";

const data = /** @type {any} */ ({
  domain: [[-6, 6], [0, 10]],
  train: { x1: [-6, -2, 2, 6], x2: [0, 2, 4, 6], y: [0, 1, 0, 1] },
  test: { x1: [5, 0], x2: [10, 5], y: [1, 0] },
});

test("marks come in the data's order, those to be tested on between those to learn from", () => {
  const marks = marksOf(data);
  assert.deepEqual(marks.map(({ part }) => part), ["train", "test", "train", "train", "test", "train"]);
  assert.deepEqual(marks.map(({ x, y, target }) => [x, y, target]), [[-6, 0, 0], [5, 10, 1], [-2, 2, 1], [2, 4, 0], [0, 5, 0], [6, 6, 1]]);
});

test("the nearest mark is told, and none that is too far off", () => {
  const marks = marksOf(data);
  assert.equal(nearestMark(marks, data.domain, { u: 0.51, v: 0.49 }, 0.05)?.part, "test");
  assert.equal(nearestMark(marks, data.domain, { u: 0.65, v: 0.41 }, 0.05)?.x, 2);
  assert.equal(nearestMark(marks, data.domain, { u: 0.2, v: 0.8 }, 0.05), null);
  assert.equal(nearestMark([], data.domain, { u: 0.5, v: 0.5 }, 1), null);
});
