// @ts-check
/**
 * What the pages of a class do at the server's answers: a key is asked for, what was there is kept, a full server is left in peace for a while.
 */
import assert from "node:assert/strict";
import test from "node:test";
import { Problem } from "../../static/js/api.js";
import { entriesOf, tilesOf } from "../../static/js/pages/class/derived.js";
import { createSession } from "../../static/js/pages/class/session.js";
import { createState } from "../../static/js/pages/class/state.js";
import { createLink } from "../../static/js/pages/member/link.js";
import { createAdmission, knownKey } from "../../static/js/pages/playground/admission.js";
import { MOST_KEPT } from "../../static/js/pages/playground/remembered.js";
import { createSent } from "../../static/js/pages/playground/sent.js";
import { createStore } from "../../static/js/store.js";

// A key that was given in another page of the tab is heard of through the window.
Object.assign(globalThis, { window: new EventTarget() });

test("who gave no key is asked for one, and only who gave a wrong one is told so", async () => {
  /** @type {string[]} */
  const told = [];
  /** @type {(string|null)[]} */
  const tried = [];
  const store = { set: (/** @type {any} */ { keyWanted }) => {
    if (!keyWanted) return;
    told.push(keyWanted.problem);
    keyWanted.give(told.length === 1 ? "wrong" : "right");
  } };
  const create = async (/** @type {any} */ what, /** @type {string|null} */ key) => {
    tried.push(key);
    if (key !== "right") throw new Problem(403, "This is not the key of this server.");
    return what;
  };
  assert.equal(await createAdmission(/** @type {any} */ (store), create, () => "K7PQ2M.gone")("a run"), "a run");
  assert.deepEqual(tried, ["K7PQ2M.gone", "wrong", "right"]);
  assert.deepEqual(told, ["", "This is not the key of this server."]);
});

test("a key that another page of the tab was given is not asked for again", async () => {
  /** @type {any[]} */
  const told = [];
  const store = { set: (/** @type {any} */ { keyWanted }) => told.push(keyWanted && keyWanted.problem) };
  const create = async (/** @type {any} */ what, /** @type {string|null} */ key) => {
    if (key !== "right, too") throw new Problem(401, "Creating a run needs this server's key.");
    return what;
  };
  const made = createAdmission(/** @type {any} */ (store), create)("a sweep");
  await new Promise((next) => setTimeout(next));
  window.dispatchEvent(Object.assign(new Event("storage"), { key: "playground-create-key", newValue: "right, too" }));
  assert.equal(await made, "a sweep");
  assert.deepEqual(told, ["", null]);
  assert.equal(knownKey(), "right, too");
});

test("settings that are sent begin where what was there is kept; else the reason is said, which is no want of room", async () => {
  const spec = /** @type {any} */ ({ data: { kind: "moons" } });
  const run = /** @type {any} */ ({ id: "a", generation: 1, status: "paused", spec });
  const store = createStore(/** @type {any} */ ({ run, watching: false, kept: [], notice: null }));
  const driver = { sync: async () => undefined, begin: async () => store.set({ run: { ...run, generation: 2 } }) };
  /** @type {() => Promise<any>} */
  let copy = async () => { throw new Problem(503, "The server is full."); };
  const begin = createSent(/** @type {any} */ (store), /** @type {any} */ (driver), /** @type {any} */ ({ opened: Promise.resolve(), copy: () => copy() }));
  assert.deepEqual(await begin(spec, false), { fault: "The server is full." });
  store.set({ kept: Array(MOST_KEPT).fill({}) });
  assert.deepEqual(await begin(spec, false), { full: true });
  assert.equal(store.get().run.generation, 1);
  store.set({ kept: [] });
  copy = async () => ({ id: "b", token: "t" });
  assert.equal((await begin(spec, false)).kept, true);
  assert.equal(store.get().run.generation, 2);
});

/** Sockets that are opened from here on. @returns {any[]} */
function opened() {
  /** @type {any[]} */
  const sockets = [];
  class Socket {
    static OPEN = 1;
    readyState = 1;
    /** @type {string[]} */
    said = [];
    constructor() { sockets.push(this); }
    /** @param {string} what */
    send(what) { this.said.push(what); }
    close() {}
  }
  Object.assign(globalThis, { WebSocket: Socket });
  return sockets;
}

test("a member's page waits before it asks a full server again", ({ mock }) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const sockets = opened();
  const link = createLink(/** @type {any} */ ({ code: "K7PQ2M", token: "t" }));
  sockets[0].onclose({ code: 1013, reason: "full" });
  assert.equal(link.get().connection, "lost");
  mock.timers.tick(4000);
  assert.equal(sockets.length, 1);
  mock.timers.tick(3500);
  assert.equal(sockets.length, 2);
  link.close();
});

test("the server is told whether somebody sees the wall", ({ mock }) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const sockets = opened();
  /** @type {() => void} */
  let turned = () => undefined;
  const page = { hidden: false, addEventListener: (/** @type {string} */ _, /** @type {() => void} */ listener) => { turned = listener; } };
  Object.assign(globalThis, { document: page });
  const store = createState();
  const session = createSession(store);
  session.open({ code: "K7PQ2M", token: "t" });
  const [socket] = sockets;
  const last = () => JSON.parse(socket.said.at(-1)).look;
  socket.onmessage({ data: JSON.stringify({ event: "snapshot", data: { members: [] } }) });
  assert.deepEqual(last(), {});
  store.set({ view: "progress" });
  assert.equal(last(), null);
  store.set({ view: "wall" });
  assert.deepEqual(last(), {});
  page.hidden = true;
  turned();
  assert.equal(last(), null);
  session.open(null);
  Reflect.deleteProperty(globalThis, "document");
});

test("a tile says who plays, who waits for a place to play on, and who is stuck", () => {
  const member = { id: "a", name: "Ada", here: true, run: "r", held: true, status: "playing", diverged: false, task: "binary", passed: {}, at: null, tries: 0, stuck: null };
  const tile = (/** @type {any} */ changes) => {
    const wall = /** @type {any} */ ({ card: { lessons: [] }, lead: { sent: null, shown: null }, metrics: [], members: [{ ...member, ...changes }] });
    const store = createState();
    store.set({ wall });
    const [{ note, label }] = tilesOf(store.get(), entriesOf(store.get()));
    return [note, label];
  };
  assert.deepEqual(tile({}), ["epoch 0 ▶", "Member 1, epoch 0, playing, 0 tasks"]);
  assert.deepEqual(tile({ status: "paused" }), ["epoch 0", "Member 1, epoch 0, 0 tasks"]);
  assert.deepEqual(tile({ status: "queued", stuck: "still" }), ["waiting", "Member 1, waiting, 0 tasks"]);
  assert.deepEqual(tile({ status: "queued", here: false })[0], "away");
  assert.deepEqual(tile({ stuck: "tries", tries: 4 })[0], "stuck: 4 tries");
});
