// @ts-check
/**
 * The event stream of a run: over a WebSocket, or where none gets through, by Server-Sent Events. Either way the same is heard.
 */
import { readPicture } from "../../api.js";
import { readDocument, readMessage } from "../../lib/arrays.js";
import { keep, readKept } from "../../lib/storage.js";
import { root } from "../../root.js";

/** @typedef {import("./looking.js").Look} Look */
/** @typedef {{ack: (seq: number) => void, look: (look: Look) => void, at: (epoch: number|null) => void, close: () => void}} Stream   `at`: the epoch to be shown, or now */
/** @typedef {(name: string, data: any) => void} Hear */
/** @typedef {(full?: string) => void} End `full`: the sentence of a server that takes no more */

/** The code of a server that has no room for another stream. */
const TRY_LATER = 1013;

/** A stream that says nothing for so long at its beginning is none: some filters let a connection stand and pass nothing on. */
const SILENT_MS = 4000;

/** So many sockets in a row may stay without a word before the page takes it that none gets through. */
const TRIES = 3;
const MUTE = "playground-mute-sockets";

/** Sockets that stayed without a word, counted in this tab: another lesson need not find out again. */
const mute = {
  count: 0,
  read() {
    return Number(readKept("sessionStorage", MUTE) ?? this.count);
  },
  /** @param {number} count */
  write(count) {
    this.count = count;
    keep("sessionStorage", MUTE, count);
  },
};

/**
 * @param {string} id
 * @param {Look} look the parts of frames that are wanted from the beginning
 * @param {{event: Hear, closed: (full: string) => void}} listener
 *   `closed` is called once, unless the page itself closed the stream; `full`: the sentence of a server that takes no more
 * @returns {Stream}
 */
export function openStream(id, look, listener) {
  const bySocket = mute.read() < TRIES;
  let heard = false;
  let over = false;

  /** @type {Hear} */
  const hear = (name, data) => {
    // What was on its way when the page turned to another run is not of that one.
    if (over) return;
    if (!heard && bySocket) mute.write(0);
    heard = true;
    listener.event(name, data);
  };
  const close = () => {
    over = true;
    clearTimeout(silence);
    carrier.close();
  };
  /** @type {End} */
  const end = (full = "") => {
    if (over) return;
    close();
    // Where not even events get through, a socket may, after all.
    if (!heard) mute.write(bySocket ? mute.read() + 1 : 0);
    listener.closed(full);
  };
  const carrier = (bySocket ? overSocket : overEvents)(id, look, hear, end);
  const silence = setTimeout(() => heard || end(), SILENT_MS);
  return { ...carrier, close };
}

/** Events as JSON, frames as binary messages of what is looked at. @param {string} id @param {Look} look @param {Hear} hear @param {End} end @returns {Stream} */
function overSocket(id, look, hear, end) {
  const url = new URL(`${root}api/v1/runs/${id}/stream`);
  url.protocol = url.protocol.replace("http", "ws");
  url.search = `?look=${encodeURIComponent(JSON.stringify(look))}`;
  const socket = new WebSocket(url);
  socket.binaryType = "arraybuffer";
  const say = (/** @type {object} */ message) => {
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  };
  socket.onmessage = ({ data }) => {
    if (data instanceof ArrayBuffer) return hear("frame", readMessage(data));
    const message = JSON.parse(data);
    hear(message.event, message.data);
  };
  socket.onclose = ({ code, reason }) => end(code === TRY_LATER ? reason : "");
  return { ack: (seq) => say({ ack: seq }), look: (other) => say({ look: other }), at: (epoch) => say({ at: epoch }), close: () => socket.close() };
}

/** Whole frames as JSON, or none while nothing is looked at. @param {string} id @param {Look} look @param {Hear} hear @param {End} end @returns {Stream} */
function overEvents(id, look, hear, end) {
  const looking = (/** @type {Look} */ at) => Object.keys(at).length > 0;
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
        hear("frame", { ...readDocument(await readPicture(id, asked, parts)), seq: 0, asked });
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
