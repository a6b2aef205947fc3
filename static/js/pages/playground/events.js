// @ts-check
/**
 * The event stream of a run.
 */
import { readPicture } from "../../api.js";
import { readDocument } from "../../lib/arrays.js";
import { root } from "../../root.js";
import { carried, socketTo } from "../../streams.js";

/** @typedef {import("./looking.js").Look} Look */
/** @typedef {{ack: (seq: number) => void, look: (look: Look|null) => void, at: (epoch: number|null) => void, close: () => void}} Stream   `at`: the epoch to be shown, or now */
/** @typedef {import("../../streams.js").Hear} Hear */
/** @typedef {import("../../streams.js").End} End */

/**
 * @param {string} id
 * @param {Look|null} look the parts of frames that are wanted from the beginning; null: nobody sees the page
 * @param {import("../../streams.js").Listener} listener
 * @returns {Stream}
 */
export const openStream = (id, look, listener) =>
  carried({ socket: (hear, end) => overSocket(id, look, hear, end), events: (hear, end) => overEvents(id, look, hear, end) }, listener);

/** Events as JSON, frames as binary messages of what is looked at. @param {string} id @param {Look|null} look @param {Hear} hear @param {End} end @returns {Stream} */
function overSocket(id, look, hear, end) {
  const { say, close } = socketTo(`/runs/${id}/stream?look=${encodeURIComponent(JSON.stringify(look))}`, hear, end);
  return { ack: (seq) => say({ ack: seq }), look: (other) => say({ look: other }), at: (epoch) => say({ at: epoch }), close };
}

/** Whole frames as JSON, or none while nothing is looked at. @param {string} id @param {Look|null} look @param {Hear} hear @param {End} end @returns {Stream} */
function overEvents(id, look, hear, end) {
  const looking = (/** @type {Look|null} */ at) => Object.keys(at ?? {}).length > 0;
  let frames = looking(look);
  const open = () => {
    const source = new EventSource(`${root}api/v1/runs/${id}/events?frames=${frames}`);
    const on = (/** @type {string} */ name, /** @type {(data: any) => void} */ take) =>
      source.addEventListener(name, ({ data }) => take(JSON.parse(data)));
    const show = (/** @type {any} */ frame) => hear("frame", readDocument(frame));
    on("snapshot", ({ frame, ...snapshot }) => {
      hear("snapshot", snapshot);
      if (frame) show(frame);
    });
    on("history", (rows) => hear("history", rows));
    on("status", (run) => hear("status", run));
    on("frame", show);
    // The browser would come back by itself, at its own pace and to a run that may be gone.
    source.onerror = () => end();
    return source;
  };
  let source = open();
  const again = () => {
    source.close();
    source = open();
  };
  let wanted = look;
  /** The earlier moment to be shown, and whether one is being asked for: the newest wish wins. @type {number|null} */
  let wish = null;
  let asking = false;
  async function ask() {
    if (asking) return;
    asking = true;
    let [asked, parts] = [/** @type {number|null} */ (null), wanted];
    while (wish !== null && (wish !== asked || wanted !== parts)) {
      [asked, parts] = [wish, wanted];
      try {
        hear("frame", { ...readDocument(await readPicture(id, asked, parts ?? {})), seq: 0, asked });
      } catch (problem) {
        wish = null;
        hear("refused", { detail: /** @type {Error} */ (problem).message });
      }
    }
    asking = false;
  }
  return {
    ack: () => undefined,
    look(other) {
      wanted = other;
      if (looking(other) === frames) {
        if (wish !== null) void ask();
        return;
      }
      frames = looking(other);
      again();
    },
    at(epoch) {
      wish = epoch;
      if (epoch === null) again();
      else void ask();
    },
    close: () => source.close(),
  };
}
