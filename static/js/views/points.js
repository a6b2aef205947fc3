// @ts-check
/**
 * Axes and data points over a decision boundary. They are painted when they change, and not with each frame that is drawn below them.
 */
import { extremes } from "../lib/arrays.js";
import { h, setText } from "../lib/dom.js";
import { brief, fixed, short } from "../lib/format.js";
import { marksOf, nearestMark } from "../lib/marks.js";
import { placeOf, within } from "../lib/plane.js";
import { fill, t } from "../t.js";
import { viewOf } from "./images.js";
import { DISC, MARKS, paletteOf, SQUARE } from "./palette.js";

/** @typedef {import("../types.js").Data} Data */
/** @typedef {import("../lib/marks.js").Mark} Mark */
/** @typedef {import("./palette.js").Palette} Palette */
/** @typedef {{path: string, size: number, fill: string, edge: string, width: number}} Style  of a mark: sizes in pixels */

/** Above so many points, marks are smaller: they would hide one another. */
const MANY = 1000;
/** How far off the pointer may be, in pixels. */
const REACH = 12;
/** What paths of marks are drawn on: a grid of so many, of which a mark takes so much. */
const [GRID, TAKEN] = [12, 9];
/** The colours of real values are told apart in so many steps. */
const SHADES = 64;
/** So many stamps are kept: more than there are at one time. */
const MOST_STAMPS = 512;

/** @type {[number, number][]} */
const NONE = [];

/** @param {HTMLElement} root around the plane's canvas, which the points are as large as */
export function pointsView(root) {
  const canvas = h("canvas.data-points", { "aria-hidden": "true" });
  const tick = (/** @type {string} */ place) => h(`span.tick.${place}`);
  const ticks = [["left", "middle", "right"], ["bottom", "middle", "top"]].map((places) => places.map(tick));
  const names = [h("span.axis-name"), h("span.axis-name")];
  const axes = [h("div.axis.across", {}, ...ticks[0], names[0]), h("div.axis.upwards", {}, ...ticks[1], names[1])];
  const [title, place] = [h("strong"), h("span")];
  const told = h("div.point-told", { hidden: true, "aria-hidden": "true" }, title, place);
  root.append(canvas, ...axes, told);
  /** What is drawn, and how. @type {{data: Data, theme: string, output: number, range: [number, number]|undefined, rings: [number, number][]}|null} */
  let shown = null;
  /** @type {Mark[]} */
  let marks = [];
  const stampOf = stamps();

  function paint() {
    if (!shown || !canvas.width) return;
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    context.clearRect(0, 0, canvas.width, canvas.height);
    const scale = canvas.width / canvas.clientWidth;
    const [[left, right], [bottom, top]] = shown.data.domain;
    const styleOf = styler(shown, paletteOf(shown.theme), canvas.clientWidth);
    for (const mark of marks) {
      const stamp = stampOf(styleOf(mark), scale);
      const x = ((mark.x - left) / (right - left)) * canvas.width;
      const y = (1 - (mark.y - bottom) / (top - bottom)) * canvas.height;
      context.drawImage(stamp, Math.round(x - stamp.width / 2), Math.round(y - stamp.height / 2));
    }
    context.strokeStyle = paletteOf(shown.theme).ink;
    context.lineWidth = 1.5 * scale;
    for (const [at, up] of shown.rings) {
      context.beginPath();
      context.arc(((at - left) / (right - left)) * canvas.width, (1 - (up - bottom) / (top - bottom)) * canvas.height, 7.5 * scale, 0, 2 * Math.PI);
      context.stroke();
    }
    canvas.dataset.rings = String(shown.rings.length);
    canvas.dataset.count = String(marks.length);
  }

  /** @param {Data} data */
  function label({ axes: called, domain }) {
    ticks.forEach((row, axis) => {
      const [low, high] = domain[axis];
      [low, (low + high) / 2, high].forEach((value, i) => setText(row[i], brief(value)));
      setText(names[axis], called[axis]);
      names[axis].title = called[axis];
    });
  }

  /** Say which point is under the pointer. @param {PointerEvent} event */
  function tell(event) {
    const at = placeOf(event, canvas);
    const mark = shown && within(at) ? nearestMark(marks, shown.data.domain, at, REACH / canvas.clientWidth) : null;
    told.hidden = !mark;
    if (!mark || !shown) return;
    const { data, output } = shown;
    const part = t[mark.part];
    setText(title, data.classes?.length
      ? fill(t.pointHover, { name: data.classes[Math.round(mark.target)] ?? mark.target, part })
      : fill(t.pointHover, { name: `${data.values?.[output] ?? t.value} ${short(valueOf(mark, output))}`, part }));
    setText(place, `${fixed(mark.x, 2)}, ${fixed(mark.y, 2)}`);
    const [[left, right], [bottom, top]] = data.domain;
    const [u, v] = [(mark.x - left) / (right - left), (mark.y - bottom) / (top - bottom)];
    for (const [name, share] of Object.entries({ u, v })) told.style.setProperty(`--${name}`, String(share));
    told.dataset.side = u > 0.5 ? "left" : "right";
  }
  const hush = () => { told.hidden = true; };
  const heard = new AbortController();
  root.addEventListener("pointermove", (event) => (event.buttons ? hush() : tell(event)), heard);
  root.addEventListener("pointerleave", hush, heard);

  const observer = new ResizeObserver(() => {
    const pixels = Math.round(canvas.clientWidth * Math.min(2, window.devicePixelRatio || 1));
    if (!pixels || canvas.width === pixels) return;
    canvas.width = pixels;
    canvas.height = pixels;
    paint();
  });
  observer.observe(canvas);
  let waiting = false;

  return {
    canvas,
    /** What stands beside the axes, for pictures of them. */
    words: () => [...ticks.flat(), ...names],
    /** @param {import("../types.js").Picture|null} picture @param {import("../types.js").Options} options */
    draw(picture, options) {
      const { data, theme } = options;
      if (!data) return;
      // The colours of classes do not depend on what the network answers.
      const [output, range] = data.classes?.length ? [0, undefined] : [viewOf(picture, options).output, picture?.boundary?.range];
      const rings = options.rings ?? NONE;
      if (rings === shown?.rings && data === shown.data && theme === shown.theme && output === shown.output && String(range) === String(shown.range)) return;
      if (data !== shown?.data) {
        marks = marksOf(data);
        label(data);
        hush();
      }
      shown = { data, theme, output, range, rings };
      if (!waiting) requestAnimationFrame(() => {
        waiting = false;
        paint();
      });
      waiting = true;
    },
    remove() {
      observer.disconnect();
      heard.abort();
      for (const part of [canvas, ...axes, told]) part.remove();
    },
  };
}

/** @param {{target: any}} mark @param {number} output */
const valueOf = ({ target }, output) => Number(Array.isArray(target) ? target[output] : target);

/**
 * How marks look. Classes have a shape and a colour each, points to be tested on are hollow; real values have a colour, discs are
 * to learn from and squares to be tested on.
 * @param {{data: Data, output: number, range: [number, number]|undefined}} drawn
 * @param {Palette} palette
 * @param {number} side of the plane, in pixels
 * @returns {(mark: Mark) => Style}
 */
export function styler({ data, output, range }, palette, side) {
  const many = data.train.y.length + data.test.y.length > MANY ? 0.7 : 1;
  const scale = many * Math.min(2, Math.max(1, side / 330));
  if (data.classes?.length) return ({ part, target }) => {
    const group = Math.round(target) % MARKS.length;
    const [path, colour] = [MARKS[group], palette.classes[group]];
    return part === "train"
      ? { path, size: 7 * scale, fill: colour, edge: palette.surface, width: 0.9 * scale }
      : { path, size: 6.5 * scale, fill: palette.surface, edge: colour, width: 1.6 * scale };
  };
  const [low, high] = range ?? extremes([...data.train.y, ...data.test.y].map((target) => valueOf({ target }, output)));
  return (mark) => {
    const share = Math.min(1, Math.max(0, (valueOf(mark, output) - low) / (high - low || 1)));
    const colour = palette.valueColour(Math.round(share * SHADES) / SHADES);
    return { path: mark.part === "train" ? DISC : SQUARE, size: (mark.part === "train" ? 7 : 6) * scale, fill: colour, edge: palette.contour, width: 0.8 * scale };
  };
}

/** Stamps of marks, each made once: colours of real values move with each frame, and come again. */
export function stamps() {
  /** @type {Map<string, HTMLCanvasElement>} */
  const made = new Map();
  return (/** @type {Style} */ style, /** @type {number} */ scale) => {
    const name = [style.path, style.fill, style.edge, style.size, scale].join(" ");
    const known = made.get(name);
    if (known) return known;
    if (made.size >= MOST_STAMPS) made.clear();
    const stamp = stampOf(style, scale);
    made.set(name, stamp);
    return stamp;
  };
}

/** A mark, to be put wherever there is one like it. @param {Style} style @param {number} scale pixels of the screen a pixel */
function stampOf({ path, size, fill: inside, edge, width }, scale) {
  const room = Math.ceil((size * (GRID / TAKEN) + width) * scale) + 2;
  const stamp = h("canvas", { width: room, height: room });
  const context = /** @type {CanvasRenderingContext2D} */ (stamp.getContext("2d"));
  const unit = (size / TAKEN) * scale;
  context.translate(room / 2, room / 2);
  context.scale(unit, unit);
  context.translate(-GRID / 2, -GRID / 2);
  const shape = new Path2D(path);
  context.fillStyle = inside;
  context.fill(shape);
  context.strokeStyle = edge;
  context.lineWidth = (width * scale) / unit;
  context.stroke(shape);
  return stamp;
}
