// @ts-check
/**
 * Tells a class which run one works on: that of the page which is looked at, whenever it is another, until the class has heard it.
 */
import { Problem, setOwnRun } from "../../api.js";
import { backoff, sleep } from "../../lib/time.js";

/** @typedef {{id: string, token: string}} Key */

/** @param {import("./link.js").Link} link */
export function createTeller(link) {
  /** @type {Key|null} */
  let wanted = null;
  let telling = false;
  const closing = new AbortController();

  async function tell() {
    if (telling || document.hidden) return;
    telling = true;
    for (let attempt = 0; !closing.signal.aborted; attempt++) {
      const run = wanted;
      if (!run || link.get().member?.run === run.id) break;
      try {
        await setOwnRun(link.of, run);
        if (wanted === run) break;
      } catch (problem) {
        if (!(problem instanceof Problem)) throw problem;
        // A run that is gone is followed by another, of which we hear.
        const refused = problem.status >= 400 && problem.status < 500;
        if (refused && wanted === run) break;
        if (!refused) await sleep(backoff(attempt), closing.signal);
      }
    }
    telling = false;
  }

  // Of several pages of one member, the one that is turned to has the run that counts; the others do not object.
  const turnedTo = () => void tell();
  window.addEventListener("focus", turnedTo, { signal: closing.signal });
  document.addEventListener("visibilitychange", turnedTo, { signal: closing.signal });

  return {
    /** @param {Key|null} run */
    take(run) {
      if (run?.id === wanted?.id) return;
      wanted = run;
      void tell();
    },
    close: () => closing.abort(),
  };
}
