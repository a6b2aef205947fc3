// @ts-check
/**
 * What the browser's history was left with: which run each entry is about, and how it was trained then.
 */
import { leftHere } from "../../url.js";

/**
 * @param {import("../../state.js").AppStore} store
 * @param {import("./driver.js").Driver} driver
 * @param {(id: string) => Promise<boolean>} show   another run of this browser
 */
export function createVisited(store, driver, show) {
  /** How often a run began anew, less what was undone, by its id: by so much entries are apart. @type {Record<string, number>} */
  const begun = {};
  /** A page that is loaded anew goes on counting. @param {string} id */
  const begunOf = (id) => (begun[id] ??= leftHere()?.run === id ? leftHere()?.begun ?? 0 : 0);

  return {
    /** What an entry about a run is left with. @param {string} id */
    left: (id) => ({ run: id, begun: begunOf(id) }),

    /** @param {string} id @param {number} times   it began anew; less than 0 where that was undone */
    count(id, times) {
      begun[id] = begunOf(id) + times;
    },

    /**
     * Back, or forth, to the run that this entry was left with, trained as it was then, as far as that is still known.
     * @param {() => void} before   each step
     * @returns {Promise<boolean>} whether its run is shown
     */
    async go(before) {
      const left = leftHere();
      const { run } = store.get();
      if (!run || !left) return false;
      if (left.run !== run.id && !(await show(left.run))) return false;
      const apartNow = () => begunOf(left.run) - left.begun;
      // Between two entries a drawing may have been emptied, which is a step, too, but not of the run.
      for (let apart = apartNow(), still = 0; apart && still < 2; ) {
        before();
        await driver.go(apart > 0 ? "undo" : "redo");
        still = apartNow() === apart ? still + 1 : 0;
        apart = apartNow();
      }
      return true;
    },
  };
}
