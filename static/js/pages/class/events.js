// @ts-check
/**
 * The wall of a class as it comes from the server.
 */
import { carried, socketTo } from "../../streams.js";

/** @typedef {{ack: (seq: number) => void, close: () => void}} Stream */

/** @param {import("../../api.js").Room} room @param {import("../../streams.js").Listener} listener @returns {Stream} */
export function openWall({ code, token }, listener) {
  const socket = (/** @type {import("../../streams.js").Hear} */ hear, /** @type {import("../../streams.js").End} */ end) => {
    const { say, close } = socketTo(`/classes/${code}/wall`, hear, end, { token });
    return { ack: (/** @type {number} */ seq) => say({ ack: seq }), close };
  };
  // There is no other way to a wall: where no socket gets through it is tried again and again.
  return carried({ socket, events: socket }, listener);
}
