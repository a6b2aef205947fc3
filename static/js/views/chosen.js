// @ts-check
/**
 * A chosen point as a ring on a decision boundary: a click chooses it, and it can be dragged.
 */
import { h } from "../lib/dom.js";
import { rounded } from "../lib/edits.js";
import { nearest, placeOf, within } from "../lib/plane.js";

/** A press that moves further than this is no click. */
const STILL_PX = 6;

/** @typedef {import("../lib/plane.js").Place} Place */

/**
 * @param {HTMLElement} root around the canvas
 * @param {HTMLCanvasElement} canvas
 * @param {{choose?: (point: [number, number]) => void, mayChoose?: () => boolean}} [hooks] `mayChoose`: false while points of one's own are drawn
 */
export function chosenView(root, canvas, { choose = () => undefined, mayChoose = () => true } = {}) {
  const ring = h("div.chosen", { hidden: true, "aria-hidden": "true" });
  root.append(ring);
  /** @type {number[][]} */
  let domain = [[-1, 1], [-1, 1]];
  /** Where the ring is; null where it is not to be seen. @type {Place|null} */
  let place = null;

  /** To as many digits as the eye can tell apart. @param {Place} at */
  function take({ u, v }) {
    const [[left, right], [bottom, top]] = domain;
    choose([rounded(left + u * (right - left), right - left), rounded(bottom + v * (top - bottom), top - bottom)]);
  }

  /** Where the pointer went down, until it goes up or away. @type {{x: number, y: number, drags: boolean}|null} */
  let press = null;
  const heard = new AbortController();
  root.addEventListener("pointerdown", (event) => {
    if (event.button || !mayChoose() || !within(placeOf(event, canvas))) return;
    const drags = event.target === ring;
    press = { x: event.clientX, y: event.clientY, drags };
    if (drags) ring.setPointerCapture(event.pointerId);
  }, heard);
  root.addEventListener("pointermove", (event) => {
    if (press?.drags) take(nearest(placeOf(event, canvas)));
  }, heard);
  // The plot lays a cover of its own over the page while a button is down.
  window.addEventListener("pointerup", (event) => {
    const at = placeOf(event, canvas);
    // A finger that scrolls, or a mouse that went elsewhere, chooses nothing.
    if (press && !press.drags && within(at) && Math.hypot(event.clientX - press.x, event.clientY - press.y) <= STILL_PX) take(at);
    press = null;
  }, heard);
  window.addEventListener("pointercancel", () => { press = null; }, heard);

  return {
    /** @param {{point: [number, number]|null, data: import("../types.js").Data|null}} options */
    draw({ point, data }) {
      if (data) domain = data.domain;
      const [[left, right], [bottom, top]] = domain;
      const at = point && { u: (point[0] - left) / (right - left), v: (point[1] - bottom) / (top - bottom) };
      place = at && within(at) ? at : null;
      ring.hidden = !place;
      if (place) for (const [name, share] of Object.entries(place)) ring.style.setProperty(`--${name}`, String(share));
    },
    place: () => place,
    take,
    /** While the ring is shown it goes with the cross. @param {Place} at */
    follow: (at) => { if (mayChoose() && place) take(at); },
    remove() {
      heard.abort();
      ring.remove();
    },
  };
}
