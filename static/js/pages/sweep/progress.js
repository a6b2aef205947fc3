// @ts-check
/**
 * How far a sweep has come and how long it takes, in words.
 */
import { grouped } from "../../lib/format.js";
import { countOf } from "../../lib/plan.js";
import { fill, t } from "../../t.js";
import { isOther } from "./state.js";

const words = t.sweep;

/** @typedef {import("./state.js").State} State */

/** @param {number} seconds */
const timeOf = (seconds) => (seconds < 1.5 ? words.moment : seconds < 90 ? fill(words.seconds, { count: Math.round(seconds) }) : fill(words.minutes, { count: Math.round(seconds / 60) }));

/** How long a plan takes, at its speed; nothing while that is not known. @param {State} state */
export const takenIn = ({ estimate, plan, speed }) => (plan && typeof estimate?.seconds === "number" ? timeOf(Math.max(estimate.seconds, speed ? plan.epochs / speed : 0)) : "");

/** What the button says that plays it. @param {State} state */
export function playWords({ plan, sweep, wantsPlay }) {
  if (!plan) return "";
  const other = isOther({ plan, sweep });
  if (wantsPlay && !other) return words.pause;
  const count = grouped(countOf(plan).runs);
  if (!sweep || other) return fill(words.play, { count });
  if (sweep.status === "finished" && plan.epochs <= sweep.until.epoch) return fill(words.again, { count });
  if (!sweep.epoch) return fill(words.play, { count });
  return plan.epochs > sweep.until.epoch ? fill(words.further, { epoch: grouped(plan.epochs) }) : words.playOn;
}

/** How far it has come: as a share of all there is to do, and in words. @param {State} state @returns {{share: number, said: string}|null} */
export function progressOf({ sweep, board }) {
  if (!sweep) return null;
  const until = sweep.until.epoch;
  const runs = sweep.tiles.flatMap((tile) => tile.runs);
  const epochs = board?.epochs.values ?? runs.map(({ epoch }) => epoch);
  // One that diverged has come to its end.
  const share = runs.reduce((sum, { outcome }, i) => sum + (outcome ? 1 : Math.min(1, (epochs[i] ?? 0) / until)), 0) / Math.max(1, runs.length);
  if (sweep.status !== "finished") {
    const least = Math.min(until, ...runs.flatMap(({ outcome }, i) => (outcome ? [] : [Math.floor(epochs[i] ?? 0)])));
    return { share, said: fill(words.done, { epoch: grouped(least), until: grouped(until) }) };
  }
  const lost = runs.filter(({ outcome }) => outcome?.kind === "diverged").length;
  return { share, said: fill(lost ? words.finishedBut : words.finished, { count: grouped(runs.length), done: grouped(runs.length - lost), until: grouped(until), diverged: grouped(lost) }) };
}
