// @ts-check
/**
 * A run belongs to the browser that made it: it is found again when the page is loaded anew, on the way back from another page,
 * and after the browser was closed. Leaving a page ends nothing.
 */
import { amendRun, deleteRun, Problem, readRun } from "../../api.js";
import { differences } from "../../lib/schema.js";
import { backoff, sleep } from "../../lib/time.js";
import { epochOf, isEmptied } from "../../state.js";
import { t } from "../../t.js";
import { mountEarlier } from "./earlier.js";
import { asRemembered, forgetRun, freeColour, leftRuns, rememberRun, rememberedRuns, ownRun } from "./remembered.js";
import { joinTabs } from "./tabs.js";

/** @typedef {import("./remembered.js").Key} Key */

/**
 * @param {import("../../state.js").AppStore} store
 * @param {ReturnType<typeof import("./session.js").createSession>} session
 * @param {() => void} opened called when another run of this browser's was opened
 */
export function createBelonging(store, session, opened) {
  const embedded = document.documentElement.dataset.embed !== undefined;
  const lesson = new URLSearchParams(window.location.search).get("lesson");
  // A frame is known by the address that it begins with.
  let own = ownRun(embedded ? window.location.pathname + window.location.search.replace(/lang=[\w-]+&?/, "") + window.location.hash : "");
  /** Remembered with the run: a page that begins with another address was sent elsewhere by a link. */
  let hash = "";
  /** @type {import("../../types.js").Spec|null} */
  let unsent = null;
  /** The run of a class link, which all lessons in this tab share from then on; its address is the lesson. */
  const course = ownRun("course");

  const held = () => {
    const { run, watching } = store.get();
    return run?.token && !watching ? { id: run.id, token: run.token } : null;
  };
  const tabs = joinTabs(() => held()?.id ?? null, (id) => {
    earlier.without(id);
    // A tab that was duplicated has its own run from here on, from the same settings.
    if (held()?.id === id) void again(store.get().spec);
  });
  const earlier = mountEarlier(store, {
    open: (run) => void open(run).then((found) => (found ? opened() : store.set({ notice: { tone: "warn", text: t.earlier.gone } }))),
    remove(run) {
      forgetRun(run.id);
      // What cannot be removed now is forgotten by the server in time.
      void deleteRun(run).catch(() => undefined);
    },
  });

  /** What was begun or trained is worth finding in another tab; else the address says it all. @param {number} [last] epoch @param {import("./remembered.js").Place} [place] among the kept runs */
  function keep(last, place) {
    const { run, history } = store.get();
    const key = held();
    if (!run || !key || embedded) return;
    const epoch = last ?? epochOf({ history, run });
    const known = rememberedRuns().some(({ id }) => id === run.id);
    if (!known && run.status === "ready" && !epoch && !run.spec.data.points) return;
    rememberRun(asRemembered(key, { spec: run.spec, epoch }, place));
  }

  let mark = "";
  let branch = "";
  store.on(["run"], ({ run }) => {
    const key = held();
    if (!key || !run) return;
    if (run.branch && run.branch.id !== branch) {
      branch = run.branch.id;
      const left = run.branch;
      // Within another page there are no kept runs to see.
      const place = (/** @type {number|null} */ curve) => (embedded ? undefined : { curve });
      // Its token is told this once; how far it had come may be asked for again.
      rememberRun(asRemembered(left, run, place(null)));
      // Beside the losses of one that diverged all others would be flat.
      void readRun(left.id).then((found) => rememberRun(asRemembered(left, found, place(found.status === "diverged" ? null : freeColour())))).catch(() => undefined);
    }
    const now = `${run.id} ${run.generation} ${run.status}`;
    if (now === mark) return;
    mark = now;
    at(hash);
    // Its history comes later.
    keep(run.epoch);
  });
  store.on(["draft"], () => at(hash));
  // On a phone a page that is out of sight may not come back.
  document.addEventListener("visibilitychange", () => keep());
  window.addEventListener("pagehide", () => {
    keep();
    at(hash, wanted());
  });

  /** What was chosen and has not come to the run yet: the page may be left before it does. */
  function wanted() {
    const { run, spec } = store.get();
    return run && spec && differences(run.spec, spec).length ? spec : null;
  }

  /** Begin another run in place of one that another tab holds, as soon as the server has room for it. @param {any} spec */
  async function again(spec) {
    const from = held()?.id;
    for (let attempt = 0; held()?.id === from; attempt++) {
      try {
        await session.create(spec);
        opened();
        return attempt && store.set({ notice: null });
      } catch (problem) {
        if (!(problem instanceof Problem)) throw problem;
        store.set({ notice: { tone: "error", text: problem.message } });
        await sleep(backoff(attempt));
      }
    }
  }

  /** @param {Key & {draft?: number[][]|null}} run @returns {Promise<boolean>} false where the server has forgotten it */
  async function open(run) {
    const place = rememberedRuns().find(({ id }) => id === run.id)?.kept;
    // Where it rested, the one that it takes the tab from rests now.
    if (place) keep(undefined, place);
    for (let attempt = 0; ; attempt++) {
      try {
        await session.open(run);
        // Another tab may have answered while it was opened.
        if ((await tabs()).has(run.id)) void again(store.get().spec);
        return true;
      } catch (problem) {
        if (!(problem instanceof Problem)) throw problem;
        if (problem.status === 404) {
          forgetRun(run.id);
          return false;
        }
        if (problem.status === 0) store.set({ phase: "unreachable" });
        else store.set({ phase: "ready", connection: "open", notice: { tone: "error", text: problem.message } });
        await sleep(backoff(attempt));
      }
    }
  }

  /** The address that goes with the run now. @param {string} at @param {import("../../types.js").Spec|null} [wanted] */
  function at(at, wanted = null) {
    hash = at;
    const key = held();
    // That no point is left is known to the tab alone.
    if (key) own.write({ ...key, hash, draft: isEmptied(store.get()) ? [] : null, wanted });
  }
  // Whatever the tab showed since: this is its run again.
  window.addEventListener("pageshow", ({ persisted }) => { if (persisted) at(hash); });

  /** This run is the one that a class follows, from lesson to lesson. */
  function lead() {
    const key = held();
    if (!key) return;
    own = course;
    at(lesson ?? "");
    // Who watches is told with whatever comes next, should this not get through.
    void amendRun(key, { lesson }).catch(() => undefined);
  }
  if (lesson) window.addEventListener("class", lead);

  return {
    at(/** @type {string} */ address) {
      if (own !== course) at(address);
    },

    /** What was chosen before the page was left, and is not the run's that was found again. */
    unsent: () => unsent,

    /**
     * The run that this page goes on with: the tab's own, unless a link with other settings was opened; the browser's only one, or
     * the one that a person takes of several.
     * @returns {Promise<"found"|"moved"|"gone"|"none">} `moved`: a class's, which comes from another lesson; `gone`: the server has
     * forgotten it
     */
    async find() {
      const { hash: asked } = window.location;
      const followed = lesson ? course.read() : null;
      if (followed && !(await tabs()).has(followed.id) && (await open(followed))) {
        lead();
        return followed.hash === lesson ? "found" : "moved";
      }
      const mine = own.read();
      if (mine && (embedded || asked.length < 2 || asked === mine.hash)) {
        if (!(await tabs()).has(mine.id)) {
          const found = await open(mine);
          if (found) unsent = mine.wanted ?? null;
          return found ? "found" : "gone";
        }
      }
      if (embedded || asked.length > 1 || !leftRuns().length) return "none";
      const others = await tabs();
      const left = leftRuns().filter(({ id }) => !others.has(id));
      const run = left.length > 1 ? await earlier.choose(left) : left[0];
      return run ? ((await open(run)) ? "found" : "gone") : "none";
    },

    /** Go on with a run that this tab showed before. @param {string} id @returns {Promise<boolean>} false where it is no longer known, or another tab's */
    async back(id) {
      const key = [own.read(), ...rememberedRuns()].find((run) => run?.id === id);
      return key && !(await tabs(true)).has(id) ? open(key) : false;
    },

    /** Show the browser's earlier runs, to go on with one of them. */
    async show() {
      const others = await tabs(true);
      earlier.show(leftRuns().filter(({ id }) => id !== held()?.id && !others.has(id)));
    },

    /** Go on with a kept run; the one before is kept in its place. @param {Key} key */
    async take(key) {
      if ((await tabs(true)).has(key.id)) return store.set({ notice: { tone: "warn", text: t.runs.elsewhere } });
      if (await open(key)) opened();
      else store.set({ notice: { tone: "warn", text: t.earlier.gone } });
    },
  };
}
