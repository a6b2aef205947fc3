// @ts-check
/**
 * What is asked for while somebody looks: one thing at a time, the newest, and again where nothing came.
 */
import assert from "node:assert/strict";
import test from "node:test";
import { newest, sleep } from "../../static/js/lib/time.js";
import { followReport } from "../../static/js/pages/playground/report.js";
import { initialState } from "../../static/js/state.js";
import { createStore } from "../../static/js/store.js";

/** Something that is asked for, and answered when the test says so. */
function asked() {
  /** @type {{key: string, answer: (taken?: boolean) => Promise<void>}[]} */
  const all = [];
  const take = (/** @type {{key: string}} */ { key }) => /** @type {Promise<boolean|void>} */ (new Promise((done) => all.push({ key, answer: async (taken) => { done(taken); await sleep(0); } })));
  return { all, take, keys: () => all.map(({ key }) => key).join() };
}

test("of what is wished meanwhile the newest is asked for, and what was had is not", async () => {
  let key = "a";
  const { all, take, keys } = asked();
  const ask = newest(() => ({ key }), take);
  void ask();
  for (key of ["b", "c"]) void ask();
  assert.equal(keys(), "a");
  await all[0].answer();
  assert.equal(keys(), "a,c");
  await all[1].answer();
  await ask();
  assert.equal(keys(), "a,c");
  ask.anew();
  void ask();
  assert.equal(keys(), "a,c,c");
});

test("what was not taken is asked for again, but not by itself", async () => {
  let looks = true;
  const { all, take, keys } = asked();
  const ask = newest(() => (looks ? { key: "a" } : null), take);
  void ask();
  looks = false;
  await all[0].answer(false);
  looks = true;
  assert.equal(keys(), "a");
  void ask();
  assert.equal(keys(), "a,a");
  await all[1].answer(false);
  assert.equal(keys(), "a,a");
  void ask();
  await all[2].answer();
  await ask();
  assert.equal(keys(), "a,a,a");
});

test("what has to wait gives way to what has not", async () => {
  let key = "a 1";
  const { all, take, keys } = asked();
  const of = (/** @type {{key: string}|null} */ wanted) => wanted?.key.split(" ")[0];
  const ask = newest(() => ({ key }), take, (wanted, last) => (of(wanted) === of(last) ? 60_000 : 0));
  void ask();
  await all[0].answer();
  key = "a 2";
  const waits = ask();
  assert.equal(keys(), "a 1");
  key = "b 2";
  while (all.length < 2) await sleep(20);
  assert.equal(keys(), "a 1,b 2");
  await all[1].answer();
  await waits;
});

test("figures of every point are asked for only where they are seen, and again after a request that failed", async () => {
  const [{ document, fetch }, urls] = [globalThis, /** @type {string[]} */ ([])];
  let works = false;
  const answer = async (/** @type {any} */ url) => {
    urls.push(String(url));
    return works ? Response.json({ epoch: 0 }) : Promise.reject(new TypeError("gone"));
  };
  Object.assign(globalThis, { document: { hidden: false }, fetch: answer });
  try {
    const store = createStore({ ...initialState(), .../** @type {any} */ ({ run: { id: "r" }, picture: { step: 1 } }) });
    followReport(store);
    store.set({ panel: "numbers" });
    store.set({ listed: "parameters" });
    await sleep(0);
    assert.deepEqual(urls, []);
    store.set({ listed: "points" });
    await sleep(20);
    assert.equal(urls.length, 1);
    assert.equal(store.get().report, null);
    works = true;
    store.set({ panel: "confusion" });
    while (!store.get().report) await sleep(20);
    assert.equal(urls.length, 2);
    assert.match(urls[1], /\/runs\/r\/report\?points=true$/);
  } finally {
    Object.assign(globalThis, { document, fetch });
  }
});
