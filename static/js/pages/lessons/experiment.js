// @ts-check
/**
 * A lesson's experiment in its place: the tiles of its sweep, which is made once a learner runs it.
 */
import * as api from "../../api.js";
import { h, setText } from "../../lib/dom.js";
import { icon } from "../../lib/icons.js";
import { throttle } from "../../lib/time.js";
import { root } from "../../root.js";
import { fill, lessons, t } from "../../t.js";
import { planHash, sweepHash } from "../../url.js";
import { createAdmission } from "../playground/admission.js";
import { mountKey } from "../playground/key.js";
import { bestSentence } from "../sweep/derived.js";
import { createDriver } from "../sweep/driver.js";
import { playWords, progressOf, takenIn } from "../sweep/progress.js";
import { rememberSweep } from "../sweep/remembered.js";
import { createSession } from "../sweep/session.js";
import { createState } from "../sweep/state.js";
import { mountTiles } from "../sweep/tiles.js";

const words = t.sweep;
const PROGRESS_MS = 200;

export function createExperiment() {
  const store = createState();
  const session = createSession(store, () => undefined);
  const driver = createDriver(store, session, createAdmission(/** @type {any} */ (store), api.createSweep));

  /**
   * @param {HTMLElement} place
   * @param {HTMLAnchorElement} link to the page of sweeps
   * @param {{spec: any, axes: any[], seeds: number, epochs: number}} sweep of the lesson
   */
  async function mount(place, link, sweep) {
    const plan = { ...sweep, seeded: /** @type {"both"} */ ("both"), sample: null };
    link.href = `${root}sweep${planHash(plan)}`;
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
      const queued = made?.status === "queued" && made.queue_position ? fill(t.queued, { position: made.queue_position }) : "";
      const said = [connection === "lost" ? t.reconnecting : "", keyWanted ? t.key.wanted : "", held ?? "", queued, made?.status === "failed" ? made.message ?? t.failed : "", notice?.text ?? "", ...Object.values(errors)].filter(Boolean).join(" ");
      note.hidden = !said;
      if (note.dataset.said === said) return;
      note.dataset.said = said;
      note.replaceChildren(said, keyWanted ? h("button.link", { type: "button", onclick: giveKey }, words.key) : "");
    }

    let ended = "";
    store.on(["sweep", "board"], ({ sweep: made }) => {
      if (!made?.token) return;
      // The page of sweeps goes on with it.
      if (!link.href.endsWith(sweepHash(made.id))) {
        rememberSweep({ id: made.id, token: made.token });
        link.href = `${root}sweep${sweepHash(made.id)}`;
      }
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
  }

  return { mount, setTheme: (/** @type {"light"|"dark"} */ theme) => store.set({ theme }) };
}
