// @ts-check
/**
 * One run and its stream, kept alive: created, followed, and found again after a lost connection or in a page that is loaded anew.
 */
import * as api from "../../api.js";
import { backoff, sleep } from "../../lib/time.js";
import { appended, emptyHistory, newer } from "../../state.js";
import { FULL_S } from "../../streams.js";
import { fill, t } from "../../t.js";
import { openStream } from "./events.js";
import { createFrames } from "./frame.js";
import { keepLooking } from "./looking.js";

/** @param {import("../../types.js").Run} run */
const isActive = ({ status }) => status === "playing" || status === "queued";

/**
 * @param {import("../../state.js").AppStore} store
 * @param {() => import("./driver.js").Driver} driver
 * @param {(spec: any) => Promise<import("../../types.js").Run>} createRun
 * @param {() => void} started called when a run was begun
 */
export function createSession(store, driver, createRun, started) {
  /** @type {import("./events.js").Stream|null} */
  let stream = null;
  /** @type {import("./looking.js").Look|null} */
  let look = {};
  let dataFor = "";
  /** Ways back in a row that led to no stream. */
  let attempts = 0;
  /** The way back to a run whose stream was lost, while there is one. @type {Promise<void>|null} */
  let search = null;
  const frames = createFrames(store, (seq) => stream?.ack(seq));
  keepLooking(store, (wanted) => {
    look = wanted;
    stream?.look(look);
  });
  store.on(["moment"], ({ moment }) => stream?.at(moment));

  /** Create a run and follow it. @param {any} spec @returns {Promise<import("../../types.js").Run>} */
  async function create(spec) {
    const run = await createRun(spec);
    dataFor = "";
    store.set({ run, spec: run.spec, phase: "ready", watching: false, moment: null });
    started();
    follow(run.id);
    return run;
  }

  /** @param {string} id */
  function follow(id) {
    stream?.close();
    stream = openStream(id, look, {
      closed: (full) => {
        stream = null;
        void find(full);
      },
      event: (name, data) => {
        if (name === "snapshot") takeSnapshot(data);
        else if (name === "history") store.set({ history: appended(store.get().history, data) });
        else if (name === "frame") frames.offer(data);
        else if (name === "status") takeStatus(newer(store.get().run, data));
        else if (name === "hidden") takeSpace(data);
        else if (name === "refused" && data.errors?.[0]?.pointer?.startsWith("/look/hidden")) store.set({ space: { fault: data.detail } });
        else if (name === "refused" && store.get().moment !== null) store.set({ moment: null, notice: { tone: "warn", text: data.detail } });
      },
    });
  }

  /** One of before a reset may be under way. @param {import("../../lib/landscape.js").Space & {generation: string}} space */
  function takeSpace(space) {
    if (space.generation === store.get().run?.generation) store.set({ space });
  }

  /** A snapshot begins the story anew, whatever was known. @param {{run: import("../../types.js").Run, history: any}} snapshot */
  function takeSnapshot({ run, history }) {
    const { run: known } = store.get();
    attempts = 0;
    const { moment } = store.get();
    if (known?.id !== run.id || known.generation !== run.generation) {
      if (moment !== null && known?.id === run.id) store.set({ notice: { tone: "info", text: t.time.ledBack } });
      store.set({ moment: null });
    } else if (moment !== null) stream?.at(moment);
    takeStatus(known?.id === run.id ? { ...known, ...run } : run);
    store.set({ connection: "open", held: null, history: history ? { ...history } : emptyHistory() });
    void readData();
  }

  /** @param {import("../../types.js").Run} run */
  function takeStatus(run) {
    const { run: known, spec, watching } = store.get();
    const inSync = watching || JSON.stringify(known?.spec) === JSON.stringify(spec);
    store.set({ run });
    // What the controls show is on its way: the answer to it decides.
    if (driver().busy() || search) return;
    const playing = isActive(run);
    store.set(inSync ? { wantsPlay: playing, spec: run.spec ?? spec } : { wantsPlay: playing });
  }

  /** The points change only with the data part of the specification. */
  async function readData() {
    const { run } = store.get();
    const key = JSON.stringify([run?.id, run?.spec.data]);
    if (!run || key === dataFor) return;
    dataFor = key;
    try {
      const data = await api.readData(run.id, run.spec.data);
      if (key === dataFor) store.set({ data });
    } catch {
      // Asked again with the next snapshot, which comes when there is a connection again.
      if (key === dataFor) dataFor = "";
    }
  }

  /**
   * After a lost connection: find the run again, or begin it again from the same settings. One search at a time.
   * @param {string} [full] the sentence of a server that has no room for another stream
   */
  function find(full = "") {
    search ??= seek(full).finally(() => {
      search = null;
    }).then(goOn);
    return search;
  }

  /** @param {string} full @returns {Promise<boolean>} whether the run had to begin again */
  async function seek(full) {
    const { run } = store.get();
    // A server that was started again counts versions anew: whatever is said next is newer.
    store.set({ connection: "lost", run: run && { ...run, version: 0 }, held: full && fill(t.held, { sentence: full, wait_s: FULL_S }) });
    if (full) await sleep(FULL_S * 1000);
    for (;;) {
      await sleep(backoff(attempts++));
      try {
        return await again();
      } catch (problem) {
        if (!(problem instanceof api.Problem)) throw problem;
      }
    }
  }

  /** What the page wished for before goes on. @param {boolean} begunAgain */
  function goOn(begunAgain) {
    const { watching, wantsPlay, run } = store.get();
    if (watching) return;
    // What was changed meanwhile comes first: what is trained is what the controls show.
    void driver().sync();
    if (wantsPlay && run?.status !== "playing") void driver().play();
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
    /** Go on with a run of this browser's. Throws a Problem, of 404 where the server has forgotten it. @param {{id: string, token: string, draft?: number[][]|null}} key `draft`: points that it does not have yet */
    async open({ id, token, draft = null }) {
      const run = { ...(await api.readRun(id)), token };
      this.leave();
      dataFor = "";
      const { speed } = isActive(run) ? run : store.get();
      store.set({ run, spec: run.spec, speed, phase: "ready", watching: false, notice: null, output: null, moment: null, draft });
      follow(id);
    },
    /** Follow someone else's run, from an epoch that is over on, or now. @param {string} id @param {number|null} moment */
    async watch(id, moment) {
      const run = await api.readRun(id);
      this.leave();
      dataFor = "";
      store.set({ run, spec: run.spec, phase: "ready", watching: true, notice: null, output: null, moment });
      follow(id);
    },
    /** The server no longer knows the run. */
    async gone() {
      stream?.close();
      stream = null;
      await find();
    },
    /** Turn to another run: this one rests, and is kept; where that does not get through, it rests once nobody has watched it for a while. */
    leave(run = store.get().run) {
      if (run?.token && isActive(run)) void api.commandRun(run, { command: "pause" }).catch(() => undefined);
    },
  };
}
