// @ts-check
/**
 * Settings that a teacher has sent: the run begins anew with them, and what was there is kept, or can be gone back to.
 */
import { Problem } from "../../api.js";
import { differences } from "../../lib/schema.js";
import { MOST_KEPT } from "./remembered.js";

/**
 * @param {import("../../state.js").AppStore} store
 * @param {import("./driver.js").Driver} driver
 * @param {{opened: Promise<unknown>, copy: (run: import("../../types.js").Run) => Promise<import("../../types.js").Run>, take: (key: import("./remembered.js").Key) => Promise<unknown>, beginWith: (spec: any) => Promise<unknown>}} page
 * @returns {import("../member/lead.js").Begin}
 */
export function createSent(store, driver, { opened, copy, take, beginWith }) {
  /** @param {import("../../types.js").Spec} spec @param {boolean} anyway */
  async function begin(spec, anyway) {
    await opened;
    const { run, watching } = store.get();
    // Another's run, which is watched, is left as it is.
    if (!run || watching) {
      await beginWith(spec);
      return {};
    }
    await driver.sync();
    const before = store.get().run ?? run;
    const trained = before.status !== "ready" || Boolean(before.spec.data.points);
    if (!trained && !differences(before.spec, spec).length) return {};
    store.set({ moment: null });
    const keeps = trained && !anyway;
    if (keeps && store.get().kept.length >= MOST_KEPT) return { full: true };
    const kept = keeps ? await copy(before) : null;
    await driver.begin(spec);
    const { run: begun, notice } = store.get();
    if (begun?.generation === before.generation) return { fault: notice?.text ?? "" };
    store.set({ notice: null });
    const undo = () => (store.get().run?.generation === begun?.generation ? driver.go("undo") : kept?.token && take({ id: kept.id, token: kept.token }));
    return { kept: kept !== null, undo };
  }

  return async (spec, anyway) => {
    try {
      return await begin(spec, anyway);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      return { fault: problem.placed };
    }
  };
}
