// @ts-check
/**
 * One run and its stream, kept alive: created, followed, found again after a lost connection, let go with the page.
 */
import * as api from "../../api.js";
import { openStream } from "./events.js";
import { createFrames } from "./frame.js";
import { backoff, sleep } from "../../lib/time.js";
import { appended, emptyHistory } from "../../state.js";
import { fill, t } from "../../t.js";

/** So long a page waits before it asks a full server for a stream again. */
const FULL_S = 5;

/**
 * @param {import("../../state.js").AppStore} store
 * @param {() => import("./driver.js").Driver} driver
 * @param {(spec: any) => Promise<import("../../types.js").Run>} createRun
 */
export function createSession(store, driver, createRun) {
  /** @type {import("./events.js").Stream|null} */
  let stream = null;
  let dataFor = "";
  let recovering = false;
  const frames = createFrames(store, (seq) => stream?.ack(seq));

  /** Create a run and follow it. @param {any} spec @returns {Promise<import("../../types.js").Run>} */
  async function create(spec) {
    const run = await createRun(spec);
    dataFor = "";
    store.set({ run, spec: run.spec, phase: "ready", watching: false });
    store.set({ begun: store.get().begun + 1 });
    follow(run.id);
    return run;
  }

  /** @param {string} id */
  function follow(id) {
    stream?.close();
    stream = openStream(id, {
      open: () => store.set({ connection: "open" }),
      closed: (full) => {
        stream = null;
        void recover(full);
      },
      event: (name, data) => {
        if (name === "snapshot") takeSnapshot(data);
        else if (name === "history") store.set({ history: appended(store.get().history, data) });
        else if (name === "frame") frames.offer(data);
        else if (name === "status") takeStatus(data);
      },
    });
  }

  /** @param {{run: import("../../types.js").Run, history: any, frame: import("../../types.js").Frame|null}} snapshot */
  function takeSnapshot({ run, history, frame }) {
    takeStatus(run);
    store.set({ held: null, history: history ? { ...history } : emptyHistory() });
    if (frame) frames.offer(frame);
    void readData();
  }

  /** @param {import("../../types.js").Run} run */
  function takeStatus(run) {
    const { run: known, spec } = store.get();
    const busy = driver().busy();
    const inSync = store.get().watching || JSON.stringify(known?.spec) === JSON.stringify(spec);
    // The specification comes along only where it is new.
    store.set({ told: store.get().told + 1, run: { ...known, ...run, token: known?.token } });
    if (busy || recovering) return;
    const playing = run.status === "playing" || run.status === "queued";
    const accepted = store.get().run?.spec ?? spec;
    store.set(inSync ? { wantsPlay: playing, spec: accepted } : { wantsPlay: playing });
  }

  /** The points change only with the data part of the specification. */
  async function readData() {
    const { run } = store.get();
    const key = JSON.stringify([run?.id, run?.spec.data]);
    if (!run || key === dataFor) return;
    dataFor = key;
    try {
      const data = await api.readData(run.id);
      if (key === dataFor) store.set({ data });
    } catch {
      if (key === dataFor) dataFor = "";
    }
  }

  /**
   * After a lost connection: find the run again, or begin it again from the same settings.
   * @param {string} [full] the sentence of a server that has no room for another stream
   */
  async function recover(full = "") {
    if (recovering) return;
    recovering = true;
    store.set({ connection: "lost", held: full && fill(t.held, { sentence: full, wait_s: FULL_S }) });
    if (full) await sleep(FULL_S * 1000);
    let begunAgain = false;
    try {
      for (let attempt = 0; ; attempt++) {
        await sleep(backoff(attempt));
        try {
          begunAgain = await again();
          break;
        } catch (problem) {
          if (!(problem instanceof api.Problem)) throw problem;
        }
      }
    } finally {
      recovering = false;
    }
    const { watching, wantsPlay } = store.get();
    if (watching) return;
    if (wantsPlay && store.get().run?.status !== "playing") void driver().play();
    else void driver().sync();
    if (begunAgain) store.set({ notice: { tone: "info", text: t.restarted } });
  }

  /** @returns {Promise<boolean>} true when the run had to begin again */
  async function again() {
    const { run, spec } = store.get();
    if (!run) return false;
    try {
      const found = await api.readRun(run.id);
      store.set({ run: { ...found, token: run.token } });
      follow(run.id);
      return false;
    } catch (problem) {
      if (!(problem instanceof api.Problem) || problem.status !== 404) throw problem;
      if (store.get().watching) {
        store.set({ connection: "open", notice: { tone: "warn", text: t.watchEnded } });
        return false;
      }
      await create(spec);
      return true;
    }
  }

  return {
    create,
    /** Follow someone else's run. @param {string} id */
    async watch(id) {
      const run = await api.readRun(id);
      this.leave();
      dataFor = "";
      store.set({ run, spec: run.spec, phase: "ready", watching: true, notice: null, output: null });
      follow(id);
    },
    /** The server no longer knows the run. */
    async gone() {
      stream?.close();
      stream = null;
      await recover();
    },
    /** The page is being left for good. */
    leave() {
      const { run } = store.get();
      stream?.close();
      stream = null;
      if (run?.token) void api.deleteRun(run).catch(() => undefined);
    },
  };
}
