// @ts-check
/**
 * What the plane shows in place of what the run answers: a neuron's map, the network without a neuron, or that of another place in a
 * landscape. The run itself is not touched.
 */
import * as api from "../../api.js";
import { readDocument } from "../../lib/arrays.js";
import { lossOf, percent, short } from "../../lib/format.js";
import { mapAlone, mappedCounts, sumsOf } from "../../lib/instead.js";
import { marks } from "../../lib/locale.js";
import { newest } from "../../lib/time.js";
import { fill, t } from "../../t.js";
import { outlineOf } from "../../views/outline.js";
import { pictureOf } from "./frame.js";

/** As fine as the present one's, and at most so often while the run goes on. */
const LOOK = { boundary: 100 };
const EVERY_MS = 100;

/** @typedef {import("../../types.js").State} State */

/** The neuron whose map is to be seen. @param {State} state */
const neuronIn = ({ hovered, instead }) => hovered ?? (instead?.kind === "neuron" ? instead : null);

/**
 * What the plane shows: a picture, and how it is drawn. A neuron's map is of values, with a line where its sum is 0.
 * @param {State} state
 * @returns {{picture: import("../../types.js").Picture|null, options: import("../../types.js").Options, title: string}}
 */
export function planeOf(state) {
  const { picture, theme, data, discretize, output, spec, catalogue, instead, other } = state;
  const options = { theme, data, discretize, output };
  const neuron = neuronIn(state);
  const counts = spec ? mappedCounts(spec.network) : [];
  const map = neuron && mapAlone(picture?.maps ?? null, counts, neuron);
  if (neuron && map && picture && spec && catalogue && data) {
    const title = outlineOf(picture, { spec, catalogue, data }).nameOf(neuron.column, neuron.unit);
    return { picture: { ...picture, boundary: map, weights: null }, options: { ...options, data: valued(data), output: null, zero: sumsOf(picture.maps, picture.weights, counts, neuron) }, title };
  }
  if (instead && instead.kind !== "neuron" && other) return { picture: other, options, title: instead.kind === "place" ? t.deeper.placeTitle : fill(t.deeper.without, { name: nameOf(state) }) };
  // Where there are no classes there is nothing between them.
  return { picture, options, title: data && !data.classes?.length ? t.predictedValues : t.boundary };
}

/** Data as they are seen by a neuron: it answers a value, whatever the outputs do. @type {(data: import("../../types.js").Data) => import("../../types.js").Data} */
const valued = (() => {
  /** @type {WeakMap<object, import("../../types.js").Data>} */
  const known = new WeakMap();
  return (data) => {
    const made = known.get(data) ?? { ...data, classes: null, values: [t.deeper.answer] };
    known.set(data, made);
    return made;
  };
})();

/** @param {State} state */
function nameOf({ picture, spec, catalogue, data, instead }) {
  if (!spec || !catalogue || !instead || instead.kind === "place") return "";
  return outlineOf(picture, { spec, catalogue, data }).nameOf(instead.column, instead.unit);
}

/** Whether what is to be said of it is still being reckoned. @param {State} state */
export const isAwaited = ({ instead, other }) => instead?.kind === "without" && !other;

/** What is said of it in the plane. @param {State} state */
export function wordsOf(state) {
  const { instead, other } = state;
  if (!instead) return "";
  if (instead.kind === "neuron") return nameOf(state);
  if (instead.kind === "place") return fill(t.deeper.landscape.place, { loss: lossOf(instead.loss), x: short(instead.x, 2), y: short(instead.y, 2) });
  const { loss, val_loss, accuracy, val_accuracy } = other?.metrics ?? {};
  const share = val_accuracy ?? accuracy;
  return other ? `${fill(t.deeper.lossOnly, { loss: lossOf(val_loss ?? loss) })}${share === undefined ? "" : `${marks.list}${fill(t.deeper.right, { share: percent(share) })}`}` : t.deeper.wait;
}

/** @param {import("../../state.js").AppStore} store */
export function createInstead(store) {
  /** What is to be asked for now. @param {State} state */
  function wish({ instead, run, moment, picture }) {
    if (!run || !instead || instead.kind === "neuron" || document.hidden) return null;
    const now = instead.kind === "without" ? [moment, moment === null ? picture?.step : 0, run.acts] : [];
    return { instead, id: run.id, moment, key: JSON.stringify([run.id, run.generation, instead, now]) };
  }

  /** @param {NonNullable<ReturnType<typeof wish>>} wanted */
  async function look({ instead, id, moment }) {
    try {
      const read = instead.kind === "place"
        ? api.readPlace(id, { of: instead.of, seed: instead.seed, x: instead.x, y: instead.y, epoch: instead.epoch }, LOOK)
        : api.readWithout(id, { layer: /** @type {any} */ (instead).column - 1, unit: /** @type {any} */ (instead).unit }, moment, LOOK);
      const picture = pictureOf({ seq: 0, ...readDocument(await read) });
      if (store.get().instead === instead) store.set({ other: picture });
    } catch (problem) {
      if (!(problem instanceof api.Problem)) throw problem;
      if (store.get().instead === instead) store.set({ instead: null, notice: { tone: "warn", text: problem.message } });
    }
  }

  const ask = newest(() => wish(store.get()), look, EVERY_MS);
  let of = "";
  store.on(["run", "spec"], ({ run, spec, instead }) => {
    const now = JSON.stringify([run?.id, run?.generation, spec?.network]);
    if (now !== of && instead) store.set({ instead: null });
    of = now;
  });
  store.on(["instead"], () => {
    ask.anew();
    store.set({ other: null });
  });
  store.on(["instead", "picture", "moment"], () => void ask());
}
