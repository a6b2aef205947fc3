// @ts-check
/**
 * The arithmetic of one neuron as it is written: a part for each phase, and a table of its weights.
 */
import { marks } from "../lib/locale.js";
import { errorOf, neuronOf, productText, sumText } from "../lib/trace.js";
import { h } from "../lib/dom.js";
import { fill, lessons } from "../t.js";
import { formulas } from "./formula.js";

/** @typedef {import("../lib/dom.js").Children} Children */

const t = lessons.arithmetic;

/** @param {string} name @param {Children} value @param {string} [id] */
const line = (name, value, id) => [h("dt", {}, name), h("dd", id ? { "data-number": id } : {}, value)];

/** @param {string} phase @param {...Children} lines */
const part = (phase, ...lines) => h("section", { "data-part": phase }, h("h4", {}, /** @type {any} */ (t.phases)[phase]), h("dl.sums", {}, ...lines));

/**
 * @param {object} shown
 * @param {import("../lib/trace.js").Trace} shown.trace
 * @param {any} shown.training   of the specification
 * @param {any} shown.optimizer  its entry in the catalogue
 * @param {any} shown.regularizer   likewise
 * @param {{layer: number, unit: number, input?: number}} shown.place   `input`: of the weight at work; −1 is the bias
 * @param {number[]|null} shown.slopes   the gradients found by nudging, the bias last
 * @param {(value: number) => string} shown.write
 * @returns {HTMLElement[]}
 */
export function sumsOf({ trace, training, optimizer, regularizer, place: { layer, unit, input }, slopes, write }) {
  const neuron = neuronOf(trace, layer, unit);
  const error = errorOf(trace, layer, unit);
  const last = trace.layers.length - 1;
  const name = fill(layer === last ? t.outputNeuron : t.hiddenNeuron, { layer: layer + 1, unit: unit + 1 });
  const { n, total, mean, penalty, value } = trace.objective;
  const J = `${write(total)} / ${n}${penalty ? ` + ${write(penalty)}` : ""} = ${write(penalty ? value : mean)}`;
  const parts = [
    part("forward",
      line(fill(t.sum, { name }), `${sumText(neuron.bias.w, neuron.terms, write)} = ${write(neuron.z)}`, "z"),
      line(t.value, write(neuron.a), "a"),
      line(t.answer, trace.answer.map(write).join(marks.list), "answer")),
    part("loss",
      trace.loss === null ? [] : line(t.loss, write(trace.loss), "loss"),
      line(penalty ? t.objectiveWithPenalty : t.objective, J, "objective")),
  ];
  if (neuron.dz !== null) {
    parts.push(part("backward",
      neuron.slope === null ? [] : line(t.slope, write(neuron.slope), "slope"),
      error && neuron.slope !== null ? line(t.error, `(${error.parts.map(({ w, dz }) => productText(w, dz, write)).join(" + ")}) · ${write(neuron.slope)} = ${write(neuron.dz)}`, "dz") : line(t.outputError, write(neuron.dz), "dz")));
  }
  const { update } = trace;
  const changed = update !== null && (update.clipped_to !== null || penalty > 0 || training.frozen?.length > 0);
  if (update) {
    const facts = [
      penalty ? fill(t.penalised, { penalty: regularizer?.formula ?? "" }) : "",
      update.clipped_to === null ? "" : fill(t.clipped, { length: write(update.length), limit: write(update.clipped_to) }),
      training.dropout > 0 ? t.noDropout : "",
    ].filter(Boolean).join(marks.sentence);
    parts.push(h("section", { "data-part": "update" }, h("h4", {}, t.phases.update),
      h("div.step-words", {}, h("p", {}, fill(t.step, { optimizer: optimizer?.title ?? "", number: update.number, rate: write(update.rate) }), " ", ...(update.rule ? formulas(update.rule) : [])),
        facts ? h("p", {}, facts) : null)));
  }
  const columns = [["forward", "x"], ["forward", "w"], ["forward", "w · x"],
    ...(neuron.dz === null ? [] : [["backward", t.gradient]]),
    ...(slopes ? [["backward", t.nudged]] : []),
    ...(changed ? [["update", "g"]] : []),
    ...(update ? [...neuron.letters.map((letter) => ["update", letter]), ["update", t.newWeight]] : [])];
  const row = (/** @type {string} */ weight, /** @type {import("../lib/trace.js").Term} */ term, /** @type {number} */ i) => h("tr", { "data-weight": weight, "data-now": i === input ? "" : null },
    h("th", { scope: "row" }, weight),
    ...[term.x, term.w, term.product, ...(neuron.dz === null ? [] : [term.gradient]), ...(slopes ? [slopes.at(i) ?? null] : []), ...(changed ? [term.given] : []),
      ...(update ? [...term.remembered.map(({ before, after }) => `${write(before)} → ${write(after)}`), term.next] : [])]
      .map((cell, k) => h("td", { "data-part": columns[k][0], "data-column": columns[k][1] }, typeof cell === "string" ? cell : cell === null ? "–" : write(cell))));
  const table = h("table", {},
    h("caption.for-listeners", {}, fill(t.weights, { name })),
    h("thead", {}, h("tr", {}, h("td"), ...columns.map(([phase, title]) => h("th", { scope: "col", "data-part": phase }, title)))),
    h("tbody", {}, row("w0", neuron.bias, -1), ...neuron.terms.map((term, i) => row(`w${i + 1}`, term, i))));
  return [...parts, table];
}
