// @ts-check
/**
 * The address and the specification, kept the same.
 */
import { decodeSpec, encodeSpec } from "./lib/codec.js";

/** How the lists of a specification are written in an address. */
const SHAPES = { "network.hidden_layers": { fields: ["units", "activation"], choices: ["activation"] } };

/** @param {import("./types.js").Spec} spec */
export const hashOf = (spec) => `#${encodeSpec(spec, SHAPES)}`;

/**
 * The specification in the address, or null when there is none.
 * @param {import("./types.js").Spec} template
 */
export function readHash(template) {
  const { hash } = window.location;
  if (hash.length < 2) return null;
  const read = decodeSpec(hash, SHAPES, template);
  return Object.keys(read.spec).length || read.unread.length ? read : null;
}

/**
 * Write the specification into the address; the way back leads to the one before.
 * @param {import("./types.js").Spec} spec
 * @param {{replace?: boolean}} [options]
 */
export function writeHash(spec, { replace = false } = {}) {
  const hash = hashOf(spec);
  if (hash === window.location.hash) return;
  if (replace) window.history.replaceState(null, "", hash);
  else window.history.pushState(null, "", hash);
}

/** @param {() => void} listener called when a person changed the address */
export function onHashChange(listener) {
  window.addEventListener("hashchange", listener);
}
