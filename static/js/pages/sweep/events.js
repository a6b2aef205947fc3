// @ts-check
/**
 * The event stream of a sweep.
 */
import { readDocument } from "../../lib/arrays.js";
import { root } from "../../root.js";
import { carried, socketTo } from "../../streams.js";

/** @typedef {{ack: (seq: number) => void, seen: (seen: boolean) => void, close: () => void}} Stream   `seen`: whether somebody sees the page */
/** @typedef {import("../../streams.js").Hear} Hear */
/** @typedef {import("../../streams.js").End} End */

/** @param {string} id @param {import("../../streams.js").Listener} listener @returns {Stream} */
export const openStream = (id, listener) => carried({ socket: (hear, end) => overSocket(id, hear, end), events: (hear, end) => overEvents(id, hear, end) }, listener);

/** @param {string} id @param {Hear} hear @param {End} end @returns {Stream} */
function overSocket(id, hear, end) {
  const { say, close } = socketTo(`/sweeps/${id}/stream`, hear, end);
  return { ack: (seq) => say({ ack: seq }), seen: (seen) => say({ look: seen ? {} : null }), close };
}

/** @param {string} id @param {Hear} hear @param {End} end @returns {Stream} */
function overEvents(id, hear, end) {
  const source = new EventSource(`${root}api/v1/sweeps/${id}/events?frames=true`);
  const on = (/** @type {string} */ name, /** @type {(data: any) => any} */ read = (data) => data) =>
    source.addEventListener(name, ({ data }) => hear(name, read(JSON.parse(data))));
  on("snapshot");
  on("status");
  on("frame", readDocument);
  // The browser would come back by itself, at its own pace and to a sweep that may be gone.
  source.onerror = () => end();
  return { ack: () => undefined, seen: () => undefined, close: () => source.close() };
}
