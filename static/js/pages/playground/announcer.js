// @ts-check
/**
 * What is said to those who listen to the page: what their own acts lead to and, once they ask for it, every five seconds how the run does.
 */
import { setText } from "../../lib/dom.js";
import { fixed, lossOf, percent } from "../../lib/format.js";
import { debounce } from "../../lib/time.js";
import { statusOf } from "../../state.js";
import { fill, t } from "../../t.js";

const EVERY_MS = 5000;
/** So long a run rests before it is said. */
const REST_MS = 250;
/** What a run comes to; what it passes through is not said. */
const SAID = ["ready", "playing", "paused", "finished", "diverged", "failed"];

/**
 * @param {HTMLElement} root
 * @param {import("../../state.js").AppStore} store
 * @returns {{say: (words: string) => void, toggle: () => void}} `toggle`: whether the run is told of every five seconds
 */
export function mountAnnouncer(root, store) {
  const say = (/** @type {string} */ words) => setText(root, words);

  function summary() {
    const { history } = store.get();
    const last = (/** @type {string} */ name) => history[name]?.at(-1) ?? null;
    return fill(t.summary, {
      epoch: history.epoch.at(-1) ?? 0,
      loss: lossOf(last("loss")),
      test: last("val_loss") === null ? "" : fill(t.summaryTest, { loss: lossOf(last("val_loss")) }),
      accuracy: last("r2") !== null ? fill(t.summaryR2, { r2: fixed(last("r2"), 2) }) : last("accuracy") === null ? "" : fill(t.summaryAccuracy, { accuracy: percent(last("accuracy")) }),
    });
  }

  /** When the run is to be told of again. */
  let due = 0;

  /** What was said of the run last; nothing before it has done something. */
  let said = "";
  function settle() {
    const state = store.get();
    const status = statusOf(state);
    if (!SAID.includes(status)) return;
    const epoch = state.run?.epoch ?? 0;
    const now = status === "playing" ? status : `${status} ${state.run?.generation} ${epoch}`;
    const before = said;
    // The numbers of that epoch are still to come.
    if (before && status !== "playing" && (state.history.epoch.at(-1) ?? -1) < epoch) return;
    said = now;
    // A page that opens says nothing by itself.
    if (!before || now === before) return;
    say(status === "playing" ? fill(t.words.nowPlaying, { status: t.status.playing }) : fill(t.words.now, { status: /** @type {any} */ (t.status)[status], summary: summary() }));
  }
  const settleSoon = debounce(settle, REST_MS);

  store.on(["run", "wantsPlay", "phase", "connection", "history"], (state) => {
    // While it plays there is always something new.
    if (!said || statusOf(state) === "playing") settle();
    else settleSoon();
  });
  store.on(["history"], ({ aloud, wantsPlay, history }) => {
    if (!aloud || !wantsPlay || history.epoch.length < 2 || Date.now() < due) return;
    due = Date.now() + EVERY_MS;
    say(summary());
  });

  return {
    say,
    toggle() {
      const aloud = !store.get().aloud;
      store.set({ aloud });
      due = Date.now() + EVERY_MS;
      say(aloud ? fill(t.words.liveOn, { summary: summary() }) : t.words.liveOff);
    },
  };
}
