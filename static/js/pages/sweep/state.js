// @ts-check
/**
 * What the page of sweeps knows.
 */
import { asBody, asPlan } from "../../lib/plan.js";
import { createStore } from "../../store.js";

/**
 * @typedef {object} State
 * @property {"loading"|"ready"|"unreachable"} phase
 * @property {any} catalogue
 * @property {import("../../types.js").Limits} limits
 * @property {import("../../lib/plan.js").Plan|null} plan   what the controls show
 * @property {import("../../types.js").Sweep|null} sweep   what the server last said
 * @property {import("../../types.js").Board|null} board
 * @property {import("../../types.js").Course} course
 * @property {boolean} watching   the sweep is someone else's
 * @property {boolean} wantsPlay   the person's wish, which outlives resets and reconnects
 * @property {boolean} busy   a request of this page is under way
 * @property {number|null} speed
 * @property {{runs: number, seconds: number|null}|null} estimate   seconds: null where the server does not say
 * @property {Record<string, string>} errors   by JSON pointer into the plan
 * @property {"open"|"lost"} connection
 * @property {import("../../types.js").Notice|null} notice
 * @property {string|null} held
 * @property {{problem: string, give: (key: string) => void}|null} keyWanted
 * @property {string|null} metric   whose curves are drawn; null: the one that tiles are compared by, as a loss
 * @property {boolean} logScale
 * @property {number|null} hovered   tile
 * @property {number} place   the epoch that is pointed at, among those of the curves
 * @property {"light"|"dark"} theme
 */

export const createState = () => createStore(/** @type {State} */ ({
  phase: "loading",
  catalogue: null,
  limits: {},
  plan: null,
  sweep: null,
  board: null,
  course: { epochs: [], rows: [] },
  watching: false,
  wantsPlay: false,
  busy: false,
  speed: 30,
  estimate: null,
  errors: {},
  connection: "open",
  notice: null,
  held: null,
  keyWanted: null,
  metric: null,
  logScale: false,
  hovered: null,
  place: 0,
  theme: "light",
}));

/** @typedef {ReturnType<typeof createState>} SweepStore */

/** A plan but for how far it goes, which may change while it runs. @param {import("../../lib/plan.js").Plan} plan */
const gist = (plan) => JSON.stringify({ ...asBody(plan), until: null });

/** Whether the sweep is of another plan than the controls show. @param {Pick<State, "plan"|"sweep">} state */
export const isOther = ({ plan, sweep }) => Boolean(plan && sweep && gist(plan) !== gist(asPlan(sweep.plan)));

/** @param {Pick<State, "sweep">} state */
export const isActive = ({ sweep }) => sweep?.status === "playing" || sweep?.status === "queued";

/** What is known after the server has said something of it: the newer of the two. @param {import("../../types.js").Sweep|null} known @param {import("../../types.js").Sweep} said */
export const newer = (known, said) => (known?.id === said.id && said.version < known.version ? known : known?.id === said.id ? { ...known, ...said } : said);
