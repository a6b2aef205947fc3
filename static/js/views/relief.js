// @ts-check
/**
 * A sheet over a plane, in a box, and what stands at or off it; turned by a pointer or by keys.
 */
import { blank, h } from "../lib/dom.js";
import { brief } from "../lib/format.js";
import { FIRST, farFirst, projection, turnedBy } from "../lib/surface.js";
import { textScale } from "../lib/text.js";
import { paletteOf } from "./palette.js";

/** @typedef {import("./palette.js").Palette} Palette */
/** @typedef {(context: CanvasRenderingContext2D, at: [number, number], sheet: {ratio: number, by: number, palette: Palette, width: number}) => void} Paint */
/** @typedef {{u: number, v: number, sheet: number, height: number, paint: Paint, before?: boolean}} Stand   where in the plane, how high the sheet is there, and how high it stands itself: all as shares; `before`: the sheet hides none of it */
/**
 * @typedef {object} Relief
 * @property {number[][]} heights   as shares, at the corners of the cells; a row for each place along the second axis
 * @property {string[][]} colours   of the cells
 * @property {Stand[]} stands
 * @property {string[]} names   of the two axes
 * @property {[number, number][]} domain
 * @property {[string, string]} ends   of the scale of heights
 * @property {string} theme
 * @property {string} label   for who listens
 */
/** @typedef {(x: number, y: number, z: number) => [number, number]} Put   a place with all axes from -1 to 1, in pixels */

/** Every so many-th line between cells is drawn. */
const EVERY = 4;
/** Half the height of the box, whose sides are twice 1. */
const HALF = 0.62;
/** What an arrow key turns, and what a pixel does, in radians. */
const [STRIDE, A_PIXEL] = [Math.PI / 24, 0.01];
/** Names stand so far outside, and their numbers so far along. */
const [OUT, ALONG] = [1.17, 0.94];

const heightOf = (/** @type {number} */ share) => (share * 2 - 1) * HALF;

/** @param {HTMLElement} root */
export function reliefView(root) {
  const canvas = h("canvas.field-plot.surface-plot", { role: "img", tabindex: 0 });
  const place = h("div.square-place", {}, canvas);
  root.append(place);
  let pose = FIRST;
  /** @type {Relief|null} */
  let shown = null;

  function paint() {
    const blankSheet = blank(canvas);
    if (!shown || !blankSheet) return;
    const { context, ratio, width, height } = blankSheet;
    const { heights, colours, stands, theme } = shown;
    const cells = heights.length - 1;
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

    /** @param {Stand} one */
    function stand({ u, v, sheet, height: own, paint: mark }) {
      const [x, y] = [u * 2 - 1, v * 2 - 1];
      const top = put(x, y, heightOf(own));
      line(context, [put(x, y, heightOf(sheet)), top], palette.ink, 0.75, 0.4);
      mark(context, top, { ratio, by, palette, width });
    }
    /** @type {Map<number, Stand[]>} */
    const there = new Map();
    const cell = (/** @type {number} */ along) => Math.min(cells - 1, Math.floor(along * cells));
    for (const one of stands.filter(({ before }) => !before)) {
      const number = cell(one.v) * cells + cell(one.u);
      const others = there.get(number);
      if (others) others.push(one);
      else there.set(number, [one]);
    }
    const ofCell = (/** @type {number} */ i) => (i / cells) * 2 - 1;
    const { rows, columns } = farFirst(pose, cells);
    for (const j of rows) for (const i of columns) {
      const here = there.get(j * cells + i) ?? [];
      const corner = (/** @type {number} */ di, /** @type {number} */ dj) => put(ofCell(i + di), ofCell(j + dj), heightOf(heights[j + dj][i + di]));
      const [a, b, c, d] = [corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1)];
      // It is looked at from above: what lies under the sheet is behind it.
      for (const one of here) if (one.height < one.sheet) stand(one);
      trace(context, [a, b, c, d, a]);
      context.fillStyle = context.strokeStyle = colours[j][i];
      context.lineWidth = 1;
      context.fill();
      context.stroke();
      if (i % EVERY === 0) line(context, [a, d], palette.ink, 0.5, 0.3);
      if (j % EVERY === 0) line(context, [a, b], palette.ink, 0.5, 0.3);
      for (const one of here) if (one.height >= one.sheet) stand(one);
    }
    for (const one of stands) if (one.before) stand(one);
    name(context, put, palette, by, shown);
  }

  /** Names along the edges in front, and the scale beside the edge on the left. @param {CanvasRenderingContext2D} context @param {Put} put @param {Palette} palette @param {number} by @param {Relief} relief */
  function name(context, put, palette, by, { names, domain: [x, y], ends }) {
    context.font = `${11 * by}px ${palette.font}`;
    context.fillStyle = palette.quiet;
    context.textAlign = "center";
    context.textBaseline = "middle";
    const front = { x: Math.sin(pose.turn) > 0 ? -1 : 1, y: Math.cos(pose.turn) > 0 ? -1 : 1 };
    context.fillText(names[0], ...put(0, front.y * OUT, -HALF));
    context.fillText(names[1], ...put(front.x * OUT, 0, -HALF));
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
      context.fillText(ends[end], Math.max(across - 5 * by, context.measureText(ends[end]).width), down - (end ? 0 : 6 * by));
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
  new ResizeObserver(paint).observe(canvas);

  return {
    place,
    /** @param {Relief} relief */
    draw(relief) {
      shown = relief;
      if (canvas.ariaLabel !== relief.label) canvas.ariaLabel = relief.label;
      paint();
    },
  };
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
