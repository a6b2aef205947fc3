// @ts-check
/**
 * Weights that are set by hand: before the first update they are part of the specification, as far as that holds so many.
 */
import * as api from "../../api.js";
import { areGiven, GIVEN } from "../../lib/parameters.js";
import { valueAt, withValue } from "../../lib/schema.js";
import { t } from "../../t.js";

/**
 * @param {import("../../state.js").AppStore} store
 * @param {ReturnType<typeof import("./requests.js").createRequests>["accept"]} accept
 * @returns {(weights: import("../../types.js").Weight[], remember: boolean) => Promise<void>}
 */
export const createByHand = (store, accept) => async (weights, remember) => {
  const before = JSON.stringify(store.get().spec?.network);
  await accept((run) => api.setWeights(run, weights, remember));
  const { run, spec } = store.get();
  if (!run || !spec) return;
  // What has become of the network meanwhile is still to be sent.
  if (JSON.stringify(spec.network) === before) store.set({ spec: withValue(spec, GIVEN, valueAt(run.spec, GIVEN)) });
  if (run.step === 0 && !areGiven(run.spec, weights)) store.set({ notice: { tone: "info", text: t.weights.untold } });
};
