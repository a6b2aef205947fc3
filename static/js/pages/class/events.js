// @ts-check
/**
 * The wall of a class as it comes from the server.
 */
import { readDocument } from "../../lib/arrays.js";
import { carried, eventsFrom, socketTo } from "../../streams.js";

/** @typedef {{ack: (seq: number) => void, seen: (seen: boolean) => void, close: () => void}} Stream   `seen`: whether somebody sees the wall */
/** @typedef {import("../../api.js").Room} Room */
/** @typedef {import("../../streams.js").Hear} Hear */
/** @typedef {import("../../streams.js").End} End */

/** @param {Room} room @param {import("../../streams.js").Listener} listener @returns {Stream} */
export const openWall = (room, listener) =>
  carried({ socket: (hear, end) => overSocket(room, hear, end), events: (hear, end) => overEvents(room, hear, end) }, listener);

/** @param {Room} room @param {Hear} hear @param {End} end @returns {Stream} */
function overSocket({ code, token }, hear, end) {
  const { say, close } = socketTo(`/classes/${code}/wall`, hear, end, { token });
  return { ack: (seq) => say({ ack: seq }), seen: (seen) => say({ look: seen ? {} : null }), close };
}

/** Tiles as JSON, or none while nobody sees them. @param {Room} room @param {Hear} hear @param {End} end @returns {Stream} */
function overEvents({ code, token }, hear, end) {
  let tiles = true;
  const open = () => eventsFrom(`/classes/${code}/wall/events?frames=${tiles}`, token, (name, data) => hear(name, name === "frame" ? readDocument(data) : data), end);
  let source = open();
  return {
    ack: () => undefined,
    seen(seen) {
      if (seen === tiles) return;
      tiles = seen;
      source.close();
      source = open();
    },
    close: () => source.close(),
  };
}
