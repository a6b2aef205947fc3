// @ts-check
/**
 * Files to take along: pictures of the boundary and the curves, the history, the model, the points.
 */
import * as api from "../../api.js";
import { captioned } from "../../lib/caption.js";
import { csvOf } from "../../lib/csv.js";
import { plotly } from "../../plotly.js";
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

/** @typedef {{plot: HTMLElement, under?: HTMLCanvasElement, titles?: () => {text: string, axis: string}[]}} Drawn a plot, what lies under it, and what it is called */

/**
 * What is drawn as a picture, at twice its size.
 * @param {Drawn} drawn
 * @returns {Promise<Blob>}
 */
async function picture({ plot, under, titles }) {
  const library = await plotly();
  const ink = getComputedStyle(document.documentElement).getPropertyValue("--ink");
  const { data, layout } = /** @type {any} */ (plot);
  const box = plot.getBoundingClientRect();
  /** @type {any} */
  const figure = titles ? captioned(data, layout, titles(), ink) : plot;
  const [width, height] = [box.width, titles ? figure.layout.height : box.height];
  const lines = await load(await library.toImage(figure, { format: "svg", width, height }));
  const canvas = document.createElement("canvas");
  canvas.width = width * 2;
  canvas.height = height * 2;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.fillStyle = getComputedStyle(document.documentElement).getPropertyValue("--paper");
  context.fillRect(0, 0, canvas.width, canvas.height);
  if (under) {
    const [outer, inner] = [plot.getBoundingClientRect(), under.getBoundingClientRect()];
    context.drawImage(under, (inner.left - outer.left) * 2, (inner.top - outer.top) * 2, inner.width * 2, inner.height * 2);
  }
  context.drawImage(lines, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error(t.files.failed))), "image/png"));
}

/**
 * @param {import("../../state.js").AppStore} store
 * @param {{boundary: () => Drawn, curves: () => Drawn}} drawings what there is to see, once it is there
 * @returns {(kind: string) => Promise<void>}
 */
export function createDownloads(store, { boundary, curves }) {
  /** @type {Record<string, (run: any) => Promise<void>>} */
  const kinds = {
    async boundary() {
      save(await picture(boundary()), "boundary.png");
    },
    async curves() {
      save(await picture(curves()), "curves.png");
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
