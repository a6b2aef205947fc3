// @ts-check
/**
 * Which losses suit which data: told from the catalogue and the data part of a specification alone.
 */
import { entriesOf, entryOf } from "./schema.js";

/**
 * What is asked of the network, or null where only the server knows.
 * @param {any} entry of the data set
 * @param {any} data the data part of a specification
 * @returns {string|null}
 */
export function taskOf(entry, data) {
  const properties = entry?.schema?.properties ?? {};
  const among = (/** @type {number} */ classes) => (classes === 0 ? "regression" : classes === 2 ? "binary" : "multiclass");
  if (properties.class_names) return among(data.class_names?.length ?? 2);
  if (properties.n_classes) return among(data.n_classes ?? entry.defaults.n_classes);
  return properties.n ? entry.task : null;
}

/** A data set of one's own: its points are written out. @param {any} entry */
export const isOwn = (entry) => Boolean(entry?.schema?.properties?.points);

/** A data set that comes with links alone: it can neither be drawn anew nor edited. @param {any} entry */
export const isLinked = (entry) => !isOwn(entry) && !entry?.schema?.properties?.n;

/**
 * The losses that suit a task; all of them where the task is not known.
 * @param {any[]} losses
 * @param {string|null} task
 */
export const suiting = (losses, task) => losses.filter(({ tasks }) => !task || !tasks || tasks.includes(task));

/**
 * The specification with a loss that suits its data: the one it has, or the first that does.
 * @template {any} T
 * @param {any} catalogue
 * @param {T} spec
 * @returns {T}
 */
export function suited(catalogue, spec) {
  const { data, training } = /** @type {any} */ (spec);
  const task = taskOf(entryOf(entriesOf(catalogue, "data"), data.kind), data);
  const losses = suiting(entriesOf(catalogue, "loss"), task);
  if (!losses.length || entryOf(losses, training.loss?.kind ?? training.loss)) return spec;
  return /** @type {any} */ ({ .../** @type {any} */ (spec), training: { ...training, loss: losses[0].defaults } });
}
