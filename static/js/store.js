// @ts-check
/**
 * A store is one object, a way to change it, and a list of those who want to know.
 */

/**
 * @template {object} T
 * @typedef {object} Store
 * @property {() => T} get
 * @property {(patch: Partial<T>) => void} set
 * @property {<K extends keyof T>(keys: K[], listener: (state: T) => void) => () => void} on
 */

/**
 * Make a store. Listeners run at once, in the order they came, and only when one of their keys changed.
 * @template {object} T
 * @param {T} initial
 * @returns {Store<T>}
 */
export function createStore(initial) {
  let state = { ...initial };
  /** @type {{keys: (keyof T)[], listener: (state: T) => void}[]} */
  let listeners = [];

  return {
    get: () => state,
    set(patch) {
      const before = state;
      const after = { ...before, ...patch };
      state = after;
      const changed = /** @type {(keyof T)[]} */ (Object.keys(patch)).filter((key) => before[key] !== after[key]);
      if (!changed.length) return;
      for (const { keys, listener } of [...listeners]) {
        if (keys.some((key) => changed.includes(key))) listener(state);
      }
    },
    on(keys, listener) {
      const entry = { keys, listener };
      listeners.push(entry);
      return () => {
        listeners = listeners.filter((other) => other !== entry);
      };
    },
  };
}
