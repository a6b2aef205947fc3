// @ts-check
/**
 * The decision boundary: a canvas that is painted with every frame, under a plot that hardly ever changes.
 */
import { sampleGrid } from "../lib/arrays.js";
import { paint } from "../lib/colour.js";
import { contour } from "../lib/contour.js";
import { h, setText } from "../lib/dom.js";
import { fixed } from "../lib/format.js";
import { fill, t } from "../t.js";
import { mountPoints } from "./points.js";
import { paletteOf } from "./palette.js";

/** Room around the square for the axes, in pixels; the plot uses the same. */
const MARGIN = { l: 30, r: 6, t: 6, b: 22 };

/** The boundary as pixels, for this view and for the output neuron. */
export const boundaryImage = document.createElement("canvas");

/** @param {import("../types.js").Picture} picture @param {Uint32Array} table */
function paintImage({ boundary }, table) {
  const [rows, columns] = boundary.shape.slice(-2);
  if (boundaryImage.width !== columns || boundaryImage.height !== rows) {
    boundaryImage.width = columns;
    boundaryImage.height = rows;
  }
  const context = boundaryImage.getContext("2d");
  if (!context) return;
  const image = context.createImageData(columns, rows);
  paint(boundary.values, 0, rows, columns, table, new Uint32Array(image.data.buffer));
  context.putImageData(image, 0, 0);
}

/**
 * @param {HTMLElement} root
 * @param {import("../state.js").AppStore} store
 */
export function mountBoundary(root, store) {
  const cursorText = h("span.aside-note", { id: "cursor" });
  const canvas = h("canvas.plane-canvas", { id: "boundary", role: "img", "aria-label": t.boundaryLabel });
  const plot = h("div.plane-plot");
  const cross = h("div.cross", { hidden: true, "aria-hidden": "true" });
  const plane = h("div.plane", {}, canvas, plot, cross);
  const legend = h("div.legend", { "aria-hidden": "true" });
  const shades = h("div.segments", { role: "group", "aria-label": t.shading },
    ...[[false, t.probability], [true, t.discretize]].map(([flat, label]) =>
      h("button.segment", { type: "button", "data-flat": String(flat), onclick: () => store.set({ discretize: Boolean(flat) }) }, label)));
  root.append(h("div.head", {}, h("h2", {}, t.boundary), cursorText), plane, h("div.legend-row", {}, legend, shades));
  mountPoints(plot, legend, store, MARGIN);

  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { alpha: false }));
  let side = 0;

  /** @param {import("../types.js").State} state */
  function draw({ picture, discretize, theme }) {
    if (!picture || !side) return;
    const palette = paletteOf(theme);
    paintImage(picture, discretize ? palette.halves : palette.shades);
    const { width } = canvas;
    const [rows, columns] = picture.boundary.shape.slice(-2);
    context.imageSmoothingEnabled = !discretize;
    context.imageSmoothingQuality = "low";
    // The grid's outermost samples lie on the edge of the plane: half a pixel of each side is left out.
    context.drawImage(boundaryImage, 0.5, 0.5, columns - 1, rows - 1, 0, 0, width, width);
    const [low, high] = picture.range;
    if (low === high) return;
    const segments = contour(picture.boundary.values, rows, columns, 127.5);
    const [sx, sy] = [width / (columns - 1), width / (rows - 1)];
    context.beginPath();
    for (let i = 0; i < segments.length; i += 4) {
      context.moveTo(segments[i] * sx, width - segments[i + 1] * sy);
      context.lineTo(segments[i + 2] * sx, width - segments[i + 3] * sy);
    }
    context.strokeStyle = palette.contour;
    context.lineWidth = 1.25 * (width / side);
    context.stroke();
  }

  /** @type {{u: number, v: number}|null} */
  let at = null;
  function drawCursor() {
    const { picture, data } = store.get();
    cross.hidden = !at;
    if (!at || !picture || !data) return setText(cursorText, "");
    const [[left, right], [bottom, top]] = data.domain;
    const [low, high] = picture.range;
    const value = low + (sampleGrid(picture.boundary, at.u, at.v) / 255) * (high - low);
    const x1 = fixed(left + at.u * (right - left), 2);
    const x2 = fixed(bottom + at.v * (top - bottom), 2);
    setText(cursorText, fill(low === 0 && high === 1 ? t.probabilityAt : t.valueAt, { p: fixed(value, 2), x1, x2 }));
    cross.style.setProperty("transform", `translate(${MARGIN.l + at.u * side}px, ${MARGIN.t + (1 - at.v) * side}px)`);
  }
  plane.addEventListener("pointermove", (/** @type {PointerEvent} */ event) => {
    const box = canvas.getBoundingClientRect();
    const u = (event.clientX - box.left) / box.width;
    const v = 1 - (event.clientY - box.top) / box.height;
    at = u >= 0 && u <= 1 && v >= 0 && v <= 1 ? { u, v } : null;
    drawCursor();
  });
  plane.addEventListener("pointerleave", () => {
    at = null;
    drawCursor();
  });

  new ResizeObserver(() => {
    side = Math.max(0, Math.round(plane.clientWidth - MARGIN.l - MARGIN.r));
    const pixels = Math.round(side * Math.min(2, window.devicePixelRatio || 1));
    if (!pixels || canvas.width === pixels) return;
    canvas.width = pixels;
    canvas.height = pixels;
    draw(store.get());
  }).observe(plane);

  store.on(["picture", "discretize", "theme"], (state) => {
    draw(state);
    if (at) drawCursor();
  });
  const drawSwitch = () => {
    for (const button of shades.children) button.setAttribute("aria-pressed", String(button.getAttribute("data-flat") === String(store.get().discretize)));
  };
  store.on(["discretize"], drawSwitch);
  drawSwitch();
}
