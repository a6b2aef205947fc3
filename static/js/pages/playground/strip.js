// @ts-check
/**
 * One sentence about what is going on, and the buttons that go with it.
 */
import { h } from "../../lib/dom.js";
import { lossOf, percent } from "../../lib/format.js";
import { marks } from "../../lib/locale.js";
import { entriesOf, entryOf } from "../../lib/schema.js";
import { storyOf, upTo } from "../../lib/story.js";
import { throttle } from "../../lib/time.js";
import { fill, t } from "../../t.js";
import { waitingOf } from "./waiting.js";

const SEEN = "playground-seen";

function seen() {
  try {
    return window.localStorage.getItem(SEEN) === "yes";
  } catch {
    // A browser without storage shows the hints every time.
    return false;
  }
}

/**
 * @param {HTMLElement} root
 * @param {import("../../state.js").AppStore} store
 * @param {import("./driver.js").Driver} driver
 * @param {{adopt: () => void, giveKey: () => void}} actions `adopt`: make a watched run one's own
 */
export function mountStrip(root, store, driver, { adopt, giveKey }) {
  // Within another page there are words of its own to go by, a lesson's above all.
  const embedded = document.documentElement.dataset.embed !== undefined;
  let hinting = !embedded && !seen();
  let hint = 0;
  let shown = "";
  /** Warnings that were read, as long as they hold. @type {string[]} */
  let minded = [];

  function dismissHint() {
    hinting = false;
    try {
      window.localStorage.setItem(SEEN, "yes");
    } catch {
      // Shown again next time.
    }
    draw();
  }

  /** The hint that follows, or none. @param {number} to */
  function forward(to) {
    if (!hinting || to <= hint) return;
    hint = to;
    if (hint >= t.hints.length) dismissHint();
    else draw();
  }
  // A hint that was followed gives way to the next one.
  store.on(["history"], ({ history }) => hint === 0 && history.epoch.length > 15 && forward(1));
  store.on(["selection"], () => hint === 1 && forward(2));
  let status = "";
  store.on(["run"], ({ run }) => {
    const broke = run?.status !== status && ["diverged", "failed"].includes(run?.status ?? "");
    status = run?.status ?? "";
    // What has just gone wrong, and what can be done, comes before what was said earlier.
    if (broke) store.set({ notice: null });
  });
  let kind = "";
  store.on(["spec"], ({ spec }) => {
    if (kind && spec && spec.data.kind !== kind && hint === 2) forward(3);
    kind = spec?.data.kind ?? "";
  });

  /** A sentence about a layer most of whose units are dead. */
  function stuckLayer() {
    const { picture, spec, catalogue } = store.get();
    const layers = spec?.network.hidden_layers ?? [];
    const dead = picture?.health?.dead ?? [];
    const index = dead.findIndex((count, i) => layers[i] && count >= 2 && count > layers[i].units / 2);
    if (index < 0) return "";
    const { units, activation } = layers[index];
    const title = entryOf(entriesOf(catalogue, "activation"), activation.kind)?.title ?? "";
    return fill(t.deadUnits, { dead: dead[index], units, activation: title, layer: index + 1 });
  }

  /** What there is to mind of a run, until it was read. @param {import("../../types.js").Run|null} run @returns {import("../../types.js").Notice|null} */
  function warningOf(run) {
    const warnings = (run?.warnings ?? []).map(({ detail }) => detail);
    minded = minded.filter((text) => warnings.includes(text));
    const unread = warnings.filter((text) => !minded.includes(text));
    const mind = () => {
      minded.push(...unread);
      draw();
    };
    return unread.length ? { tone: "warn", text: unread.join(marks.sentence), actions: [{ label: t.dismiss, act: mind }] } : null;
  }

  /** What has happened and may need an answer. @param {import("../../types.js").State} state @returns {import("../../types.js").Notice|null} */
  function newsOf({ phase, connection, notice, held, keyWanted, run, watching }) {
    const dismiss = { label: t.dismiss, act: () => store.set({ notice: null, errors: {} }) };
    const reset = { label: t.reset, act: () => void driver.reset(false) };
    if (phase === "unreachable") return { tone: "warn", text: t.unreachable };
    if (keyWanted) return { tone: "warn", text: t.key.wanted, actions: [{ label: t.key.give, act: giveKey }] };
    if (held) return { tone: "warn", text: held };
    if (phase === "ready" && connection === "lost") return { tone: "warn", text: t.reconnecting };
    // Within a lesson there is nothing to adopt the run into: the lesson itself has one.
    const mine = embedded ? [] : [{ label: t.makeMine, act: adopt }];
    if (watching) return notice && { ...notice, actions: [...(notice.actions ?? []), ...mine, dismiss] };
    if (notice) return { ...notice, actions: [...(notice.actions ?? []), dismiss] };
    if (run?.status === "diverged") {
      const text = `${fill(t.diverged, { epoch: run.outcome?.epoch ?? run.epoch })}${marks.sentence}${run.outcome?.cause ?? ""}`;
      return { tone: "error", text, actions: [{ label: t.lowerRate, act: () => void driver.rewind({ lower: true }) }, { label: t.rewind, act: () => void driver.rewind() }, { label: t.goOn, act: () => void driver.goOn() }, reset] };
    }
    if (run?.status === "failed") return { tone: "error", text: run.message ?? t.failed, actions: [{ label: t.playOn, act: () => void driver.play() }, reset] };
    if (run?.status === "queued") return { tone: "info", text: waitingOf(run) };
    return null;
  }

  /** What there is to say otherwise, if anything. @param {import("../../types.js").State} state @returns {import("../../types.js").Notice|null} */
  function commentOn({ run, history, moment, picture, watching }) {
    if (watching) return { tone: "info", text: t.watchingRun, actions: embedded ? [] : [{ label: t.makeMine, act: adopt }] };
    if (run?.message && !run.warnings?.some(({ detail }) => detail === run.message)) return { tone: "info", text: run.message };
    const warning = warningOf(run);
    if (warning) return warning;
    if (run?.status === "finished") return { tone: "info", text: fill(t.finished, { epoch: run.epoch }) };
    if (hinting) {
      const next = { label: t.hintNext, act: () => forward(hint + 1) };
      return { tone: "info", text: `${fill(t.hintNumber, { number: hint + 1, all: t.hints.length })} ${t.hints[hint]}`, actions: [...(hint < t.hints.length - 1 ? [next] : []), { label: t.hintDismiss, act: dismissHint }] };
    }
    // Of an earlier moment is said what could be said then; why the network stands still is known of now alone.
    const standstill = moment === null ? run?.standstill?.map(({ detail }) => detail).join(marks.sentence) : "";
    const stuck = standstill || stuckLayer();
    if (stuck) return { tone: "warn", text: stuck };
    const story = storyOf(moment === null ? history : upTo(history, picture?.epoch ?? moment), picture?.metrics);
    if (!story) return null;
    const { name, values } = story;
    const words = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, key === "accuracy" ? percent(value) : key === "epoch" ? value : lossOf(value)]));
    return { tone: ["overfitting", "rising", "stuck"].includes(name) ? "warn" : "info", text: fill(t.story[name], words) };
  }

  function draw() {
    const news = newsOf(store.get());
    const said = news ?? commentOn(store.get());
    root.toggleAttribute("data-news", news !== null);
    const { tone, text, actions = [] } = said ?? { tone: "info", text: "" };
    const key = JSON.stringify([tone, text, actions.map(({ label }) => label)]);
    if (key === shown) return;
    shown = key;
    root.dataset.tone = tone;
    // The running commentary is read out by the announcer, not here; all else is worth saying at once.
    root.setAttribute("aria-live", actions.length || tone === "error" ? "polite" : "off");
    // Empty it has no height, but is still there: who listens hears what comes into it.
    if (!said) return root.replaceChildren();
    root.replaceChildren(
      h("i.strip-dot", { "aria-hidden": "true" }),
      h("p", {}, text),
      ...(actions.length ? [h("div.strip-actions", {}, ...actions.map(({ label, act }) => h("button.link", { type: "button", onclick: act }, label)))] : []),
    );
  }

  store.on(["phase", "connection", "notice", "held", "keyWanted", "run", "watching"], draw);
  store.on(["history", "picture"], throttle(draw, 1000));
  draw();
}
