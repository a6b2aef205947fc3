// @ts-check
/**
 * The decision boundary: a canvas that is painted with every frame, under a plot that hardly ever changes.
 */
import { borders, contour, unrounded } from "../lib/contour.js";
import { h } from "../lib/dom.js";
import { t } from "../t.js";
import { mountChosen } from "./chosen.js";
import { mountEditor } from "./editor.js";
import { boundaryImage, paintImages, viewOf } from "./images.js";
import { mountPoints } from "./points.js";
import { paletteOf } from "./palette.js";
import { mountProbe } from "./probe.js";

/** Room around the square for the axes, in pixels; the plot uses the same. */
const MARGIN = { l: 30, r: 10, t: 6, b: 22 };

/**
 * @param {HTMLElement} root
 * @param {import("../state.js").AppStore} store
 * @param {import("../pages/playground/driver.js").Driver} driver
 * @param {Parameters<typeof mountEditor>[4]} actions
 */
export function mountBoundary(root, store, driver, actions) {
  const cursorText = h("span.aside-note", { id: "cursor" });
  const canvas = h("canvas.plane-canvas", { id: "boundary", role: "img", tabindex: 0, "aria-label": t.boundaryLabel, "aria-describedby": "cursor-help" });
  const plot = h("div.plane-plot");
  const cross = h("div.cross", { hidden: true, "aria-hidden": "true" });
  const plane = h("div.plane", {}, canvas, plot, cross);
  const legend = h("div.legend", { role: "group", "aria-label": t.legend });
  const shades = h("div.segments", { role: "group", "aria-label": t.shading },
    ...[[false, t.probability], [true, t.discretize]].map(([flat, label]) =>
      h("button.segment", { type: "button", "data-flat": String(flat), onclick: () => store.set({ discretize: Boolean(flat) }) }, label)));
  const editor = mountEditor(plane, canvas, store, driver, actions);
  root.append(h("div.head", {}, h("h2", {}, t.boundary), cursorText, h("span.for-listeners", { id: "cursor-help" }, t.cursorHelp)), plane, editor.element, h("div.legend-row", {}, legend, shades));
  mountPoints(plot, legend, store, MARGIN);

  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { alpha: false }));
  let side = 0;

  function draw() {
    const state = store.get();
    const { picture, discretize, theme } = state;
    if (!picture || !side) return;
    paintImages(state);
    const { width } = canvas;
    const { values, shape: [count, rows, columns] } = picture.boundary;
    context.imageSmoothingEnabled = !discretize;
    context.imageSmoothingQuality = "low";
    // The grid's outermost samples lie on the edge of the plane: half a pixel of each side is left out.
    context.drawImage(boundaryImage, 0.5, 0.5, columns - 1, rows - 1, 0, 0, width, width);
    const [low, high] = picture.range;
    const { mode, output } = viewOf(state);
    if (low === high || mode === "values") return;
    const layer = values.subarray(output * rows * columns, (output + 1) * rows * columns);
    const segments = mode === "regions" ? borders(values, count, rows, columns) : contour(unrounded(layer, rows, columns), rows, columns, 127.5);
    const [sx, sy] = [width / (columns - 1), width / (rows - 1)];
    context.beginPath();
    for (let i = 0; i < segments.length; i += 4) {
      context.moveTo(segments[i] * sx, width - segments[i + 1] * sy);
      context.lineTo(segments[i + 2] * sx, width - segments[i + 3] * sy);
    }
    context.strokeStyle = paletteOf(theme).contour;
    context.lineWidth = 1.25 * (width / side);
    context.stroke();
  }
  const chosen = mountChosen(plane, canvas, store, { margin: MARGIN, mayChoose: () => plane.dataset.editing !== "true" });
  const probe = mountProbe(plane, canvas, store, {
    cross, text: cursorText, margin: MARGIN,
    mark: (place) => { if (!editor.mark(place)) chosen.choose(place); },
    moved: chosen.follow,
    start: chosen.place,
  });

  new ResizeObserver(() => {
    side = Math.max(0, Math.round(plane.clientWidth - MARGIN.l - MARGIN.r));
    const pixels = Math.round(side * Math.min(2, window.devicePixelRatio || 1));
    if (!pixels || canvas.width === pixels) return;
    canvas.width = pixels;
    canvas.height = pixels;
    draw();
    chosen.draw();
  }).observe(plane);

  store.on(["picture", "discretize", "theme", "output", "data"], () => {
    draw();
    probe.draw();
  });
  const drawSwitch = () => {
    for (const button of shades.children) button.setAttribute("aria-pressed", String(button.getAttribute("data-flat") === String(store.get().discretize)));
  };
  store.on(["discretize"], drawSwitch);
  drawSwitch();
}
