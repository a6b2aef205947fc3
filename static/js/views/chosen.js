// @ts-check
/**
 * The point whose arithmetic is shown, as a ring on the decision boundary: a click chooses it, and it can be dragged.
 */
import { h } from "../lib/dom.js";

/** A press that moves further than this is no click. */
const STILL_PX = 6;

/** @typedef {{u: number, v: number}} Place from the lower left corner of the plane, as shares of its sides */

/**
 * @param {HTMLElement} plane
 * @param {HTMLCanvasElement} canvas
 * @param {import("../state.js").AppStore} store
 * @param {{margin: {l: number, t: number}, mayChoose: () => boolean}} parts  `mayChoose`: false while points of one's own are drawn
 */
export function mountChosen(plane, canvas, store, { margin, mayChoose }) {
  const ring = h("div.chosen", { hidden: true, "aria-hidden": "true" });
  plane.append(ring);

  const domain = () => store.get().data?.domain ?? [[-1, 1], [-1, 1]];
  /** To as many digits as the eye can tell apart. @param {number} value @param {number} span */
  const rounded = (value, span) => Number(value.toFixed(Math.max(0, 3 - Math.floor(Math.log10(span)))));

  /** @param {Place} place */
  function point({ u, v }) {
    const [[left, right], [bottom, top]] = domain();
    return /** @type {[number, number]} */ ([rounded(left + u * (right - left), right - left), rounded(bottom + v * (top - bottom), top - bottom)]);
  }

  /** @returns {Place|null} where the ring is; null where it is not to be seen */
  function place() {
    const { point: chosen, panel } = store.get();
    const [[left, right], [bottom, top]] = domain();
    if (!chosen || panel !== "arithmetic") return null;
    const [u, v] = [(chosen[0] - left) / (right - left), (chosen[1] - bottom) / (top - bottom)];
    return u >= 0 && u <= 1 && v >= 0 && v <= 1 ? { u, v } : null;
  }

  function draw() {
    const at = place();
    ring.hidden = !at;
    if (!at) return;
    const side = canvas.clientWidth;
    ring.style.setProperty("transform", `translate(${margin.l + at.u * side}px, ${margin.t + (1 - at.v) * side}px)`);
  }

  /** @param {Place} at */
  const choose = (at) => store.set({ walk: null, panel: "arithmetic", point: point(at) });

  /** @param {PointerEvent} event */
  function placeOf(event) {
    const box = canvas.getBoundingClientRect();
    return { u: (event.clientX - box.left) / box.width, v: 1 - (event.clientY - box.top) / box.height };
  }
  const inside = (/** @type {Place} */ { u, v }) => u >= 0 && u <= 1 && v >= 0 && v <= 1;
  const within = (/** @type {number} */ share) => Math.min(1, Math.max(0, share));

  /** Where the pointer went down, until it goes up or away. @type {{x: number, y: number, drags: boolean}|null} */
  let press = null;
  plane.addEventListener("pointerdown", (event) => {
    if (event.button || !mayChoose() || !inside(placeOf(event))) return;
    const drags = event.target === ring;
    press = { x: event.clientX, y: event.clientY, drags };
    if (drags) ring.setPointerCapture(event.pointerId);
  });
  plane.addEventListener("pointermove", (event) => {
    if (!press?.drags) return;
    const { u, v } = placeOf(event);
    choose({ u: within(u), v: within(v) });
  });
  // The plot lays a cover of its own over the page while a button is down.
  window.addEventListener("pointerup", (event) => {
    const at = placeOf(event);
    // A finger that scrolls, or a mouse that went elsewhere, chooses nothing.
    if (press && !press.drags && inside(at) && Math.hypot(event.clientX - press.x, event.clientY - press.y) <= STILL_PX) choose(at);
    press = null;
  });
  window.addEventListener("pointercancel", () => { press = null; });

  store.on(["point", "panel", "data"], draw);
  return {
    draw, choose, place,
    /** While the ring is shown it goes with the cross. @param {Place} at */
    follow: (at) => { if (mayChoose() && place()) choose(at); },
  };
}
