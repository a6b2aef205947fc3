// @ts-check
/**
 * Settings are shown as soon as they are chosen, with what is to be said of all that came along.
 */
import { marks } from "../../lib/locale.js";
import { cameAlong } from "./told.js";

/** @typedef {import("../../types.js").Spec} Spec */

/** @param {import("../../state.js").AppStore} store */
export function createShowing(store) {
  /** What was changed last: what was said of it stays while it is changed on. */
  let last = "";
  /**
   * @param {Spec} spec
   * @param {Spec} wanted
   * @param {{before?: Spec, what?: string, also?: string}} [options] `what`: was changed; `also`: what else there is to say
   */
  return function show(spec, wanted, { before, what = "", also = "" } = {}) {
    const { catalogue, notice } = store.get();
    const text = `${cameAlong(catalogue, spec, wanted, before)}${marks.sentence}${also}`.trim();
    store.set({ spec, errors: {}, notice: text ? { tone: "info", text } : what && what === last && notice?.tone === "info" ? notice : null });
    last = what;
  };
}
