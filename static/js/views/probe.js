// @ts-check
/**
 * The cross on a decision boundary: what the network answers under the pointer, or where the arrow keys put it.
 */
import { sampleGrid } from "../lib/arrays.js";
import { h } from "../lib/dom.js";
import { fixed } from "../lib/format.js";
import { nearest, placeOf, within } from "../lib/plane.js";
import { fill, t } from "../t.js";
import { viewOf } from "./images.js";
import { outputsOf } from "./outline.js";

/** @typedef {import("../lib/plane.js").Place} Place */

/**
 * @param {HTMLElement} root around the canvas: the pointer is followed over all of it
 * @param {HTMLCanvasElement} canvas
 * @param {{say?: (answer: string, byHand: boolean) => void, mark?: (place: Place) => void, moved?: (place: Place) => void, start?: () => Place|null}} [hooks]
 *   `say`: what the network answers there, or nothing, and whether a key led there; `mark`: Enter was pressed at a place; `moved`: the arrow keys led there; `start`: where they begin
 */
export function probeView(root, canvas, { say = () => undefined, mark = () => undefined, moved = () => undefined, start = () => null } = {}) {
  const cross = h("div.cross", { hidden: true, "aria-hidden": "true" });
  root.append(cross);
  /** @type {Place|null} */
  let at = null;
  /** @type {import("../types.js").Picture|null} */
  let picture = null;
  /** @type {import("../types.js").Options|null} */
  let options = null;

  function answer() {
    const data = options?.data;
    if (!at || !picture?.boundary || !options || !data) return "";
    const { boundary } = picture;
    const [low, high] = boundary.range;
    const [[left, right], [bottom, top]] = data.domain;
    const { u, v } = at;
    const value = (/** @type {number} */ layer) => low + (sampleGrid(boundary, u, v, layer) / 255) * (high - low);
    const place = { x1: fixed(left + u * (right - left), 2), x2: fixed(bottom + v * (top - bottom), 2) };
    const { mode, output } = viewOf(picture, options);
    const share = low === 0 && high === 1;
    if (mode === "values") return fill(t.valueNamed, { ...place, name: data.values?.[output] ?? t.value, p: fixed(value(output), 2) });
    if (mode === "pair") return fill(share ? t.probabilityAt : t.valueAt, { ...place, p: fixed(value(0), 2) });
    const answers = Array.from({ length: outputsOf(picture) }, (_, layer) => value(layer));
    const best = mode === "one" ? output : answers.indexOf(Math.max(...answers));
    return fill(share ? t.classAt : t.valueNamed, { ...place, name: data.classes?.[best] ?? best, p: fixed(answers[best], 2) });
  }

  /** @param {Place|null} place @param {boolean} [byHand] */
  function go(place, byHand = false) {
    at = place;
    cross.hidden = !at;
    if (at) for (const [name, share] of Object.entries(at)) cross.style.setProperty(`--${name}`, String(share));
    say(answer(), byHand);
  }

  /** @param {PointerEvent} event */
  const follow = (event) => {
    const place = placeOf(event, canvas);
    go(within(place) ? place : null);
  };
  const leave = () => go(null);
  /** @param {KeyboardEvent} event */
  function step(event) {
    const move = /** @type {Record<string, [number, number]>} */ ({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] })[event.key];
    if (event.key === "Escape" && at) return leave();
    if (event.key === "Enter" && at) return mark(at);
    if (!move) return;
    event.preventDefault();
    const by = event.shiftKey ? 0.1 : 0.02;
    const { u, v } = at ?? start() ?? { u: 0.5, v: 0.5 };
    const place = nearest({ u: u + move[0] * by, v: v + move[1] * by });
    go(place, true);
    moved(place);
  }
  const heard = new AbortController();
  root.addEventListener("pointermove", follow, heard);
  root.addEventListener("pointerleave", leave, heard);
  canvas.addEventListener("blur", leave, heard);
  canvas.addEventListener("keydown", step, heard);

  return {
    /** Where the cross is. */
    place: () => at,
    /** @param {import("../types.js").Picture|null} nextPicture @param {import("../types.js").Options} nextOptions */
    draw(nextPicture, nextOptions) {
      const [before, now] = [options?.data?.domain, nextOptions.data?.domain];
      [picture, options] = [nextPicture, nextOptions];
      if (at && before && now && String(before) !== String(now)) go(elsewhere(at, before, now));
      else if (at) say(answer(), false);
    },
    remove() {
      heard.abort();
      cross.remove();
    },
  };
}

/**
 * The same point of the plane, where its ends are others.
 * @param {Place} place @param {[number, number][]} before @param {[number, number][]} now
 */
function elsewhere({ u, v }, [[left, right], [bottom, top]], [[newLeft, newRight], [newBottom, newTop]]) {
  const x1 = left + u * (right - left);
  const x2 = bottom + v * (top - bottom);
  return nearest({ u: (x1 - newLeft) / (newRight - newLeft), v: (x2 - newBottom) / (newTop - newBottom) });
}
