// @ts-check
/**
 * The event stream of a run over one WebSocket: events as JSON, frames as binary messages.
 */
import { readMessage } from "../../lib/arrays.js";
import { root } from "../../root.js";

/** @typedef {{ack: (seq: number) => void, look: (look: import("./looking.js").Look) => void, close: () => void}} Stream */

/** The code of a server that has no room for another stream. */
const TRY_LATER = 1013;

/**
 * @param {string} id
 * @param {import("./looking.js").Look} look the parts of frames that are wanted from the beginning
 * @param {{event: (name: string, data: any) => void, open: () => void, closed: (full: string) => void}} listener
 *   `closed` is called once, unless the page itself closed the stream; `full`: the sentence of a server that takes no more
 * @returns {Stream}
 */
export function openStream(id, look, listener) {
  const url = new URL(`${root}api/v1/runs/${id}/stream`);
  url.protocol = url.protocol.replace("http", "ws");
  url.search = `?look=${encodeURIComponent(JSON.stringify(look))}`;
  const socket = new WebSocket(url);
  socket.binaryType = "arraybuffer";
  let over = false;
  const say = (/** @type {object} */ message) => {
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  };

  socket.onopen = () => listener.open();
  socket.onmessage = ({ data }) => {
    // What was on its way when the page turned to another run is not of that one.
    if (over) return;
    if (data instanceof ArrayBuffer) return listener.event("frame", readMessage(data));
    const message = JSON.parse(data);
    listener.event(message.event, message.data);
  };
  socket.onclose = ({ code, reason }) => {
    if (!over) listener.closed(code === TRY_LATER ? reason : "");
    over = true;
  };
  return {
    ack: (seq) => say({ ack: seq }),
    look: (other) => say({ look: other }),
    close() {
      over = true;
      socket.close();
    },
  };
}
