// @ts-check
/**
 * The address of a sweep's page: its whole plan, or a sweep to watch. Which sweep is this tab's own is remembered beside it.
 */
import { commandSweep, Problem } from "../../api.js";
import { marks } from "../../lib/locale.js";
import { root } from "../../root.js";
import { proposed } from "../../lib/propose.js";
import { debounce, backoff, sleep } from "../../lib/time.js";
import { variablesOf } from "../../lib/vary.js";
import { fill, t } from "../../t.js";
import { planHash, readPlan, sweepHash, tooLong, watchedSweep } from "../../url.js";
import { opening } from "../playground/opening.js";
import { ownRun } from "../playground/remembered.js";
import { suited } from "../../lib/losses.js";
import { copyText } from "../../views/copying.js";
import { isActive } from "./state.js";
import { forgetSweep, ownSweep, rememberSweep, rememberedSweeps } from "./remembered.js";

/** What a plan is made of where nothing is said of it. */
const [SEEDS, EPOCHS] = [3, 120];
/** What varies then. */
const USUAL = ["/training/optimizer/learning_rate", "/network/hidden_layers/*/activation"];
/** So long an address waits for a plan to rest. */
const REST_MS = 300;

/** @typedef {import("../../lib/plan.js").Plan} Plan */

/**
 * @param {import("./state.js").SweepStore} store
 * @param {ReturnType<typeof import("./session.js").createSession>} session
 */
export function createAddress(store, session) {
  /** What was written or opened last. */
  let written = "";

  /** A plan as whole as it can be, from what is said of it. @param {Partial<Plan> & {spec: any}} said @returns {Plan} */
  function whole(said) {
    const { catalogue, limits } = store.get();
    const given = Object.keys(said.spec).length ? said.spec : opening.afresh(catalogue);
    const spec = suited(catalogue, opening.whole(given, catalogue.default_spec));
    const variables = variablesOf(catalogue, limits, spec, t.sweep.words);
    const usual = USUAL.map((pointer) => variables.find((variable) => variable.pointer === pointer)).filter((variable) => variable !== undefined);
    const axes = said.axes?.length ? said.axes : (usual.length ? usual : variables.slice(0, 1)).map((variable) => ({ path: variable.pointer, values: proposed(variable) }));
    // What is asked for without values has those that are proposed.
    const filled = axes.map((axis) => {
      const variable = axis.values.length ? null : variables.find(({ pointer }) => pointer === axis.path);
      return variable ? { ...axis, values: proposed(variable) } : axis;
    });
    const most = limits.sweep_epochs?.maximum ?? Infinity;
    return { spec, axes: filled, seeds: said.seeds ?? SEEDS, seeded: said.seeded ?? "training", epochs: Math.min(said.epochs ?? EPOCHS, most), sample: said.sample ?? null };
  }

  const hashNow = () => {
    const { plan, sweep, watching } = store.get();
    if (watching && sweep) return sweepHash(sweep.id);
    return plan ? (tooLong(plan.spec) ? (sweep ? sweepHash(sweep.id) : "") : planHash(plan)) : "";
  };

  /** Write the address, and remember whose sweep it is of. */
  function write() {
    const { sweep, watching, phase } = store.get();
    // A person may already have gone to another address, which is opened next.
    if (phase !== "ready" || window.location.hash !== written) return;
    const hash = hashNow();
    if (hash !== window.location.hash) window.history.replaceState(null, "", hash || window.location.pathname);
    written = window.location.hash;
    if (sweep?.token && !watching) {
      ownSweep.write({ id: sweep.id, token: sweep.token, hash: written });
      rememberSweep({ id: sweep.id, token: sweep.token });
    }
  }
  const writeSoon = debounce(write, REST_MS);
  store.on(["plan"], writeSoon);
  // Whose sweep this is may not be lost, however soon the page is left.
  let known = "";
  store.on(["sweep", "watching"], ({ sweep, watching }) => {
    const now = `${sweep?.id} ${watching}`;
    if (now === known) return;
    known = now;
    write();
  });
  window.addEventListener("pagehide", write);

  /** Show a sweep; false where the server has forgotten it. @param {{id: string, token?: string}} key */
  async function show(key) {
    for (let attempt = 0; ; attempt++) {
      try {
        await session.open(key);
        return true;
      } catch (problem) {
        if (!(problem instanceof Problem)) throw problem;
        if (problem.status === 404) {
          forgetSweep(key.id);
          return false;
        }
        store.set(problem.status === 0 ? { phase: "unreachable" } : { phase: "ready", notice: { tone: "error", text: problem.message } });
        await sleep(backoff(attempt));
      }
    }
  }

  /** The settings of the playground in this tab, if there is one. */
  function ofPlayground() {
    const hash = ownRun("").read()?.hash ?? "";
    return readPlan(/^#(data|network|training)[.=]/.test(hash) ? hash : "", store.get().catalogue.default_spec).plan;
  }

  /** @param {Partial<Plan> & {spec: any}} said @param {string[]} [unread] */
  function begin(said, unread = []) {
    const { sweep } = store.get();
    // The one before rests; where that does not get through, once nobody has watched it for a while.
    if (sweep?.token && isActive({ sweep })) void commandSweep(sweep, { command: "pause" }).catch(() => undefined);
    session.leave();
    store.set({ plan: whole(said), phase: "ready", estimate: null, errors: {}, notice: unread.length ? { tone: "warn", text: fill(t.sweep.unread, { names: unread.join(marks.list) }) } : null });
  }

  /** Open what the address says. */
  async function openNow() {
    const { hash } = window.location;
    written = hash;
    const own = ownSweep.read();
    const watched = watchedSweep(hash);
    if (watched) {
      const mine = [own, ...rememberedSweeps()].find((key) => key?.id === watched);
      if (await show(mine ?? { id: watched })) return write();
      begin(ofPlayground());
      store.set({ notice: { tone: "warn", text: t.sweep.unknown } });
      return write();
    }
    const mine = own && (hash.length < 2 || hash === own.hash) ? own : hash.length < 2 ? rememberedSweeps()[0] : null;
    const { plan, unread } = readPlan(hash, store.get().catalogue.default_spec);
    if (mine && (await show(mine))) {
      // What was changed and not run yet is in the address.
      if (hash.length > 1) store.set({ plan: whole(plan) });
      return write();
    }
    begin(hash.length > 1 ? plan : ofPlayground(), unread);
    if (mine && hash.length > 1) store.set({ notice: { tone: "info", text: t.sweep.gone } });
    write();
  }
  /** @type {Promise<any>} */
  let opened = Promise.resolve();
  /** After what it said before. */
  function open() {
    opened = opened.then(openNow, openNow);
    return opened;
  }
  window.addEventListener("hashchange", () => { if (store.get().catalogue && window.location.hash !== written) void open(); });

  return {
    open,
    /** Begin another plan, from the playground's settings, in a sweep of its own. */
    fresh() {
      begin(ofPlayground());
      write();
    },
    /** A plan of one's own like that which is watched. */
    mine() {
      const { plan } = store.get();
      if (plan) begin(plan);
      write();
    },
    /** @returns {Promise<boolean>} */
    copy() {
      write();
      const { plan } = store.get();
      if (plan && tooLong(plan.spec)) store.set({ notice: { tone: "info", text: t.sweep.linkLong } });
      return copyText(window.location.href, t.sweep.link);
    },
    /** @returns {Promise<boolean>} */
    async copyWatch() {
      const { sweep } = store.get();
      return sweep ? copyText(`${root}sweep${sweepHash(sweep.id)}`, t.sweep.watchLink) : false;
    },
  };
}
