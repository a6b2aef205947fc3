// @ts-check
/**
 * The event stream of a run over one WebSocket.
 */

import { root } from "../../root.js";

/** @typedef {{ack: (seq: number) => void, close: () => void}} Stream */

/** The code of a server that has no room for another stream. */
const TRY_LATER = 1013;

/**
 * @param {string} id
 * @param {{event: (name: string, data: any) => void, open: () => void, closed: (full: string) => void}} listener
 *   `closed` is called once, unless the page itself closed the stream; `full`: the sentence of a server that takes no more
 * @returns {Stream}
 */
export function openStream(id, listener) {
  const url = new URL(`${root}api/v1/runs/${id}/stream`);
  url.protocol = url.protocol.replace("http", "ws");
  const socket = new WebSocket(url);
  let over = false;

  socket.onopen = () => listener.open();
  socket.onmessage = ({ data }) => {
    const message = JSON.parse(data);
    listener.event(message.event, message.data);
  };
  socket.onclose = ({ code, reason }) => {
    if (!over) listener.closed(code === TRY_LATER ? reason : "");
    over = true;
  };
  return {
    ack(seq) {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ ack: seq }));
    },
    close() {
      over = true;
      socket.close();
    },
  };
}
