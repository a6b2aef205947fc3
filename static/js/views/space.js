// @ts-check
/**
 * The space of a hidden layer: where it puts the points, the plane bent along with them, and the regions of what follows.
 */
import { boundaryAlone } from "../lib/arrays.js";
import { h, setHidden, setText } from "../lib/dom.js";
import { percent } from "../lib/format.js";
import { fill, t } from "../t.js";
import { drawBoundary } from "./boundary.js";
import { stamps, styler } from "./points.js";
import { squareView } from "./square.js";

/** @typedef {import("../lib/landscape.js").Space} Space */
/** @typedef {import("../types.js").Options} Options */

/** Every so many-th line of the bent grid is drawn. */
const EVERY = 2;

/** @param {HTMLElement} root */
export function spaceView(root) {
  const place = h("div.square-place");
  const square = squareView(place);
  const image = document.createElement("canvas");
  const facts = h("p.quiet-text");
  const words = h("div.depth-words", {}, facts, h("p.quiet-text", {}, t.deeper.space.read));
  root.append(place);
  const stampOf = stamps();

  /** @param {import("./square.js").Brush} brush @param {Space} space @param {Options} options */
  function paint({ context, palette, by, ratio, box: { left, top, side }, place: put }, space, options) {
    const { hidden, hidden_regions: regions, hidden_grid: { values: grid, shape: [, rows, columns] } } = space;
    drawBoundary(context, image, boundaryAlone(regions, hidden.regions_range, hidden.range), options, { x: left, y: top, width: side, line: 1.25 * by });

    context.beginPath();
    const at = (/** @type {number} */ j, /** @type {number} */ i) => put(grid[j * columns + i], grid[rows * columns + j * columns + i]);
    for (let j = 0; j < rows; j += EVERY) for (let i = 0; i < columns; i++) context[i ? "lineTo" : "moveTo"](...at(j, i));
    for (let i = 0; i < columns; i += EVERY) for (let j = 0; j < rows; j++) context[j ? "lineTo" : "moveTo"](...at(j, i));
    context.strokeStyle = palette.ink;
    context.globalAlpha = 0.28;
    context.lineWidth = 0.75 * by;
    context.stroke();
    context.globalAlpha = 1;

    const { data, output } = options;
    if (!data) return;
    const styleOf = styler({ data, output: output ?? 0, range: data.classes?.length ? undefined : hidden.range }, palette, side);
    for (const part of /** @type {const} */ (["test", "train"])) {
      const { values, shape: [, count] } = part === "train" ? space.hidden_train : space.hidden_test;
      const { y } = data[part];
      for (let i = 0; i < count; i++) {
        const stamp = stampOf(styleOf({ part, target: y[i], x: 0, y: 0 }), ratio);
        const [x, down] = put(values[i], values[count + i]);
        context.drawImage(stamp, x - stamp.width / 2 / ratio, down - stamp.height / 2 / ratio, stamp.width / ratio, stamp.height / ratio);
      }
    }
  }

  return {
    words,
    /** @param {Space|null} space @param {Options} options */
    draw(space, options) {
      for (const part of [place, words]) setHidden(part, !space);
      if (!space) return;
      const said = t.deeper.space;
      const { units, shares, is_exact: exact, domain: [x, y], layer } = space.hidden;
      const names = /** @type {[string, string]} */ (shares.map((share, i) => (units ? fill(said.unit, { unit: units[i] + 1 }) : fill(said.component, { number: i + 1, share: percent(share) }))));
      setText(facts, exact ? said.exact : fill(said.shadow, { share: percent(shares[0] + shares[1]) }));
      square.draw({ x, y, names, theme: options.theme, label: fill(said.label, { layer: layer + 1, x: names[0], y: names[1] }), paint: (brush) => paint(brush, space, options) });
    },
  };
}
