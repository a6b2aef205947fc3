// @ts-check
/**
 * The way into the plane in words: a button that the keyboard comes by, and a key.
 */
import { h } from "../../lib/dom.js";
import { t } from "../../t.js";
import { latticeView } from "../../views/lattice.js";

/**
 * @param {HTMLElement} plane
 * @param {HTMLElement} legend   which what is told takes the place of
 */
export function mountLattice(plane, legend) {
  const words = h("div.plane-words", { id: "plane-words", hidden: true });
  legend.before(words);
  const button = h("button.quiet.small.when-focused", { type: "button", id: "walk-plane", onclick: () => walk() }, t.words.walkKey);
  plane.before(button);
  /** Where the keyboard was. @type {Element|null} */
  let from = null;
  const lattice = latticeView(plane, words, {
    left: () => /** @type {HTMLElement} */ (from instanceof HTMLElement && from.isConnected ? from : button).focus(),
    opened(open) {
      words.hidden = !open;
      legend.hidden = open;
    },
  });

  function walk() {
    const { activeElement } = document;
    if (activeElement?.closest(".lattice")) return;
    from = activeElement === document.body ? null : activeElement;
    lattice.open();
  }
  return { walk, draw: lattice.draw };
}
