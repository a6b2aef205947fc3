// @ts-check
/**
 * Plots: where a curve runs in its box.
 */
import assert from "node:assert/strict";
import test from "node:test";
import { across, down, pathOf, stretchOf } from "../../static/js/lib/paths.js";

const box = { width: 100, height: 50, left: -5, right: 5, low: -1, high: 1 };

test("a box is measured from its left and its bottom", () => {
  assert.equal(across(box, -5), 0);
  assert.equal(across(box, 5), 100);
  assert.equal(down(box, -1), 50);
  assert.equal(down(box, 1), 0);
});

test("a stretch holds the curves and zero, within limits", () => {
  const { low, high } = stretchOf([[0.2, 0.9], [0.1, 0.5]]);
  assert.ok(low < 0 && low > -0.1 && high > 0.9 && high < 1);
  const steep = stretchOf([[36, 0, -9]]);
  assert.ok(steep.high < 6 && steep.low > -4);
  const flat = stretchOf([[0, 0]]);
  assert.ok(flat.high > flat.low);
});

test("a line is one stroke, and a step is lifted over", () => {
  const xs = Array.from({ length: 11 }, (_, i) => i - 5);
  assert.equal(pathOf(xs, xs.map((x) => x / 5), box).split("M").length, 2);
  assert.equal(pathOf(xs, xs.map((x) => (x >= 0 ? 1 : 0)), box).split("M").length, 3);
});
