// @ts-check
/**
 * What the page knows, at the start and in a few questions asked of it.
 */
import { createStore } from "./store.js";

/** @returns {import("./types.js").History} */
export const emptyHistory = () => ({ epoch: [] });

/** @returns {import("./types.js").State} */
export const initialState = () => ({
  phase: "loading",
  catalogue: null,
  drawn: {},
  limits: {},
  spec: null,
  run: null,
  wantsPlay: false,
  history: emptyHistory(),
  picture: null,
  moment: null,
  acts: [],
  film: false,
  data: null,
  connection: "connecting",
  notice: null,
  held: null,
  keyWanted: null,
  errors: {},
  speed: 30,
  stepUnit: "epoch",
  discretize: false,
  output: null,
  draft: null,
  steps: { of: "", undo: [], redo: [] },
  watching: false,
  aloud: false,
  sounds: false,
  logScale: false,
  smooth: false,
  panel: null,
  kept: [],
  beside: null,
  inside: { view: "landscape", layer: null, units: null },
  space: null,
  instead: null,
  other: null,
  hovered: null,
  report: null,
  listed: "epochs",
  minibatch: null,
  marked: false,
  selection: null,
  point: null,
  walk: null,
  theme: "light",
});

export const createState = () => createStore(initialState());

/** @typedef {ReturnType<typeof createState>} AppStore */

/**
 * The one word for the status pill.
 * @param {import("./types.js").State} state
 * @returns {string}
 */
export function statusOf({ phase, connection, run, wantsPlay }) {
  if (phase !== "ready") return phase;
  if (connection === "lost") return "lost";
  if (!run) return "loading";
  return wantsPlay && (run.status === "ready" || run.status === "paused") ? "playing" : run.status;
}

/** Whether no point of one's own is left: training takes one. @param {Pick<import("./types.js").State, "draft">} state */
export const isEmptied = ({ draft }) => draft?.length === 0;

/**
 * What is known of a run after the server has said something of it, in an answer or over the stream: the newer of the two. A status
 * leaves out a specification that is known already, and no one but the page itself knows the token.
 * @param {import("./types.js").Run|null} known
 * @param {import("./types.js").Run} said
 * @returns {import("./types.js").Run}
 */
export function newer(known, said) {
  if (known?.id !== said.id) return said;
  return said.version < known.version ? known : { ...known, ...said };
}

/** How far the run has come: while it plays its history says so, and what else is known of it is older. @param {Pick<import("./types.js").State, "history"|"run">} state */
export const epochOf = ({ history, run }) => history.epoch.at(-1) ?? run?.epoch ?? 0;

/** So many epochs a page remembers; a screen shows fewer, and the server has them all. */
const MOST_ROWS = 16_384;

/**
 * Of a whole history what a page remembers: of a longer one every second row, as often as it takes.
 * @param {import("./types.js").History} history
 * @returns {import("./types.js").History}
 */
export function shortened(history) {
  const end = history.epoch.length - 1;
  if (end < MOST_ROWS) return history;
  const half = Object.entries(history).map(([name, list]) => [name, list.filter((_, i) => i === 0 || (end - i) % 2 === 0)]);
  return shortened(/** @type {import("./types.js").History} */ (Object.fromEntries(half)));
}

/**
 * A history with rows appended; the lists are shared, the object is new. A long one loses every second row.
 * @param {import("./types.js").History} history
 * @param {import("./types.js").History} rows
 * @returns {import("./types.js").History}
 */
export function appended(history, rows) {
  const last = history.epoch.at(-1) ?? -1;
  const fresh = rows.epoch.findIndex((epoch) => epoch > last);
  if (fresh < 0) return history;
  const next = { ...history };
  const { length } = history.epoch;
  for (const name of new Set([...Object.keys(history), ...Object.keys(rows)])) {
    const list = /** @type {any[]} */ (next[name] ??= new Array(length).fill(null));
    for (let i = fresh; i < rows.epoch.length; i++) list.push(rows[name]?.[i] ?? null);
    const end = list.length - 1;
    if (end >= MOST_ROWS) next[name] = list.filter((_, i) => i === 0 || (end - i) % 2 === 0);
  }
  return next;
}
