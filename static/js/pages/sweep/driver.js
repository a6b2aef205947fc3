// @ts-check
/**
 * What a person does to a plan and to its sweep becomes requests, one after the other.
 */
import * as api from "../../api.js";
import { grouped } from "../../lib/format.js";
import { asBody, asPlan, countOf, placeOf } from "../../lib/plan.js";
import { debounce } from "../../lib/time.js";
import { fill, t } from "../../t.js";
import { knownKey } from "../playground/admission.js";
import { isActive, isOther, newer } from "./state.js";

/** Where in the plan, which may be within a command. @param {{pointer?: string}} error */
const inPlan = ({ pointer = "" }) => pointer.replace(/^\/plan(?=\/)/, "");
/** A plan that is being changed is asked about once it rests. */
const REST_MS = 450;

/** @typedef {import("../../lib/plan.js").Plan} Plan */
/** @typedef {ReturnType<typeof createDriver>} Driver */

/**
 * @param {import("./state.js").SweepStore} store
 * @param {ReturnType<typeof import("./session.js").createSession>} session
 * @param {(plan: any) => Promise<import("../../types.js").Sweep>} createSweep
 */
export function createDriver(store, session, createSweep) {
  /** @type {Promise<any>} */
  let last = Promise.resolve();
  let queued = 0;

  /** The newest of what the server has said of it. @param {import("../../types.js").Sweep} said */
  const accept = (said) => store.set({ sweep: newer(store.get().sweep, said) });

  /** @param {unknown} problem */
  function refused(problem) {
    if (!(problem instanceof api.Problem)) throw problem;
    const { sweep } = store.get();
    store.set({ wantsPlay: isActive({ sweep }) });
    // A connection that is lost is looked for already.
    if (problem.status === 0 && sweep) return;
    if (problem.status === 403 && sweep) return void session.find();
    // Which tile and field it is about is seen beside them; of the settings that all share the field is named.
    const fault = (/** @type {import("../../api.js").Fault} */ error) => (error.pointer?.includes("/spec/") ? api.placed(error) : (placeOf(inPlan(error)) && error.fault?.detail) || error.detail || "");
    const placed = Object.fromEntries(problem.errors.map((error) => [inPlan(error), fault(error)]));
    store.set(Object.keys(placed).some(Boolean) ? { errors: placed } : { notice: { tone: "error", text: problem.placed } });
  }

  /** @param {() => Promise<any>} act */
  function enqueue(act) {
    queued += 1;
    store.set({ busy: true });
    last = last.then(act).catch(refused).finally(() => {
      queued -= 1;
      if (!queued) store.set({ busy: false });
    });
    return last;
  }

  /** @param {any} command */
  async function command(command) {
    const { sweep } = store.get();
    if (sweep) accept(await api.commandSweep(sweep, command));
  }

  /** Have the server's sweep be of the plan that is shown; begun anew, unless it is of that already. @param {boolean} [anew] */
  async function bring(anew = false) {
    const { plan, sweep } = store.get();
    if (!plan) return;
    if (!sweep) {
      const made = await createSweep(asBody(plan));
      store.set({ sweep: made, watching: false });
      session.follow(made.id);
    } else if (anew || isOther({ plan, sweep })) {
      store.set({ board: null });
      await command({ command: "reset", plan: asBody(plan) });
    }
    const { sweep: now, plan: shown } = store.get();
    // In its full form, unless the person has moved on.
    if (now && shown === plan) store.set({ plan: asPlan(now.plan), errors: {} });
  }

  /** @param {Partial<Plan>} patch */
  function edit(patch) {
    const { plan, watching } = store.get();
    if (!plan || watching) return;
    store.set({ plan: { ...plan, ...patch }, errors: {}, estimate: null, notice: null });
  }

  let asked = 0;
  async function estimate() {
    const { plan, sweep, limits, watching } = store.get();
    if (!plan || watching || document.hidden || (sweep && !isOther({ plan, sweep }))) return;
    const mine = ++asked;
    const { runs } = countOf(plan);
    const most = limits.sweep_runs?.maximum ?? Infinity;
    // What is told at once need not be asked.
    if (runs > most) return store.set({ errors: { "": fill(t.sweep.most, { runs: grouped(runs), most: grouped(most) }) } });
    try {
      const { runs: count, seconds } = await api.estimateSweep(asBody(plan), knownKey());
      if (mine === asked) store.set({ estimate: { runs: count, seconds }, errors: {} });
    } catch (problem) {
      if (!(problem instanceof api.Problem)) throw problem;
      if (mine !== asked) return;
      if (problem.status === 422) refused(problem);
      // Who may not train here is told so when they try.
      else store.set({ estimate: { runs, seconds: null } });
    }
  }
  const estimateSoon = debounce(() => void estimate(), REST_MS);
  store.on(["plan"], () => {
    asked += 1;
    estimateSoon();
  });
  // Where there is no sweep any more its plan is what may be run.
  store.on(["sweep"], ({ sweep, estimate: told }) => { if (!sweep && !told) estimateSoon(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden && !store.get().estimate) estimateSoon(); });

  const steering = (/** @type {() => any} */ act) => () => (store.get().watching || store.get().phase !== "ready" ? undefined : act());

  const pause = steering(() => {
    store.set({ wantsPlay: false });
    return enqueue(() => command({ command: "pause" }));
  });
  const play = steering(() => {
    store.set({ wantsPlay: true, notice: null });
    return enqueue(async () => {
      const { plan, sweep } = store.get();
      const over = sweep && plan && sweep.status === "finished" && plan.epochs <= sweep.until.epoch;
      await bring(Boolean(over));
      const { speed, wantsPlay } = store.get();
      if (wantsPlay && plan) await command({ command: "play", speed, until: { epoch: plan.epochs } });
    });
  });

  return {
    edit,
    play,
    pause,
    /** Pause what is shown, or play it; another plan is what is played. */
    toggle: () => (store.get().wantsPlay && !isOther(store.get()) ? pause() : play()),
    step: steering(() => {
      store.set({ wantsPlay: false, notice: null });
      return enqueue(async () => {
        await bring();
        await command({ command: "step", count: 1 });
      });
    }),
    reset: steering(() => {
      store.set({ wantsPlay: false, notice: null });
      return enqueue(() => bring(true));
    }),
    /** @param {number|null} speed */
    setSpeed(speed) {
      store.set({ speed });
      const { sweep, watching } = store.get();
      if (sweep && !watching) void enqueue(async () => accept(await api.amendSweep(sweep, { speed })));
    },
  };
}
