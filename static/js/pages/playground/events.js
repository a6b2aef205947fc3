// @ts-check
/**
 * The event stream of a run.
 */
import { Problem, readPicture, readSpace } from "../../api.js";
import { readDocument } from "../../lib/arrays.js";
import { newest } from "../../lib/time.js";
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

/** So soon after a hidden layer's space the next one is asked for. */
const SPACE_MS = 100;

/** Events as JSON, frames as binary messages of what is looked at. @param {string} id @param {Look|null} look @param {Hear} hear @param {End} end @returns {Stream} */
function overSocket(id, look, hear, end) {
  const { say, close } = socketTo(`/runs/${id}/stream?look=${encodeURIComponent(JSON.stringify(look))}`, hear, end);
  return { ack: (seq) => say({ ack: seq }), look: (other) => say({ look: other }), at: (epoch) => say({ at: epoch }), close };
}

/** Whole frames as JSON, or none while nothing is looked at; what is made for one viewer alone is asked for. @param {string} id @param {Look|null} look @param {Hear} hear @param {End} end @returns {Stream} */
function overEvents(id, look, hear, end) {
  const looking = (/** @type {Look|null} */ at) => Object.keys(at ?? {}).length > 0;
  let frames = looking(look);
  const open = () => {
    const source = new EventSource(`${root}api/v1/runs/${id}/events?frames=${frames}`);
    const on = (/** @type {string} */ name, /** @type {(data: any) => void} */ take) =>
      source.addEventListener(name, ({ data }) => take(JSON.parse(data)));
    const show = (/** @type {any} */ frame) => {
      hear("frame", readDocument(frame));
      step = frame.step;
      void space();
    };
    on("snapshot", ({ frame, ...snapshot }) => {
      ({ generation } = snapshot.run);
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
  let wanted = look;
  /** The earlier moment to be shown. @type {number|null} */
  let moment = null;
  /** Where the run stands. */
  let [generation, step] = ["", 0];
  const past = newest(() => {
    if (moment === null) return null;
    const { hidden: _, ...parts } = wanted ?? {};
    return { epoch: moment, parts, key: JSON.stringify([moment, parts]) };
  }, async ({ epoch, parts }) => {
    try {
      hear("frame", { ...readDocument(await readPicture(id, epoch, parts)), seq: 0, asked: epoch });
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      moment = null;
      hear("refused", { detail: problem.message });
    }
  });
  const space = newest(() => {
    const hidden = wanted?.hidden;
    return hidden && { hidden, epoch: moment, generation, key: JSON.stringify([hidden, moment, generation, moment === null ? step : null]) };
  }, async ({ hidden, epoch, generation: of }) => {
    try {
      hear("hidden", { ...readDocument(await readSpace(id, hidden, epoch)), generation: of });
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      hear("refused", { detail: problem.message, errors: [{ pointer: "/look/hidden" }] });
      return false;
    }
  }, SPACE_MS);
  let source = open();
  const again = () => {
    source.close();
    source = open();
  };
  return {
    ack: () => undefined,
    look(other) {
      wanted = other;
      void space();
      if (looking(other) === frames) return void past();
      frames = looking(other);
      again();
    },
    at(epoch) {
      moment = epoch;
      past.anew();
      void space();
      if (epoch === null) again();
      else void past();
    },
    close: () => source.close(),
  };
}
