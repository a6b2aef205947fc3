// @ts-check
/**
 * Which runs are open in other tabs. A tab that is duplicated takes its storage along, so a page that finds a run there asks the
 * others whether it is theirs. Nobody has to say that a tab was closed, or remember to: who is gone does not answer.
 */
import { root } from "../../root.js";
import { sleep } from "../../lib/time.js";

/** So long a page waits for the others' answers; one that comes later is minded, too. */
const ANSWER_MS = 100;
/** A page that slept longer than this before it heard a question has lost its run to who asked. */
const SLEPT_MS = 5000;

/**
 * @param {() => string|null} ownId of the run that this page holds
 * @param {(id: string) => void} held called when another tab says which run it holds
 * @returns {(anew?: boolean) => Promise<Set<string>>} the runs that other tabs hold, as they said when the page came, or say now
 */
export function joinTabs(ownId, held) {
  /** @type {Set<string>} */
  let others = new Set();
  if (typeof BroadcastChannel === "undefined") return async () => others;
  const me = `${Date.now()}-${Math.random()}`;
  const join = () => {
    const joined = new BroadcastChannel(`playground-tabs ${new URL(root).pathname}`);
    joined.onmessage = ({ data: { from, to, at, id } }) => {
      if (to === me) {
        const known = others.has(id);
        others.add(id);
        return known || held(id);
      }
      const own = ownId();
      if (!to && own && Date.now() - at < SLEPT_MS) joined.postMessage({ to: from, id: own });
    };
    return joined;
  };
  let channel = join();
  // A page that is kept for the way back is nobody's tab meanwhile.
  window.addEventListener("pagehide", () => channel.close());
  window.addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    channel = join();
    answered = ask();
  });
  const ask = () => {
    others = new Set();
    channel.postMessage({ from: me, at: Date.now() });
    return sleep(ANSWER_MS);
  };
  let answered = ask();
  return async (anew = false) => {
    if (anew) answered = ask();
    await answered;
    return others;
  };
}
