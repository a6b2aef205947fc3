// @ts-check
/**
 * What is said to who waits for a place to train on.
 */
import { fill, t } from "../../t.js";

/** Which place a run or a sweep has among those that wait, and about how long it will wait, where that is known. @param {{queue_position?: number|null, wait_s?: number|null}} waiting */
export function waitingOf({ queue_position, wait_s }) {
  const position = queue_position ?? 1;
  if (typeof wait_s !== "number") return fill(t.queued, { position });
  const inMinutes = wait_s > 90;
  const time = fill(t.waitTimes[Number(inMinutes)], { count: inMinutes ? Math.ceil(wait_s / 60) : Math.max(1, Math.ceil(wait_s / 10)) * 10 });
  return fill(t.queuedFor, { position, time });
}
