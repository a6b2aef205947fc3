// @ts-check
/**
 * What the server is asked about the state that is shown, while somebody looks at it.
 */
import { Problem } from "../../api.js";
import { newest } from "../../lib/time.js";

/** @typedef {import("../../types.js").State} State */

/**
 * @template T
 * @param {import("../../state.js").AppStore} store
 * @param {(state: State) => boolean} isWanted
 * @param {(id: string, epoch: number|null) => Promise<T>} read
 * @param {(found: T|null) => void} take   nothing where the server refuses
 * @param {number|(() => number)} pause_ms since the last answer
 * @returns {ReturnType<typeof newest>} to be called whenever it may be wanted, or another
 */
export const askOfShown = (store, isWanted, read, take, pause_ms) => newest(() => {
  const state = store.get();
  const { run, moment, picture } = state;
  if (!run || !picture || document.hidden || !isWanted(state)) return null;
  return { id: run.id, moment, key: JSON.stringify([run.id, run.generation, run.acts, moment, moment === null ? picture.step : 0]) };
}, async ({ id, moment }) => {
  try {
    const found = await read(id, moment);
    if (store.get().run?.id === id) take(found);
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    take(null);
    return false;
  }
}, pause_ms);
