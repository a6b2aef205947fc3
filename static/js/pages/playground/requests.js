// @ts-check
/**
 * Requests go one at a time, in the order they were asked for; what goes wrong is said. A pause waits for none of them.
 */
import * as api from "../../api.js";
import { differences, livePointers } from "../../lib/schema.js";
import { newer } from "../../state.js";

/** The fields that may change while running, by JSON pointer. @param {import("../../types.js").State} state */
export const liveIn = ({ catalogue, limits, spec }) => livePointers(catalogue, limits, spec);

/**
 * Where an error belongs in the specification: a live change is named by its last part alone.
 * @param {import("../../types.js").State} state
 * @param {string} pointer
 */
export function placeOf(state, pointer) {
  const inSpec = pointer.replace(/^\/spec\//, "/");
  if (inSpec.lastIndexOf("/") > 0) return inSpec;
  return [...liveIn(state)].find((field) => field.endsWith(inSpec)) ?? inSpec;
}

/**
 * @param {import("../../state.js").AppStore} store
 * @param {{gone: () => Promise<void>, changed: (times?: number) => void, started: () => void}} hooks
 *   `gone`: the run no longer exists on the server; `started`: the run was begun again
 */
export function createRequests(store, hooks) {
  /** @type {Promise<any>} */
  let queue = Promise.resolve();
  let waiting = 0;
  let untilPause = new AbortController();

  /** @param {Promise<any>} asked */
  const counted = (asked) => {
    waiting += 1;
    return asked.catch(report).finally(() => {
      waiting -= 1;
      const ended = ["diverged", "failed", "finished"].includes(store.get().run?.status ?? "");
      if (!waiting && ended) store.set({ wantsPlay: false });
    });
  };
  /** The one that waits last. @type {{action: () => Promise<any>, name: string}|null} */
  let last = null;
  /** @param {() => Promise<any>} action @param {string} [name] it takes the place of one of that name that still waits, with none after it */
  const enqueue = (action, name = "") => {
    if (name && last?.name === name) {
      last.action = action;
      return queue;
    }
    const mine = { action, name };
    last = mine;
    queue = counted(queue.then(() => {
      if (last === mine) last = null;
      return mine.action();
    }));
    return queue;
  };

  /** @param {any} problem */
  async function report(problem) {
    if (problem.status === 404) return hooks.gone();
    if (problem.status === 0) return; // the stream notices too, says so, and tries again
    const { run, spec } = store.get();
    if (problem.status === 409 && run?.status === "diverged") return; // said already, with what can be done
    /** @type {Record<string, string>} */
    const errors = {};
    for (const { pointer, detail } of problem.errors ?? []) if (pointer && detail) errors[placeOf(store.get(), pointer)] = detail;
    store.set({ errors, spec: run?.spec ?? spec, notice: { tone: "error", text: problem.message } });
    if (!(problem instanceof api.Problem)) throw problem;
  }

  /**
   * Ask the server, and take what it answers.
   * @param {(run: import("../../types.js").Run) => Promise<any>} ask
   */
  async function accept(ask) {
    const { run } = store.get();
    if (!run) return;
    const answer = await ask(run);
    // The page may show another run by now.
    if (store.get().run?.id === run.id) store.set({ run: newer(store.get().run, answer) });
  }

  /** @param {Record<string, any>} command @param {AbortSignal} [signal] ends the wait for a server that would take it later */
  async function command(command, signal) {
    await accept((run) => api.commandRun(run, command, signal));
    if (command.command === "reset") hooks.started();
  }

  /** Begin the run anew. @param {{spec?: import("../../types.js").Spec, remember?: boolean}} [options] @returns {Promise<boolean>} whether something was lost by that, which can be undone */
  async function anew({ spec, remember = true } = {}) {
    const { run } = store.get();
    const loses = Boolean(run && remember && (run.status !== "ready" || (spec && differences(run.spec, spec).length)));
    await command({ command: "reset", ...(spec ? { spec, remember } : {}) });
    hooks.changed(loses ? 1 : 0);
    return loses;
  }

  return {
    accept,
    anew,
    command,
    /** True while a request is under way: what the controls show is then on its way to the run. */
    busy: () => waiting > 0,
    enqueue,
    /** Ends with the next pause. */
    untilPause: () => untilPause.signal,
    /** One that trains, unless a pause is asked for before its turn comes. @param {() => Promise<any>} action */
    train(action) {
      const { signal } = untilPause;
      return enqueue(async () => (signal.aborted ? undefined : action()));
    },
    /** Now, past all that waits. @param {() => Promise<any>} action */
    pause(action) {
      untilPause.abort();
      untilPause = new AbortController();
      const underWay = waiting > 0;
      const asked = counted(action());
      // What is under way may reach the server after it.
      return underWay ? enqueue(action) : asked;
    },
  };
}
