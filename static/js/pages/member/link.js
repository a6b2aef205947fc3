// @ts-check
/**
 * The link to a class: what the teacher has on, and what is recorded of oneself, followed for as long as one is a member.
 */
import { backoff } from "../../lib/time.js";
import { createStore } from "../../store.js";
import { FULL_S } from "../../streams.js";
import { openStream } from "./events.js";

/** @typedef {import("../../membership.js").Membership} Membership */
/**
 * @typedef {object} Linked
 * @property {"connecting"|"open"|"lost"} connection
 * @property {import("../../classtypes.js").ClassRead|null} room
 * @property {import("../../classtypes.js").Member|null} member
 * @property {string|null} over   why one is no member any more
 */
/** @typedef {ReturnType<typeof createLink>} Link */

/** What the server says to whoever is no member any more. */
const OVER = ["member_removed", "class_removed", "class_token_wrong"];

/** @param {Membership} of */
export function createLink(of) {
  const store = createStore(/** @type {Linked} */ ({ connection: "connecting", room: null, member: null, over: null }));
  /** @type {import("./events.js").Stream|null} */
  let stream = null;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let waiting;
  let attempts = 0;

  function open() {
    /** @type {{code?: string, detail?: string}} */
    let ending = {};
    stream = openStream(of, {
      event(name, data) {
        if (name === "end") {
          ending = data;
          return;
        }
        attempts = 0;
        store.set({ connection: "open", room: data.class, member: data.member });
      },
      closed(full) {
        stream = null;
        if (OVER.includes(ending.code ?? "")) return store.set({ over: ending.code === "class_token_wrong" ? "" : ending.detail ?? "" });
        store.set({ connection: "lost" });
        waiting = setTimeout(open, (full ? FULL_S * 1000 : 0) + backoff(attempts++));
      },
    });
  }
  open();

  return {
    of,
    get: store.get,
    on: store.on,
    close() {
      clearTimeout(waiting);
      stream?.close();
    },
  };
}
