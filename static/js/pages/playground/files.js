// @ts-check
/**
 * Files to take along: pictures of the boundary and the curves, the history, the model, the points.
 */
import * as api from "../../api.js";
import { captioned } from "../../lib/caption.js";
import { csvOf } from "../../lib/csv.js";
import { linesOf } from "../../lib/textlines.js";
import { fill, t } from "../../t.js";

/** @param {Blob} blob @param {string} name */
export function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** @param {string} text @param {string} type */
export const textBlob = (text, type) => new Blob([text], { type: `${type};charset=utf-8` });

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

/** @param {{width: number, height: number}} size of the page's part */
function canvasOf({ width, height }) {
  const canvas = document.createElement("canvas");
  canvas.width = width * SCALE;
  canvas.height = height * SCALE;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.scale(SCALE, SCALE);
  /** @param {(context: CanvasRenderingContext2D) => void} draw */
  const paint = (draw) => {
    context.fillStyle = getComputedStyle(document.documentElement).getPropertyValue("--paper");
    context.fillRect(0, 0, width, height);
    draw(context);
  };
  return { canvas, paint };
}

/** @param {{width: number, height: number}} size of the page's part @param {(context: CanvasRenderingContext2D) => void} draw @returns {Promise<Blob>} */
export function picture(size, draw) {
  const { canvas, paint } = canvasOf(size);
  paint(draw);
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

/** @param {Plane} drawn @returns {(context: CanvasRenderingContext2D) => void} */
export function planeOf({ plane, layers, words }) {
  const outer = plane.getBoundingClientRect();
  return (context) => {
    for (const layer of layers) {
      const { left, top, width, height } = layer.getBoundingClientRect();
      context.drawImage(layer, left - outer.left, top - outer.top, width, height);
    }
    context.textAlign = "center";
    context.textBaseline = "middle";
    for (const word of words()) {
      const { fontWeight, fontSize, fontFamily, color, backgroundColor, writingMode } = getComputedStyle(word);
      const upwards = writingMode.startsWith("vertical");
      const box = word.getBoundingClientRect();
      context.fillStyle = backgroundColor;
      context.fillRect(box.left - outer.left, box.top - outer.top, box.width, box.height);
      // Where figures are as wide as each other, a browser has no short form of the font.
      Object.assign(context, { font: `${fontWeight} ${fontSize} ${fontFamily}`, fillStyle: color });
      for (const { said, left, right, top, bottom } of linesOf(word)) {
        context.save();
        context.translate((left + right) / 2 - outer.left, (top + bottom) / 2 - outer.top);
        if (upwards) context.rotate(-Math.PI / 2);
        context.fillText(said, 0, 0, upwards ? bottom - top : right - left);
        context.restore();
      }
    }
  };
}

/** What films are written as, the first that the browser can. */
const FILMS = { "video/webm;codecs=vp9": "film.webm", "video/webm": "film.webm", "video/mp4": "film.mp4" };
const FRAMES_PER_S = 30;
/** So long the last moment is seen. */
const LAST_MS = 700;

/**
 * The boundary from the moment that is shown, or the start, to now, recorded while it plays; who stops it has it until there.
 * @param {import("../../state.js").AppStore} store
 * @param {Plane} drawn
 */
async function film(store, drawn) {
  const { MediaRecorder } = window;
  const [type, name] = Object.entries(FILMS).find(([type]) => MediaRecorder?.isTypeSupported(type)) ?? [];
  if (!type || !name) throw new Error(t.files.noFilm);
  if ((store.get().history.epoch.at(-1) ?? 0) < 2) throw new Error(t.files.noEpochs);
  const { canvas, paint } = canvasOf(drawn.plane.getBoundingClientRect());
  const recorder = new MediaRecorder(canvas.captureStream(FRAMES_PER_S), { mimeType: type, videoBitsPerSecond: 4e6 });
  /** @type {Blob[]} */
  const parts = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  const stopped = new Promise((stop) => { recorder.onstop = stop; });
  store.set({ moment: store.get().moment ?? 0, film: true, notice: { tone: "info", text: t.files.recording } });
  recorder.start();
  const draw = () => {
    paint((context) => {
      planeOf(drawn)(context);
      const { moment, history } = store.get();
      context.font = `600 14px ${getComputedStyle(document.documentElement).getPropertyValue("--font")}`;
      context.textAlign = "left";
      context.fillStyle = getComputedStyle(document.documentElement).getPropertyValue("--ink");
      context.fillText(fill(t.time.flag, { epoch: moment ?? history.epoch.at(-1) ?? 0 }), 48, 20);
    });
    if (store.get().film) requestAnimationFrame(draw);
    else setTimeout(() => recorder.stop(), LAST_MS);
  };
  draw();
  await stopped;
  save(new Blob(parts, { type }), name);
  if (store.get().notice?.text === t.files.recording) store.set({ notice: null });
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
      const drawn = boundary();
      save(await picture(drawn.plane.getBoundingClientRect(), planeOf(drawn)), "boundary.png");
    },
    film: () => film(store, boundary()),
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
