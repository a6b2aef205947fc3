// @ts-check
/**
 * What a teacher tells everyone: commands in the head, and below it what is on, with the way to end it.
 */
import { h, setHidden, setText } from "../../lib/dom.js";
import { icon } from "../../lib/icons.js";
import { lessonTitle } from "../../lib/lessons.js";
import { classes, fill, t } from "../../t.js";
import { menu } from "../../views/controls.js";
import { tallyView } from "../../views/tally.js";
import { mountAbout } from "./about.js";
import { mountAsk } from "./ask.js";
import { labelIn } from "./derived.js";
import { mountSend } from "./send.js";

const words = classes.lead;
const SPEEDS = [null, 1, 10, 30, 60];

/**
 * @param {HTMLElement} place
 * @param {HTMLElement} commands   where the buttons stand
 * @param {import("./state.js").ClassStore} store
 * @param {import("./actions.js").Actions} actions
 */
export function mountLead(place, commands, store, actions) {
  const send = mountSend(store, actions);
  const ask = mountAsk(store, actions);
  const about = mountAbout(store, actions);
  const button = (/** @type {string} */ id, /** @type {string} */ name, /** @type {string} */ label, /** @type {() => unknown} */ act, /** @type {string} */ help = "") => h("button.command", { type: "button", id, title: help || label, onclick: () => void act() }, icon(name), label);
  const speeds = menu({ label: words.speedLabel, class: "joined", options: SPEEDS.map((value) => ({ value: String(value ?? ""), title: value ? fill(words.speed, { speed: fill(t.speedValue, { speed: value }) }) : words.own })), change: () => undefined });
  speeds.id = "all-speed";
  const first = button("send", "up", words.send, send, words.sendHelp);
  first.classList.replace("command", "strong");
  const progress = h("a.command", { id: "to-progress", title: words.progressHelp }, icon("table"), words.progress);
  commands.append(first, button("ask", "help", words.ask, ask, words.askHelp), button("pause-all", "pause", words.pause, () => actions.tell({ command: "pause" })),
    h("span.joined-group", {}, button("play-all", "play", words.play, () => actions.tell({ command: "play", ...(speeds.value ? { speed: Number(speeds.value) } : {}) })), speeds),
    progress, button("about", "more", words.settings, about));

  const on = h("p.class-on", { id: "on", role: "status" });
  const stop = h("button.quiet", { type: "button", id: "stop-showing", onclick: () => void actions.tell({ command: "hide" }) }, words.stop);
  const reveal = h("button.quiet", { type: "button", id: "reveal", onclick: () => void actions.tell({ command: "reveal" }) }, words.reveal);
  const drop = h("button.quiet", { type: "button", id: "drop", onclick: () => void actions.tell({ command: "drop" }) }, words.drop);
  const tryIt = h("button.quiet", { type: "button", id: "try-it", onclick: () => void goTry() }, classes.send.sendLesson);
  const line = h("div.class-line", { hidden: true }, on, stop);
  const tallies = h("div");
  const answered = h("span.aside-note", { id: "answered" });
  const question = h("section.class-question", { hidden: true, "aria-label": words.question }, tallies, h("div.class-line", {}, answered, reveal, tryIt, drop));
  const tally = tallyView(tallies, { right: words.right, nobody: words.nobody, bar: words.bar });
  place.append(line, question);

  /** What was asked is tried out: the question is over, or it would lie over its lesson. */
  async function goTry() {
    const lesson = store.get().wall?.lead.question?.lesson;
    if (lesson && await actions.tell({ command: "drop" })) await actions.tell({ command: "send", lesson });
  }

  function draw() {
    const { wall, room, lessons } = store.get();
    if (room) progress.href = `#${room.code}/progress`;
    if (!wall) return;
    const { sent, playing, shown, question: asked } = wall.lead;
    const member = shown && wall.members.find(({ run }) => run === shown.run);
    const told = [
      sent ? (sent.lesson ? fill(words.sentLesson, { title: lessonTitle(lessons, sent.lesson) }) : words.sentSettings) : "",
      playing ? (playing.playing ? words.playing : words.paused) : "",
      shown ? fill(words.shown, { name: member ? labelIn(store.get(), member.id) : shown.name ?? "" }) : "",
    ].filter(Boolean);
    setHidden(line, !told.length);
    setText(on, `${words.on} ${told.join(" · ")}`);
    setHidden(stop, !shown);
    setHidden(question, !asked);
    if (!asked) return;
    const here = wall.members.filter((each) => each.here).length;
    tally.draw({ asks: asked.asks, options: asked.options, counts: asked.counts, answer: asked.answer, because: asked.because ?? "" });
    setText(answered, fill(words.answered, { count: asked.answered ?? 0, all: Math.max(here, asked.answered ?? 0) }));
    setHidden(reveal, asked.revealed);
    setHidden(tryIt, !asked.revealed || !asked.lesson || asked.lesson === sent?.lesson);
  }
  store.on(["wall", "lessons", "named", "room"], draw);
}
