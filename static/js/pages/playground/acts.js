// @ts-check
/**
 * What was changed in the run by hand, asked for whenever there is more of it.
 */
import * as api from "../../api.js";
import { debounce } from "../../lib/time.js";

/** A slider that is dragged changes a setting many times a second. */
const REST_MS = 300;

/** @param {import("../../state.js").AppStore} store */
export function followActs(store) {
  const of = (/** @type {import("../../types.js").Run|null} */ run) => `${run?.id} ${run?.generation} ${run?.acts}`;
  let known = "";

  const read = debounce(async () => {
    const { run } = store.get();
    if (!run || known === of(run)) return;
    known = of(run);
    try {
      const acts = await api.readActs(run.id);
      if (known === of(store.get().run)) store.set({ acts });
    } catch (problem) {
      if (!(problem instanceof api.Problem)) throw problem;
      // Asked again with the next word of the run.
      known = "";
    }
  }, REST_MS);

  store.on(["run"], ({ run, acts }) => {
    if (known === of(run)) return;
    if (run?.acts) return read();
    known = of(run);
    if (acts.length) store.set({ acts: [] });
  });
}
