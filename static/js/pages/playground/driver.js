// @ts-check
/**
 * What a person does becomes requests, one after the other; what they wish for outlives resets and reconnects.
 */
import * as api from "../../api.js";
import { differences, pointerOf, valueAt, withValue } from "../../lib/schema.js";
import { suited } from "../../lib/losses.js";
import { createByHand } from "./byhand.js";
import { createChoosing } from "./choosing.js";
import { createDragging } from "./dragging.js";
import { opening } from "./opening.js";
import { createPast } from "./past.js";
import { createRequests, liveIn, placeOf } from "./requests.js";
import { createShowing } from "./showing.js";
import { isEmptied } from "../../state.js";
import { t } from "../../t.js";

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
  const { accept, command } = requests;
  const past = createPast(store, requests, hooks.changed);
  const { anew } = past;
  const choosing = createChoosing(store);
  const setByHand = createByHand(store, accept);
  const show = createShowing(store);
  /** A way back or forth that still waits for the server: what is done next is done to what it leads to. @type {Promise<any>|null} */
  let going = null;
  const dragging = createDragging((remember) => void requests.enqueue(() => sync(undefined, remember)));
  /** All else that is done comes after a slider's way, ends it, and can be gone back to. @param {typeof requests.enqueue} queue @returns {typeof requests.enqueue} */
  const apart = (queue) => (...given) => {
    dragging.end();
    return queue(...given);
  };
  const [enqueue, train] = [apart(requests.enqueue), apart(requests.train)];

  /** Bring the server's run to what the controls show, or to another specification. @param {Spec|null} [spec] @param {boolean} [remember] whether that can be undone @param {boolean} [empty] */
  async function sync(spec = store.get().spec, remember = true, empty = undefined) {
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
      await anew({ spec, remember }, empty);
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
  /** As the controls are now: what is done while that waits is a step of its own, but for the same `choice` again. @param {string} [choice] */
  function syncNow(choice) {
    const { spec } = store.get();
    const empty = isEmptied(store.get());
    return enqueue(() => sync(spec, true, empty), choice);
  }

  /** @param {any} data @param {{soon?: boolean, choice?: string}} [options] `soon`: more may follow, as from a slider */
  function useData(data, { soon = false, choice = "" } = {}) {
    const { spec: before } = store.get();
    if (!before) return;
    show(choosing.withData(before, data), before);
    return soon ? dragging.drag(choice) : syncNow(choice);
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
    return enqueue(() => anew().then(() => start()));
  }

  /**
   * An act that steers the run. Whoever only watches cannot: controls that were touched show the run's own settings again.
   * @template {any[]} A
   * @param {(...given: A) => any} act
   */
  const steering = (act) => (/** @type {A} */ ...given) => {
    const { run, spec, watching } = store.get();
    // What is done is done to the run as it is now.
    store.set({ moment: null });
    if (!watching) return Promise.resolve(act(...given));
    return Promise.resolve(store.set({ spec: run ? structuredClone(run.spec) : spec }));
  };

  /**
   * One that builds on what the controls show.
   * @template {any[]} A
   * @param {(...given: A) => any} act
   */
  const building = (act) => steering((/** @type {A} */ ...given) => (going ? going.then(() => act(...given)) : act(...given)));

  /**
   * One that trains it: what is trained is what is shown.
   * @template {any[]} A
   * @param {(...given: A) => any} act
   */
  const training = (act) => steering((/** @type {A} */ ...given) => {
    if (isEmptied(store.get())) return store.set({ notice: { tone: "info", text: t.own.tooFew } });
    void syncNow(); // what a lost request has not brought to the run
    return act(...given);
  });

  const driver = {
    busy: requests.busy,
    sync: steering(() => syncNow()),

    change: building((/** @type {(string|number)[]} */ path, /** @type {any} */ value, { soon = false } = {}) => {
      const { spec } = store.get();
      if (!spec || JSON.stringify(valueAt(spec, path)) === JSON.stringify(value)) return;
      const choice = Array.isArray(value) ? "" : path.join();
      if (path[0] === "data") return useData(withValue(spec, path, value).data, { soon, choice });
      const chosen = choosing.chosen(spec, path, value);
      const wanted = withValue(spec, path, chosen.value);
      show(choosing.fitting(spec, wanted, path), wanted, { before: spec, what: path.join(), also: chosen.text });
      return soon ? dragging.drag(choice) : syncNow(choice);
    }),
    useData: building(useData),
    useDataset: building((/** @type {import("../../types.js").Entry} */ entry) => useData(choosing.dataset(/** @type {Spec} */ (store.get().spec), entry), { choice: "data" })),
    /** Once the ways back or forth that are under way are at their end. */
    inTurn: building((/** @type {() => any} */ act) => act()),
    /** No point is left: what is drawn is what is trained, or nothing is. */
    empty: steering(() => {
      store.set({ draft: [], notice: { tone: "info", text: t.own.tooFew } });
      if (store.get().wantsPlay) void pause();
      return enqueue(async () => past.emptied());
    }),

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
      return enqueue(() => command({ command: "go_on" }).then(() => start()));
    }),
    /** Back to the end of an epoch, or from a divergence to the best one; `lower`: and on, with a tenth of the learning rate. What is left is a run of its own. */
    rewind: steering(({ lower = false, epoch = /** @type {number|null} */ (null), play = lower } = {}) => {
      const rate = store.get().spec?.training.optimizer?.learning_rate;
      store.set({ wantsPlay: play, notice: null });
      return enqueue(async () => {
        await command({ command: "rewind", ...(epoch === null ? {} : { epoch }) });
        if (lower && typeof rate === "number") await accept((known) => api.amendRun(known, { learning_rate: Number((rate / 10).toPrecision(6)) }));
        store.set({ spec: store.get().run?.spec ?? store.get().spec });
        hooks.changed();
        await start();
      });
    }),
    pause: steering(pause),
    /** Play or pause; while an earlier moment is shown, the film from there. */
    toggle: () => (store.get().moment === null ? (store.get().wantsPlay ? steering(pause) : training(play))() : store.set({ film: !store.get().film })),
    step: training((unit = store.get().stepUnit) => {
      const { wantsPlay } = store.get();
      store.set({ wantsPlay: false, notice: null });
      return train(async () => {
        if (wantsPlay) await command({ command: "pause" });
        await command({ command: "step", unit, count: 1 }, requests.untilPause());
      });
    }),
    reset: steering(reset),
    can: past.can,
    /** Back to what there was before the last step, trained as it was; or forth again. */
    go: steering((/** @type {import("./past.js").Way} */ way) => {
      const mine = enqueue(() => past.go(way)).finally(() => { if (going === mine) going = null; });
      going = mine;
      return mine;
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
        await setByHand(weights, remember);
        hooks.changed(Number(remember));
        return true;
      });
    }),
  };
  return driver;
}
