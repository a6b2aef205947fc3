// @ts-check
/**
 * Runs and sweeps are created here: a server may want its key first, which a person gives once a session. A member of a class has one.
 */
import { Problem } from "../../api.js";
import { membership } from "../../membership.js";

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

/** A member of a class may train without the server's own. @returns {string|null} */
function membersKey() {
  const member = membership();
  return member && `${member.code}.${member.token}`;
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
 * @template T
 * @param {Pick<import("../../state.js").AppStore, "set">} store
 * @param {(what: any, key: string|null) => Promise<T>} create   one request
 * @param {() => string|null} [instead]   what is shown where no key is known
 * @returns {(what: any) => Promise<T>} create a run, or a sweep, however long the key takes
 */
export function createAdmission(store, create, instead = membersKey) {
  let key = remembered();

  /** @param {string} problem what was wrong with the key before @returns {Promise<string>} */
  const ask = (problem) => new Promise((give) => store.set({ keyWanted: { problem, give } }));

  return async (what) => {
    for (;;) {
      try {
        const made = await create(what, key ?? instead());
        remember(key);
        return made;
      } catch (problem) {
        const wanted = problem instanceof Problem && (problem.status === 401 || problem.status === 403);
        if (!wanted) throw problem;
        key = await ask(key !== null && problem.status === 403 ? problem.message : "");
        store.set({ keyWanted: null });
      }
    }
  };
}
