// @ts-check
/**
 * One sweep and its stream, kept alive: followed, and found again after a lost connection or in a page that is loaded anew.
 */
import * as api from "../../api.js";
import { asPlan } from "../../lib/plan.js";
import { backoff, sleep } from "../../lib/time.js";
import { FULL_S } from "../../streams.js";
import { fill, t } from "../../t.js";
import { openStream } from "./events.js";
import { isActive, isOther, newer } from "./state.js";

/** @typedef {import("../../types.js").Sweep} Sweep */
/** @typedef {import("../../types.js").Course} Course */

/**
 * A course with a frame's rows, which may begin before its end: what a viewer already has is not sent twice.
 * @param {Course} course
 * @param {number} from   the place of the first row
 * @param {import("../../types.js").Grid} rows   first the epoch, then by run and metric
 * @returns {Course}
 */
export function withRows(course, from, { values, shape: [count, width] }) {
  if (!count) return course;
  const all = /** @type {Float32Array} */ (values);
  const fresh = Array.from({ length: count }, (_, i) => all.slice(i * width + 1, (i + 1) * width));
  return {
    epochs: [...course.epochs.slice(0, from), ...fresh.map((_, i) => all[i * width])],
    rows: [...course.rows.slice(0, from), ...fresh],
  };
}

/** A course as a snapshot tells it. @param {{epochs: number[], values: (number|null)[][][]}|null|undefined} history @returns {Course} */
export const courseOf = (history) => ({
  epochs: history?.epochs ?? [],
  rows: (history?.values ?? []).map((runs) => Float32Array.from(runs.flat(), (value) => value ?? NaN)),
});

/** @param {import("./state.js").SweepStore} store @param {() => void} gone called when the server no longer has the sweep */
export function createSession(store, gone) {
  /** @type {import("./events.js").Stream|null} */
  let stream = null;
  let attempts = 0;
  /** @type {any} the newest frame that is not drawn yet */
  let newest = null;
  let waiting = false;
  let drawn = 0;

  function draw() {
    waiting = false;
    const frame = newest;
    newest = null;
    const { sweep } = store.get();
    if (!frame) return;
    try {
      if (frame.generation === sweep?.generation) store.set({ board: frame });
    } finally {
      stream?.ack(frame.seq);
      drawn += 1;
      document.documentElement.dataset.drawnFrames = String(drawn);
    }
  }

  /** A hidden page gets no animation frames: it neither draws nor acknowledges until it is seen again. @param {any} frame */
  function offer(frame) {
    const { sweep, course } = store.get();
    if (frame.generation !== sweep?.generation) return stream?.ack(frame.seq);
    // No row may be left out, while of pictures the newest is enough.
    if (frame.rows) store.set({ course: withRows(course, frame.row_from, frame.rows) });
    newest = { ...newest, ...frame };
    if (!waiting) requestAnimationFrame(draw);
    waiting = true;
  }

  /** @param {string} id */
  function follow(id) {
    stream?.close();
    newest = null;
    stream = openStream(id, {
      closed: (full) => {
        stream = null;
        void find(full);
      },
      event: (name, data) => {
        if (name === "snapshot") takeSnapshot(data);
        else if (name === "status") take(newer(store.get().sweep, data));
        else if (name === "frame") offer(data);
      },
    });
  }

  document.addEventListener("visibilitychange", () => stream?.seen(!document.hidden));

  /** @param {{sweep: Sweep, history: any}} snapshot */
  function takeSnapshot({ sweep, history }) {
    if (document.hidden) stream?.seen(false);
    const { sweep: known, board } = store.get();
    attempts = 0;
    newest = null;
    store.set({ connection: "open", held: null, course: courseOf(history), board: known?.generation === sweep.generation ? board : null });
    take(known?.id === sweep.id ? { ...known, ...sweep } : sweep);
  }

  /** @param {Sweep} sweep */
  function take(sweep) {
    const { sweep: known, plan, busy, watching } = store.get();
    const inSync = watching || !plan || !isOther({ plan, sweep: known });
    store.set({ sweep });
    // What the controls show is on its way: the answer to it decides.
    if (busy) return;
    store.set({ wantsPlay: isActive({ sweep }) });
    if (watching || (inSync && sweep.plan && isOther({ plan, sweep }))) store.set({ plan: asPlan(sweep.plan) });
  }

  /** @type {Promise<void>|null} */
  let search = null;
  /** @param {string} [full] the sentence of a server that has no room for another stream */
  function find(full = "") {
    search ??= seek(full).finally(() => { search = null; });
    return search;
  }

  /** @param {string} full */
  async function seek(full) {
    const { sweep } = store.get();
    // A server that was started again counts versions anew: whatever is said next is newer.
    store.set({ connection: "lost", sweep: sweep && { ...sweep, version: 0 }, held: full && fill(t.held, { sentence: full, wait_s: FULL_S }) });
    if (full) await sleep(FULL_S * 1000);
    for (;;) {
      await sleep(backoff(attempts++));
      const { sweep: now } = store.get();
      if (!now) return void store.set({ connection: "open" });
      try {
        const found = await api.readSweep(now.id);
        store.set({ sweep: { ...found, token: now.token } });
        return follow(now.id);
      } catch (problem) {
        if (!(problem instanceof api.Problem)) throw problem;
        if (problem.status !== 404) continue;
        const { watching } = store.get();
        leave();
        store.set({ connection: "open", notice: { tone: "warn", text: watching ? t.sweep.ended : t.sweep.gone } });
        return gone();
      }
    }
  }

  /** No sweep is shown any more. */
  function leave() {
    stream?.close();
    stream = null;
    store.set({ sweep: null, board: null, course: { epochs: [], rows: [] }, watching: false, wantsPlay: false, hovered: null });
  }

  return {
    follow,
    find,
    leave,
    /** Show a sweep: one's own, with its token, or someone else's. Throws a Problem. @param {{id: string, token?: string}} key */
    async open({ id, token }) {
      const found = await api.readSweep(id);
      leave();
      store.set({ sweep: { ...found, ...(token ? { token } : {}) }, plan: asPlan(found.plan), watching: !token, phase: "ready", wantsPlay: isActive({ sweep: found }), speed: found.speed ?? store.get().speed });
      follow(id);
    },
  };
}
