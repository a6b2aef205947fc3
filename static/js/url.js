// @ts-check
/**
 * The address and the specification, kept the same.
 */
import { decodeSpec, encodeSpec } from "./lib/codec.js";
import { decodePlan, encodePlan } from "./lib/plan.js";

/** How the lists of a specification are written in an address. */
const SHAPES = {
  "network.hidden_layers": { fields: ["units", "activation"], choices: ["activation"] },
  "network.weights": { fields: ["layer", "unit", "input"], choices: [], value: "value" },
};

/** Longer addresses get lost on their way through chats and mails. */
export const MOST_CHARACTERS = 8000;

/** Whether a specification is too large for an address: then its points are left out. @param {import("./types.js").Spec} spec */
export const tooLong = (spec) => encodeSpec(spec, SHAPES).length > MOST_CHARACTERS;

/** @param {import("./types.js").Spec} spec */
const short = (spec) => ({ ...spec, data: Object.fromEntries(Object.entries(spec.data).filter(([, value]) => !Array.isArray(value) || !Array.isArray(value[0]))) });

/** @param {import("./types.js").Spec} spec */
export const hashOf = (spec) => `#${encodeSpec(tooLong(spec) ? short(spec) : spec, SHAPES)}`;

/**
 * The specification in an address, or null when there is none.
 * @param {string} hash
 * @param {import("./types.js").Spec} template
 */
export function specIn(hash, template) {
  if (hash.length < 2) return null;
  const read = decodeSpec(hash, SHAPES, template);
  return Object.keys(read.spec).length || read.unread.length ? read : null;
}

/** The one in the page's own. @param {import("./types.js").Spec} template */
export const readHash = (template) => specIn(window.location.hash, template);

/**
 * What an entry of the browser's history was left with: the run's id, and how often that had begun anew.
 * @typedef {{run: string, begun: number}} Left
 */

/** What the entry that is shown was left with; null for a link. @returns {Left|null} */
export const leftHere = () => window.history.state;

/**
 * Write the address; the way back leads to the one before.
 * @param {string} hash
 * @param {{replace: boolean, left: Left}} options
 */
export function writeHash(hash, { replace, left }) {
  if (replace || hash === window.location.hash) window.history.replaceState(left, "", hash);
  else window.history.pushState(left, "", hash);
}

/** @param {() => void} listener called when a person changed the address */
export function onHashChange(listener) {
  window.addEventListener("hashchange", listener);
}

/** The run that an address is for watching, and the epoch to be shown, or null for now; or null. @param {string} hash @returns {{id: string, at: number|null}|null} */
export function watchedRun(hash) {
  const [, id, at] = hash.match(/^#watch=([\w-]+)(?:&at=(\d{1,9}))?$/) ?? [];
  return id ? { id, at: at ? Number(at) : null } : null;
}

/** @param {string} id of a run @param {number|null} at the epoch to be shown; null: now */
export const watchHash = (id, at) => `#watch=${id}${at === null ? "" : `&at=${at}`}`;

/** The same run, as a link whose picture chats can show. @param {string} root @param {string} id @param {number|null} at */
export const watchLink = (root, id, at) => `${root}watch/${id}${at === null ? "" : `?at=${at}`}`;

/** The address within the playground that a watch link leads to, or null. @param {string} link */
export function watchedBy(link) {
  const [, id, at] = link.match(/\/watch\/([\w-]+)(?:\?at=(\d{1,9}))?$/) ?? [];
  return id ? watchHash(id, at ? Number(at) : null) : null;
}

/** The run whose specification an address is for, or null: with points too many for the address itself. @param {string} hash */
export const keptRun = (hash) => hash.match(/^#from=([\w-]+)$/)?.[1] ?? null;

/** @param {string} id of a run */
export const keptHash = (id) => `#from=${id}`;

/**
 * The playground.tensorflow.org page that a text is the address of, also with its part after "#" alone; or null.
 * @param {string} text
 */
export function foreignLink(text) {
  const at = text.search(/(https?:\/\/)?playground\.tensorflow\.org/);
  if (at >= 0) return text.slice(at).replace(/^(?!https?:)/, "https://").replace(/%23/, "#");
  return /[#&](networkShape|regDataset|showTestData|percTrainData)=/.test(text) ? `https://playground.tensorflow.org/${text.slice(text.indexOf("#"))}` : null;
}

/** The address of a sweep's whole plan. @param {import("./lib/plan.js").Plan} plan */
export const planHash = (plan) => `#${encodePlan(plan, SHAPES)}`;

/** What an address says of a plan. @param {string} hash @param {import("./types.js").Spec} template */
export const readPlan = (hash, template) => decodePlan(hash, SHAPES, template);

/** The sweep that an address is for watching, or null. @param {string} hash */
export const watchedSweep = (hash) => hash.match(/^#sweep=([\w-]+)$/)?.[1] ?? null;

/** @param {string} id of a sweep */
export const sweepHash = (id) => `#sweep=${id}`;

/** Where a field's values are tried side by side, with those that are proposed. @param {string} pointer to the field @param {import("./types.js").Spec} spec */
export const sweepOf = (pointer, spec) => `sweep#across=${pointer.slice(1).replaceAll("/", ".")}&${encodeSpec(tooLong(spec) ? short(spec) : spec, SHAPES)}`;
