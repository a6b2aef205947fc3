// @ts-check
/**
 * How events come from the server: over a WebSocket, or where none gets through, by Server-Sent Events. Either way the same is heard.
 */
import { readMessage } from "./lib/arrays.js";
import { keep, readKept } from "./lib/storage.js";
import { root } from "./root.js";
import { translated } from "./t.js";

/** @typedef {(name: string, data: any) => void} Hear */
/** @typedef {(full?: string) => void} End `full`: the sentence of a server that takes no more */
/** @typedef {{event: Hear, closed: (full: string) => void}} Listener `closed` is called once, unless the page itself closed the stream; `full`: the sentence of a server that takes no more */

/** The code of a server that has no room for another stream. */
const TRY_LATER = 1013;

/** So long a page waits before it asks a full server for a stream again. */
export const FULL_S = 5;

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
 * @template {{close: () => void}} T
 * @param {{socket: (hear: Hear, end: End) => T, events: (hear: Hear, end: End) => T}} ways
 * @param {Listener} listener
 * @returns {T}
 */
export function carried(ways, listener) {
  const bySocket = mute.read() < TRIES;
  let heard = false;
  let over = false;

  /** @type {Hear} */
  const hear = (name, data) => {
    // What was on its way when the page turned to another run is not of that one.
    if (over) return;
    if (!heard && bySocket) mute.write(0);
    heard = true;
    listener.event(name, translated(data));
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
  const carrier = (bySocket ? ways.socket : ways.events)(hear, end);
  const silence = setTimeout(() => heard || end(), SILENT_MS);
  return { ...carrier, close };
}

/**
 * A socket: events as JSON, frames as binary messages.
 * @param {string} path below the API, with what is asked for
 * @param {Hear} hear
 * @param {End} end
 * @param {object|null} [first] what is said first
 */
export function socketTo(path, hear, end, first = null) {
  const url = new URL(`${root}api/v1${path}`);
  url.protocol = url.protocol.replace("http", "ws");
  const socket = new WebSocket(url);
  socket.binaryType = "arraybuffer";
  socket.onopen = () => first && socket.send(JSON.stringify(first));
  socket.onmessage = ({ data }) => {
    if (data instanceof ArrayBuffer) {
      const { event = "frame", ...frame } = readMessage(data);
      return hear(event, frame);
    }
    const message = JSON.parse(data);
    hear(message.event, message.data);
  };
  socket.onclose = ({ code, reason }) => end(code === TRY_LATER ? reason : "");
  return {
    /** @param {object} message */
    say(message) {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
    },
    close: () => socket.close(),
  };
}

/**
 * Server-Sent Events, read by hand: the browser's own reader of them sends no token along.
 * @param {string} path below the API
 * @param {string} token
 * @param {Hear} hear
 * @param {End} end
 */
export function eventsFrom(path, token, hear, end) {
  const closing = new AbortController();
  const { signal } = closing;
  async function read() {
    const answer = await fetch(`${root}api/v1${path}`, { headers: { accept: "text/event-stream", authorization: `Bearer ${token}` }, signal });
    if (!answer.ok || !answer.body) return hear("end", await answer.json());
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    for (let { value, done } = await reader.read(); !done; { value, done } = await reader.read()) {
      const events = (text + value).split("\n\n");
      text = events.pop() ?? "";
      for (const event of events) take(event);
    }
  }
  /** @param {string} event */
  function take(event) {
    const part = (/** @type {string} */ name) => event.split("\n").find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
    const [name, data] = [part("event"), part("data")];
    if (name && data && !signal.aborted) hear(name, JSON.parse(data));
  }
  // Broken off, or never there: its end says so, and whoever listens asks again.
  read().catch(() => undefined).finally(() => signal.aborted || end());
  return { close: () => closing.abort() };
}
