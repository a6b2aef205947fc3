// @ts-check
/**
 * What a run's tables hold: its parameters, and how every point fares.
 */

/** @typedef {{values: ArrayLike<number>, shape: number[]}} Grid */
/** @typedef {{head: string[], rows: (string|number)[][]}} Table */

/**
 * Every weight and bias: where it leads, where it comes from, and what it is.
 * @param {Grid[]} weights layer by layer: rows are what they come from, the last the biases
 * @param {(column: number, unit: number) => string} nameOf
 * @param {{to: string, from: string, value: string, bias: string}} words
 * @returns {Table}
 */
export function parameterTable(weights, nameOf, { to, from, value, bias }) {
  const rows = weights.flatMap(({ values, shape: [height, units] }, layer) => Array.from({ length: units }, (_, unit) =>
    Array.from({ length: height }, (_, input) => [nameOf(layer + 1, unit), input < height - 1 ? nameOf(layer, input) : bias, values[input * units + unit]])).flat());
  return { head: [to, from, value], rows };
}

/**
 * Every point with the network's answers and its loss.
 * @param {import("./misfits.js").Fared[]} points in order
 * @param {{axes: string[], classes: string[]|null, values?: string[]}} data
 * @param {{part: string, is: string, taken: string, answer: string, loss: string, train: string, test: string}} words
 * @returns {Table}
 */
export function pointTable(points, { axes, classes, values = [] }, words) {
  const outputs = points[0]?.answers.length ?? 0;
  const names = classes?.length ? [words.is, words.taken] : values.length ? values : [words.is];
  const answers = Array.from({ length: outputs }, (_, k) => (outputs === 1 ? words.answer : `${words.answer}: ${(classes?.length ? classes : values)[k] ?? k + 1}`));
  const rows = points.map(({ part, x1, x2, target, decision, answers: said, loss }) => [
    words[part], x1, x2, ...(classes?.length ? [classes[target], decision === null ? "" : classes[decision]] : [target].flat()), ...said.map((each) => each ?? ""), loss ?? ""]);
  return { head: [words.part, ...axes, ...names, ...answers, words.loss], rows };
}
