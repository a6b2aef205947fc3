// @ts-check
/**
 * The network's answer as a surface over the plane, with the points at what is true of them.
 */
import { sampleGrid } from "../lib/arrays.js";
import { h, setHidden, setText } from "../lib/dom.js";
import { brief } from "../lib/format.js";
import { marksOf } from "../lib/marks.js";
import { throttle } from "../lib/time.js";
import { t } from "../t.js";
import { paintBoundary, viewOf } from "./images.js";
import { paletteOf } from "./palette.js";
import { stamps, styler } from "./points.js";
import { reliefView } from "./relief.js";
import { tell } from "./surfacewords.js";

/** @typedef {import("../types.js").Picture} Picture */
/** @typedef {import("../types.js").Options} Options */
/** @typedef {import("../types.js").Data} Data */
/** @typedef {{mark: import("../lib/marks.js").Mark, u: number, v: number, truth: number, answer: number}} Point   heights as shares of the scale */
/** @typedef {{heights: number[][], colours: string[][], points: Point[], off: number}} Answers   at the corners of the cells, of the cells; and how far points are off, on average */

/** Cells a side. */
const CELLS = 40;
/** While it follows a run: so often at most, and so much of the time, since the plane comes first. */
const [EVERY_MS, MOST_TIME] = [33, 0.25];

/** @param {HTMLElement} root */
export function surfaceView(root) {
  const relief = reliefView(root);
  const facts = h("p");
  const words = h("div.depth-words", {}, facts, h("p.quiet-text", {}, t.deeper.surface.read), h("p.quiet-text", {}, t.deeper.surface.help));
  const image = document.createElement("canvas");
  // Its pixels are read, so they had better not lie on the graphics card.
  image.getContext("2d", { willReadFrequently: true });
  const stampOf = stamps();
  /** @type {{of: Data|null, marks: import("../lib/marks.js").Mark[]}} */
  let known = { of: null, marks: [] };
  /** The newest that is to be seen. @type {{picture: Picture, data: Data, options: Options}|null} */
  let wanted = null;
  const follow = throttle(() => {
    if (!wanted?.picture.boundary) return;
    const { picture, data, options } = wanted;
    const { range } = wanted.picture.boundary;
    const { theme, output } = options;
    if (known.of !== data) known = { of: data, marks: marksOf(data) };
    const { heights, colours, points, off } = answersOf(image, picture, data, options, known.marks);
    const told = tell({ heights, off }, range, data);
    setText(facts, told);
    const scale = { data, output: output ?? 0, range: data.classes?.length ? undefined : range };
    let styled = 0;
    /** @type {ReturnType<typeof styler>} */
    let styleOf;
    /** @param {Point} point @returns {import("./relief.js").Stand} */
    const stand = ({ mark, u, v, truth, answer }) => ({
      u, v, sheet: answer, height: truth,
      paint(context, [x, y], { ratio, width }) {
        if (styled !== width) styleOf = styler(scale, paletteOf(theme), width / 1.6);
        styled = width;
        const stamp = stampOf(styleOf(mark), ratio);
        context.drawImage(stamp, x - stamp.width / 2 / ratio, y - stamp.height / 2 / ratio, stamp.width / ratio, stamp.height / ratio);
      },
    });
    const ends = /** @type {[string, string]} */ (range.map((end) => brief(Number(end.toPrecision(2)))));
    relief.draw({ heights, colours, stands: points.map(stand), names: data.axes, domain: data.domain, ends, theme, label: told });
  }, EVERY_MS, MOST_TIME);

  return {
    words,
    /** @param {Picture|null} picture @param {Options} options */
    draw(picture, options) {
      const { data } = options;
      for (const part of [relief.place, words]) setHidden(part, !picture?.boundary || !data);
      if (!picture?.boundary || !data) return;
      wanted = { picture, data, options };
      follow();
    },
  };
}

/** @param {HTMLCanvasElement} image to paint colours on @param {Picture} picture @param {Data} data @param {Options} options @param {import("../lib/marks.js").Mark[]} marks of these data @returns {Answers} */
function answersOf(image, picture, data, options, marks) {
  const boundary = /** @type {NonNullable<Picture["boundary"]>} */ (picture.boundary);
  const { mode, output } = viewOf(picture, options);
  const { shape: [outputs, rows, columns], range: [low, high] } = boundary;
  // Of several classes the one that it is taken for has the highest.
  const layers = mode === "regions" ? Array.from({ length: outputs }, (_, k) => k) : [output];
  const answerAt = (/** @type {number} */ u, /** @type {number} */ v) => Math.max(...layers.map((layer) => sampleGrid(boundary, u, v, layer))) / 255;
  const heights = Array.from({ length: CELLS + 1 }, (_, j) => Array.from({ length: CELLS + 1 }, (_, i) => answerAt(i / CELLS, j / CELLS)));

  paintBoundary(image, picture, options);
  const pixels = image.getContext("2d")?.getImageData(0, 0, columns, rows).data ?? [];
  const colours = Array.from({ length: CELLS }, (_, j) => Array.from({ length: CELLS }, (_, i) => {
    const at = 4 * ((rows - 1 - Math.floor(((j + 0.5) / CELLS) * rows)) * columns + Math.floor(((i + 0.5) / CELLS) * columns));
    return `rgb(${pixels[at]}, ${pixels[at + 1]}, ${pixels[at + 2]})`;
  }));

  /** @param {any} target */
  const truthOf = (target) => (mode === "regions" ? 1 : mode === "one" ? Number(target === output) : mode === "pair" ? target
    : Math.min(1, Math.max(0, (Number(Array.isArray(target) ? target[output] : target) - low) / (high - low || 1))));
  const [[left, right], [bottom, top]] = data.domain;
  /** @type {Point[]} */
  const points = [];
  for (const mark of marks) {
    const [u, v] = [(mark.x - left) / (right - left), (mark.y - bottom) / (top - bottom)];
    if (u < 0 || u > 1 || v < 0 || v > 1) continue;
    points.push({ mark, u, v, truth: truthOf(mark.target), answer: answerAt(u, v) });
  }
  const off = points.reduce((sum, { truth, answer }) => sum + Math.abs(truth - answer), 0);
  return { heights, colours, points, off: points.length ? off / points.length : 0 };
}
