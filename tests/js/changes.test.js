// @ts-check
import assert from "node:assert/strict";
import test from "node:test";

import { changesOf } from "../../static/js/views/changes.js";

/** @param {number} epoch @param {string} name @param {any} before @param {any} to */
const amend = (epoch, name, before, to) => ({ kind: "amend", epoch, step: 10 * epoch, changes: { [name]: to }, before: { [name]: before } });

test("what was changed is told by epoch, and the way of a slider by its ends", () => {
  const acts = [
    amend(140, "learning_rate", 0.03, 0.02), amend(140, "learning_rate", 0.02, 0.01), amend(140, "batch_size", 10, "all"),
    { kind: "set_weights", epoch: 150, step: 1500, count: 1 }, { kind: "set_weights", epoch: 150, step: 1500, count: 12 },
    { kind: "samples", epoch: 160, step: 1600, count: 3 },
    { kind: "go_on", epoch: 170, step: 1700 }, { kind: "refit", epoch: 170, step: 1700 },
  ];
  assert.deepEqual(changesOf(acts), [
    { epoch: 140, words: "learning rate 0.03 → 0.01, batch size 10 → all" },
    { epoch: 150, words: "a weight set by hand, 12 weights set by hand" },
    { epoch: 170, words: "the alarm was overruled, other settings" },
  ]);
  assert.deepEqual(changesOf([]), []);
});
