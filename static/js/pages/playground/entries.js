// @ts-check
/**
 * Asks the server how choices are drawn with the parameters that they have, each once.
 */
import { keyOf, unusualOf } from "../../lib/entries.js";
import { debounce } from "../../lib/time.js";

/** @typedef {import("../../types.js").Choice} Choice */
/** @typedef {import("../../types.js").Entry} Entry */

/** A parameter that is dragged is asked about once it rests; so many entries are remembered. */
const [REST_MS, MOST] = [250, 60];

/**
 * @param {import("../../state.js").AppStore} store
 * @param {(family: string, choice: Choice) => Promise<Entry>} read
 */
export function createEntries(store, read) {
  /** @type {Map<string, Promise<Entry>>} */
  const asked = new Map();

  /** The entry of a choice; rejected, with a sentence, where it cannot be. @param {string} family @param {Choice} choice */
  function entry(family, choice) {
    const key = keyOf(family, choice);
    const known = asked.get(key);
    if (known) return known;
    const answer = read(family, choice);
    asked.set(key, answer);
    if (asked.size > MOST) asked.delete(/** @type {string} */ (asked.keys().next().value));
    answer.then(
      (found) => store.set({ drawn: Object.fromEntries([...Object.entries(store.get().drawn), [key, found]].slice(-MOST)) }),
      // A formula that is wrong stays wrong; a server that was not reached may be later.
      ({ status }) => { if (status !== 422) asked.delete(key); },
    );
    return answer;
  }

  store.on(["spec"], debounce(() => {
    const { catalogue, spec } = store.get();
    if (!catalogue || !spec) return;
    // Without an answer there is no curve; what is wrong with a formula is said where it is typed.
    for (const { family, choice } of unusualOf(catalogue, spec)) entry(family, choice).catch(() => undefined);
  }, REST_MS));
  return entry;
}
