// @ts-check
/**
 * Opening a link: what the server does not accept in it is left out and named, the rest is opened.
 */
import { Problem } from "./api.js";
import { backoff, sleep } from "./lib/time.js";
import { fill, t } from "./t.js";

/**
 * A part of a link over the default: sections are filled up, choices are taken as they are.
 * @param {Record<string, any>} spec
 * @param {import("./types.js").Spec} template
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

/** @param {import("./state.js").AppStore} store @param {string[]} names */
function note(store, names) {
  if (names.length) store.set({ notice: { tone: "warn", text: fill(t.unread, { names: names.join(", ") }) } });
}

/**
 * The page's first run.
 * @param {import("./state.js").AppStore} store
 * @param {ReturnType<typeof import("./session.js").createSession>} session
 * @param {{spec: Record<string, any>, unread: string[]}|null} read
 */
async function first(store, session, read) {
  const { catalogue } = store.get();
  const spec = read && catalogue ? structuredClone(whole(read.spec, catalogue.default_spec)) : {};
  /** @type {string[]} */
  const troubles = [];
  /** What is left out may be missed then: that is no news. */
  const told = new Set();
  for (let attempt = 0; ; attempt++) {
    try {
      await session.create(spec);
      break;
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      const dropped = problem.status === 422 && attempt < 20 && problem.errors.filter(({ pointer }) => pointer && drop(spec, pointer));
      if (dropped && dropped.length) {
        if (problem.errors.some(({ pointer }) => !told.has(pointer))) troubles.push(problem.message);
        for (const { pointer } of problem.errors) told.add(pointer);
        continue;
      }
      if (problem.status === 0) store.set({ phase: "unreachable" });
      else store.set({ phase: "ready", connection: "open", notice: { tone: "error", text: problem.message } });
      await sleep(backoff(attempt) * (problem.status === 0 ? 1 : 3));
    }
  }
  store.set({ notice: null });
  if (troubles.length) store.set({ notice: { tone: "warn", text: fill(t.linkFailed, { detail: troubles.join(" ") }) } });
  else note(store, read?.unread ?? []);
}

export const opening = { first, note, whole, copyFailed: t.copyFailed };
