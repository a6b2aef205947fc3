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

/** What was given, where there is no storage: for as long as the page is open. @type {string|null} */
let here = null;

/** @param {string} key */
function remember(key) {
  here = key;
  try {
    window.sessionStorage.setItem(KEY, key);
  } catch {
    // Asked for again when the page is loaded anew.
  }
}

const given = () => remembered() ?? here;

/** The key that is known now, if any: another page of this tab, such as a lesson's network, may have been given it meanwhile. */
export const knownKey = () => given() ?? membersKey();

/**
 * @template T
 * @param {Pick<import("../../state.js").AppStore, "set">} store
 * @param {(what: any, key: string|null) => Promise<T>} create   one request
 * @param {() => string|null} [instead]   what is shown where no key is known
 * @returns {(what: any) => Promise<T>} create a run, or a sweep, however long the key takes
 */
export function createAdmission(store, create, instead = membersKey) {
  /** A person gives it here, or in another page of this tab. @param {string} problem what was wrong with the key before @returns {Promise<string>} */
  const ask = (problem) => new Promise((found) => {
    const give = (/** @type {string} */ key) => {
      window.removeEventListener("storage", elsewhere);
      found(key);
    };
    const elsewhere = (/** @type {StorageEvent} */ { key, newValue }) => { if (key === KEY && newValue) give(newValue); };
    window.addEventListener("storage", elsewhere);
    store.set({ keyWanted: { problem, give } });
  });

  return async (what) => {
    /** @type {string|null} */
    let told = null;
    for (;;) {
      const shown = told ?? given();
      try {
        const made = await create(what, shown ?? instead());
        if (told) remember(told);
        return made;
      } catch (problem) {
        const wanted = problem instanceof Problem && (problem.status === 401 || problem.status === 403);
        if (!wanted) throw problem;
        told = await ask(shown !== null && problem.status === 403 ? problem.message : "");
        store.set({ keyWanted: null });
      }
    }
  };
}
