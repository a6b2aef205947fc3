// @ts-check
/**
 * The points of the last update and of the next one: asked for while a person steps by less than epochs, and while their table is seen.
 */
import * as api from "../../api.js";
import { placesOf, upToNow } from "../../lib/minibatch.js";
import { askOfShown } from "./asked.js";

/** A running network is asked about no more often than this. */
const EVERY_MS = 400;

/** @typedef {import("../../types.js").State} State */

/** Whether a person follows the run update by update. @param {State} state */
const isStepping = ({ moment, wantsPlay, stepUnit }) => moment === null && !wantsPlay && stepUnit !== "epoch";

/** What is known of the state that is shown. @param {State} state */
export const minibatchOf = ({ minibatch, picture }) => (minibatch && minibatch.step === picture?.step ? minibatch : null);

/** Where the run stands in its epoch, for a person who steps through it. @param {State} state */
export const placeIn = (state) => (isStepping(state) ? minibatchOf(state) : null);

/** What is ringed in the plane. @param {State} state @returns {[number, number][]|null} */
export function takenOf(state) {
  const place = placeIn(state);
  return place?.taken.length && state.data ? placesOf(place, state.data.train) : null;
}

/** The curves, on to where the run stands. @param {State} state */
export function historyOf(state) {
  const place = placeIn(state);
  return place && state.picture ? upToNow(state.history, state.picture.metrics, place) : state.history;
}

/** @param {import("../../state.js").AppStore} store */
export function followMinibatch(store) {
  const isListed = (/** @type {State} */ { panel, listed }) => panel === "numbers" && (listed === "parameters" || listed === "batch");
  const ask = askOfShown(store, (state) => state.phase === "ready" && (isListed(state) || isStepping(state)),
    api.readMinibatch, (minibatch) => store.set({ minibatch }), () => (store.get().wantsPlay ? EVERY_MS : 0));
  store.on(["picture", "moment", "panel", "listed", "run", "stepUnit", "wantsPlay"], () => void ask());
}
