// @ts-check
/**
 * Earlier moments of the run, which the page shows instead of now for as long as a person wants, while the run plays on.
 */
import * as api from "../../api.js";
import { fill, t } from "../../t.js";
import { followActs } from "./acts.js";
import { momentBar } from "../../views/momentbar.js";
import { timelineView } from "../../views/timeline.js";

/** Moments of a film a second. */
const MOST_PER_S = 30;

/**
 * @param {import("../../state.js").AppStore} store
 * @param {import("./driver.js").Driver} driver
 * @param {{plane: HTMLElement, curves: ReturnType<typeof import("./curves.js").mountCurves>, fork: (from: {run: string, epoch?: number}) => Promise<void>}} page
 */
export function mountMoments(store, driver, { plane, curves, fork }) {
  // Within a lesson there is nothing to take the run along into: the lesson itself has one.
  const embedded = document.documentElement.dataset.embed !== undefined;
  /** @param {number|null} moment */
  const choose = (moment) => {
    if (moment !== store.get().moment) store.set({ moment, film: false });
  };

  let ticking = 0;
  /** At a higher speed, the film passes over some moments. */
  function roll() {
    const { moment, speed, history } = store.get();
    const every = Math.max(1, Math.round((speed ?? MOST_PER_S) / MOST_PER_S));
    const next = (moment ?? 0) + every;
    store.set(next < (history.epoch.at(-1) ?? 0) ? { moment: next } : { moment: null, film: false });
  }
  store.on(["moment"], ({ film, moment }) => {
    if (film && moment === null) store.set({ film: false });
  });
  store.on(["film", "speed"], ({ film, speed }) => {
    clearInterval(ticking);
    ticking = film ? window.setInterval(roll, 1000 / Math.min(speed ?? MOST_PER_S, MOST_PER_S)) : 0;
  });

  /** From the moment that is shown: the run itself, playing if it did before, or where it is another's, in a run of one's own. */
  async function goOn() {
    const { run, moment, watching, wantsPlay } = store.get();
    if (!run) return;
    if (watching) return mine({ run: run.id, ...(moment === null ? {} : { epoch: moment }) });
    const { generation } = run;
    await driver.rewind({ epoch: moment, play: wantsPlay });
    if (store.get().run?.generation !== generation) store.set({ notice: { tone: "info", text: fill(t.time.wentOn, { epoch: moment ?? run.epoch }) } });
  }

  /** @param {{run: string, epoch?: number}} from */
  async function mine(from) {
    try {
      await fork(from);
    } catch (problem) {
      if (!(problem instanceof api.Problem)) throw problem;
      store.set({ notice: { tone: "error", text: problem.placed } });
    }
  }

  const bar = momentBar(plane, { back: () => choose(null), goOn: embedded ? null : () => void goOn(), left: () => timeline.axis.focus({ preventScroll: true }) });
  const timeline = timelineView(curves.plot, { choose });
  Object.entries({ timeline: timeline.axis, "moment-go-on": bar.on, "moment-back": bar.now }).forEach(([id, part]) => { part.id = id; });
  store.on(["moment", "history", "acts", "kept", "spec"], ({ moment, history, acts }) => timeline.draw({ moment, history, acts, others: curves.others() }));
  followActs(store);
  store.on(["moment", "history", "picture", "watching"], ({ moment, history, picture, watching }) =>
    bar.draw({ moment, last: history.epoch.at(-1) ?? 0, exact: picture?.exact ?? true, watching }));
  return { goOn };
}
