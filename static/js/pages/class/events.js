// @ts-check
/**
 * The wall of a class as it comes from the server.
 */
import { carried, socketTo } from "../../streams.js";

/** @typedef {{ack: (seq: number) => void, seen: (seen: boolean) => void, close: () => void}} Stream   `seen`: whether somebody sees the wall */

/** @param {import("../../api.js").Room} room @param {import("../../streams.js").Listener} listener @returns {Stream} */
export function openWall({ code, token }, listener) {
  const socket = (/** @type {import("../../streams.js").Hear} */ hear, /** @type {import("../../streams.js").End} */ end) => {
    const { say, close } = socketTo(`/classes/${code}/wall`, hear, end, { token });
    return { ack: (/** @type {number} */ seq) => say({ ack: seq }), seen: (/** @type {boolean} */ seen) => say({ look: seen ? {} : null }), close };
  };
  // There is no other way to a wall: where no socket gets through it is tried again and again.
  return carried({ socket, events: socket }, listener);
}
