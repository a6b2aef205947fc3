// @ts-check
/**
 * What a run's tables hold: its parameters, and how every point fares.
 */

/** @typedef {{values: ArrayLike<number>, shape: number[]}} Grid */
/** @typedef {{head: string[], rows: (string|number)[][], all: number}} Table   `all`: how many rows there are, of which no more are made than are wanted */

/**
 * Every weight and bias: where it leads, where it comes from, what it is, and its gradient, where that is known.
 * @param {Grid[]} weights layer by layer: rows are what they come from, the last the biases
 * @param {(column: number, unit: number) => string} nameOf
 * @param {{to: string, from: string, value: string, bias: string, gradient: string}} words
 * @param {import("./minibatch.js").LayerBatch[]|null} [layers] of the next batch
 * @param {number} [most] rows
 * @returns {Table}
 */
export function parameterTable(weights, nameOf, { to, from, value, bias, gradient }, layers = null, most = Infinity) {
  /** @type {Table["rows"]} */
  const rows = [];
  weights.forEach(({ values, shape: [height, units] }, layer) => {
    const slopes = layers && [...layers[layer].dW, layers[layer].db];
    for (let i = 0; i < values.length && rows.length < most; i++) {
      const [unit, input] = [Math.floor(i / height), i % height];
      rows.push([nameOf(layer + 1, unit), input < height - 1 ? nameOf(layer, input) : bias, values[input * units + unit], slopes?.[input]?.[unit] ?? ""]);
    }
  });
  return { head: [to, from, value, gradient], rows, all: weights.reduce((sum, { values }) => sum + values.length, 0) };
}

/**
 * What the points of the next batch do in every neuron, on average.
 * @param {import("./minibatch.js").LayerBatch[]} layers
 * @param {(column: number, unit: number) => string} nameOf
 * @param {{to: string, z: string, a: string, dz: string, length: string}} words
 * @param {number} [most] rows
 * @returns {Table}
 */
export function batchTable(layers, nameOf, { to, z, a, dz, length }, most = Infinity) {
  const all = layers.flatMap((layer, k) => layer.z.map((_, unit) => ({ layer, k, unit })));
  const rows = all.slice(0, most).map(({ layer, k, unit }) => {
    const slope = [...layer.dW.map((row) => row[unit]), layer.db[unit]];
    return [nameOf(k + 1, unit), layer.z[unit] ?? "", layer.a[unit] ?? "", layer.db[unit] ?? "", slope.includes(null) ? "" : Math.hypot(.../** @type {number[]} */ (slope))];
  });
  return { head: [to, z, a, dz, length], rows, all: all.length };
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
