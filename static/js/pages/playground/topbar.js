// @ts-check
/**
 * The top bar: what the run does, and what can be done with it.
 */
import { h, setText } from "../../lib/dom.js";
import { grouped } from "../../lib/format.js";
import { icon } from "../../lib/icons.js";
import { throttle } from "../../lib/time.js";
import { epochOf, statusOf } from "../../state.js";
import { fill, t } from "../../t.js";
import { menu } from "../../views/controls.js";
import { mountShare } from "./share.js";
import { mountUntil } from "./until.js";

const SPEEDS = [1, 3, 10, 30, 60, 100, null];
/** So often the epoch is told while it plays, at most. */
const EPOCH_MS = 100;
/** A button's name and its tooltip in one: where they differ, both are spoken. @param {string} words */
const called = (words) => ({ "aria-label": words, title: words });

/**
 * @param {HTMLElement} root
 * @param {import("../../state.js").AppStore} store
 * @param {import("./driver.js").Driver} driver
 * @param {{address: import("./share.js").Address, download: (kind: string) => void, openFile: (file: File) => Promise<void>, switchTheme: () => void, openHelp: () => void, keep: (() => Promise<unknown>)|null, examples: (() => void)|null}} actions `keep`: none where no run is kept
 */
export function mountTopbar(root, store, driver, actions) {
  const reset = h("button.square", { type: "button", id: "reset", ...called(`${t.reset} (R)`), onclick: () => driver.reset() }, icon("reset"));
  const play = h("button.play", { type: "button", id: "play", onclick: () => driver.toggle() });
  const stepButton = h("button.step-do", { type: "button", id: "step", ...called(`${t.step} (S)`), onclick: () => driver.step() }, icon("step"), h("span", {}, t.step));
  const stepUnit = menu({
    label: t.stepBy,
    class: "joined",
    options: Object.entries(t.stepUnits).map(([value, title]) => ({ value, title })),
    change: (value) => store.set({ stepUnit: value }),
  });
  stepUnit.id = "step-unit";
  const epoch = h("output.figure", { id: "epoch", "aria-live": "off" }, "0");
  const speed = menu({
    label: t.speedHelp,
    class: "bare",
    options: SPEEDS.map((value) => ({ value: String(value), title: value === null ? t.speedMost : fill(t.speedValue, { speed: value }) })),
    change: (value) => driver.setSpeed(value === "null" ? null : Number(value)),
  });
  speed.id = "speed";
  const status = h("span.pill", { id: "status" });
  const copyText = h("span", {}, t.copyLink);
  const copy = h("button.strong", { type: "button", id: "copy-link", title: t.copyLink }, icon("link"), copyText);
  const theme = h("button.square", { type: "button", id: "theme", onclick: actions.switchTheme });
  const help = h("button.square", { type: "button", id: "help", ...called(`${t.help} (?)`), onclick: actions.openHelp }, icon("help"));

  const keep = h("button.square", { type: "button", id: "keep", hidden: !actions.keep, "aria-label": t.runs.keep, title: t.runs.keepHelp, onclick: () => void actions.keep?.() }, icon("keep"));

  const goal = h("div.goal");
  const share = h("span");
  mountShare(share, actions);
  const watchersText = h("span");
  const watchers = h("span.watchers", { id: "watchers", hidden: true, title: t.share.watchersHelp }, icon("eye"), watchersText);

  copy.addEventListener("click", async () => {
    const worked = await actions.address.copy();
    const say = (/** @type {string} */ words, /** @type {string} */ sign) => {
      setText(copyText, words);
      copy.querySelector(".icon")?.replaceWith(icon(sign));
    };
    if (!worked) return;
    say(t.copied, "check");
    setTimeout(() => say(t.copyLink, "link"), 1600);
  });

  root.append(
    h("div.playbar", { role: "group", "aria-label": t.training },
      reset, play,
      h("div.joined-group", {}, stepButton, stepUnit),
      h("div.readout", {}, h("span.readout-name", {}, t.epoch), epoch),
      h("div.readout", {}, h("span.readout-name", {}, t.speed), speed),
      goal, status),
    h("div.tools", {}, watchers, keep, copy, share, help, theme),
  );

  mountUntil(goal, store, driver);

  /** @param {import("../../types.js").State} state */
  const draw = (state) => {
    const word = statusOf(state);
    const past = state.moment !== null;
    const playing = past ? state.film : state.wantsPlay;
    const way = `${playing ? t.pause : past ? t.time.film : t.play} (${t.spaceBar})`;
    if (play.title !== way) {
      play.dataset.playing = String(playing);
      play.replaceChildren(icon(playing ? "pause" : "play"));
      play.title = way;
      play.ariaLabel = way;
    }
    status.dataset.status = word;
    setText(status, /** @type {any} */ (t.status)[word] ?? word);
    const unusable = !state.run || state.watching;
    watchers.hidden = (state.run?.watchers ?? 0) < 2 && !state.watching;
    setText(watchersText, fill(t.share.watchers, { count: state.run?.watchers ?? 0 }));
    for (const button of [reset, play, stepButton, stepUnit, speed]) button.disabled = unusable;
    // Whoever watches may keep a copy.
    keep.disabled = !state.run;
    // Whoever watches may see its film.
    play.disabled = unusable && !past;
    if (stepUnit.value !== state.stepUnit) stepUnit.value = state.stepUnit;
    if (speed.value !== String(state.speed)) speed.value = String(state.speed);
    const other = state.theme === "dark" ? "light" : "dark";
    if (theme.dataset.to !== other) {
      theme.dataset.to = other;
      theme.replaceChildren(icon(other === "dark" ? "moon" : "sun"));
      theme.setAttribute("aria-label", t.theme[other]);
      theme.title = t.theme[other];
    }
  };
  const drawEpoch = () => {
    const { history, run } = store.get();
    setText(epoch, grouped(epochOf({ history, run })));
  };
  // A number that changes has the page laid out anew, and nobody reads thirty a second.
  const drawEpochSoon = throttle(drawEpoch, EPOCH_MS);

  store.on(["phase", "connection", "run", "wantsPlay", "stepUnit", "speed", "theme", "watching", "moment", "film"], draw);
  store.on(["history", "run", "wantsPlay"], ({ wantsPlay }) => (wantsPlay ? drawEpochSoon : drawEpoch)());
  draw(store.get());
}
