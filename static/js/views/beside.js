// @ts-check
/**
 * Two runs side by side: what each answers over the plane, and where the two differ.
 */
import { h, setText } from "../lib/dom.js";
import { grouped } from "../lib/format.js";
import { icon } from "../lib/icons.js";
import { fill, t } from "../t.js";
import { boundaryView } from "./boundary.js";
import { differenceView } from "./difference.js";
import { pointsView } from "./points.js";

/** @typedef {import("../types.js").Picture} Picture */
/** @typedef {import("../types.js").Options} Options */
/** @typedef {{name: string, picture: Picture|null, options: Options}} Side */

/**
 * @param {HTMLElement} root
 * @param {{close: () => void}} hooks
 */
export function besideView(root, { close }) {
  const back = h("button.quiet", { type: "button", onclick: close }, icon("undo"), t.runs.leave);
  const planes = h("div.beside-planes");
  const element = h("section.beside", { hidden: true }, planes);
  root.append(element);
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    close();
  });

  /** A plane with its points, and what is said of it. */
  function sideOf() {
    const plane = h("div.plane");
    const [name, epoch] = [h("strong"), h("span")];
    planes.append(h("figure", {}, h("figcaption", {}, name, epoch), plane));
    const [boundary, points] = [boundaryView(plane), pointsView(plane)];
    return {
      draw(/** @type {Side} */ { name: called, picture, options }) {
        setText(name, called);
        setText(epoch, picture ? fill(t.runs.epochs, { epoch: grouped(picture.epoch) }) : "");
        boundary.canvas.ariaLabel = fill(t.runs.pictured, { name: called });
        boundary.draw(picture, options);
        points.draw(picture, options);
      },
      remove() {
        boundary.remove();
        points.remove();
      },
    };
  }

  function open() {
    const sides = [sideOf(), sideOf()];
    const place = h("figure", {}, h("figcaption", {}, h("strong", {}, t.runs.difference), back));
    const aside = h("div.beside-words");
    planes.append(place, aside);
    return { sides, difference: differenceView(place, aside) };
  }
  /** There while it is seen. @type {ReturnType<typeof open>|null} */
  let opened = null;

  return {
    /** What the keyboard goes to once it is open. */
    back,
    /** @param {{present: Side, kept: Side, fault: string}|null} drawn `fault`: why there is nothing to see */
    draw(drawn) {
      element.hidden = !drawn;
      if (!drawn) {
        opened?.sides.forEach((side) => side.remove());
        opened = null;
        return planes.replaceChildren();
      }
      opened ??= open();
      const { sides, difference } = opened;
      const { present, kept, fault } = drawn;
      element.ariaLabel = fill(t.runs.compared, { name: kept.name });
      sides[0].draw(present);
      sides[1].draw(kept);
      const planeOf = (/** @type {Side} */ { options }) => JSON.stringify([options.data?.domain, options.data?.classes]);
      const other = Boolean(kept.options.data) && planeOf(present) !== planeOf(kept);
      difference.draw(present.picture, kept.picture, { ...present.options, fault: fault || (other ? t.runs.otherPlane : "") });
    },
  };
}
