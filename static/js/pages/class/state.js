// @ts-check
/**
 * What the page of a class knows.
 */
import { createStore } from "../../store.js";

/**
 * @typedef {object} State
 * @property {"light"|"dark"} theme
 * @property {import("../../types.js").LessonSummary[]} lessons   all that the server has
 * @property {import("../../api.js").Room|null} room   the class that is shown
 * @property {"wall"|"progress"} view   of it
 * @property {import("../../classtypes.js").Wall|null} wall   what the server last said
 * @property {Map<string, import("../../classtypes.js").Seen>} seen   what is on the members' tiles
 * @property {"connecting"|"open"|"lost"} connection
 * @property {{kind: "gone"|"token", code: string}|null} ended   why a class cannot be shown
 * @property {import("../../lib/wall.js").Order} order
 * @property {boolean} named   names are shown on the wall
 * @property {string|null} opened   the member whose tile is opened
 * @property {import("../../types.js").Notice|null} notice
 * @property {string|null} held
 * @property {{problem: string, give: (key: string) => void}|null} keyWanted
 */

export const createState = () => createStore(/** @type {State} */ ({
  theme: "light", lessons: [], room: null, view: "wall", wall: null, seen: new Map(), connection: "connecting", ended: null,
  order: "name", named: false, opened: null, notice: null, held: null, keyWanted: null,
}));

/** @typedef {ReturnType<typeof createState>} ClassStore */
