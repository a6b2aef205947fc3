// @ts-check
/**
 * Files to take along: pictures of the boundary and the curves, the history, the model, the points.
 */
import * as api from "../../api.js";
import { captioned } from "../../lib/caption.js";
import { csvOf } from "../../lib/csv.js";
import { t } from "../../t.js";

/** @param {Blob} blob @param {string} name */
function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** @param {string} text @param {string} type */
const textBlob = (text, type) => new Blob([text], { type: `${type};charset=utf-8` });

/** @param {string} source @returns {Promise<HTMLImageElement>} */
const load = (source) =>
  new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = () => reject(new Error(t.files.failed));
    image.src = source;
  });

/** @typedef {{plot: HTMLElement, drawn: () => Promise<any>, figure: () => {data: any[], layout: any}, titles: () => {text: string, axis: string}[]}} Curves a plot, the library once it has drawn it, and what its parts are called */
/** @typedef {{plane: HTMLElement, layers: HTMLCanvasElement[], words: () => HTMLElement[]}} Plane what is drawn on it, and written around it */

/** How many pixels a picture has for one of the page's. */
const SCALE = 2;

/** @param {{width: number, height: number}} size of the page's part @param {(context: CanvasRenderingContext2D) => void} draw @returns {Promise<Blob>} */
function picture({ width, height }, draw) {
  const canvas = document.createElement("canvas");
  canvas.width = width * SCALE;
  canvas.height = height * SCALE;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.scale(SCALE, SCALE);
  context.fillStyle = getComputedStyle(document.documentElement).getPropertyValue("--paper");
  context.fillRect(0, 0, width, height);
  draw(context);
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error(t.files.failed))), "image/png"));
}

/** @param {Curves} curves */
async function curvesPicture({ plot, drawn, figure: drawing, titles }) {
  const library = await drawn();
  const ink = getComputedStyle(document.documentElement).getPropertyValue("--ink");
  const { data, layout } = drawing();
  const figure = captioned(data, layout, titles(), ink);
  const size = { width: plot.getBoundingClientRect().width, height: figure.layout.height };
  const lines = await load(await library.toImage(figure, { format: "svg", ...size }));
  return picture(size, (context) => context.drawImage(lines, 0, 0, size.width, size.height));
}

/** @param {Plane} drawn */
function planePicture({ plane, layers, words }) {
  const outer = plane.getBoundingClientRect();
  return picture(outer, (context) => {
    for (const layer of layers) {
      const { left, top, width, height } = layer.getBoundingClientRect();
      context.drawImage(layer, left - outer.left, top - outer.top, width, height);
    }
    context.textAlign = "center";
    context.textBaseline = "middle";
    for (const word of words()) {
      const { left, top, width, height } = word.getBoundingClientRect();
      const { font, color, writingMode } = getComputedStyle(word);
      const upwards = writingMode.startsWith("vertical");
      context.save();
      context.translate(left - outer.left + width / 2, top - outer.top + height / 2);
      if (upwards) context.rotate(-Math.PI / 2);
      Object.assign(context, { font, fillStyle: color });
      context.fillText(word.textContent ?? "", 0, 0, upwards ? height : width);
      context.restore();
    }
  });
}

/**
 * @param {import("../../state.js").AppStore} store
 * @param {{boundary: () => Plane, curves: () => Curves}} drawings what there is to see, once it is there
 * @returns {(kind: string) => Promise<void>}
 */
export function createDownloads(store, { boundary, curves }) {
  /** @type {Record<string, (run: any) => Promise<void>>} */
  const kinds = {
    async boundary() {
      save(await planePicture(boundary()), "boundary.png");
    },
    async curves() {
      save(await curvesPicture(curves()), "curves.png");
    },
    async history({ id }) {
      save(textBlob(await api.readHistoryCsv(id), "text/csv"), "history.csv");
    },
    async model({ id }) {
      save(textBlob(JSON.stringify(await api.exportJson(id), null, 1), "application/json"), "model.json");
    },
    async points() {
      const { data, spec } = store.get();
      if (data && spec) save(textBlob(csvOf(data, spec.data), "text/csv"), "points.csv");
    },
  };
  return async (kind) => {
    const { run } = store.get();
    if (!run) return;
    try {
      await kinds[kind](run);
    } catch (problem) {
      store.set({ notice: { tone: "error", text: /** @type {Error} */ (problem).message } });
    }
  };
}
