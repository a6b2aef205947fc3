// @ts-check
/**
 * The loss around a network as a map with contours, the way that training took through it, and where the network stands.
 */
import { contour } from "../lib/contour.js";
import { h, setHidden, setText } from "../lib/dom.js";
import { paint as paintGrid } from "../lib/colour.js";
import { grouped, lossOf, percent, short } from "../lib/format.js";
import { BEYOND, endsOf, logarithmic, nearestLoss } from "../lib/landscape.js";
import { marks } from "../lib/locale.js";
import { fill, t } from "../t.js";
import { dot, momentLook, presentLook } from "./dot.js";
import { endsIn, lossRelief, sheetOf } from "./lossrelief.js";
import { paletteOf } from "./palette.js";
import { reliefView } from "./relief.js";
import { squareView } from "./square.js";

/** @typedef {import("../lib/landscape.js").Landscape} Landscape */
/** @typedef {import("./square.js").Place} Place */
/** @typedef {{x: number, y: number, distance: number}} Present */
/** @typedef {{present: Present|null, now: {epoch: number, loss: number|null|undefined}, chosen: Place|null, raised: boolean, theme: string}} Options   `now`: of the network as it is; `raised`: as a surface, not as a map */

const LINES = 12;

/**
 * @param {HTMLElement} root
 * @param {{choose: (place: Place) => void}} hooks
 */
export function landscapeView(root, { choose }) {
  /** @type {{landscape: Landscape, options: Options}|null} */
  let shown = null;
  /** What is drawn of a landscape, reckoned once. @type {{of: Landscape, theme: string, scale: ReturnType<typeof logarithmic>, image: HTMLCanvasElement, lines: number[], sheet: import("./lossrelief.js").Sheet|null}|null} */
  let made = null;
  /** @type {Place|null} */
  let at = null;
  const place = h("div.square-place");
  const square = squareView(place, {
    hover(next, byHand) {
      at = next;
      if (!shown) return;
      draw(shown.landscape, shown.options);
      // What the pointer passes over, or training changes, is seen.
      if (byHand) setText(heard, sentence(shown.landscape, shown.options));
    },
    choose(next) {
      if (shown) choose(nearestLoss(shown.landscape, next.x, next.y));
    },
  });
  const [low, high] = [h("span"), h("span")];
  const bar = h("p.loss-bar", {}, low, h("i"), high);
  const read = h("p.depth-read");
  const heard = h("span.for-listeners", { role: "status" });
  const facts = h("p.quiet-text");
  const far = h("p.quiet-text");
  const ends = h("p");
  const words = h("div.depth-words", {}, read, ends, heard, bar, facts, far);
  root.append(place);
  const relief = reliefView(root);

  /** @param {Landscape} landscape @param {string} theme @param {Uint32Array} shades */
  function prepare(landscape, theme, shades) {
    if (made?.of === landscape && made.theme === theme) return made;
    const { losses } = landscape;
    const scale = logarithmic(losses.flat());
    const [rows, columns] = [losses.length, losses[0].length];
    const shares = Float32Array.from(losses.flat(), scale.shareOf);
    const image = h("canvas", { width: columns, height: rows });
    const pixels = new ImageData(columns, rows);
    paintGrid(shares.map((share) => share * 255), 0, rows, columns, shades, new Uint32Array(pixels.data.buffer));
    image.getContext("2d")?.putImageData(pixels, 0, 0);
    const lines = Array.from({ length: LINES }, (_, i) => contour(shares, rows, columns, (i + 0.5) / LINES)).flat();
    made = { of: landscape, theme, scale, image, lines, sheet: null };
    return made;
  }

  /** @param {import("./square.js").Brush} brush */
  function paint({ context, palette, by, box: { left, top, side }, place: put }) {
    if (!shown) return;
    const { landscape, options } = shown;
    const { scale, image, lines } = prepare(landscape, options.theme, palette.depth);
    const [columns, rows] = [image.width, image.height];
    context.imageSmoothingQuality = "high";
    context.drawImage(image, 0.5, 0.5, columns - 1, rows - 1, left, top, side, side);
    context.beginPath();
    for (let i = 0; i < lines.length; i += 4) {
      context.moveTo(left + (lines[i] / (columns - 1)) * side, top + side - (lines[i + 1] / (rows - 1)) * side);
      context.lineTo(left + (lines[i + 2] / (columns - 1)) * side, top + side - (lines[i + 3] / (rows - 1)) * side);
    }
    context.strokeStyle = palette.contour;
    context.lineWidth = 0.75;
    context.globalAlpha = 0.7;
    context.stroke();
    context.globalAlpha = 1;
    const mark = (/** @type {[number, number]} */ at, /** @type {import("./dot.js").Look} */ look) => dot(context, at, by, look);
    const { path } = landscape;
    const { present, chosen } = options;
    if (path) {
      context.beginPath();
      path.x.forEach((x, i) => context.lineTo(...put(x, path.y[i])));
      if (present) context.lineTo(...put(present.x, present.y));
      context.strokeStyle = palette.classes[0];
      context.lineWidth = 1.5 * by;
      context.stroke();
      path.x.forEach((x, i) => mark(put(x, path.y[i]), momentLook(palette, palette.depthColour(scale.shareOf(path.loss[i])))));
    }
    if (present) mark(put(present.x, present.y), presentLook(palette));
    if (chosen) {
      const [x, y] = put(chosen.x, chosen.y);
      context.strokeStyle = palette.ink;
      context.lineWidth = 2 * by;
      context.strokeRect(x - 5 * by, y - 5 * by, 10 * by, 10 * by);
    }
    if (at) {
      const { x, y } = nearestLoss(landscape, at.x, at.y);
      mark(put(x, y), { radius: 3.5, inside: "transparent", edge: palette.ink, width: 1.5 });
    }
  }

  /** What is said of the place under the pointer, or of the network itself. @param {Landscape} landscape @param {Options} options */
  function sentence(landscape, { now }) {
    const { deeper: { landscape: said } } = t;
    if (!at) return fill(said.here, { epoch: grouped(now.epoch), loss: lossOf(now.loss, 4) });
    const { path } = landscape;
    const reach = 0.02 * (landscape.x[landscape.x.length - 1] - landscape.x[0]);
    const tall = 0.02 * (landscape.y[landscape.y.length - 1] - landscape.y[0]);
    const moment = path ? path.x.findLastIndex((x, i) => Math.hypot((x - /** @type {Place} */ (at).x) / reach, (path.y[i] - /** @type {Place} */ (at).y) / tall) < 1) : -1;
    if (path && moment >= 0) return fill(said.moment, { epoch: grouped(path.epoch[moment] ?? landscape.epoch), loss: lossOf(path.loss[moment], 4), distance: short(path.distance[moment], 2) });
    const near = nearestLoss(landscape, at.x, at.y);
    return fill(said.there, { loss: near.loss < BEYOND ? lossOf(near.loss, 4) : said.beyond, x: short(near.x, 2), y: short(near.y, 2) });
  }

  /** @param {Landscape} landscape @param {Options} options */
  function draw(landscape, options) {
    shown = { landscape, options };
    const { deeper: { landscape: said } } = t;
    const { path, of, evaluated, points, loss, centre } = landscape;
    const names = /** @type {[string, string]} */ (path ? path.shares.map((share, i) => fill(said.component, { number: i + 1, share: percent(share) })) : [said.first, said.second]);
    const label = fill(said.label, { count: grouped(evaluated), loss: lossOf(centre.loss, 4) });
    const { theme, present, now, raised } = options;
    const palette = paletteOf(theme);
    const drawn = prepare(landscape, theme, palette.depth);
    const { scale } = drawn;
    for (const [part, hidden] of /** @type {[HTMLElement, boolean][]} */ ([[place, raised], [relief.place, !raised], [ends, !raised]])) setHidden(part, hidden);
    if (raised) {
      at = null;
      setText(ends, endsIn(landscape));
      drawn.sheet ??= sheetOf(landscape, scale, palette.depthColour);
      relief.draw(lossRelief(landscape, scale, drawn.sheet, { colourOf: palette.depthColour, names, theme, present, loss: now.loss, label: `${label}${marks.stop}${marks.sentence}${ends.textContent}` }));
    } else square.draw({ x: endsOf(landscape.x), y: endsOf(landscape.y), names, theme, paint, label });
    setText(read, sentence(landscape, options));
    setText(low, lossOf(scale.low));
    setText(high, lossOf(scale.high));
    const counted = fill(loss === "train" ? said.evaluatedTrain : said.evaluatedTest, { count: grouped(evaluated), points: grouped(points) });
    setText(facts, `${counted}${marks.sentence}${of === "random" ? said.random : fill(said.share, { share: percent(path ? path.shares[0] + path.shares[1] : null) })}`);
    const away = present?.distance ?? 0;
    const size = path ? Math.hypot(landscape.x[landscape.x.length - 1] - landscape.x[0], landscape.y[landscape.y.length - 1] - landscape.y[0]) : 1;
    setHidden(far, away < 0.01 * size);
    setText(far, fill(said.away, { distance: short(away, 2) }));
  }

  return {
    words,
    draw,
    /** @param {boolean} hidden */
    hide(hidden) {
      for (const part of hidden ? [place, relief.place, words] : [words]) setHidden(part, hidden);
    },
  };
}
