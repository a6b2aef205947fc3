// @ts-check
import assert from "node:assert/strict";
import test from "node:test";
import { readCode } from "../../static/js/lib/joincode.js";

test("a code is read however it is typed, pasted or scanned", () => {
  for (const typed of ["K7PQ2M", "k7pq2m", " k7p-q2m ", "K7P Q2M", "http://school.example/join#k7pq2m", "k7p\u2013q2m\n"]) assert.deepEqual(readCode(typed), { code: "K7PQ2M", fault: "" }, typed);
  for (const typed of ["s1-K7PQ2M", "S1 k7pq2m", "s1k7pq2m"]) assert.deepEqual(readCode(typed), { code: "s1-K7PQ2M", fault: "" }, typed);
});

test("what is none says what is amiss", () => {
  for (const typed of ["", "K7PQ2", "#", "s1", "AB0"]) assert.equal(readCode(typed).fault, "short", typed);
  for (const typed of ["K7PQ20", "K7PQO2", "K7/Q2M", "ÄÖÜ222", "../K7PQ2M"]) assert.equal(readCode(typed).fault, "signs", typed);
});

test("a browser is one member at a time, knows others, and forgets who left", async () => {
  /** @type {Map<string, string>} */
  const kept = new Map();
  const storage = { getItem: (/** @type {string} */ key) => kept.get(key) ?? null, setItem: (/** @type {string} */ key, /** @type {string} */ value) => void kept.set(key, value) };
  Object.assign(globalThis, { window: { localStorage: storage, addEventListener: () => undefined } });
  const { claim, enter, joiningKey, leave, membership, memberships, note, onMembership, seenBy } = await import("../../static/js/membership.js");
  let told = 0;
  onMembership(() => { told += 1; });
  const ada = { code: "K7PQ2M", title: "9b", id: "a", name: "Ada", token: "secret" };
  assert.equal(membership(), null);
  // The key that a class is joined with is the same until one is in.
  const key = joiningKey("K7PQ2M");
  assert.match(key, /^[0-9a-f]{48}$/);
  assert.equal(joiningKey("K7PQ2M"), key);
  assert.equal(enter(ada), true);
  assert.notEqual(joiningKey("K7PQ2M"), key);
  note(ada, { sent: 3 });
  note(ada, { shown: 4 });
  assert.deepEqual(seenBy(ada), { sent: 3, shown: 4 });
  // Of two windows that are told of the same thing the one does it that has noted it last.
  const both = claim(ada, "sent", 5);
  assert.equal(seenBy(ada).sent, 5);
  note(ada, { by: { sent: "another window" } });
  assert.deepEqual([await both, await claim(ada, "sent", 6)], [false, true]);
  enter({ ...ada, code: "222222", title: "9c", id: "b" });
  assert.equal(membership()?.title, "9c");
  assert.deepEqual(memberships().map(({ title, present }) => [title, present]), [["9c", true], ["9b", false]]);
  // Somebody else in the same class takes the place of who was there.
  enter({ ...ada, id: "c", name: "Bob" });
  assert.deepEqual(memberships().map(({ name }) => name), ["Bob", "Ada"]);
  assert.deepEqual(seenBy(ada), {});
  leave({ code: "K7PQ2M", id: "c" });
  assert.equal(membership(), null);
  assert.equal(told, 4);
  kept.set(/** @type {string} */ ([...kept.keys()].find((name) => name.includes("memberships"))), "[{\"code\":7},null,{}]");
  assert.deepEqual(memberships(), []);
  // Where a browser keeps nothing, it is known for as long as the page is open.
  storage.setItem = () => { throw new Error("forbidden"); };
  assert.equal(enter(ada), false);
  assert.equal(membership()?.name, "Ada");
  Reflect.deleteProperty(globalThis, "window");
});

test("an experiment whose sweep is gone leaves nothing to forget", async () => {
  const kept = new Map();
  const storage = { getItem: (/** @type {string} */ key) => kept.get(key) ?? null, setItem: (/** @type {string} */ key, /** @type {string} */ value) => void kept.set(key, value) };
  Object.assign(globalThis, { window: { localStorage: storage, addEventListener: () => undefined } });
  const { anyKept, ranIn, setRan } = await import("../../static/js/pages/lessons/progress.js");
  const ran = { id: "a", token: "secret", plan: "#" };
  setRan("depth", ran);
  assert.deepEqual([anyKept(), ranIn("depth")], [true, ran]);
  setRan("depth", null);
  assert.deepEqual([anyKept(), ranIn("depth")], [false, null]);
});
