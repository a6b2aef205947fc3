// @ts-check
/**
 * What a run's tables hold: its parameters, and how every point fares.
 */

/** @typedef {{values: ArrayLike<number>, shape: number[]}} Grid */
/** @typedef {{head: string[], rows: (string|number)[][], all: number}} Table   `all`: how many rows there are, of which no more are made than are wanted */

/**
 * Every weight and bias: where it leads, where it comes from, and what it is.
 * @param {Grid[]} weights layer by layer: rows are what they come from, the last the biases
 * @param {(column: number, unit: number) => string} nameOf
 * @param {{to: string, from: string, value: string, bias: string}} words
 * @param {number} [most] rows
 * @returns {Table}
 */
export function parameterTable(weights, nameOf, { to, from, value, bias }, most = Infinity) {
  /** @type {Table["rows"]} */
  const rows = [];
  weights.forEach(({ values, shape: [height, units] }, layer) => {
    for (let i = 0; i < values.length && rows.length < most; i++) {
      const [unit, input] = [Math.floor(i / height), i % height];
      rows.push([nameOf(layer + 1, unit), input < height - 1 ? nameOf(layer, input) : bias, values[input * units + unit]]);
    }
  });
  return { head: [to, from, value], rows, all: weights.reduce((sum, { values }) => sum + values.length, 0) };
}

/**
 * Every point with the network's answers and its loss.
 * @param {import("./misfits.js").Fared[]} points in order
 * @param {{axes: string[], classes: string[]|null, values?: string[]}} data
 * @param {{part: string, is: string, taken: string, answer: string, loss: string, train: string, test: string}} words
 * @param {number} [most] rows
 * @returns {Table}
 */
export function pointTable(points, { axes, classes, values = [] }, words, most = Infinity) {
  const outputs = points[0]?.answers.length ?? 0;
  const names = classes?.length ? [words.is, words.taken] : values.length ? values : [words.is];
  const answers = Array.from({ length: outputs }, (_, k) => (outputs === 1 ? words.answer : `${words.answer}: ${(classes?.length ? classes : values)[k] ?? k + 1}`));
  const rows = points.slice(0, most).map(({ part, x1, x2, target, decision, answers: said, loss }) => [
    words[part], x1, x2, ...(classes?.length ? [classes[target], decision === null ? "" : classes[decision]] : [target].flat()), ...said.map((each) => each ?? ""), loss ?? ""]);
  return { head: [words.part, ...axes, ...names, ...answers, words.loss], rows, all: points.length };
}
