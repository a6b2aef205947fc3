// @ts-check
/**
 * A lesson's experiment in its place: the tiles of its sweep, which is made once a learner runs it, and found again where they come back.
 */
import * as api from "../../api.js";
import { h, setText } from "../../lib/dom.js";
import { icon } from "../../lib/icons.js";
import { marks } from "../../lib/locale.js";
import { throttle } from "../../lib/time.js";
import { root } from "../../root.js";
import { fill, lessons, t } from "../../t.js";
import { planHash, sweepHash } from "../../url.js";
import { createAdmission } from "../playground/admission.js";
import { mountKey } from "../playground/key.js";
import { waitingOf } from "../playground/waiting.js";
import { bestSentence } from "../sweep/derived.js";
import { createDriver } from "../sweep/driver.js";
import { playWords, progressOf, takenIn } from "../sweep/progress.js";
import { rememberSweep } from "../sweep/remembered.js";
import { createSession } from "../sweep/session.js";
import { createState } from "../sweep/state.js";
import { mountTiles } from "../sweep/tiles.js";
import { ranIn, setRan } from "./progress.js";

const words = t.sweep;
const PROGRESS_MS = 200;

export function createExperiment() {
  const store = createState();
  const session = createSession(store, () => undefined);
  const driver = createDriver(store, session, createAdmission(/** @type {any} */ (store), api.createSweep));

  /** What was run here before, of the plan that the lesson has now. @param {string} name @param {string} plan */
  async function comeBack(name, plan) {
    const ran = ranIn(name);
    if (ran?.plan !== plan) return;
    try {
      await session.open(ran);
    } catch (problem) {
      if (!(problem instanceof api.Problem)) throw problem;
      if (problem.status === 404) setRan(name, null);
    }
  }

  /**
   * @param {string} name of the lesson
   * @param {HTMLElement} place
   * @param {HTMLAnchorElement} link to the page of sweeps
   * @param {{spec: any, axes: any[], seeds: number, epochs: number}} sweep of the lesson
   */
  async function mount(name, place, link, sweep) {
    const plan = { ...sweep, seeded: /** @type {"both"} */ ("both"), sample: null };
    const address = planHash(plan);
    link.href = `${root}sweep${address}`;
    const [catalogue, limits] = await Promise.all([api.readCatalogue(), api.readLimits()]);
    const giveKey = mountKey(/** @type {any} */ (store));
    const run = h("button.strong", { type: "button", id: "experiment-run", onclick: () => void driver.toggle() });
    const done = h("span", { id: "experiment-done" });
    const note = h("p.experiment-note", { role: "status", hidden: true });
    place.append(h("div.experiment-bar", {}, run, done), note);
    store.set({ catalogue, limits, plan, phase: "ready" });
    const tiles = mountTiles(place, store, (tile) => store.set({ hovered: tile }));
    // What it says is how a plan is made.
    tiles.empty.remove();
    const pointed = h("p.experiment-tile");
    const heard = h("p.for-listeners", { "aria-live": "polite" });
    place.append(pointed, heard);

    function drawRun() {
      const state = store.get();
      const label = playWords(state);
      if (run.dataset.label !== label) run.replaceChildren(icon(state.wantsPlay ? "pause" : "play"), label);
      run.dataset.label = label;
      const time = takenIn(state);
      setText(done, progressOf(state)?.said ?? (time && fill(lessons.experiment.takes, { time })));
    }

    function drawTile() {
      const { hovered } = store.get();
      const { tiles: told, best } = tiles.derived();
      const tile = told[hovered ?? best ?? -1];
      setText(pointed, tile ? tiles.labelOf(tile) : lessons.experiment.point);
    }

    function drawNote() {
      const { notice, held, keyWanted, connection, sweep: made, errors } = store.get();
      const queued = made?.status === "queued" && made.queue_position ? waitingOf(made) : "";
      const said = [connection === "lost" ? t.reconnecting : "", keyWanted ? t.key.wanted : "", held ?? "", queued, made?.status === "failed" ? made.message ?? t.failed : "", notice?.text ?? "", ...Object.values(errors)].filter(Boolean).join(marks.sentence);
      note.hidden = !said;
      if (note.dataset.said === said) return;
      note.dataset.said = said;
      note.replaceChildren(said, keyWanted ? h("button.link", { type: "button", onclick: giveKey }, words.key) : "");
    }

    let [ended, followed] = ["", ""];
    store.on(["sweep"], ({ sweep: made }) => {
      const token = made?.token ?? "";
      const id = token && made ? made.id : "";
      if (id === followed) return;
      followed = id;
      // The page of sweeps goes on with it.
      link.href = `${root}sweep${id ? sweepHash(id) : address}`;
      if (!id || ranIn(name)?.id === id) return;
      rememberSweep({ id, token });
      setRan(name, { id, token, plan: address });
    });
    store.on(["sweep", "board"], ({ sweep: made }) => {
      if (!made?.token) return;
      const now = made.status === "finished" ? String(made.generation) : "";
      if (now && now !== ended && tiles.derived().best !== null) setText(heard, bestSentence(tiles.derived()));
      ended = now;
    });
    store.on(["sweep", "wantsPlay", "estimate"], drawRun);
    store.on(["board"], throttle(() => { drawRun(); drawTile(); }, PROGRESS_MS));
    store.on(["hovered", "sweep"], drawTile);
    store.on(["notice", "held", "keyWanted", "connection", "sweep", "errors"], drawNote);
    drawRun();
    drawTile();
    await comeBack(name, address);
  }

  return { mount, setTheme: (/** @type {"light"|"dark"} */ theme) => store.set({ theme }) };
}
