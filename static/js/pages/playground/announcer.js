// @ts-check
/**
 * A short summary for those who listen to the page, at most every five seconds.
 */
import { setText } from "../../lib/dom.js";
import { fixed, lossOf, percent } from "../../lib/format.js";
import { throttle } from "../../lib/time.js";
import { fill, t } from "../../t.js";

/**
 * @param {HTMLElement} root
 * @param {import("../../state.js").AppStore} store
 */
export function mountAnnouncer(root, store) {
  const tell = () => {
    const { history } = store.get();
    const last = (/** @type {string} */ name) => history[name]?.at(-1) ?? null;
    setText(root, fill(t.summary, {
      epoch: history.epoch.at(-1) ?? 0,
      loss: lossOf(last("loss")),
      test: last("val_loss") === null ? "" : fill(t.summaryTest, { loss: lossOf(last("val_loss")) }),
      accuracy: last("r2") !== null ? fill(t.summaryR2, { r2: fixed(last("r2"), 2) }) : last("accuracy") === null ? "" : fill(t.summaryAccuracy, { accuracy: percent(last("accuracy")) }),
    }));
  };
  const say = throttle(tell, 5000);
  store.on(["history"], ({ history }) => {
    if (history.epoch.length > 1) say();
    // What was said is true no more once the run has begun anew.
    else if (root.textContent && history.epoch.length) tell();
  });
}
