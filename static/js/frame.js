// @ts-check
/**
 * Frames are drawn when the screen is ready for one: the newest, and only then is it acknowledged.
 */
import { decodeArray } from "./lib/arrays.js";

/**
 * @param {import("./types.js").Frame} frame
 * @returns {import("./types.js").Picture}
 */
export const decodeFrame = (frame) => ({
  seq: frame.seq,
  epoch: frame.epoch,
  step: frame.step,
  range: frame.range,
  scales: frame.scales,
  boundary: decodeArray(frame.boundary),
  maps: decodeArray(frame.maps),
  weights: frame.weights.map(decodeArray),
  health: { weights: frame.weight_norms ?? [], gradients: frame.gradient_norms ?? [], dead: frame.dead ?? [], saturated: frame.saturated ?? [] },
  metrics: frame.metrics ?? {},
  confusion: frame.confusion ?? null,
});

/**
 * @param {import("./state.js").AppStore} store
 * @param {(seq: number) => void} acknowledge
 * @returns {{offer: (frame: import("./types.js").Frame) => void}}
 */
export function createFrames(store, acknowledge) {
  /** @type {import("./types.js").Frame|null} */
  let newest = null;
  let waiting = false;
  let drawn = 0;

  const draw = () => {
    waiting = false;
    const frame = newest;
    newest = null;
    if (!frame) return;
    try {
      store.set({ picture: decodeFrame(frame) });
    } finally {
      acknowledge(frame.seq);
      drawn += 1;
      document.documentElement.dataset.drawnFrames = String(drawn);
    }
  };

  return {
    // A hidden page gets no animation frames, so it neither draws nor acknowledges until it is seen again.
    offer(frame) {
      newest = frame;
      if (!waiting) requestAnimationFrame(draw);
      waiting = true;
    },
  };
}
