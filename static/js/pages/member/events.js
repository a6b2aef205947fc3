// @ts-check
/**
 * The event stream of a class, as its member follows it. The token is no part of an address: it is said first, or sent along.
 */
import { root } from "../../root.js";
import { carried, socketTo } from "../../streams.js";

/** @typedef {{close: () => void}} Stream */
/** @typedef {import("../../membership.js").Membership} Membership */
/** @typedef {import("../../streams.js").Hear} Hear */
/** @typedef {import("../../streams.js").End} End */

/** @param {Membership} of @param {import("../../streams.js").Listener} listener @returns {Stream} */
export const openStream = (of, listener) => carried({ socket: (hear, end) => overSocket(of, hear, end), events: (hear, end) => overEvents(of, hear, end) }, listener);

/** @param {Membership} of @param {Hear} hear @param {End} end @returns {Stream} */
const overSocket = ({ code, token }, hear, end) => socketTo(`/classes/${code}/stream`, hear, end, { token });

/** Server-Sent Events, read by hand: the browser's own reader of them sends no token along. @param {Membership} of @param {Hear} hear @param {End} end @returns {Stream} */
function overEvents({ code, token }, hear, end) {
  const closing = new AbortController();
  async function read() {
    const headers = { accept: "text/event-stream", authorization: `Bearer ${token}` };
    const answer = await fetch(`${root}api/v1/classes/${code}/events`, { headers, signal: closing.signal });
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
    if (name && data) hear(name, JSON.parse(data));
  }
  read().catch(() => undefined).finally(() => end());
  return { close: () => closing.abort() };
}
