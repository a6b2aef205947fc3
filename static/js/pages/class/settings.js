// @ts-check
/**
 * Settings to hand to a class: those of the playground in this browser, or of a link.
 */
import * as api from "../../api.js";
import { marks } from "../../lib/locale.js";
import { suited } from "../../lib/losses.js";
import { foreignLink, keptRun, specIn, watchedBy, watchedRun } from "../../url.js";
import { opening } from "../playground/opening.js";
import { leftRuns, ownRun } from "../playground/remembered.js";

/** @typedef {import("../../types.js").Spec} Spec */

/** @param {string} id of a run @returns {Promise<Spec|null>} null where the server has it no longer */
const specOfRun = (id) => api.readRun(id).then(({ spec }) => spec, (problem) => {
  if (problem instanceof api.Problem && problem.status === 404) return null;
  throw problem;
});

/** Those of the playground in this tab, or of the run that this browser had last; null where there is none. @returns {Promise<Spec|null>} */
export async function ownSettings() {
  const keys = [ownRun("").read(), leftRuns()[0]].filter((key) => key !== null && key !== undefined);
  for (const { id } of keys) {
    const spec = await specOfRun(id);
    if (spec) return spec;
  }
  return null;
}

/**
 * Those that a link leads to, whole; null where it leads to none.
 * @param {string} text an address of a playground: with settings, of a run to watch or to begin from; or of playground.tensorflow.org
 * @returns {Promise<Spec|null>}
 */
export async function linkedSettings(text) {
  const link = text.trim();
  const foreign = foreignLink(link);
  if (foreign) return (await api.readLink(foreign)).spec;
  const hash = watchedBy(link) ?? (link.includes("#") ? link.slice(link.indexOf("#")) : "");
  const run = watchedRun(hash)?.id ?? keptRun(hash);
  if (run) return specOfRun(run);
  const catalogue = await api.readCatalogue();
  const read = specIn(hash, catalogue.default_spec);
  return read && Object.keys(read.spec).length ? suited(catalogue, opening.whole(read.spec, catalogue.default_spec)) : null;
}

/** What a person knows settings by: data set and units by layer. @param {Spec} spec */
export async function inShort({ data, network }) {
  const catalogue = await api.readCatalogue();
  const title = catalogue.datasets.find((/** @type {any} */ { kind }) => kind === data.kind)?.title ?? data.kind;
  return [title, network.hidden_layers.map(({ units }) => units).join("-")].filter(Boolean).join(marks.list);
}
