// @ts-check
/**
 * What was done to a run, in one order: how often it began anew, which the server can go back on, and between that drawings of which no
 * point was left, which the server is not told of, since training takes one.
 */
import { isEmptied } from "../../state.js";
import { t } from "../../t.js";

/** @typedef {"emptied"|"begun"|"drawn"} Step  `drawn`: it began anew with points; `begun`: with others, while no point was left */
/** @typedef {"undo"|"redo"} Way */
/** @typedef {{of: string} & Record<Way, Step[]>} Steps  of the run with that id: what was done, and what was taken back, each the latest last */

/**
 * @param {import("../../state.js").AppStore} store
 * @param {ReturnType<typeof import("./requests.js").createRequests>} requests
 * @param {(times: number) => void} changed   the run began anew so often; less than 0 where that was undone
 */
export function createPast(store, { anew, command }, changed) {
  const known = () => store.get().steps;
  // Another run has another past.
  store.on(["run"], (state) => {
    const of = state.run?.id ?? "";
    if (known().of !== of) store.set({ steps: { of, undo: isEmptied(state) ? ["emptied"] : [], redo: [] } });
  });

  /** @param {Step} step */
  function did(step) {
    const { of, undo } = known();
    store.set({ steps: { of, undo: [...undo, step], redo: [] } });
  }

  /** Whether the next step that way is one that the server knows nothing of. @param {Way} way */
  const isEmptying = (way) => known()[way].at(-1) === "emptied";

  /** Whether there is something to go to that way. @param {Way} way */
  function can(way) {
    const { run } = store.get();
    if (isEmptying(way)) return true;
    if (way === "undo") return Boolean(run?.can_undo);
    // A drawing that was emptied leads elsewhere than what the server remembers.
    return Boolean(run?.can_redo) && (known().redo.length > 0 || !isEmptying("undo"));
  }

  /** A step was gone that way. @param {Way} way @returns {boolean} whether no point is left now */
  function gone(way) {
    const { of, undo, redo } = known();
    const [from, to] = way === "undo" ? [undo, redo] : [redo, undo];
    const [rest, more] = [from.slice(0, -1), [...to, from.at(-1) ?? "drawn"]];
    store.set({ steps: way === "undo" ? { of, undo: rest, redo: more } : { of, undo: more, redo: rest } });
    return known().undo.findLast((step) => step !== "begun") === "emptied";
  }

  return {
    can,
    emptied: () => did("emptied"),

    /** Begin the run anew. @param {Parameters<typeof anew>[0]} [options] @param {boolean} [empty] whether no point was left when that was asked for */
    async anew(options, empty = isEmptied(store.get())) {
      if (await anew(options)) did(empty ? "begun" : "drawn");
    },

    /** @param {Way} way */
    async go(way) {
      if (!can(way)) return;
      const { run } = store.get();
      const emptying = isEmptying(way);
      store.set({ wantsPlay: false, notice: null, errors: {}, output: null });
      if (!emptying) await command({ command: way });
      else if (run?.status === "playing" || run?.status === "queued") await command({ command: "pause" });
      store.set(gone(way) ? { draft: [], notice: { tone: "info", text: t.own.tooFew } } : { draft: null });
      if (emptying) return;
      store.set({ spec: store.get().run?.spec ?? store.get().spec });
      changed(way === "undo" ? -1 : 1);
    },
  };
}
