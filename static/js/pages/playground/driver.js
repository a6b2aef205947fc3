// @ts-check
/**
 * What a person does becomes requests, one after the other; what they wish for outlives resets and reconnects.
 */
import * as api from "../../api.js";
import { differences, entriesOf, entryOf, pointerOf, valueAt, withValue } from "../../lib/schema.js";
import { carriedOver } from "../../lib/choices.js";
import { stillFrozen } from "../../lib/frozen.js";
import { adapted, asMany, suited, taskIn } from "../../lib/losses.js";
import { throttle } from "../../lib/time.js";
import { opening } from "./opening.js";
import { createRequests, liveIn, placeOf } from "./requests.js";
import { cameAlong, optimizerSwitched } from "./told.js";
import { isEmptied } from "../../state.js";
import { t } from "../../t.js";

/** While a slider is dragged, the run follows so often; after a rest of this length another way begins. */
const [DRAG_MS, REST_MS] = [80, 1000];

/** @typedef {import("../../types.js").Spec} Spec */
/** @typedef {ReturnType<typeof createDriver>} Driver */

/**
 * @param {import("../../state.js").AppStore} store
 * @param {{gone: () => Promise<void>, changed: (times?: number) => void, started: () => void}} hooks
 *   `gone`: the run no longer exists on the server; `changed`: the specification was accepted, and the run began anew so many times,
 *   less than 0 where that was undone; `started`: the run was begun again
 */
export function createDriver(store, hooks) {
  const requests = createRequests(store, hooks);
  const { accept, anew, command } = requests;
  /** When a slider was dragged last. */
  let dragged = -Infinity;
  /** All else that is done ends a slider's way, and can be gone back to. @param {(action: () => Promise<any>) => Promise<any>} queue */
  const apart = (queue) => (/** @type {() => Promise<any>} */ action) => {
    dragged = -Infinity;
    return queue(action);
  };
  const [enqueue, train] = [apart(requests.enqueue), apart(requests.train)];

  /** Bring the server's run to what the controls show, or to another specification. @param {Spec|null} [spec] @param {boolean} [remember] whether that can be undone */
  async function sync(spec = store.get().spec, remember = true) {
    const { run } = store.get();
    if (!run || !spec) return;
    const changes = differences(run.spec, spec);
    if (!changes.length) return;
    const mayChange = liveIn(store.get());
    if (run.status !== "diverged" && changes.every((path) => mayChange.has(pointerOf(path)))) {
      const changed = Object.fromEntries(changes.map((path) => [path[path.length - 1], valueAt(spec, path)]));
      await accept((known) => api.amendRun(known, changed));
      hooks.changed();
    } else {
      await anew({ spec, remember });
      await start();
    }
    settle(spec);
  }

  /** Show the server's full form of what was sent, unless the person has moved on. @param {Spec} sent */
  function settle(sent) {
    const { run, spec } = store.get();
    if (run && spec === sent) store.set({ spec: run.spec });
  }

  /** Play, if that is still wished for. @param {Record<string, number>|null} [until] */
  async function start(until) {
    const { wantsPlay, speed } = store.get();
    if (wantsPlay) await command({ command: "play", speed, ...(until ? { until } : {}) }, requests.untilPause());
  }
  const syncNow = () => enqueue(() => sync());
  const syncDragged = throttle(() => {
    // A way is undone as one: what lies between its ends is not gone back to.
    const remember = Date.now() - dragged > REST_MS;
    dragged = Date.now();
    void requests.enqueue(() => sync(undefined, remember));
  }, DRAG_MS);

  /** The losses last used, by task. @type {Record<string, any>} */
  const used = {};

  let last = ""; // what was changed last: what was said of it stays while it is changed on
  /** Show a specification, and say what else came with it. @param {Spec} spec @param {Spec} wanted @param {Spec} [before] @param {string} [what] was changed */
  function show(spec, wanted, before, what = "") {
    const { catalogue, notice } = store.get();
    const text = cameAlong(catalogue, spec, wanted, before);
    store.set({ spec, errors: {}, notice: text ? { tone: "info", text } : what && what === last && notice?.tone === "info" ? notice : null });
    last = what;
  }

  /** Other data: the loss comes along, and comes back with data of the kind before. @param {any} data @param {{soon?: boolean}} [options] `soon`: more may follow, as from a slider */
  function useData(data, { soon = false } = {}) {
    const { catalogue, spec: before } = store.get();
    if (!before) return;
    used[taskIn(catalogue, before) ?? ""] = before.training.loss;
    show(stillFrozen(before, adapted(catalogue, before, { ...before, data }, used), asMany(before.data, data) ? Infinity : 0), before);
    return soon ? syncDragged() : syncNow();
  }

  /** The optimizers last used, by kind. @type {Record<string, any>} */
  const optimizers = {};

  /** Another optimizer keeps what both know; what only the one before knew comes back with it. @param {Spec} spec @param {string} kind */
  function useOptimizer(spec, kind) {
    const entries = entriesOf(store.get().catalogue, "optimizer");
    const before = spec.training.optimizer;
    optimizers[before.kind] = before;
    const after = carriedOver(before, entryOf(entries, kind), optimizers[kind]);
    const text = optimizerSwitched(before, after, entries);
    store.set({ spec: withValue(spec, ["training", "optimizer"], after), errors: {}, notice: text ? { tone: "info", text } : null });
    return syncNow();
  }

  function play() {
    if (store.get().run?.status === "diverged") return reset(true);
    store.set({ wantsPlay: true, notice: null });
    return train(start);
  }

  function pause() {
    store.set({ wantsPlay: false });
    return requests.pause(() => command({ command: "pause" }));
  }

  function reset(andPlay = false) {
    store.set({ wantsPlay: andPlay, notice: null, errors: {} });
    return enqueue(async () => {
      await anew();
      await start();
    });
  }

  /**
   * An act that steers the run. Whoever only watches cannot: controls that were touched show the run's own settings again.
   * @template {any[]} A
   * @param {(...given: A) => any} act
   */
  const steering = (act) => (/** @type {A} */ ...given) => {
    const { run, spec, watching } = store.get();
    if (!watching) return Promise.resolve(act(...given));
    return Promise.resolve(store.set({ spec: run ? structuredClone(run.spec) : spec }));
  };

  /**
   * One that trains it: what is trained is what is drawn.
   * @template {any[]} A
   * @param {(...given: A) => any} act
   */
  const training = (act) => steering((/** @type {A} */ ...given) => (isEmptied(store.get()) ? store.set({ notice: { tone: "info", text: t.own.tooFew } }) : act(...given)));

  const driver = {
    busy: requests.busy,
    sync: steering(syncNow),

    change: steering((/** @type {(string|number)[]} */ path, /** @type {any} */ value, { soon = false } = {}) => {
      const { catalogue, spec } = store.get();
      if (!spec || JSON.stringify(valueAt(spec, path)) === JSON.stringify(value)) return;
      if (path.join() === "training,optimizer") return useOptimizer(spec, value.kind);
      const wanted = withValue(spec, path, value);
      if (path[0] === "data") return useData(wanted.data, { soon });
      show(stillFrozen(spec, suited(catalogue, wanted), path.join() === "training,loss" ? 0 : Infinity), wanted, spec, path.join());
      return soon ? syncDragged() : syncNow();
    }),
    useData: steering(useData),

    /** A specification from elsewhere, shown once the server has accepted it; a loss that does not suit its data is exchanged. */
    open: steering((/** @type {Spec} */ wanted) => {
      const spec = suited(store.get().catalogue, wanted);
      // While there is no server it is shown at once, and sent when there is one.
      if (store.get().connection === "lost") store.set({ spec });
      return enqueue(async () => {
        const troubles = await opening.accepted(sync, spec, (pointer) => placeOf(store.get(), pointer));
        show(store.get().run?.spec ?? spec, wanted);
        return troubles;
      });
    }),

    play: training(play),
    playUntil: training((/** @type {Record<string, number>|null} */ until) => {
      store.set({ wantsPlay: true, notice: null });
      return train(() => start(until));
    }),
    /** Overrule the alarm of a divergence, and train on from there. */
    goOn: steering(() => {
      store.set({ wantsPlay: true, notice: null });
      return enqueue(async () => {
        await command({ command: "go_on" });
        await start();
      });
    }),
    /** Back from a divergence to the best epoch; `lower`: and on, with a tenth of the learning rate. */
    rewind: steering(({ lower = false } = {}) => {
      const rate = store.get().spec?.training.optimizer?.learning_rate;
      store.set({ wantsPlay: lower, notice: null });
      return enqueue(async () => {
        await command({ command: "rewind" });
        const { run } = store.get();
        if (!lower || !run || typeof rate !== "number") return;
        await accept((known) => api.amendRun(known, { learning_rate: Number((rate / 10).toPrecision(6)) }));
        store.set({ spec: store.get().run?.spec ?? store.get().spec });
        hooks.changed();
        await start();
      });
    }),
    pause: steering(pause),
    toggle: () => (store.get().wantsPlay ? steering(pause)() : training(play)()),
    step: training((unit = store.get().stepUnit) => {
      const { wantsPlay } = store.get();
      store.set({ wantsPlay: false, notice: null });
      return train(async () => {
        if (wantsPlay) await command({ command: "pause" });
        await command({ command: "step", unit, count: 1 }, requests.untilPause());
      });
    }),
    reset: steering(reset),
    /** Back to what the run was before it began anew, trained as it was; or forth again. */
    go: steering((/** @type {"undo"|"redo"} */ way) => {
      const { run } = store.get();
      if (!run || !(way === "undo" ? run.can_undo : run.can_redo)) return;
      store.set({ wantsPlay: false, notice: null, errors: {}, draft: null, output: null });
      return enqueue(async () => {
        await command({ command: way });
        store.set({ spec: store.get().run?.spec ?? store.get().spec });
        hooks.changed(way === "undo" ? -1 : 1);
      });
    }),
    begin: steering((/** @type {Spec} */ spec) => { // in the same run: who watches it goes on watching
      store.set({ spec, wantsPlay: false, notice: null, errors: {} });
      return enqueue(async () => {
        await anew({ spec });
        settle(spec);
      });
    }),
    setSpeed: steering((/** @type {number|null} */ speed) => {
      store.set({ speed });
      return enqueue(async () => {
        if (store.get().wantsPlay) await accept((known) => api.amendRun(known, { speed }));
      });
    }),
    setWeights: steering((/** @type {import("../../types.js").Weight[]} */ weights, { remember = false } = {}) => { // gives true once they are set
      store.set({ notice: null, errors: {} });
      return enqueue(async () => {
        await accept((run) => api.setWeights(run, weights, remember));
        hooks.changed(Number(remember));
        return true;
      });
    }),
  };
  return driver;
}
