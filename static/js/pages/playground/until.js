// @ts-check
/**
 * Run until: a target to stop at, and how long it will take.
 */
import { h, setText } from "../../lib/dom.js";
import { grouped, percent, short } from "../../lib/format.js";
import { icon } from "../../lib/icons.js";
import { throttle } from "../../lib/time.js";
import { inFull } from "../../lib/typed.js";
import { fill, t } from "../../t.js";
import { menu } from "../../views/controls.js";
import { opensBy } from "../../views/popover.js";
import { saying, typed } from "../../views/typed.js";

/** Epochs and moments of late, from which the pace is taken. */
const REMEMBERED_MS = 4000;
/** So often it is reckoned anew, at most. */
const PACE_MS = 200;

/**
 * @param {HTMLElement} root
 * @param {import("../../state.js").AppStore} store
 * @param {import("./driver.js").Driver} driver
 */
export function mountUntil(root, store, driver) {
  const kinds = Object.keys(t.until.kinds);
  /** @type {Record<string, number>} */
  const usual = { epoch: 400, loss: 0.05, val_loss: 0.05, accuracy: 99, val_accuracy: 99 };
  const input = h("input.number.boxed", { type: "text", id: "until-value", inputmode: "decimal", autocomplete: "off", "aria-label": t.until.value, value: inFull(usual.epoch) });
  const select = menu({ label: t.until.what, options: kinds.map((value) => ({ value, title: /** @type {any} */ (t.until.kinds)[value] })), class: "boxed", change: (kind) => { input.value = inFull(usual[kind]); showUnit(); } });
  select.id = "until-kind";
  const unit = h("span.quiet-text");
  const { element: problem, say } = saying();
  const go = h("button.strong", { type: "submit", id: "until-go" }, icon("play"), t.until.go);
  const clear = h("button.link", { type: "button", id: "until-clear", onclick: () => { popover.hidePopover(); void driver.playUntil(null); } }, t.until.clear);
  const form = h("form.until-form", { onsubmit: (event) => { event.preventDefault(); submit(); } },
    select, h("label.until-value", {}, input, unit), problem, h("div.until-buttons", {}, go, clear));
  const popover = h("div.popover.until-popover", { id: "until-popover", popover: "auto", role: "group", "aria-label": t.until.title }, h("p.popover-title", {}, t.until.help), form);
  const button = h("button.square.until", { type: "button", id: "until", popovertarget: "until-popover", "aria-label": t.until.title, title: t.until.title }, icon("flag"));
  const noteName = h("span.readout-name");
  const noteLeft = h("span");
  const note = h("div.readout", { id: "eta", hidden: true }, noteName, noteLeft);
  root.append(button, popover, note);
  opensBy(button, popover);

  let offered = "";

  /** Only what this run measures can be reached. @param {import("../../types.js").History} history */
  function offer(history) {
    const measured = Object.keys(history).join();
    if (!history.epoch.length || measured === offered) return;
    offered = measured;
    for (const option of select.options) option.hidden = option.disabled = !(option.value in history);
    if (!select.selectedOptions[0]?.disabled) return;
    select.value = "epoch";
    input.value = inFull(usual.epoch);
    showUnit();
  }

  const isShare = () => select.value.endsWith("accuracy");
  const showUnit = () => setText(unit, isShare() ? "%" : "");

  /** Which targets can be reached. */
  function wanted() {
    if (select.value === "epoch") return { schema: { type: "integer", minimum: 1, maximum: store.get().limits.epochs?.maximum }, show: grouped };
    return isShare() ? { schema: { minimum: 0, maximum: 1 }, factor: 100, show: percent } : { schema: { minimum: 0 } };
  }

  function submit() {
    const example = usual[select.value] / (isShare() ? 100 : 1);
    const { value, fault } = typed(input.value, { ...wanted(), example });
    say({ fault });
    if (fault) return input.focus();
    popover.hidePopover();
    void driver.playUntil({ [select.value]: value });
  }

  /** @type {{at: number, epoch: number}[]} */
  let seen = [];
  function draw() {
    const { run, history, watching } = store.get();
    const target = run?.until;
    const epoch = history.epoch.at(-1) ?? 0;
    const now = performance.now();
    if (epoch !== seen.at(-1)?.epoch) seen.push({ at: now, epoch });
    if (epoch < (seen.at(-2)?.epoch ?? 0)) seen = [{ at: now, epoch }];
    while (seen.length > 2 && now - seen[0].at > REMEMBERED_MS) seen.shift();
    offer(history);
    button.disabled = !run || watching;
    button.dataset.set = String(Boolean(target));
    clear.hidden = !target;
    note.hidden = !target || !run || run.status === "finished";
    if (!target || !run || note.hidden) return;
    const [[kind, value]] = Object.entries(target);
    const said = fill(t.until.target, { kind: /** @type {any} */ (t.until.kinds)[kind] ?? kind, value: kind.endsWith("accuracy") ? percent(value) : short(value, 6) });
    setText(noteName, said);
    const pace = seen.length > 1 ? (epoch - seen[0].epoch) / ((now - seen[0].at) / 1000) : 0;
    if (run.status !== "playing" || pace <= 0) return setText(noteLeft, "–");
    // When a loss or an accuracy will be reached, nobody can tell: how fast it goes is all there is to say.
    setText(noteLeft, kind === "epoch" ? duration(Math.max(0, (value - epoch) / pace)) : fill(t.until.pace, { pace: short(pace, pace < 10 ? 2 : 3) }));
  }
  store.on(["run", "watching"], draw);
  store.on(["history"], throttle(draw, PACE_MS));
  showUnit();
}

/** @param {number} seconds */
const duration = (seconds) => (seconds < 90 ? fill(t.until.seconds, { count: Math.ceil(seconds) }) : fill(t.until.minutes, { count: Math.round(seconds / 60) }));
