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
  return entry?.linked ? null : entry?.task ?? null;
}

/** A data set of one's own: its points are written out. @param {any} entry */
export const isOwn = (entry) => Boolean(entry?.schema?.properties?.points);

/** A data set that comes with links alone: it can neither be drawn anew nor edited. @param {any} entry */
export const isLinked = (entry) => Boolean(entry?.linked);

/**
 * The losses that suit a task; all of them where the task is not known.
 * @param {any[]} losses
 * @param {string|null} task
 */
export const suiting = (losses, task) => losses.filter(({ tasks }) => !task || !tasks || tasks.includes(task));

/** What the data of a specification asks of the network. @param {any} catalogue @param {any} spec */
export const taskIn = (catalogue, { data }) => taskOf(entryOf(entriesOf(catalogue, "data"), data.kind), data);

/**
 * Whether other data surely ask for as many answers: they are of the same kind, and so are their classes or values.
 * @param {any} before
 * @param {any} data
 */
export function asMany(before, data) {
  const told = (/** @type {any} */ { kind, n_classes, dataset, class_names = [], value_names = [] }) => JSON.stringify([kind, n_classes, dataset, class_names.length, value_names.length]);
  return told(before) === told(data);
}

/**
 * Whether two losses surely ask for as many answers of the same data: of two classes, one or one each.
 * @param {any} catalogue
 * @param {any} before
 * @param {any} spec
 */
export function asManyBy(catalogue, before, spec) {
  const [was, is] = [before, spec].map(({ training }) => entryOf(entriesOf(catalogue, "loss"), training.loss.kind)?.output?.of_two_classes);
  const task = taskIn(catalogue, spec);
  return was === is || (task !== null && task !== "binary");
}

/**
 * The specification with a loss that suits its data: the one it has, or else the one that is made for the task.
 * @template {any} T
 * @param {any} catalogue
 * @param {T} spec
 * @returns {T}
 */
export function suited(catalogue, spec) {
  const losses = suiting(entriesOf(catalogue, "loss"), taskIn(catalogue, spec));
  const { loss } = /** @type {any} */ (spec).training;
  return !losses.length || entryOf(losses, loss?.kind ?? loss) ? spec : withMade(catalogue, spec, losses);
}

/**
 * The specification with other data: where these ask for something else, with the loss last used for that, or the one made for it.
 * @template {any} T
 * @param {any} catalogue
 * @param {any} before
 * @param {T} spec
 * @param {Record<string, any>} used the losses last used, by task
 * @returns {T}
 */
export function adapted(catalogue, before, spec, used) {
  const task = taskIn(catalogue, spec);
  if (!task || task === taskIn(catalogue, before)) return suited(catalogue, spec);
  return withMade(catalogue, spec, suiting(entriesOf(catalogue, "loss"), task), used[task]);
}

/** @param {any} catalogue @param {any} spec @param {any[]} losses that suit @param {any} [loss] */
function withMade(catalogue, spec, losses, loss) {
  const task = taskIn(catalogue, spec);
  const made = losses.find(({ tasks }) => tasks?.[0] === task) ?? losses[0];
  return { ...spec, training: { ...spec.training, loss: loss ?? made.defaults } };
}
