// @ts-check
/**
 * The wall of one class, kept alive: followed, and found again after a lost connection.
 */
import * as api from "../../api.js";
import { backoff, sleep } from "../../lib/time.js";
import { seenIn } from "../../lib/wall.js";
import { FULL_S } from "../../streams.js";
import { fill, t } from "../../t.js";
import { openWall } from "./events.js";

/** What a server says last of a class that is not this browser's to see; one that is gone is answered alike. */
const FOREIGN = ["class_token_wrong", "class_removed"];

/** @typedef {import("../../classtypes.js").Wall} Wall */

/** @param {import("./state.js").ClassStore} store */
export function createSession(store) {
  /** @type {import("./events.js").Stream|null} */
  let stream = null;
  let attempts = 0;
  /** Grows with each class that is followed: what was begun for one before is of no use. */
  let turn = 0;
  let farewell = "";
  /** Frames that are not drawn yet. @type {any[]} */
  let waiting = [];

  function draw() {
    const frames = waiting;
    waiting = [];
    const { wall, seen } = store.get();
    if (wall && frames.length) {
      const next = new Map(seen);
      for (const frame of frames) for (const each of seenIn(frame, wall.metrics)) next.set(each.id, each);
      store.set({ seen: next });
    }
    for (const { seq } of frames) stream?.ack(seq);
  }

  /** A hidden page gets no animation frames: it neither draws nor acknowledges until it is seen again. @param {any} frame */
  function offer(frame) {
    if (!waiting.length) requestAnimationFrame(draw);
    waiting.push(frame);
  }

  /** A wall that nobody sees is not drawn. */
  const tellSeen = () => stream?.seen(!document.hidden && store.get().view === "wall");
  document.addEventListener("visibilitychange", tellSeen);
  store.on(["view"], tellSeen);

  /** @param {Wall} wall */
  function take(wall) {
    const { seen } = store.get();
    const there = new Set(wall.members.map(({ id }) => id));
    const gone = [...seen.keys()].some((id) => !there.has(id));
    store.set({ wall, connection: "open", held: null, ...(gone ? { seen: new Map([...seen].filter(([id]) => there.has(id))) } : {}) });
  }

  function connect() {
    const { room } = store.get();
    if (!room) return;
    const mine = turn;
    farewell = "";
    stream = openWall(room, {
      closed: (full) => {
        stream = null;
        if (mine === turn) void find(full);
      },
      event: (name, data) => {
        if (name === "snapshot") {
          attempts = 0;
          tellSeen();
        }
        if (name === "snapshot" || name === "status") take(data);
        else if (name === "frame") offer(data);
        else if (name === "end") farewell = data?.code ?? "";
      },
    });
  }

  /** @param {string} full the sentence of a server that has no room for another stream */
  async function find(full) {
    const mine = turn;
    store.set({ connection: "lost", held: full ? fill(t.held, { sentence: full, wait_s: FULL_S }) : null });
    if (full) await sleep(FULL_S * 1000);
    for (;;) {
      await sleep(backoff(attempts++));
      const { room } = store.get();
      if (mine !== turn || !room) return;
      try {
        await api.readClass(room.code);
        if (mine !== turn) return;
        return FOREIGN.includes(farewell) ? end("token", room.code) : connect();
      } catch (problem) {
        if (!(problem instanceof api.Problem)) throw problem;
        if (mine === turn && problem.status === 404) return end("gone", room.code);
      }
    }
  }

  function leave() {
    turn += 1;
    attempts = 0;
    stream?.close();
    stream = null;
    waiting = [];
    store.set({ wall: null, seen: new Map(), opened: null, connection: "connecting", held: null });
  }

  /** @param {"gone"|"token"} kind @param {string} code */
  function end(kind, code) {
    leave();
    store.set({ room: null, ended: { kind, code } });
  }

  return {
    end,
    /** Show a class, or none. @param {api.Room|null} room */
    open(room) {
      leave();
      store.set({ room, ended: null, ...(room ? { notice: null } : {}) });
      connect();
    },
  };
}

/** @typedef {ReturnType<typeof createSession>} Session */
