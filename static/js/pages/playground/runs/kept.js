// @ts-check
/**
 * The runs that rest to be compared with the present one. Nothing is asked of the server while none of them is looked at.
 */
import * as api from "../../../api.js";
import { shortened } from "../../../state.js";
import { fill, t } from "../../../t.js";
import { asRemembered, forgetRun, freeColour, keptRuns, MOST_KEPT, onRemembered, rememberRun } from "../remembered.js";

/** @typedef {import("../../../types.js").Kept} Kept */
/** @typedef {ReturnType<typeof createKept>} KeptRuns */

/**
 * @param {import("../../../state.js").AppStore} store
 * @param {{createRun: (start: any) => Promise<import("../../../types.js").Run>, sync: () => Promise<any>, show: () => void}} hooks
 *   `sync`: bring what was changed a moment ago to the run; `show`: let a person see the kept runs
 */
export function createKept(store, { createRun, sync, show }) {
  const find = (/** @type {string} */ id) => store.get().kept.find((run) => run.id === id);
  /** @param {string} id @param {Partial<Kept>} patch */
  const change = (id, patch) => store.set({ kept: store.get().kept.map((run) => (run.id === id ? { ...run, ...patch } : run)) });

  /** What the browser remembers, with what is known of it. */
  function list() {
    const kept = keptRuns().map(({ kept: place, ...known }) => {
      const { run = null, gone = false, history = null } = find(known.id) ?? {};
      return { ...known, run, gone, history, epoch: run?.epoch ?? known.epoch, curve: place?.curve ?? null };
    });
    store.set({ kept });
    if (!kept.some(({ id }) => id === store.get().beside?.id)) store.set({ beside: null });
    void look();
  }

  /** Those that are seen, as cards or by their curves. */
  const seen = () => {
    const { panel, kept, connection } = store.get();
    return connection === "open" ? kept.filter(({ gone, curve }) => !gone && (panel === "runs" || curve !== null)) : [];
  };

  let looking = false;
  /** Those that may have been gone on with, here or elsewhere, since they were asked for. @type {Set<string>} */
  let stale = new Set();
  /** Have the server say what there is to see, until nothing is missing. */
  async function look() {
    if (looking) return;
    looking = true;
    try {
      for (let asked = true; asked;) asked = (await lookAtRuns()) || (await lookAtHistories());
    } catch (problem) {
      // Asked again with the next connection, or when the runs are looked at again.
      if (!(problem instanceof api.Problem)) throw problem;
    } finally {
      looking = false;
    }
  }

  /** @returns {Promise<boolean>} whether there was something to ask */
  async function lookAtRuns() {
    const unknown = seen().filter(({ id, run }) => !run || stale.has(id)).map(({ id }) => id);
    if (!unknown.length) return false;
    stale = new Set([...stale].filter((id) => !unknown.includes(id)));
    const found = await api.readRuns(unknown);
    store.set({ kept: store.get().kept.map((kept) => {
      if (!unknown.includes(kept.id)) return kept;
      const run = found.find(({ id }) => id === kept.id) ?? null;
      const same = run?.generation === kept.run?.generation && run?.version === kept.run?.version;
      return { ...kept, run, gone: !run, epoch: run?.epoch ?? kept.epoch, history: same ? kept.history : null };
    }) });
    return true;
  }

  /** @returns {Promise<boolean>} */
  async function lookAtHistories() {
    const next = seen().find(({ run, curve, history }) => run && curve !== null && !history);
    if (!next) return false;
    change(next.id, { history: shortened(await api.readHistory(next.id)) });
    return true;
  }

  /** @param {string} text @param {import("../../../types.js").Notice["actions"]} [actions] @param {"info"|"warn"|"error"} [tone] */
  const say = (text, actions = [], tone = "info") => {
    const notice = { tone, text, actions };
    store.set({ notice });
    return notice;
  };

  let keeping = false;
  /** Keep a copy of what is shown: the run as it stands, or the moment. Throws a Problem where the server refuses. @param {import("../../../types.js").Run} run */
  async function copy(run) {
    const { moment, watching } = store.get();
    if (moment === null && !watching) await sync();
    const made = await createRun({ from: { run: run.id, ...(moment === null ? {} : { epoch: moment }) }, keep: true });
    rememberRun(asRemembered(/** @type {import("../remembered.js").Key} */ (made), made, { curve: run.status === "diverged" ? null : freeColour() }));
    return made;
  }

  /** The same at the press of a button, which is answered. */
  async function keep() {
    const { run, kept } = store.get();
    if (!run || keeping) return;
    if (kept.length >= MOST_KEPT) return void say(fill(t.runs.full, { count: MOST_KEPT }), [{ label: t.runs.show, act: show }], "warn");
    keeping = true;
    try {
      const { epoch } = await copy(run);
      say(fill(t.runs.kept, { epoch }), store.get().panel === "runs" ? [] : [{ label: t.runs.show, act: show }]);
    } catch (problem) {
      if (!(problem instanceof api.Problem)) throw problem;
      say(problem.placed, [], "error");
    } finally {
      keeping = false;
    }
  }

  /** Draw its curves, or do not. @param {string} id */
  function draw(id) {
    const run = keptRuns().find((known) => known.id === id);
    if (run) rememberRun({ ...run, kept: { curve: run.kept?.curve === null ? freeColour() : null } });
  }

  /** Its place is kept for as long as it is said to be removed, and can be had back. @param {string} id @param {string} name */
  function remove(id, name) {
    const run = keptRuns().find((known) => known.id === id);
    const gone = find(id)?.gone;
    if (!run) return;
    forgetRun(id);
    if (gone) return;
    let back = false;
    const notice = say(fill(t.runs.removed, { name }), [{ label: t.runs.back, act: () => {
      back = true;
      rememberRun({ ...run, kept: { curve: run.kept?.curve === null ? null : freeColour() } });
      store.set({ notice: null });
    } }]);
    const end = store.on(["notice"], (state) => {
      if (state.notice === notice) return;
      end();
      // One that cannot be removed now is forgotten by the server in time.
      if (!back) void api.deleteRun(run).catch(() => undefined);
    });
    const leave = () => { if (store.get().notice === notice) store.set({ notice: null }); };
    window.addEventListener("pagehide", leave, { once: true });
  }

  onRemembered(list);
  store.on(["connection"], () => void look());
  store.on(["panel"], ({ panel, kept }) => {
    // They may have been gone on with elsewhere.
    if (panel === "runs") stale = new Set(kept.map(({ id }) => id));
    void look();
  });
  list();
  return { copy, keep, draw, remove };
}
