// @ts-check
/**
 * Runs are created here: a server may want its key first, which a person gives once a session.
 */
import { createRun, Problem } from "../../api.js";

const KEY = "playground-create-key";

/** @returns {string|null} */
function remembered() {
  try {
    return window.sessionStorage.getItem(KEY);
  } catch {
    // No storage: the key is asked for.
    return null;
  }
}

/** @param {string|null} key */
function remember(key) {
  try {
    if (key) window.sessionStorage.setItem(KEY, key);
  } catch {
    // Asked for again when the page is loaded anew.
  }
}

/**
 * @param {import("../../state.js").AppStore} store
 * @returns {(spec: any) => Promise<import("../../types.js").Run>} create a run, however long the key takes
 */
export function createAdmission(store) {
  let key = remembered();

  /** @param {string} problem what was wrong with the key before @returns {Promise<string>} */
  const ask = (problem) => new Promise((give) => store.set({ keyWanted: { problem, give } }));

  return async (spec) => {
    for (;;) {
      try {
        const run = await createRun(spec, key);
        remember(key);
        return run;
      } catch (problem) {
        const wanted = problem instanceof Problem && (problem.status === 401 || problem.status === 403);
        if (!wanted) throw problem;
        key = await ask(problem.status === 403 ? problem.message : "");
        store.set({ keyWanted: null });
      }
    }
  };
}
