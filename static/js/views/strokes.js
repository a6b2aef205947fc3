// @ts-check
/**
 * Edges on a canvas: of large networks, where an element for each would take longer to draw than the network to train.
 */
import { h } from "../lib/dom.js";
import { edgeCurve, edgeInk } from "../lib/layout.js";
import { paletteOf } from "./palette.js";

/** @typedef {{from: number, to: number}} Stroke */

/**
 * The canvas of one gap between two columns.
 * @param {number} gap
 * @param {{left: number, width: number, height: number}} place on the stage, in pixels
 */
export function strokesView(gap, { left, width, height }) {
  const scale = Math.min(2, window.devicePixelRatio || 1);
  const canvas = h("canvas.strokes", { "data-gap": gap, width: Math.ceil(width * scale), height: Math.ceil(height * scale) });
  Object.assign(canvas.style, { left: `${left}px`, width: `${width}px`, height: `${height}px` });
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));

  return {
    canvas,
    /**
     * @param {Stroke[]} strokes
     * @param {(stroke: Stroke) => number} weightOf
     * @param {(stroke: Stroke) => readonly [number, number, number, number]} endsOf on the stage
     * @param {number} largest the greatest of all weights
     * @param {string} theme
     */
    draw(strokes, weightOf, endsOf, largest, theme) {
      const { classes } = paletteOf(theme);
      /** Those that look alike are drawn as one. @type {Map<string, {colour: string, width: number, opacity: number, path: Path2D}>} */
      const inks = new Map();
      for (const stroke of strokes) {
        const weight = weightOf(stroke);
        const { width: thick, opacity } = edgeInk(weight, largest);
        const colour = classes[weight < 0 ? 0 : 1];
        const name = `${colour} ${thick} ${opacity}`;
        let ink = inks.get(name);
        if (!ink) inks.set(name, ink = { colour, width: thick, opacity, path: new Path2D() });
        const [x0, y0, x1, y1] = endsOf(stroke);
        ink.path.moveTo(x0, y0);
        ink.path.bezierCurveTo(...edgeCurve(x0, y0, x1, y1));
      }
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, canvas.width, canvas.height);
      context.scale(scale, scale);
      context.translate(-left, 0);
      for (const { colour, width: thick, opacity, path } of [...inks.values()].sort((a, b) => a.width - b.width)) {
        Object.assign(context, { strokeStyle: colour, lineWidth: thick, globalAlpha: opacity });
        context.stroke(path);
      }
    },
  };
}
