// @ts-check
/**
 * Frames are drawn when the screen is ready for one: the newest, and only then is it acknowledged.
 */

/**
 * @param {import("../../types.js").Frame} frame
 * @returns {import("../../types.js").Picture}
 */
export const pictureOf = (frame) => ({
  seq: frame.seq,
  epoch: frame.epoch,
  step: frame.step,
  range: frame.range,
  scales: frame.scales,
  boundary: onScale(frame.boundary, frame.boundary_range, frame.range),
  maps: frame.maps,
  weights: frame.weights,
  health: { weights: frame.weight_norms ?? [], gradients: frame.gradient_norms ?? [], dead: frame.dead ?? [], saturated: frame.saturated ?? [] },
  metrics: frame.metrics,
  confusion: frame.confusion ?? null,
});

/**
 * @param {import("../../lib/arrays.js").Grid} grid
 * @param {[number, number]} ends what its 0 and its 255 stand for
 * @param {[number, number]} scale what 0 and 255 are to stand for
 * @returns {import("../../lib/arrays.js").Grid}
 */
function onScale({ values, shape }, [first, last], [low, high]) {
  const start = ((first - low) / (high - low)) * 255;
  const step = (last - first) / (high - low);
  const moved = new Float32Array(values.length);
  for (let i = 0; i < moved.length; i++) moved[i] = start + values[i] * step;
  return { values: moved, shape };
}

/**
 * @param {import("../../state.js").AppStore} store
 * @param {(seq: number) => void} acknowledge
 * @returns {{offer: (frame: import("../../types.js").Frame) => void}}
 */
export function createFrames(store, acknowledge) {
  /** @type {import("../../types.js").Frame|null} */
  let newest = null;
  let waiting = false;
  let drawn = 0;

  const draw = () => {
    waiting = false;
    const frame = newest;
    newest = null;
    if (!frame) return;
    try {
      store.set({ picture: pictureOf(frame) });
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
