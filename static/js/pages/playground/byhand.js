// @ts-check
/**
 * Weights that are set by hand: before the first update they are part of the specification, as far as that holds so many.
 */
import * as api from "../../api.js";
import { areGiven, GIVEN } from "../../lib/parameters.js";
import { differences, valueAt, withValue } from "../../lib/schema.js";
import { t } from "../../t.js";

/**
 * @param {import("../../state.js").AppStore} store
 * @param {ReturnType<typeof import("./requests.js").createRequests>["accept"]} accept
 * @returns {(weights: import("../../types.js").Weight[], remember: boolean) => Promise<void>}
 */
export const createByHand = (store, accept) => async (weights, remember) => {
  await accept((run) => api.setWeights(run, weights, remember));
  const { run, spec } = store.get();
  if (!run || !spec) return;
  // What has become of the network meanwhile is still to be sent.
  const others = differences(run.spec.network, spec.network).filter(([name]) => name !== GIVEN[1]);
  if (!others.length) store.set({ spec: withValue(spec, GIVEN, valueAt(run.spec, GIVEN)) });
  if (run.step === 0 && !areGiven(run.spec, weights)) store.set({ notice: { tone: "info", text: t.weights.untold } });
};
