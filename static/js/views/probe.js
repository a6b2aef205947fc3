// @ts-check
/**
 * The cross on the decision boundary: what the network answers under the pointer, or where the arrow keys put it.
 */
import { sampleGrid } from "../lib/arrays.js";
import { setText } from "../lib/dom.js";
import { fixed } from "../lib/format.js";
import { fill, t } from "../t.js";
import { viewOf } from "./images.js";

/**
 * @param {HTMLElement} plane
 * @param {HTMLCanvasElement} canvas
 * @param {import("../state.js").AppStore} store
 * @param {{cross: HTMLElement, text: HTMLElement, margin: {l: number, t: number}, mark: (place: {u: number, v: number}) => void, moved: (place: {u: number, v: number}) => void, start: () => {u: number, v: number}|null}} parts
 *   `mark`: Enter was pressed at a place; `moved`: the arrow keys led there; `start`: where they begin
 */
export function mountProbe(plane, canvas, store, { cross, text, margin, mark, moved, start }) {
  /** @type {{u: number, v: number}|null} */
  let at = null;
  text.setAttribute("role", "status");

  function answer() {
    const state = store.get();
    const { picture, data } = state;
    if (!at || !picture || !data) return "";
    const [[left, right], [bottom, top]] = data.domain;
    const [low, high] = picture.range;
    const { u, v } = at;
    const value = (/** @type {number} */ layer) => low + (sampleGrid(picture.boundary, u, v, layer) / 255) * (high - low);
    const place = { x1: fixed(left + u * (right - left), 2), x2: fixed(bottom + v * (top - bottom), 2) };
    const { mode, output } = viewOf(state);
    const share = low === 0 && high === 1;
    if (mode === "values") return fill(t.valueNamed, { ...place, name: state.data?.values?.[output] ?? t.value, p: fixed(value(output), 2) });
    if (mode === "pair") return fill(share ? t.probabilityAt : t.valueAt, { ...place, p: fixed(value(0), 2) });
    const answers = Array.from({ length: picture.boundary.shape[0] }, (_, layer) => value(layer));
    const best = mode === "one" ? output : answers.indexOf(Math.max(...answers));
    return fill(share ? t.classAt : t.valueNamed, { ...place, name: data.classes?.[best] ?? best, p: fixed(answers[best], 2) });
  }

  function draw() {
    cross.hidden = !at;
    setText(text, answer());
    if (!at) return;
    const side = canvas.clientWidth;
    cross.style.setProperty("transform", `translate(${margin.l + at.u * side}px, ${margin.t + (1 - at.v) * side}px)`);
  }

  plane.addEventListener("pointermove", (event) => {
    const box = canvas.getBoundingClientRect();
    const u = (event.clientX - box.left) / box.width;
    const v = 1 - (event.clientY - box.top) / box.height;
    at = u >= 0 && u <= 1 && v >= 0 && v <= 1 ? { u, v } : null;
    draw();
  });
  const leave = () => {
    at = null;
    draw();
  };
  plane.addEventListener("pointerleave", leave);
  canvas.addEventListener("blur", leave);
  canvas.addEventListener("keydown", (event) => {
    const move = /** @type {Record<string, [number, number]>} */ ({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] })[event.key];
    if (event.key === "Escape" && at) return leave();
    if (event.key === "Enter" && at) return mark(at);
    if (!move) return;
    event.preventDefault();
    const step = event.shiftKey ? 0.1 : 0.02;
    const { u, v } = at ?? start() ?? { u: 0.5, v: 0.5 };
    const inside = (/** @type {number} */ share) => Math.min(1, Math.max(0, share));
    at = { u: inside(u + move[0] * step), v: inside(v + move[1] * step) };
    draw();
    moved(at);
  });
  return {
    draw() {
      if (at) draw();
    },
  };
}
