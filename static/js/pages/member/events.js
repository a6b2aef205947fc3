// @ts-check
/**
 * The event stream of a class, as its member follows it. The token is no part of an address: it is said first, or sent along.
 */
import { carried, eventsFrom, socketTo } from "../../streams.js";

/** @typedef {{close: () => void}} Stream */
/** @typedef {import("../../membership.js").Membership} Membership */
/** @typedef {import("../../streams.js").Hear} Hear */
/** @typedef {import("../../streams.js").End} End */

/** @param {Membership} of @param {import("../../streams.js").Listener} listener @returns {Stream} */
export const openStream = (of, listener) => carried({ socket: (hear, end) => overSocket(of, hear, end), events: (hear, end) => overEvents(of, hear, end) }, listener);

/** @param {Membership} of @param {Hear} hear @param {End} end @returns {Stream} */
const overSocket = ({ code, token }, hear, end) => socketTo(`/classes/${code}/stream`, hear, end, { token });

/** @param {Membership} of @param {Hear} hear @param {End} end @returns {Stream} */
const overEvents = ({ code, token }, hear, end) => eventsFrom(`/classes/${code}/events`, token, hear, end);
