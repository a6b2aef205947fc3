// @ts-check
/**
 * The figures of the run beyond loss and accuracy: asked for while somebody looks at them, and again as it goes on.
 */
import * as api from "../../api.js";
import { fared, misfits } from "../../lib/misfits.js";
import { askOfShown } from "./asked.js";

const EVERY_MS = 400;

/** @typedef {import("../../types.js").State} State */

/** @typedef {{data: any, points: import("../../lib/misfits.js").Fared[], rings: [number, number][]}} Found */
/** What was found in a report, once for all who draw it. @type {WeakMap<object, Found>} */
const known = new WeakMap();

/** @param {State} state @returns {Found|null} */
function foundIn({ report, data }) {
  if (!report) return null;
  const before = known.get(report);
  if (before?.data === data) return before;
  const points = fared(report, data);
  const found = { data, points, rings: misfits(points).map(({ x1, x2 }) => /** @type {[number, number]} */ ([x1, x2])) };
  known.set(report, found);
  return found;
}

/** The points of a report in the order of their losses. @param {State} state */
export const pointsOf = (state) => foundIn(state)?.points ?? [];

/** What is ringed in the plane. @param {State} state */
export const ringsOf = (state) => (state.marked ? foundIn(state)?.rings ?? null : null);

/** @param {import("../../state.js").AppStore} store */
export function followReport(store) {
  const ask = askOfShown(store, ({ panel, listed, marked }) => marked || panel === "confusion" || (panel === "numbers" && listed === "points"),
    api.readReport, (report) => store.set({ report }), EVERY_MS);
  store.on(["picture", "moment", "panel", "listed", "marked", "run"], () => void ask());
  store.on(["data"], ask.anew);
}
