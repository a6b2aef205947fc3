// @ts-check
/**
 * Where two boundaries over one plane differ, in colours of its own, with both lines and a legend that says what is what.
 */
import { paint } from "../lib/colour.js";
import { borders, contour, unrounded } from "../lib/contour.js";
import { comparable, differenceOf } from "../lib/difference.js";
import { h, setText } from "../lib/dom.js";
import { percent, short } from "../lib/format.js";
import { fill, t } from "../t.js";
import { viewOf } from "./images.js";
import { paletteOf } from "./palette.js";

/** @typedef {import("../lib/arrays.js").Grid & {range: [number, number]}} Answers */
/** @typedef {import("../types.js").Options} Options */

/** Pixels of a side, for screens of two a pixel. */
const SIDE = 480;
/** The second's line is dashed: so many squares of the grid are drawn, and so many left out. */
const DASH = 2;

/** The line where answers change sides, as contour() has it. @param {Answers} answers @param {ReturnType<typeof viewOf>} view */
function lineOf({ values, shape: [count, rows, columns], range: [low, high] }, { mode, output }) {
  if (low === high || mode === "values") return [];
  if (mode === "regions") return borders(values, count, rows, columns);
  return contour(unrounded(values.subarray(output * rows * columns, (output + 1) * rows * columns), rows, columns), rows, columns, 127.5);
}

/**
 * @param {HTMLElement} root
 * @param {HTMLElement} aside   where it is said what there is to see
 */
export function differenceView(root, aside) {
  const canvas = h("canvas.boundary", { role: "img", width: SIDE, height: SIDE });
  const image = document.createElement("canvas");
  const words = h("p.difference-words");
  const legend = h("p.difference-legend");
  root.append(canvas);
  aside.append(words, legend);
  let made = "";

  /** @param {Answers} a @param {Answers} b @param {Options} options @param {ReturnType<typeof viewOf>} view */
  function colour(a, b, { theme }, view) {
    const palette = paletteOf(theme);
    const difference = differenceOf(a, b, view.mode, view.output);
    const [rows, columns] = difference.shape;
    const [table, scale] = view.mode === "regions" ? [palette.others, (/** @type {number} */ d) => d * 200] : [palette.differs, (/** @type {number} */ d) => 127.5 + 127.5 * d];
    image.width = columns;
    image.height = rows;
    const small = /** @type {CanvasRenderingContext2D} */ (image.getContext("2d"));
    const pixels = small.createImageData(columns, rows);
    paint(difference.values.map(scale), 0, rows, columns, table, new Uint32Array(pixels.data.buffer));
    small.putImageData(pixels, 0, 0);
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    context.imageSmoothingEnabled = view.mode !== "regions";
    context.drawImage(image, 0.5, 0.5, columns - 1, rows - 1, 0, 0, SIDE, SIDE);
    context.strokeStyle = palette.contour;
    context.lineWidth = 2.5;
    for (const [answers, dashed] of /** @type {const} */ ([[a, false], [b, true]])) {
      const segments = lineOf(answers, view);
      context.beginPath();
      for (let i = 0; i < segments.length; i += 4) {
        if (dashed && (Math.floor(segments[i] / DASH) + Math.floor(segments[i + 1] / DASH)) % 2) continue;
        const [x0, y0, x1, y1] = [0, 1, 2, 3].map((k) => (segments[i + k] / ((k % 2 ? rows : columns) - 1)) * SIDE);
        context.moveTo(x0, SIDE - y0);
        context.lineTo(x1, SIDE - y1);
      }
      context.stroke();
    }
    return difference;
  }

  /** What colours and lines stand for. @param {ReturnType<typeof viewOf>} view @param {number} most @param {Options} options */
  function explain({ mode, output }, most, { data }) {
    const classes = data?.classes ?? [];
    const key = JSON.stringify([mode, output, classes, short(most)]);
    if (key === made) return;
    made = key;
    const said = (/** @type {string} */ sign, /** @type {string} */ text) => h("span.legend-item", {}, h("i", { "data-sign": sign }), text);
    const colours = mode === "regions" ? [said("less", t.runs.otherClass)]
      : mode === "values" ? [said("less", fill(t.runs.lower, { most: short(most) })), said("more", fill(t.runs.higher, { most: short(most) }))]
        : mode === "pair" ? [said("less", fill(t.runs.leans, { name: classes[0] })), said("more", fill(t.runs.leans, { name: classes[1] }))]
          : [said("more", fill(t.runs.leans, { name: classes[output] })), said("less", fill(t.runs.shuns, { name: classes[output] }))];
    const lines = mode === "values" ? [] : [said("line", t.runs.now), said("dashed", t.runs.other)];
    legend.replaceChildren(...colours, ...lines);
  }

  return {
    /** @param {import("../types.js").Picture|null} a of the present run @param {import("../types.js").Picture|null} b @param {Options & {fault?: string}} options `fault`: why they cannot be laid over one another */
    draw(a, b, options) {
      const [first, second] = [a?.boundary, b?.boundary];
      const ready = Boolean(first && second);
      const apart = options.fault || (first && second && !comparable(first, second) ? t.runs.apart : "");
      for (const part of [canvas, legend]) part.hidden = Boolean(apart) || !ready;
      if (apart || !first || !second) return setText(words, apart);
      const view = viewOf(a, options);
      const { share, most } = colour(first, second, options, view);
      explain(view, most, options);
      setText(words, share === null ? fill(t.runs.atMost, { most: short(most) }) : fill(t.runs.decide, { share: percent(share) }));
      canvas.ariaLabel = `${t.runs.difference}: ${words.textContent}`;
    },
  };
}
