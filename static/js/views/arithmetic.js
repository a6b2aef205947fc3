// @ts-check
/**
 * The arithmetic of one point through one neuron, forward and back, with the numbers of the running network.
 */
import { errorOf, exact, nearest, neuronOf, productText, sumText } from "../lib/arithmetic.js";
import { h, setText } from "../lib/dom.js";
import { parseNumber, short } from "../lib/format.js";
import { fill, lessons } from "../t.js";

const t = lessons.arithmetic;
/** A running network is asked about no more often than this. */
const PAUSE_MS = 350;

/**
 * @param {import("../state.js").AppStore} store
 * @param {{read: (id: string, point: [number, number], target: number|null) => Promise<any>, compare: (id: string, point: [number, number], target: number, layer: number, unit: number) => Promise<number[]>}} actions
 * @returns {() => import("./dock.js").Panel}
 */
export const arithmeticPanel = (store, { read, compare }) => () => {
  const boxes = [0, 1].map((axis) => h("input.number.boxed", { type: "text", inputmode: "decimal", autocomplete: "off", "aria-label": fill(t.coordinate, { axis: axis + 1 }), id: `point-${axis + 1}`, value: "1", onchange: () => move() }));
  const targetBox = h("input.number.boxed", { type: "text", inputmode: "decimal", autocomplete: "off", "aria-label": t.target, id: "point-target", onchange: () => move(true) });
  const full = h("button.quiet", { type: "button", id: "all-digits", "aria-pressed": "false", onclick: () => { full.setAttribute("aria-pressed", String(full.getAttribute("aria-pressed") !== "true")); show(); } }, t.allDigits);
  const nudge = h("button.quiet", { type: "button", id: "compare", onclick: () => void nudgeAll() }, t.compare);
  const problem = h("p.field-error", { role: "alert", hidden: true });
  const body = h("div.arithmetic-body");
  const element = h("div.arithmetic-panel", {},
    h("div.point-row", {}, h("span", {}, t.point), ...boxes, h("label", {}, t.target, " ", targetBox), full, nudge), problem, body);

  /** @type {[number, number]} */
  let point = [1, 1];
  /** @type {number|null} the right answer, when a person gave one */
  let given = null;
  let asked = "";
  let asking = false;
  /** @type {import("../lib/arithmetic.js").Trace|null} */
  let trace = null;

  function target() {
    if (given !== null) return given;
    const { data } = store.get();
    if (!data?.train) return null;
    const answer = data.train.y[nearest(data.train, point)];
    return typeof answer === "number" ? answer : null;
  }

  function move(targetToo = false) {
    const numbers = boxes.map((box) => parseNumber(box.value));
    const answer = parseNumber(targetBox.value);
    problem.hidden = numbers.every(Number.isFinite);
    setText(problem, problem.hidden ? "" : t.noNumber);
    if (!problem.hidden) return;
    point = /** @type {[number, number]} */ (numbers);
    given = targetToo && Number.isFinite(answer) ? answer : null;
    draw();
  }

  async function ask() {
    const { run, picture } = store.get();
    const right = target();
    const key = JSON.stringify([run?.id, picture?.seq, run?.step, point, right]);
    if (!run || asking || key === asked) return;
    asking = true;
    asked = key;
    try {
      trace = await read(run.id, point, right);
      problem.hidden = true;
    } catch (error) {
      problem.hidden = false;
      setText(problem, /** @type {Error} */ (error).message);
    }
    show();
    // What came in the meantime is asked for then.
    setTimeout(() => {
      asking = false;
      if (element.isConnected && !element.hidden) void ask();
    }, PAUSE_MS);
  }

  /** What was found by nudging, and for which numbers. @type {{key: string, slopes: number[]}|null} */
  let nudged = null;
  const place = () => {
    const { selection } = store.get();
    const layers = trace?.layers ?? [];
    const chosen = selection && selection.column > 0 && selection.unit < (layers[selection.column - 1]?.z.length ?? 0);
    return chosen ? { layer: selection.column - 1, unit: selection.unit } : { layer: layers.length - 1, unit: 0 };
  };

  async function nudgeAll() {
    const { run } = store.get();
    const right = target();
    if (!run || !trace || right === null) return;
    const { layer, unit } = place();
    const key = JSON.stringify([asked, layer, unit]);
    try {
      nudged = { key, slopes: await compare(run.id, point, right, layer, unit) };
    } catch (error) {
      problem.hidden = false;
      setText(problem, /** @type {Error} */ (error).message);
    }
    show();
  }

  /** @param {string} name @param {any} value @param {string} [id] */
  const line = (name, value, id) => [h("dt", {}, name), h("dd", id ? { "data-number": id } : {}, value)];

  function show() {
    const { spec, run } = store.get();
    if (!trace || !spec) return;
    const write = full.getAttribute("aria-pressed") === "true" ? exact : (/** @type {number} */ value) => short(value, 4);
    if (document.activeElement !== targetBox) targetBox.value = trace.target === null ? "" : short(target());
    const last = trace.layers.length - 1;
    const { layer, unit } = place();
    const slopes = nudged?.key === JSON.stringify([asked, layer, unit]) ? nudged.slopes : null;
    const rate = spec.training.optimizer.learning_rate;
    const n = neuronOf(trace, layer, unit, rate);
    const error = errorOf(trace, layer, unit);
    const name = fill(layer === last ? t.outputNeuron : t.hiddenNeuron, { layer: layer + 1, unit: unit + 1 });
    const loss = run?.metrics.loss;
    const back = n.dz === null ? [] : [
      ...(error && n.slope !== null ? line(t.error, `(${error.parts.map(({ w, dz }) => productText(w, dz, write)).join(" + ")}) · ${write(n.slope)} = ${write(n.dz)}`, "dz") : line(t.outputError, write(n.dz), "dz")),
    ];
    body.replaceChildren(
      h("dl.sums", {},
        ...line(fill(t.sum, { name }), `${sumText(n.bias, n.terms, write)} = ${write(n.z)}`, "z"),
        ...line(t.value, write(n.a), "a"),
        ...(n.slope === null ? [] : line(t.slope, write(n.slope), "slope")),
        ...line(t.answer, trace.answer.map(write).join(", "), "answer"),
        ...(trace.loss === null ? [] : line(t.loss, write(trace.loss), "loss")),
        ...(typeof loss === "number" ? line(t.meanLoss, write(loss), "mean-loss") : []),
        ...back),
      h("table", {},
        h("caption", {}, fill(t.step, { rate: write(rate) })),
        h("thead", {}, h("tr", {}, ...[...t.columns, ...(slopes ? [t.nudged] : [])].map((column) => h("th", { scope: "col" }, column)))),
        h("tbody", {},
          row("w0", [1, n.bias, n.bias, n.dz, n.nextBias, ...(slopes ? slopes.slice(-1) : [])], write),
          ...n.terms.map((term, i) => row(`w${i + 1}`, [term.x, term.w, term.product, term.gradient, term.next, ...(slopes ? [slopes[i]] : [])], write)))));
  }

  /** @param {string} name @param {(number|null)[]} values @param {(value: number) => string} write */
  const row = (name, values, write) => h("tr", { "data-weight": name },
    h("th", { scope: "row" }, name), ...values.map((value) => h("td", {}, value === null ? "–" : write(value))));

  function draw() {
    show();
    void ask();
  }

  function follow() {
    const { point: wanted, panel } = store.get();
    if (!wanted) return;
    point = wanted;
    given = null;
    boxes.forEach((box, axis) => { box.value = short(wanted[axis], 6); });
    if (panel === "arithmetic") draw();
  }
  store.on(["point"], follow);
  follow();
  return { name: "arithmetic", title: t.title, element, draw };
};
