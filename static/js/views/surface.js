// @ts-check
/**
 * The network's answer as a surface over the plane, with the points at what is true of them; turned by a pointer or by keys.
 */
import { sampleGrid } from "../lib/arrays.js";
import { blank, h, setHidden, setText } from "../lib/dom.js";
import { brief } from "../lib/format.js";
import { marksOf } from "../lib/marks.js";
import { FIRST, farFirst, projection, turnedBy } from "../lib/surface.js";
import { textScale } from "../lib/text.js";
import { throttle } from "../lib/time.js";
import { t } from "../t.js";
import { paintBoundary, viewOf } from "./images.js";
import { paletteOf } from "./palette.js";
import { stamps, styler } from "./points.js";
import { tell } from "./surfacewords.js";

/** @typedef {import("../types.js").Picture} Picture */
/** @typedef {import("../types.js").Options} Options */
/** @typedef {import("../types.js").Data} Data */
/** @typedef {import("./palette.js").Palette} Palette */
/** @typedef {{mark: import("../lib/marks.js").Mark, u: number, v: number, truth: number, answer: number}} Point   heights as shares of the scale */
/** @typedef {{heights: number[][], colours: string[][], points: Map<number, Point[]>, off: number}} Relief   at the corners of the cells, of the cells, in the cells by number; and how far points are off, on average */
/** @typedef {(x: number, y: number, z: number) => [number, number]} Put   a place with all axes from -1 to 1, in pixels */

/** Cells a side, and every so many-th line between them is drawn. */
const [CELLS, EVERY] = [40, 4];
/** Half the height of the box, whose sides are twice 1. */
const HALF = 0.62;
/** What an arrow key turns, and what a pixel does, in radians. */
const [STRIDE, A_PIXEL] = [Math.PI / 24, 0.01];
/** While it follows a run: so often at most, and so much of the time, since the plane comes first. */
const [EVERY_MS, MOST_TIME] = [33, 0.25];
/** Names stand so far outside, and their numbers so far along. */
const [OUT, ALONG] = [1.17, 0.94];

const heightOf = (/** @type {number} */ share) => (share * 2 - 1) * HALF;
const shareOf = (/** @type {number} */ height) => (height / HALF + 1) / 2;
const ofCell = (/** @type {number} */ i) => (i / CELLS) * 2 - 1;

/** @param {HTMLElement} root */
export function surfaceView(root) {
  const canvas = h("canvas.field-plot.surface-plot", { role: "img", tabindex: 0 });
  const place = h("div.square-place", {}, canvas);
  const facts = h("p");
  const words = h("div.depth-words", {}, facts, h("p.quiet-text", {}, t.deeper.surface.read), h("p.quiet-text", {}, t.deeper.surface.help));
  root.append(place);
  const image = document.createElement("canvas");
  // Its pixels are read, so they had better not lie on the graphics card.
  image.getContext("2d", { willReadFrequently: true });
  const stampOf = stamps();
  let pose = FIRST;
  /** @type {{of: Data|null, marks: import("../lib/marks.js").Mark[]}} */
  let known = { of: null, marks: [] };
  /** @type {{relief: Relief, range: [number, number], data: Data, options: Options}|null} */
  let shown = null;

  function paint() {
    const sheet = blank(canvas);
    if (!shown || !sheet) return;
    const { context, ratio, width, height } = sheet;
    const { relief: { heights, colours, points }, range, data, options: { theme, output } } = shown;
    const { axis: by } = textScale();
    const palette = paletteOf(theme);
    const project = projection(pose);
    const most = HALF * Math.cos(pose.tilt) + Math.SQRT2 * Math.sin(pose.tilt);
    const unit = Math.min((width - 60 * by) / (2 * Math.SQRT2), (height - 44 * by) / (2 * most));
    /** @type {Put} */
    const put = (x, y, z) => {
      const [right, up] = project(x, y, z);
      return [width / 2 + right * unit, height / 2 - up * unit];
    };
    context.lineJoin = "round";
    drawBox(context, put, palette);

    const styleOf = styler({ data, output: output ?? 0, range: data.classes?.length ? undefined : range }, palette, width / 1.6);
    /** @param {Point} point */
    function stand({ mark, u, v, truth, answer }) {
      const stamp = stampOf(styleOf(mark), ratio);
      const [x, y] = [u * 2 - 1, v * 2 - 1];
      const top = put(x, y, heightOf(truth));
      line(context, [put(x, y, heightOf(answer)), top], palette.ink, 0.75, 0.4);
      context.drawImage(stamp, top[0] - stamp.width / 2 / ratio, top[1] - stamp.height / 2 / ratio, stamp.width / ratio, stamp.height / ratio);
    }
    const { rows, columns } = farFirst(pose, CELLS);
    for (const j of rows) for (const i of columns) {
      const here = points.get(j * CELLS + i) ?? [];
      const corner = (/** @type {number} */ di, /** @type {number} */ dj) => put(ofCell(i + di), ofCell(j + dj), heights[j + dj][i + di]);
      const [a, b, c, d] = [corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1)];
      // It is looked at from above: what lies under the surface is behind it.
      for (const point of here) if (point.truth < point.answer) stand(point);
      trace(context, [a, b, c, d, a]);
      context.fillStyle = context.strokeStyle = colours[j][i];
      context.lineWidth = 1;
      context.fill();
      context.stroke();
      if (i % EVERY === 0) line(context, [a, d], palette.ink, 0.5, 0.3);
      if (j % EVERY === 0) line(context, [a, b], palette.ink, 0.5, 0.3);
      for (const point of here) if (point.truth >= point.answer) stand(point);
    }
    name(context, put, palette, by, data, range);
  }

  /** Names along the edges in front, and the scale beside the edge on the left. @param {CanvasRenderingContext2D} context @param {Put} put @param {Palette} palette @param {number} by @param {Data} data @param {[number, number]} range */
  function name(context, put, palette, by, { axes, domain: [x, y] }, range) {
    context.font = `${11 * by}px ${palette.font}`;
    context.fillStyle = palette.quiet;
    context.textAlign = "center";
    context.textBaseline = "middle";
    const front = { x: Math.sin(pose.turn) > 0 ? -1 : 1, y: Math.cos(pose.turn) > 0 ? -1 : 1 };
    context.fillText(axes[0], ...put(0, front.y * OUT, -HALF));
    context.fillText(axes[1], ...put(front.x * OUT, 0, -HALF));
    for (const end of [0, 1]) {
      const at = (end * 2 - 1) * ALONG;
      context.fillText(brief(x[end]), ...put(at, front.y * OUT, -HALF));
      context.fillText(brief(y[end]), ...put(front.x * OUT, at, -HALF));
    }
    context.textAlign = "right";
    const [left] = [[-1, -1], [1, -1], [1, 1], [-1, 1]].sort((a, b) => put(a[0], a[1], 0)[0] - put(b[0], b[1], 0)[0]);
    for (const end of [0, 1]) {
      const [across, down] = put(left[0], left[1], heightOf(end));
      // The lower one a little higher: the number of a side stands below it.
      const text = brief(Number(range[end].toPrecision(2)));
      context.fillText(text, Math.max(across - 5 * by, context.measureText(text).width), down - (end ? 0 : 6 * by));
    }
  }

  /** @param {number} turn @param {number} tilt */
  function turn(turn, tilt) {
    pose = turnedBy(pose, turn, tilt);
    paint();
  }
  canvas.addEventListener("pointerdown", ({ button, pointerId }) => { if (!button) canvas.setPointerCapture(pointerId); });
  canvas.addEventListener("pointermove", ({ pointerId, pointerType, movementX, movementY }) => {
    // A finger that goes up or down scrolls the page.
    if (canvas.hasPointerCapture(pointerId)) turn(-movementX * A_PIXEL, pointerType === "touch" ? 0 : movementY * A_PIXEL);
  });
  canvas.addEventListener("keydown", (event) => {
    const move = { ArrowLeft: [STRIDE, 0], ArrowRight: [-STRIDE, 0], ArrowUp: [0, STRIDE], ArrowDown: [0, -STRIDE], Home: [0, 0] }[event.key];
    if (!move) return;
    event.preventDefault();
    if (event.key === "Home") pose = FIRST;
    turn(move[0], move[1]);
  });
  /** The newest that is to be seen. @type {{picture: Picture, data: Data, options: Options}|null} */
  let wanted = null;
  const follow = throttle(() => {
    if (!wanted?.picture.boundary) return;
    const { picture, data, options } = wanted;
    const { range } = wanted.picture.boundary;
    if (known.of !== data) known = { of: data, marks: marksOf(data) };
    shown = { relief: reliefOf(image, picture, data, options, known.marks), range, data, options };
    const told = tell(shown.relief, range, data, shareOf);
    setText(facts, told);
    if (canvas.ariaLabel !== told) canvas.ariaLabel = told;
    paint();
  }, EVERY_MS, MOST_TIME);
  new ResizeObserver(paint).observe(canvas);

  return {
    words,
    /** @param {Picture|null} picture @param {Options} options */
    draw(picture, options) {
      const { data } = options;
      for (const part of [place, words]) setHidden(part, !picture?.boundary || !data);
      if (!picture?.boundary || !data) return;
      wanted = { picture, data, options };
      follow();
    },
  };
}

/** @param {HTMLCanvasElement} image to paint colours on @param {Picture} picture @param {Data} data @param {Options} options @param {import("../lib/marks.js").Mark[]} marks of these data @returns {Relief} */
function reliefOf(image, picture, data, options, marks) {
  const boundary = /** @type {NonNullable<Picture["boundary"]>} */ (picture.boundary);
  const { mode, output } = viewOf(picture, options);
  const { shape: [outputs, rows, columns], range: [low, high] } = boundary;
  // Of several classes the one that it is taken for has the highest.
  const layers = mode === "regions" ? Array.from({ length: outputs }, (_, k) => k) : [output];
  const answerAt = (/** @type {number} */ u, /** @type {number} */ v) => Math.max(...layers.map((layer) => sampleGrid(boundary, u, v, layer))) / 255;
  const heights = Array.from({ length: CELLS + 1 }, (_, j) => Array.from({ length: CELLS + 1 }, (_, i) => heightOf(answerAt(i / CELLS, j / CELLS))));

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
  /** @type {Map<number, Point[]>} */
  const points = new Map();
  let [off, count] = [0, 0];
  for (const mark of marks) {
    const [u, v] = [(mark.x - left) / (right - left), (mark.y - bottom) / (top - bottom)];
    if (u < 0 || u > 1 || v < 0 || v > 1) continue;
    const point = { mark, u, v, truth: truthOf(mark.target), answer: answerAt(u, v) };
    const cell = (/** @type {number} */ along) => Math.min(CELLS - 1, Math.floor(along * CELLS));
    const number = cell(v) * CELLS + cell(u);
    points.set(number, [...(points.get(number) ?? []), point]);
    off += Math.abs(point.truth - point.answer);
    count++;
  }
  return { heights, colours, points, off: count ? off / count : 0 };
}

/** @param {CanvasRenderingContext2D} context @param {[number, number][]} places */
function trace(context, places) {
  context.beginPath();
  places.forEach((at, i) => context[i ? "lineTo" : "moveTo"](...at));
}

/** @param {CanvasRenderingContext2D} context @param {[number, number][]} places @param {string} colour @param {number} width @param {number} alpha */
function line(context, places, colour, width, alpha) {
  trace(context, places);
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.globalAlpha = alpha;
  context.stroke();
  context.globalAlpha = 1;
}

/** @param {CanvasRenderingContext2D} context @param {Put} put @param {Palette} palette */
function drawBox(context, put, palette) {
  const corners = /** @type {[number, number][]} */ ([[-1, -1], [1, -1], [1, 1], [-1, 1]]);
  for (const z of [-HALF, HALF]) line(context, [...corners, corners[0]].map(([x, y]) => put(x, y, z)), palette.line, 1, 1);
  for (const [x, y] of corners) line(context, [put(x, y, -HALF), put(x, y, HALF)], palette.line, 1, 1);
}
