// @ts-check
/**
 * One tile of a sweep: the place of the boundary that its run has learned, and two figures.
 */
import { h, setHidden, setText } from "../lib/dom.js";

/**
 * @typedef {object} Tile
 * @property {string} label   all that is said of it
 * @property {string} main
 * @property {string} beside
 * @property {string} badge   what became of its runs, if anything
 * @property {boolean} faint   whether its picture is, since it says little: all runs diverged, or its member is away
 * @property {string} name   its values, where no row and column say them
 * @property {import("../types.js").Picture|null} picture
 * @property {boolean} real   whether it is of values, not of classes
 */

export function tileView() {
  const [main, beside, said] = [h("b"), h("span"), h("span.for-listeners")];
  const [badge, name] = [h("span.tile-badge", { hidden: true, "aria-hidden": "true" }), h("span.tile-name", { hidden: true, "aria-hidden": "true" })];
  const element = h("button.tile", { type: "button", tabindex: "-1" },
    h("span.tile-picture", { "aria-hidden": "true" }), badge, h("span.tile-figures", { "aria-hidden": "true" }, main, beside), name, said);

  return {
    element,
    /** @param {Tile} tile */
    draw(tile) {
      setText(main, tile.main);
      setText(beside, tile.beside);
      setText(badge, tile.badge);
      setText(name, tile.name);
      setHidden(badge, !tile.badge);
      setHidden(name, !tile.name);
      setText(said, tile.label);
    },
  };
}
