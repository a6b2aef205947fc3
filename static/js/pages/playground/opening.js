// @ts-check
/**
 * Opening a link: what the server does not accept in it is left out and named, the rest is opened.
 */
import { Problem } from "../../api.js";
import { marks } from "../../lib/locale.js";
import { suited } from "../../lib/losses.js";
import { backoff, sleep } from "../../lib/time.js";
import { fill, t } from "../../t.js";

/**
 * A part of a link over the default: sections are filled up, choices are taken as they are.
 * @param {Record<string, any>} spec
 * @param {import("../../types.js").Spec} template
 * @returns {any}
 */
function whole(spec, template) {
  const plain = (/** @type {any} */ value) => value !== null && typeof value === "object" && !Array.isArray(value) && value.kind === undefined;
  /** @type {(given: any, like: any) => any} */
  const merge = (given, like) => {
    // A choice without its name, as in a link that gives a learning rate alone, is the default's choice.
    if (like?.kind !== undefined && (plain(given) || given?.kind === like.kind)) return { ...like, ...given };
    if (!plain(given) || !plain(like)) return given;
    return { ...like, ...Object.fromEntries(Object.entries(given).map(([key, value]) => [key, merge(value, like[key])])) };
  };
  return merge(spec, template);
}

/** Take out what the server pointed at. @param {any} spec @param {string} pointer @returns {boolean} */
function drop(spec, pointer) {
  const path = pointer.split("/").slice(1);
  for (let length = path.length; length > 0; length--) {
    const parent = path.slice(0, length - 1).reduce((at, key) => at?.[key], spec);
    const key = path[length - 1];
    if (parent && typeof parent === "object" && !Array.isArray(parent) && key in parent) return delete parent[key];
  }
  return false;
}

/**
 * Have a specification accepted, without the parts that are refused.
 * @param {(spec: any) => Promise<any>} ask
 * @param {any} spec
 * @param {(pointer: string) => string} [placeOf] where an error belongs in the specification
 * @returns {Promise<string[]>} what was said of these parts
 */
async function accepted(ask, spec, placeOf = (pointer) => pointer) {
  const asked = structuredClone(spec);
  /** @type {string[]} */
  const troubles = [];
  /** What is left out may be missed then: that is no news. */
  const told = new Set();
  for (let attempt = 0; ; attempt++) {
    try {
      await ask(asked);
      return troubles;
    } catch (problem) {
      if (!(problem instanceof Problem) || problem.status !== 422 || attempt === 20) throw problem;
      const places = problem.errors.map(({ pointer = "" }) => placeOf(pointer));
      if (!places.filter((place) => place && drop(asked, place)).length) throw problem;
      if (places.some((place) => !told.has(place))) troubles.push(problem.placed);
      for (const place of places) told.add(place);
    }
  }
}

/**
 * Say what of a link was left out.
 * @param {import("../../state.js").AppStore} store
 * @param {string[]} troubles what the server said of it
 * @param {string[]} [unread] names that are not known here
 */
function tell(store, troubles, unread = []) {
  if (troubles.length) store.set({ notice: { tone: "warn", text: fill(t.linkFailed, { detail: troubles.join(marks.sentence) }) } });
  else if (unread.length) store.set({ notice: { tone: "warn", text: fill(t.unread, { names: unread.join(marks.list) }) } });
}

/** What new data have of the page: classes are split, and flipped by noise, evenly. */
const EVEN = ["stratified", "even_flips"];

/**
 * The same for a data set that has these fields. In a link from before, or a lesson's own data, they are off, and stay off in
 * the sets chosen next.
 * @param {Record<string, any>} defaults of the data set
 * @param {Record<string, any>} [before] the data until now
 */
const even = (defaults, before = {}) => Object.fromEntries(EVEN.filter((name) => name in defaults).map((name) => [name, before[name] ?? before.stratified ?? true]));

/**
 * What a page that is told nothing begins with: the default, made even. A link, or a spec over the API, that does not
 * name this has its points as before there was such a choice.
 * @param {import("../../types.js").Catalogue|null} catalogue
 */
export const afresh = (catalogue) => (catalogue ? { data: { ...catalogue.default_spec.data, ...even(catalogue.default_spec.data) } } : {});

/**
 * The page's first run.
 * @param {import("../../state.js").AppStore} store
 * @param {ReturnType<typeof import("./session.js").createSession>} session
 * @param {{spec: Record<string, any>, unread: string[]}|null} read
 */
async function first(store, session, read) {
  const { catalogue } = store.get();
  let spec = read && catalogue ? suited(catalogue, whole(read.spec, catalogue.default_spec)) : afresh(catalogue);
  /** @type {string[]} */
  let troubles = [];
  for (let attempt = 0; ; attempt++) {
    try {
      troubles.push(...(await accepted(session.create, spec)));
      break;
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      if (problem.status === 422 && !troubles.length) {
        // What cannot be mended by leaving a part out is left out as a whole.
        troubles = [problem.placed];
        spec = {};
        continue;
      }
      if (problem.status === 0) store.set({ phase: "unreachable" });
      else store.set({ phase: "ready", connection: "open", notice: { tone: "error", text: problem.placed } });
      await sleep(backoff(attempt) * (problem.status === 0 ? 1 : 3));
    }
  }
  store.set({ notice: null });
  tell(store, troubles, read?.unread);
}

export const opening = { accepted, afresh, even, first, tell, whole };
