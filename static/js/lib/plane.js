// @ts-check
/**
 * Places on the plane: from its lower left corner, as shares of its sides.
 */

/** @typedef {{u: number, v: number}} Place */

/** Where a pointer is. @param {{clientX: number, clientY: number}} event @param {Element} square the plane is drawn on @returns {Place} */
export function placeOf({ clientX, clientY }, square) {
  const { left, top, width, height } = square.getBoundingClientRect();
  return { u: (clientX - left) / width, v: 1 - (clientY - top) / height };
}

/** @param {Place} place */
export const within = ({ u, v }) => u >= 0 && u <= 1 && v >= 0 && v <= 1;

/** The place on the plane that is nearest. @param {Place} place @returns {Place} */
export const nearest = ({ u, v }) => ({ u: Math.min(1, Math.max(0, u)), v: Math.min(1, Math.max(0, v)) });
