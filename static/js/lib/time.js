// @ts-check
/**
 * Waiting: not too soon, not too often, and longer after each failure; and when something was, as people say it.
 */
import { locale } from "./locale.js";

/**
 * Call `action` once things have been quiet for `delay_ms`.
 * @template {any[]} A
 * @param {(...args: A) => void} action
 * @param {number} delay_ms
 * @returns {(...args: A) => void}
 */
export function debounce(action, delay_ms) {
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;
  return (...args) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...args), delay_ms);
  };
}

const LONGEST_PAUSE_MS = 1000;
/** So long the last call waits for another that would come with a frame. */
const FRAME_MS = 40;

/**
 * Call `action` at most once every `interval_ms`, the last call always included. Where calls come with every frame of the screen it is
 * called along with one of them, not in between, which would cost a frame of its own.
 * @param {() => void} action
 * @param {number|(() => number)} interval_ms
 * @param {number} [share] the most of the time it may take, 0 … 1: a slow action is called less often
 * @returns {(() => void) & {now: () => void}} `now`: what still waits is done at once
 */
export function throttle(action, interval_ms, share = 1) {
  const interval = typeof interval_ms === "function" ? interval_ms : () => interval_ms;
  let last = -Infinity;
  /** @type {ReturnType<typeof setTimeout>|null} */
  let timer = null;
  const run = () => {
    timer = null;
    const start = Date.now();
    action();
    const took_ms = Date.now() - start;
    // One slow call, as on a busy machine, must not silence the next ones for long.
    last = start + Math.min(LONGEST_PAUSE_MS, Math.max(0, took_ms / share - interval()));
  };
  const atOnce = () => {
    if (timer !== null) clearTimeout(timer);
    run();
  };
  const throttled = () => {
    const wait = last + interval() - Date.now();
    if (wait <= 0) atOnce();
    else timer ??= setTimeout(run, wait + FRAME_MS);
  };
  return Object.assign(throttled, { now: () => { if (timer !== null) atOnce(); } });
}

/**
 * The wait before the n-th attempt (0, 1, 2, …), with a little chance so that a class does not come back as one.
 * @param {number} attempt
 * @param {number} [chance] 0 … 1
 * @returns {number} milliseconds, 300 … 2000: after a restart of the server everyone is back within seconds
 */
export function backoff(attempt, chance = Math.random()) {
  return Math.max(300, Math.min(2000, 300 * 2 ** attempt) * (0.8 + 0.2 * chance));
}

/** So often a wish that has to wait is looked at anew: another may have nothing to wait for. */
const LOOK_MS = 100;

/**
 * Ask for what is wished for, one thing at a time: of what is wished meanwhile the newest wins.
 * @template {{key: string}} W   of the same key is the same wish
 * @param {() => W|null|undefined} wish what is wanted now
 * @param {(wanted: W, last: W|null) => Promise<boolean|void>} take asks for it. False: it was not taken, and is asked for when called again
 * @param {number|((wanted: W, last: W|null, took_ms: number) => number)} [pause_ms] since the last answer
 * @returns {(() => Promise<void>) & {anew: () => void}} to be called whenever the wish may be another; `anew`: what was had is had no longer
 */
export function newest(wish, take, pause_ms = 0) {
  const pause = typeof pause_ms === "function" ? pause_ms : () => pause_ms;
  /** @type {W|null} */
  let last = null;
  let [asking, came, took_ms] = [false, -Infinity, 0];
  async function ask() {
    if (asking) return;
    asking = true;
    let missed = false;
    try {
      for (let wanted = wish(); wanted && wanted.key !== last?.key; wanted = wish()) {
        const wait = came + pause(wanted, last, took_ms) - Date.now();
        if (wait > 0) {
          await sleep(Math.min(wait, LOOK_MS));
          continue;
        }
        const [before, begun] = [last, Date.now()];
        last = wanted;
        missed = (await take(wanted, before)) === false;
        came = Date.now();
        took_ms = came - begun;
      }
    } finally {
      asking = false;
      if (missed) last = null;
    }
  }
  return Object.assign(ask, { anew: () => { last = null; } });
}

const MOMENT = new Intl.DateTimeFormat(locale, { weekday: "short", day: "numeric", month: "short", hour: "numeric", minute: "2-digit", hourCycle: "h23" });

/** Day and time, as a person here has them. @param {number} at ms since 1970 */
export const dateAndTime = (at) => MOMENT.format(at);

/** @param {number} ms @param {AbortSignal} [signal] ends it early @returns {Promise<void>} */
export const sleep = (ms, signal) => new Promise((done) => {
  const timer = setTimeout(done, ms);
  const end = () => {
    clearTimeout(timer);
    done();
  };
  if (signal?.aborted) end();
  signal?.addEventListener("abort", end, { once: true });
});
