// @ts-check
/**
 * The stops of a walk through one update: forward through the layers, the loss, back through them, and the new weights.
 */

/** @typedef {{phase: "forward"|"loss"|"backward"|"update", layer: number}} Stop `layer`: the one at work, 0 being the first hidden one; of an update, all of them */

/**
 * The stops of a walk through a network of so many layers, the output layer included.
 * @param {number} layers
 * @returns {Stop[]}
 */
export function stopsOf(layers) {
  const forward = Array.from({ length: layers }, (_, layer) => /** @type {Stop} */ ({ phase: "forward", layer }));
  const backward = forward.map(({ layer }) => /** @type {Stop} */ ({ phase: "backward", layer: layers - 1 - layer }));
  return [...forward, { phase: "loss", layer: layers - 1 }, ...backward, { phase: "update", layer: layers - 1 }];
}

/** Whether a stop is at work on a layer's weights. @param {Stop} stop @param {number} layer */
export const worksOn = (stop, layer) => stop.phase === "update" || (stop.phase !== "loss" && stop.layer === layer);

/** Whether it is at work on the neurons of a column, the inputs being column 0. @param {Stop} stop @param {number} column */
export const lights = (stop, column) => (stop.phase === "update" ? column > 0 : column === stop.layer + 1);
