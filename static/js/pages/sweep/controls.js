// @ts-check
/**
 * What is done with a plan: run it, pause, step, begin anew; how far it is; links and downloads.
 */
import { h, setIdle, setText } from "../../lib/dom.js";
import { grouped } from "../../lib/format.js";
import { icon } from "../../lib/icons.js";
import { marks } from "../../lib/locale.js";
import { countOf, placeOf } from "../../lib/plan.js";
import { throttle } from "../../lib/time.js";
import { counted, fill, t } from "../../t.js";
import { menu } from "../../views/controls.js";
import { opensBy } from "../../views/popover.js";
import { waitingOf } from "../playground/waiting.js";
import { playWords, progressOf, takenIn } from "./progress.js";
import { isActive, isOther } from "./state.js";

const words = t.sweep;
const SPEEDS = [1, 3, 10, 30, 60, 100, null];
const PROGRESS_MS = 200;

/** @param {number} count */
const runsOf = (count) => counted(words.runs, count);

/**
 * @param {HTMLElement} place
 * @param {import("./state.js").SweepStore} store
 * @param {import("./driver.js").Driver} driver
 * @param {{copy: () => Promise<boolean>, copyWatch: () => Promise<boolean>, fresh: () => void, mine: () => void, download: (kind: string) => void, giveKey: () => void}} actions
 */
export function mountControls(place, store, driver, actions) {
  const estimate = h("p.estimate", { id: "estimate", role: "status" });
  const fault = h("p.field-error", { role: "alert", hidden: true, id: "plan-error" });
  const run = h("button.strong.run", { type: "button", id: "run", onclick: () => void driver.toggle() });
  const step = h("button.square", { type: "button", id: "step", "aria-label": words.step, title: words.stepHelp, onclick: () => void driver.step() }, icon("step"));
  const reset = h("button.square", { type: "button", id: "reset", "aria-label": words.reset, title: words.reset, onclick: () => void driver.reset() }, icon("reset"));
  const speed = menu({ label: t.speedHelp, class: "boxed", options: SPEEDS.map((value) => ({ value: String(value), title: value === null ? t.speedMost : fill(t.speedValue, { speed: value }) })), change: (value) => driver.setSpeed(value === "null" ? null : Number(value)) });
  speed.id = "speed";
  const bar = h("progress", { id: "progress", max: 1, "aria-label": words.title });
  const done = h("span", { id: "done" });
  const pill = h("span.pill", { id: "status" });
  const popover = h("div.popover", { id: "sweep-menu", popover: "auto", role: "group", "aria-label": words.more });
  /** @param {string} id @param {string} name @param {string} label @param {() => any} act @param {string} [help] */
  const item = (id, name, label, act, help) => h("button.menu-item", { type: "button", id, title: help, onclick: () => { popover.hidePopover(); void act(); } }, icon(name), label);
  const ofSweep = [item("copy-watch", "eye", words.watchLink, actions.copyWatch, words.watchHelp), ...Object.entries(words.downloads).map(([kind, label]) => item(`download-${kind}`, "down", label, () => actions.download(kind)))];
  popover.append(item("copy-link", "link", words.link, copy, words.linkHelp), ...ofSweep, h("hr.menu-line"), item("fresh", "plus", words.fresh, actions.fresh, words.freshHelp));
  const more = h("button.square", { type: "button", id: "more", popovertarget: "sweep-menu", "aria-label": words.more, title: words.more }, icon("more"));
  opensBy(more, popover);
  const note = h("div.sweep-note", { role: "status", hidden: true });
  place.append(estimate, fault, h("div.run-row", {}, run, step, reset, speed, more, popover), h("div.progress-row", {}, bar, h("div", {}, done, pill)), note);

  async function copy() {
    if (await actions.copy()) store.set({ notice: { tone: "info", text: words.linkCopied } });
  }

  function drawRun() {
    const state = store.get();
    const { plan, sweep, watching, wantsPlay, errors, estimate: asked, limits, phase, speed: rate } = state;
    if (!plan) return;
    const { tiles, runs } = countOf(plan);
    const other = isOther({ plan, sweep });
    const time = takenIn(state);
    const count = plan.seeds > 1 ? fill(words.runsOf, { runs: runsOf(runs), tiles: grouped(tiles), seeds: plan.seeds }) : runsOf(runs);
    const begun = watching || (sweep && !other);
    setText(estimate, begun ? count : time ? fill(words.estimate, { runs: count, time }) : asked || Object.keys(errors).length ? count : fill(words.asking, { runs: count }));
    // What no axis is to blame for stays in sight.
    const faults = Object.entries(errors).filter(([pointer]) => !placeOf(pointer)).map(([, detail]) => detail);
    fault.hidden = !faults.length;
    setText(fault, [...new Set(faults)].join(marks.sentence));
    const playing = wantsPlay && !other;
    const label = playWords(state);
    if (run.dataset.label !== label) {
      run.dataset.label = label;
      run.replaceChildren(icon(playing ? "pause" : "play"), label);
    }
    const most = limits.sweep_runs?.maximum ?? Infinity;
    const unusable = watching || phase !== "ready" || runs > most;
    setIdle(run, unusable && !playing);
    setIdle(step, unusable);
    setIdle(reset, unusable || !sweep || other || !sweep.epoch);
    speed.disabled = watching;
    if (speed.value !== String(rate)) speed.value = String(rate);
    for (const button of ofSweep) button.hidden = !sweep;
  }

  function drawProgress() {
    const { sweep, connection, wantsPlay } = store.get();
    const row = /** @type {HTMLElement} */ (bar.parentElement);
    const progress = progressOf(store.get());
    row.hidden = !progress;
    if (!sweep || !progress) return;
    bar.value = progress.share;
    setText(done, progress.said);
    const word = connection === "lost" ? "lost" : wantsPlay && sweep.status !== "finished" && !isActive({ sweep }) ? "playing" : sweep.status;
    pill.dataset.status = word;
    setText(pill, /** @type {any} */ (t.status)[word] ?? word);
  }

  function drawNote() {
    const { notice, held, keyWanted, connection, plan, sweep, watching, phase } = store.get();
    /** @type {[string, string, (() => void)|null, string][]} */
    const lines = [];
    if (phase === "unreachable") lines.push(["warn", t.unreachable, null, ""]);
    else if (connection === "lost") lines.push(["warn", t.reconnecting, null, ""]);
    if (keyWanted) lines.push(["warn", t.key.wanted, actions.giveKey, words.key]);
    if (held) lines.push(["warn", held, null, ""]);
    if (sweep?.status === "queued" && sweep.queue_position) lines.push(["info", waitingOf(sweep), null, ""]);
    if (sweep?.status === "failed") lines.push(["error", sweep.message ?? t.failed, null, ""]);
    for (const { detail } of sweep?.warnings ?? []) lines.push(["info", detail, null, ""]);
    if (watching) lines.push(["info", words.watching, actions.mine, words.mine]);
    else if (isOther({ plan, sweep })) lines.push(["info", words.changed, null, ""]);
    if (notice) lines.push([notice.tone, notice.text, () => store.set({ notice: null }), t.dismiss]);
    note.hidden = !lines.length;
    const now = JSON.stringify(lines.map(([tone, text]) => [tone, text]));
    if (note.dataset.now === now) return;
    note.dataset.now = now;
    note.replaceChildren(...lines.map(([tone, text, act, label]) => h("p", { "data-tone": tone }, text, act ? h("button.link", { type: "button", onclick: act }, label) : null)));
  }

  const progressSoon = throttle(drawProgress, PROGRESS_MS);
  store.on(["plan", "sweep", "estimate", "watching", "wantsPlay", "errors", "limits", "phase", "speed"], drawRun);
  store.on(["sweep", "connection", "wantsPlay"], drawProgress);
  store.on(["board"], progressSoon);
  store.on(["notice", "held", "keyWanted", "connection", "plan", "sweep", "watching", "phase"], drawNote);
  drawRun();
  drawProgress();
  drawNote();
}
