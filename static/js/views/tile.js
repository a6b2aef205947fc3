// @ts-check
/**
 * One tile of a sweep: the boundary that its run has learned, and two figures.
 */
import { h, setText } from "../lib/dom.js";
import { boundaryView } from "./boundary.js";

/** How many there are is told by the picture. */
const CLASSES = [""];

/**
 * @typedef {object} Tile
 * @property {string} label   all that is said of it
 * @property {string} main
 * @property {string} beside
 * @property {string} badge   what became of its runs, if anything
 * @property {boolean} lost   whether all of them diverged
 * @property {string} name   its values, where no row and column say them
 * @property {import("../types.js").Picture|null} picture
 * @property {boolean} real   whether it is of values, not of classes
 */

export function tileView() {
  const place = h("span.tile-picture", { "aria-hidden": "true" });
  const [main, beside, badge, name] = [h("b"), h("span"), h("span.tile-badge", { hidden: true }), h("span.tile-name", { hidden: true })];
  const element = h("button.tile", { type: "button", tabindex: "-1" }, place, badge, h("span.tile-figures", { "aria-hidden": "true" }, main, beside), name);
  const boundary = boundaryView(place);
  /** @type {Tile|null} */
  let shown = null;
  /** @type {import("../types.js").Picture|null} */
  let painted = null;
  let theme = "";

  return {
    element,
    canvas: boundary.canvas,
    /** @param {Tile} tile @param {string} in_ the theme @returns {boolean} whether there is another picture to be painted */
    draw(tile, in_) {
      shown = tile;
      setText(main, tile.main);
      setText(beside, tile.beside);
      setText(badge, tile.badge);
      setText(name, tile.name);
      badge.hidden = !tile.badge;
      name.hidden = !tile.name;
      element.dataset.lost = String(tile.lost);
      if (element.ariaLabel !== tile.label) element.ariaLabel = tile.label;
      if (theme === in_) return tile.picture !== painted;
      theme = in_;
      painted = null;
      return true;
    },
    paint() {
      painted = shown?.picture ?? null;
      boundary.draw(painted, { theme, data: /** @type {any} */ ({ classes: shown?.real ? [] : CLASSES }) });
    },
    remove() {
      boundary.remove();
      element.remove();
    },
  };
}
