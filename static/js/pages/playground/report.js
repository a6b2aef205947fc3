// @ts-check
/**
 * The figures of the run beyond loss and accuracy: asked for while somebody looks at them, and again as it goes on.
 */
import * as api from "../../api.js";
import { fared, misfits } from "../../lib/misfits.js";
import { sleep } from "../../lib/time.js";

const EVERY_MS = 400;

/** @typedef {import("../../types.js").State} State */

/** The last ones, by what they are of. @type {WeakMap<object, {data: any, points: import("../../lib/misfits.js").Fared[]}>} */
const known = new WeakMap();

/** The points of a report in the order of their losses. @param {State} state */
export function pointsOf({ report, data }) {
  if (!report) return [];
  let found = known.get(report);
  if (found?.data !== data) known.set(report, found = { data, points: fared(report, data) });
  return found?.points ?? [];
}

/** What is ringed in the plane. @param {State} state @returns {[number, number][]|null} */
export const ringsOf = (state) => (state.marked ? misfits(pointsOf(state)).map(({ x1, x2 }) => [x1, x2]) : null);

/** @param {import("../../state.js").AppStore} store */
export function followReport(store) {
  let asking = false;
  let shown = "";

  /** @param {State} state */
  function wish({ run, moment, picture, panel, marked }) {
    if (!run || !picture || document.hidden || !(marked || panel === "confusion" || panel === "numbers")) return null;
    return { id: run.id, moment, key: JSON.stringify([run.id, run.generation, run.acts, moment, moment === null ? picture.step : 0]) };
  }

  async function ask() {
    if (asking) return;
    asking = true;
    try {
      for (let wanted = wish(store.get()); wanted && wanted.key !== shown; wanted = wish(store.get())) {
        shown = wanted.key;
        const report = await api.readReport(wanted.id, wanted.moment);
        if (store.get().run?.id === wanted.id) store.set({ report });
        await sleep(EVERY_MS);
      }
    } catch (problem) {
      if (!(problem instanceof api.Problem)) throw problem;
      store.set({ report: null });
    } finally {
      asking = false;
    }
  }
  store.on(["picture", "moment", "panel", "marked", "run"], () => void ask());
  store.on(["data"], () => { shown = ""; });
}
