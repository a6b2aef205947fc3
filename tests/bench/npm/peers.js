// @ts-check
/**
 * Trains a workload with a JavaScript library, as many frames as are asked for:
 * node peers.js NAME.
 *
 * The first line of standard input is the workload as JSON; every further one is a number n. It is
 * answered, as tests/bench/contenders.py says, by a JSON list: the milliseconds of processor time that
 * a frame took, one frame before those n not counted, and both losses after them.
 */

import { createInterface } from "node:readline";
import { createRequire } from "node:module";

/**
 * @typedef {{
 *   x: number[][], y: number[], train: number, grid: number[][], order: number[],
 *   blocks: number[][][], batch_size: number,
 * }} Workload  blocks[layer] is (d_in + 1, d_out), the biases last
 */

const RATE = 0.03;

/** @type {Record<string, (work: Workload) => Promise<() => number[]>>} */
const PEERS = {
  /** TensorFlow.js on its plain JavaScript backend. */
  async tfjs({ x, y, train, grid, order, blocks, batch_size }) {
    const tf = await import("@tensorflow/tfjs");
    tf.enableProdMode();
    await tf.setBackend("cpu");
    const points = tf.tensor2d(x);
    const targets = tf.tensor2d(y.map((value) => [value]));
    const surface = tf.tensor2d(grid);
    const layers = blocks.map((block) => ({
      w: tf.variable(tf.tensor2d(block.slice(0, -1))),
      b: tf.variable(tf.tensor1d(block[block.length - 1])),
    }));
    const optimizer = tf.train.sgd(RATE);
    /** @param {import("@tensorflow/tfjs").Tensor2D} inputs */
    const forward = (inputs) => {
      let a = inputs;
      layers.forEach(({ w, b }, layer) => {
        const z = tf.add(tf.matMul(a, w), b);
        a = /** @type {typeof a} */ (layer < layers.length - 1 ? tf.tanh(z) : z);
      });
      return a;
    };
    /** @param {typeof points} inputs @param {typeof points} answers */
    const loss = (inputs, answers) =>
      /** @type {import("@tensorflow/tfjs").Scalar} */ (
        tf.losses.sigmoidCrossEntropy(answers, forward(inputs))
      );
    return () =>
      tf.tidy(() => {
        for (let start = 0; start < train; start += batch_size) {
          const chosen = tf.tensor1d(order.slice(start, start + batch_size), "int32");
          const inputs = tf.gather(points, chosen);
          const answers = tf.gather(targets, chosen);
          optimizer.minimize(() => loss(inputs, answers));
        }
        const count = x.length - train;
        const part = (/** @type {number} */ from, /** @type {number} */ size) =>
          loss(tf.slice(points, [from, 0], [size, 2]), tf.slice(targets, [from, 0], [size, 1]));
        const losses = [part(0, train).dataSync()[0], part(train, count).dataSync()[0]];
        forward(surface).dataSync();
        return losses;
      });
  },

  /** ConvNetJS, whose classifier for two classes is a softmax over two outputs. */
  async convnetjs({ x, y, train, grid, order, blocks, batch_size }) {
    const convnet = createRequire(import.meta.url)("convnetjs");
    const hidden = blocks.slice(0, -1).map((block) => ({
      type: "fc", num_neurons: block[0].length, activation: "tanh",
    }));
    const net = new convnet.Net();
    net.makeLayers([
      { type: "input", out_sx: 1, out_sy: 1, out_depth: 2 },
      ...hidden,
      { type: "softmax", num_classes: 2 },
    ]);
    const dense = net.layers.filter((/** @type {any} */ layer) => layer.layer_type === "fc");
    // The second class has the engine's output weights and the first has none: the same answers.
    blocks.forEach((block, layer) => {
      const last = layer === blocks.length - 1;
      for (let unit = 0; unit < dense[layer].out_depth; unit++) {
        const column = last ? unit - 1 : unit;
        const of = (/** @type {number} */ row) => (column < 0 ? 0 : block[row][column]);
        for (let row = 0; row < block.length - 1; row++) dense[layer].filters[unit].w[row] = of(row);
        dense[layer].biases.w[unit] = of(block.length - 1);
      }
    });
    const trainer = new convnet.SGDTrainer(net, {
      method: "sgd", learning_rate: RATE, momentum: 0, batch_size, l1_decay: 0, l2_decay: 0,
    });
    const volumes = x.map((point) => new convnet.Vol(point));
    const surface = grid.map((point) => new convnet.Vol(point));
    const loss = (/** @type {number} */ from, /** @type {number} */ to) => {
      let sum = 0;
      for (let k = from; k < to; k++) sum -= Math.log(net.forward(volumes[k]).w[y[k]]);
      return sum / (to - from);
    };
    return () => {
      for (const k of order) trainer.train(volumes[k], y[k]);
      const losses = [loss(0, train), loss(train, x.length)];
      for (const point of surface) net.forward(point);
      return losses;
    };
  },
};

/** @type {null | (() => number[])} */
let frame = null;
for await (const line of createInterface({ input: process.stdin })) {
  if (frame === null) {
    frame = await PEERS[process.argv[2]](JSON.parse(line));
    continue;
  }
  const count = Number(line);
  let losses = frame();
  const before = process.cpuUsage();
  for (let k = 0; k < count; k++) losses = frame();
  const { user, system } = process.cpuUsage(before);
  console.log(JSON.stringify([(user + system) / 1000 / Math.max(1, count), ...losses]));
}
