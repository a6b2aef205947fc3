// @ts-check
/**
 * Frames are drawn when the screen is ready for one: the newest, and only then is it acknowledged.
 */

import { onScale } from "../../lib/arrays.js";

/**
 * A frame, decoded and ready to be drawn: what is not in it is null.
 * @param {import("../../types.js").Frame} frame
 * @returns {import("../../types.js").Picture}
 */
export function pictureOf(frame) {
  const { seq, epoch, step, metrics, boundary, boundary_range: ends, range, maps, scales, weight_norms: norms, gradient_norms: gradients, dead, saturated } = frame;
  return {
    seq,
    epoch,
    step,
    exact: frame.exact ?? true,
    metrics,
    boundary: boundary && ends && range ? onScale(boundary, ends, range) : null,
    maps: maps && scales ? { ...maps, scales } : null,
    weights: frame.weights ?? null,
    health: norms && gradients && dead && saturated ? { weights: norms, gradients, dead, saturated } : null,
    confusion: frame.confusion ?? null,
  };
}

/**
 * What is out of sight stays as it was, or everything that goes by it, such as how many outputs there are, would be told otherwise.
 * @param {import("../../types.js").Picture} picture
 * @param {import("../../types.js").Picture|null} before
 * @returns {import("../../types.js").Picture}
 */
function withUnseen(picture, before) {
  const { boundary, maps, weights } = before ?? picture;
  return { ...picture, boundary: picture.boundary ?? boundary, maps: picture.maps ?? maps, weights: picture.weights ?? weights };
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

  /** Not one from before a reset, nor one of now while an earlier moment is shown. @param {import("../../types.js").Frame} frame */
  function isWanted(frame) {
    const { run, moment } = store.get();
    return (frame.generation ?? run?.generation) === run?.generation && (frame.asked === undefined) === (moment === null);
  }

  const draw = () => {
    waiting = false;
    const frame = newest;
    newest = null;
    if (!frame) return;
    try {
      // It has waited for the screen meanwhile.
      if (isWanted(frame)) store.set({ picture: withUnseen(pictureOf(frame), store.get().picture) });
    } finally {
      acknowledge(frame.seq);
      drawn += 1;
      Object.assign(document.documentElement.dataset, { drawnFrames: drawn, drawnStep: frame.step });
    }
  };

  return {
    // A hidden page gets no animation frames, so it neither draws nor acknowledges until it is seen again.
    offer(frame) {
      // One that is wanted waits on.
      if (newest && !isWanted(frame)) return acknowledge(frame.seq);
      newest = frame;
      if (!waiting) requestAnimationFrame(draw);
      waiting = true;
    },
  };
}
