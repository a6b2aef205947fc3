// @ts-check
/**
 * Pictures: colours, the contour, the places of neurons and the run of edges.
 */
import assert from "node:assert/strict";
import test from "node:test";
import { captioned } from "../../static/js/lib/caption.js";
import { mix, paint, paintInto, parseColour, pixel, ramp } from "../../static/js/lib/colour.js";
import { createFrames, pictureOf } from "../../static/js/pages/playground/frame.js";
import { contour, unrounded } from "../../static/js/lib/contour.js";
import { initialState } from "../../static/js/state.js";
import { createStore } from "../../static/js/store.js";
import { above, edgeHeight, edgeInk, layOut } from "../../static/js/lib/layout.js";

test("colours are read and mixed", () => {
  assert.deepEqual(parseColour("#0072B2"), [0, 114, 178]);
  assert.deepEqual(parseColour(" #fff"), [255, 255, 255]);
  assert.deepEqual(parseColour("rgb(1, 2, 3)"), [1, 2, 3]);
  assert.deepEqual(mix([0, 0, 0], [100, 200, 50], 0.5), [50, 100, 25]);
});

test("a ramp runs from one class through the background to the other", () => {
  const table = ramp([200, 0, 0], [250, 250, 250], [0, 0, 200]);
  assert.equal(table.length, 256);
  assert.equal(table[0], pixel([200, 0, 0]));
  assert.equal(table[255], pixel([0, 0, 200]));
  for (const i of [127, 128]) {
    const [r, g, b] = [table[i] & 255, (table[i] >> 8) & 255, (table[i] >> 16) & 255];
    assert.ok(Math.min(r, g, b) > 240, `${r} ${g} ${b}`);
  }
});

test("a flat ramp has two colours", () => {
  assert.equal(new Set(ramp([200, 0, 0], [250, 250, 250], [0, 0, 200], true)).size, 2);
});

test("the lowest row of a grid is painted at the bottom", () => {
  const table = Uint32Array.from({ length: 256 }, (_, i) => i);
  const pixels = new Uint32Array(4);
  paint([9, 9, 1, 2, 3, 4], 2, 2, 2, table, pixels);
  assert.deepEqual([...pixels], [3, 4, 1, 2]);
});

test("a grid is painted into a square of an image at any size, with what lies between its values", () => {
  const table = Uint32Array.from({ length: 256 }, (_, i) => i);
  const pixels = new Uint32Array(6 * 4).fill(999);
  paintInto([9, 0, 40, 80, 120], 1, 2, 2, table, pixels, { at: 1, stride: 6, side: 4 });
  assert.deepEqual(Array.from({ length: 4 }, (_, row) => [...pixels.slice(6 * row, 6 * row + 6)]), [
    [999, 80, 90, 110, 120, 999],
    [999, 60, 70, 90, 100, 999],
    [999, 20, 30, 50, 60, 999],
    [999, 0, 10, 30, 40, 999],
  ]);
  paintInto([0, 0, 200, 200], 0, 2, 2, table, pixels, { at: 0, stride: 6, side: 1 });
  assert.equal(pixels[0], 100);
});

test("the contour of a slope is a straight line where the level is", () => {
  const values = Array.from({ length: 16 }, (_, i) => (i % 4) * 100);
  const segments = contour(values, 4, 4, 150);
  assert.equal(segments.length, 3 * 4);
  for (let i = 0; i < segments.length; i += 2) assert.equal(segments[i], 1.5);
});

test("the boundary of a network that is nearly flat is a straight line", () => {
  const side = 40;
  const bytes = Uint8Array.from({ length: side * side }, (_, i) => Math.round((((i % side) + Math.floor(i / side) / 4) / (1.25 * (side - 1))) * 255));
  const grid = { values: bytes, shape: [1, side, side] };
  const frame = /** @type {any} */ ({ boundary: grid, boundary_range: [0.495, 0.505], range: [0, 1], maps: grid, weights: [] });
  const { boundary } = pictureOf(frame);
  assert.ok(boundary);
  const { values } = boundary;
  assert.ok(Math.abs(values[0] - 0.495 * 255) < 1e-4 && Math.abs((values.at(-1) ?? 0) - 0.505 * 255) < 1e-4);
  const segments = contour(unrounded(values, side, side), side, side, 127.5);
  assert.ok(segments.length > 4 * (side - 2));
  for (let i = 0; i < segments.length; i += 2) {
    const [x, y] = [segments[i], segments[i + 1]];
    const atEdge = y < 1 || y > side - 2;
    assert.ok(Math.abs(x + y / 4 - 0.625 * (side - 1)) < (atEdge ? 0.2 : 0.05), `${x} ${y}`);
  }
});

test("a part that is not looked at is null, and comes without its fields", () => {
  const always = { seq: 3, epoch: 2, step: 40, metrics: { loss: 0.5 } };
  const offered = (/** @type {any} */ parts) => pictureOf({ generation: "now", ...always, ...parts });
  const none = { boundary: null, maps: null, weights: null, health: null, confusion: null };
  assert.deepEqual(offered({}), { ...always, exact: true, ...none });
  const grid = { values: new Uint8Array(4), shape: [1, 2, 2] };
  assert.deepEqual(offered({ maps: grid, scales: [7] }), { ...always, exact: true, ...none, maps: { ...grid, scales: [7] } });
  assert.deepEqual(offered({ boundary: grid, boundary_range: [0, 1], range: [0, 2] }).boundary?.range, [0, 2]);
  const health = { weight_norms: [1], gradient_norms: [2], dead: [3], saturated: [4] };
  assert.deepEqual(offered({ ...health }).health, { weights: [1], gradients: [2], dead: [3], saturated: [4] });
});

test("a frame from before a reset that waited for the screen is not drawn after it", () => {
  /** @type {(() => void)[]} */
  const screens = [];
  Object.assign(globalThis, { requestAnimationFrame: (/** @type {() => void} */ draw) => screens.push(draw), document: { documentElement: { dataset: {} } } });
  const store = createStore({ ...initialState(), run: /** @type {any} */ ({ generation: "before" }) });
  /** @type {number[]} */
  const acknowledged = [];
  const frames = createFrames(store, (seq) => acknowledged.push(seq));
  const offer = (/** @type {string} */ generation, /** @type {number} */ seq) => frames.offer({ generation, seq, epoch: 0, step: 0, metrics: {} });
  offer("before", 1);
  store.set({ run: /** @type {any} */ ({ generation: "after" }) });
  screens.pop()?.();
  assert.equal(store.get().picture, null);
  offer("after", 2);
  screens.pop()?.();
  assert.equal(store.get().picture?.seq, 2);
  assert.deepEqual(acknowledged, [1, 2]);
});

test("while an earlier moment is shown, frames of now are not drawn, and the other way round", () => {
  /** @type {(() => void)[]} */
  const screens = [];
  Object.assign(globalThis, { requestAnimationFrame: (/** @type {() => void} */ draw) => screens.push(draw), document: { documentElement: { dataset: {} } } });
  const store = createStore({ ...initialState(), run: /** @type {any} */ ({ generation: "now" }) });
  const frames = createFrames(store, () => undefined);
  const drawn = (/** @type {any} */ said) => {
    frames.offer({ generation: "now", seq: 1, step: 0, metrics: {}, ...said });
    screens.pop()?.();
    return [store.get().picture?.epoch, store.get().picture?.exact];
  };
  assert.deepEqual(drawn({ epoch: 9 }), [9, true]);
  assert.deepEqual(drawn({ epoch: 4, asked: 4 }), [9, true]);
  store.set({ moment: 4 });
  assert.deepEqual(drawn({ epoch: 10 }), [9, true]);
  assert.deepEqual(drawn({ epoch: 3, asked: 4, exact: false }), [3, false]);
  assert.deepEqual(drawn({ epoch: 4, asked: 4, exact: true }), [4, true]);
  // Nor does one of now take the place of what waits for the screen.
  frames.offer(/** @type {any} */ ({ generation: "now", seq: 1, step: 0, metrics: {}, epoch: 5, asked: 5 }));
  assert.deepEqual(drawn({ epoch: 10 }), [5, true]);
  store.set({ moment: null });
  assert.deepEqual(drawn({ epoch: 11 }), [11, true]);
});

test("a plane that was never rounded stays as it is", () => {
  const plane = Array.from({ length: 30 }, (_, i) => 2 * (i % 6) - 3 * Math.floor(i / 6));
  assert.deepEqual([...unrounded(plane, 5, 6)], plane);
});

test("the contour of a hill is closed", () => {
  const side = 30;
  const values = Array.from({ length: side * side }, (_, i) => 100 - Math.hypot((i % side) - 14.3, Math.floor(i / side) - 14.7) * 10);
  const segments = contour(values, side, side, 50);
  /** @type {Map<string, number>} */
  const ends = new Map();
  for (let i = 0; i < segments.length; i += 2) {
    const key = `${segments[i].toFixed(6)} ${segments[i + 1].toFixed(6)}`;
    ends.set(key, (ends.get(key) ?? 0) + 1);
  }
  assert.ok([...ends.values()].every((count) => count === 2));
});

test("a flat grid has no contour", () => {
  assert.deepEqual(contour(new Uint8Array(100).fill(200), 10, 10, 127.5), []);
});

const box = { width: 680, height: 540, top: 60, left: 74, right: 48 };
for (const counts of [[2, 1], [2, 4, 2, 1], [7, 8, 8, 8, 8, 8, 8, 1], [7, 64, 64, 64, 64, 64, 64, 1], [1, 64, 1]]) {
  test(`neurons of ${counts.join("-")} stand inside the box and apart`, () => {
    const { columns } = layOut(counts, box);
    assert.equal(columns.length, counts.length);
    let before = -Infinity;
    for (const [i, { places, size, left, right }] of columns.entries()) {
      assert.equal(places.length, counts[i]);
      assert.ok(size >= 3);
      assert.ok(left > before, `column ${i} overlaps the one before`);
      before = right;
      for (const { x, y } of places) {
        assert.ok(x - size / 2 >= 0 && x + size / 2 <= box.width);
        assert.ok(y - size / 2 >= box.top - 1 && y + size / 2 <= box.height + 1, `${y} ± ${size / 2}`);
      }
      for (const [a, one] of places.entries()) {
        for (const other of places.slice(a + 1)) {
          assert.ok(Math.abs(one.x - other.x) >= size - 0.01 || Math.abs(one.y - other.y) >= size - 0.01);
        }
      }
    }
  });
}

test("few neurons grow with the height that is free, up to what they may", () => {
  const sizes = (/** @type {number} */ height) => layOut([2, 4, 1], { ...box, width: 900, height, largest: 110, left: 98, right: 70 }).columns[1].size;
  for (const height of [320, 420, 520]) assert.ok(sizes(height) * 4 > 0.8 * (height - box.top), `${sizes(height)} of ${height}`);
  assert.equal(sizes(900), 110);
});

for (const [used, spare, height, least] of [[2, 7, 360, 28], [2, 7, 900, 50], [7, 2, 300, 14], [1, 8, 200, 14]]) {
  test(`${spare} inputs that are not in use stand below ${used} that are, on a height of ${height}`, () => {
    const { columns: [inputs, hidden], spare: { size, places } } = layOut([used, 4, 1], { ...box, height, largest: 110, first: 88, spare });
    const edges = [...inputs.places.map(({ y }) => [y, inputs.size / 2]), ...places.map(({ y }) => [y, size / 2])];
    assert.equal(places.length, spare);
    assert.ok(size < inputs.size && size >= least, String(size));
    assert.ok(Math.min(...places.map(({ y }) => y)) - size / 2 > Math.max(...inputs.places.map(({ y }) => y)) + inputs.size / 2);
    assert.ok(edges.every(([y, half]) => y - half >= box.top - 1 && y + half <= height + 1));
    assert.ok(places.every(({ x }) => x - size / 2 >= 0 && x + size / 2 < hidden.left));
    for (const [a, one] of places.entries()) assert.ok(places.slice(a + 1).every(({ x, y }) => Math.abs(one.x - x) >= size || Math.abs(one.y - y) >= size));
    const raised = above(layOut([used, 4, 1], { ...box, height, spare }), box.top, height - 1);
    assert.ok(!raised || Math.max(...raised.spare.places.map(({ y }) => y)) + raised.spare.size / 2 <= height - 1 + 1e-9);
  });
}

test("inputs that are not in use leave their names the room that those in use leave theirs", () => {
  // A phone's, for two hidden units.
  const { columns: [, hidden], spare } = layOut([2, 2, 2], { width: 354, height: 320, top: 40, left: 66.5, right: 77.5, largest: 59, first: 47, spare: 8 });
  assert.equal(spare.strands, 2);
  assert.ok(Math.min(...spare.places.map(({ x }) => x)) - spare.size / 2 >= 43);
  assert.ok(Math.max(...spare.places.map(({ x }) => x)) + spare.size / 2 < hidden.left);
});

test("sixty-four neurons are still large enough to be seen", () => {
  assert.ok(layOut([2, 64, 1], box).columns[1].size >= 14);
});

test("a network stands where something may open below, and is not pressed where there is no room", () => {
  const layout = layOut([2, 4, 1], box);
  const ys = (/** @type {import("../../static/js/lib/layout.js").Layout} */ { columns }) => columns.flatMap(({ places }) => places.map(({ y }) => y));
  assert.deepEqual(above(layout, box.top, box.height), layout);
  const raised = above(layout, box.top, 300);
  assert.ok(raised);
  const up = ys(layout)[0] - ys(raised)[0];
  assert.ok(up > 0);
  assert.ok(ys(raised).every((y, i) => Math.abs(ys(layout)[i] - up - y) < 1e-9));
  assert.ok(Math.max(...raised.columns.flatMap(({ size, places }) => places.map(({ y }) => y + size / 2))) <= 300 + 1e-9);
  assert.equal(above(layout, box.top, 120), null);
});

test("an edge is found where it is drawn", () => {
  assert.ok(Math.abs(edgeHeight(0, 10, 100, 50, 0.001) - 10) < 0.1);
  assert.ok(Math.abs(edgeHeight(0, 10, 100, 50, 50) - 30) < 0.01);
  assert.ok(Math.abs(edgeHeight(0, 10, 100, 50, 99.999) - 50) < 0.1);
});

test("ink follows the size of a weight, not its sign", () => {
  assert.deepEqual(edgeInk(-1, 2), edgeInk(1, 2));
  assert.ok(edgeInk(2, 2).width > edgeInk(1, 2).width);
  assert.ok(edgeInk(0, 0).width > 0);
});

test("curves that are taken along have titles and a legend of each curve once", () => {
  const traces = [{ name: "train", yaxis: "y" }, { name: "test", yaxis: "y" }, { name: "train", yaxis: "y2" }];
  const layout = { height: 200, margin: { l: 40, t: 8 }, showlegend: false, annotations: [{ text: "epochs" }], yaxis: { domain: [0.5, 1] }, yaxis2: { domain: [0, 0.3] } };
  const made = captioned(traces, layout, [{ text: "Loss", axis: "yaxis" }, { text: "R²", axis: "yaxis2" }], "#222");
  assert.deepEqual(made.data.map(({ showlegend }) => showlegend), [true, true, false]);
  assert.ok(made.layout.showlegend && !layout.showlegend);
  assert.deepEqual(made.layout.annotations.map((/** @type {any} */ { text, y }) => [text, y]), [["epochs", undefined], ["<b>Loss</b>", 1], ["<b>R²</b>", 0.3]]);
  assert.equal(made.layout.height - layout.height, made.layout.margin.t - layout.margin.t);
});
