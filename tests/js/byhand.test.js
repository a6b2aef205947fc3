// @ts-check
/**
 * Weights that are set by hand: what becomes of the specification that the page shows.
 */
import assert from "node:assert/strict";
import test from "node:test";
import { createByHand } from "../../static/js/pages/playground/byhand.js";
import { createStore } from "../../static/js/store.js";
import { t } from "../../static/js/t.js";

const weight = { layer: 0, unit: 1, input: null, value: 0.5 };
const given = [{ ...weight, input: /** @type {const} */ ("bias") }];
const spec = (/** @type {any[]} */ weights, seed = 1) => ({ network: { weights, seed }, training: { rate: 1 } });

/** @param {any} answer of the server @param {any} [meanwhile] the specification that the page shows by then */
async function after(answer, meanwhile) {
  const store = /** @type {any} */ (createStore({ run: { spec: spec([]), step: 0 }, spec: spec([]), notice: null }));
  const set = createByHand(store, async () => store.set({ run: answer, ...(meanwhile ? { spec: meanwhile } : {}) }));
  await set([weight], false);
  return [store.get().spec, store.get().notice?.text ?? null];
}

test("what is set before the first update becomes part of the specification", async () => {
  assert.deepEqual(await after({ spec: spec(given), step: 0 }), [spec(given), null]);
  // Another setting was changed meanwhile, or another network, which is sent next.
  const slower = { ...spec([]), training: { rate: 0.1 } };
  assert.deepEqual(await after({ spec: spec(given), step: 0 }, slower), [{ ...slower, network: spec(given).network }, null]);
  assert.deepEqual(await after({ spec: spec(given), step: 0 }, spec([], 2)), [spec([], 2), null]);
});

test("what a link does not carry is said, unless the run was trained already", async () => {
  assert.deepEqual(await after({ spec: spec([]), step: 0 }), [spec([]), t.weights.untold]);
  assert.deepEqual(await after({ spec: spec([]), step: 3 }), [spec([]), null]);
});
