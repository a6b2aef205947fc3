// @ts-check
/**
 * The arithmetic of one point through one neuron, forward, back and on to the new weights, live.
 */
import { marks } from "../../../lib/locale.js";
import { exact, nearest } from "../../../lib/trace.js";
import { h } from "../../../lib/dom.js";
import { short } from "../../../lib/format.js";
import { entriesOf, entryOf } from "../../../lib/schema.js";
import { inFull, parseNumber, written } from "../../../lib/typed.js";
import { fill, lessons } from "../../../t.js";
import { sumsOf } from "../../../views/sums.js";
import { saying, typed } from "../../../views/typed.js";
import { walkBar } from "./walk.js";

const t = lessons.arithmetic;
/** A running network is asked about no more often than this. */
const PAUSE_MS = 350;
/** What stands between the values of a point that has several. */
const SEVERAL = /;\s*/;

/** @typedef {import("../../../lib/trace.js").Trace} Trace */

/**
 * @param {HTMLElement} root
 * @param {import("../../../state.js").AppStore} store
 * @param {ReturnType<typeof import("./walk.js").createWalk>} walk
 * @param {{read: (id: string, point: [number, number]|null, target: number|number[]|null, moment: number|null) => Promise<any>, compare: (id: string, point: [number, number], target: number|number[], layer: number, unit: number, moment: number|null) => Promise<number[]>}} actions
 *   `read`: without a point, the one that is next
 */
export function mountArithmetic(root, store, walk, { read, compare }) {
  const boxes = [0, 1].map((axis) => h("input.number.boxed", { type: "text", inputmode: "decimal", autocomplete: "off", "aria-label": fill(t.coordinate, { axis: axis + 1 }), id: `point-${axis + 1}`, value: "1", onchange: () => move() }));
  const targetBox = h("input.number.boxed", { type: "text", inputmode: "decimal", autocomplete: "off", "aria-label": t.target, id: "point-target", onchange: () => move(true) });
  const full = h("button.quiet", { type: "button", id: "all-digits", "aria-pressed": "false", title: t.digitsHelp, onclick: () => { full.setAttribute("aria-pressed", String(full.getAttribute("aria-pressed") !== "true")); show(); } }, t.allDigits);
  const nudge = h("button.quiet", { type: "button", id: "compare", onclick: () => void nudgeAll() }, t.compare);
  const { element: problem, say } = saying();
  const body = h("div.arithmetic-body");
  const element = h("div.arithmetic-panel", {},
    h("span", { title: t.pointHelp }, t.point), ...boxes, h("label", {}, t.target, " ", targetBox), full, nudge, walkBar(store, walk), problem, body);
  root.append(element);

  /** @type {number|number[]|null} the right answer, when a person gave one */
  let given = null;
  let typing = false;
  /** Whether what is said is the server's. */
  let refused = false;
  let asked = "";
  let asking = false;
  /** @type {Trace|null} */
  let trace = null;

  const point = () => store.get().point ?? /** @type {[number, number]} */ ([1, 1]);

  function target() {
    const { data, run } = store.get();
    const { class_names: classes, value_names: values } = /** @type {any} */ (run?.spec.data ?? {});
    // Points of one's own come a moment after the run has others: an answer to the ones would be none to the others.
    if (classes && JSON.stringify(classes.length ? classes : values) !== JSON.stringify(data?.classes?.length ? data.classes : data?.values)) return null;
    if (given !== null) return given;
    if (!data?.train) return null;
    const answer = data.train.y[nearest(data.train, point())];
    return answer ?? null;
  }

  /** The right answer, or several. */
  const targetText = () => [target() ?? []].flat().map((value) => (given === null ? written(value, 3) : inFull(value))).join("; ");

  /** What the boxes hold: numbers as they were read, and the last good ones in place of what is none. */
  function write() {
    boxes.forEach((box, axis) => { box.value = inFull(point()[axis]); });
    targetBox.value = targetText();
  }

  /** Which right answers there are: the numbers of the classes, or any. */
  function targets() {
    const { classes } = store.get().data ?? {};
    return classes ? { type: "integer", minimum: 0, maximum: classes.length - 1, default: classes.length - 1 } : {};
  }

  function move(targetToo = false) {
    const read = boxes.map((box) => typed(box.value));
    const answer = targetToo && targetBox.value.trim() ? targetBox.value.split(SEVERAL).map((text) => typed(text, { schema: targets() })) : [];
    const all = [...read, ...answer];
    const fault = read.some((each) => each.fault) ? t.noNumber : answer.find((each) => each.fault)?.fault;
    say({ fault, note: all.map(({ note }) => note).join(marks.sentence).trim() });
    if (fault) return write();
    walk.end();
    given = !answer.length ? null : answer.length === 1 ? answer[0].value : answer.map(({ value }) => value);
    typing = true;
    store.set({ point: /** @type {[number, number]} */ (read.map(({ value }) => value)) });
    typing = false;
    write();
  }

  async function ask() {
    const { run, picture, moment, walk: now } = store.get();
    const key = JSON.stringify([run?.id, moment ?? [picture?.seq, run?.step], ...(now ? [true] : [point(), target()])]);
    // After the step of a walk, the numbers before it stay.
    if (!run || asking || key === asked || now?.phase === "update") return;
    asking = true;
    asked = key;
    try {
      const told = now ? await read(run.id, null, null, null) : await read(run.id, point(), target(), moment);
      if (Boolean(now) === Boolean(store.get().walk) && store.get().walk?.phase !== "update") trace = told;
      if (now && trace) {
        given = trace.label;
        store.set({ point: trace.point });
      }
      if (refused) say({});
      refused = false;
    } catch (error) {
      const { status, message } = /** @type {import("../../../api.js").Problem} */ (error);
      say({ fault: message });
      // Without an answer that cannot be it goes on, and what was said of it stays.
      refused = given === null || status !== 422;
      if (!refused) {
        given = null;
        write();
      }
    }
    show();
    // What came in the meantime is asked for then.
    setTimeout(() => {
      asking = false;
      if (root.isConnected && !root.hidden) void ask();
    }, now ? 0 : PAUSE_MS);
  }

  /** What was found by nudging, and for which numbers. @type {{key: string, slopes: number[]}|null} */
  let nudged = null;
  const place = () => {
    const { selection, walk: now } = store.get();
    const layers = trace?.layers ?? [];
    const layer = now ? Math.min(now.layer, layers.length - 1) : selection && selection.column > 0 ? selection.column - 1 : layers.length - 1;
    if (now?.unit !== undefined && now.unit < (layers[now.layer]?.z.length ?? 0)) return { layer, unit: now.unit, input: now.input };
    const units = layers[layer]?.z.length ?? 0;
    if (selection && selection.column === layer + 1 && selection.unit < units) return { layer, unit: selection.unit };
    return { layer: units ? layer : layers.length - 1, unit: 0 };
  };

  async function nudgeAll() {
    const { run, moment } = store.get();
    const right = target();
    if (!run || !trace || right === null) return;
    const { layer, unit } = place();
    const key = JSON.stringify([asked, layer, unit]);
    try {
      nudged = { key, slopes: await compare(run.id, point(), right, layer, unit, moment) };
    } catch (error) {
      refused = true;
      say({ fault: /** @type {Error} */ (error).message });
    }
    show();
  }

  function show() {
    const { spec, catalogue, walk: now } = store.get();
    if (!trace || !spec) return;
    if (document.activeElement !== targetBox) targetBox.value = trace.target === null ? "" : targetText();
    const where = place();
    const { training } = spec;
    element.dataset.phase = now?.phase ?? "";
    body.replaceChildren(...sumsOf({
      trace, training, place: where,
      optimizer: entryOf(entriesOf(catalogue, "optimizer"), training.optimizer.kind),
      regularizer: entryOf(entriesOf(catalogue, "regularizer"), training.regularizer.kind),
      slopes: nudged?.key === JSON.stringify([asked, where.layer, where.unit]) ? nudged.slopes : null,
      write: full.getAttribute("aria-pressed") === "true" ? exact : (/** @type {number} */ value) => short(value, 4),
    }));
  }

  function draw() {
    show();
    void ask();
  }

  function follow() {
    const { panel } = store.get();
    const now = point();
    boxes.forEach((box, axis) => { if (parseNumber(box.value) !== now[axis]) box.value = written(now[axis]); });
    if (panel === "arithmetic") draw();
  }
  store.on(["point"], () => {
    // The answer that was given was another point's.
    if (!store.get().walk && !typing) given = null;
    follow();
  });
  store.on(["data"], () => {
    given = null;
    follow();
  });
  store.on(["walk"], ({ walk: now, panel }) => {
    if (!now) asked = "";
    if (panel === "arithmetic") draw();
    const bar = /** @type {HTMLElement} */ (element.querySelector(".walk")).offsetHeight;
    const part = /** @type {HTMLElement|null} */ (body.querySelector(`section[data-part=${now?.phase}]`));
    const scrolls = root.parentElement;
    // What is at work comes into view, below the bar that stays; the page itself is left where it is.
    if (part && scrolls) scrolls.scrollTop += part.getBoundingClientRect().top - scrolls.getBoundingClientRect().top - bar;
  });
  follow();
  return draw;
}
