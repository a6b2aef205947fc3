// @ts-check
/**
 * The legend of the decision boundary; where there are several outputs, its names show one of them alone.
 */
import { h, svg } from "../lib/dom.js";
import { short } from "../lib/format.js";
import { fill, t } from "../t.js";
import { viewOf } from "./images.js";
import { outputsOf } from "./outline.js";
import { DISC, MARKS, paletteOf, SQUARE } from "./palette.js";

/**
 * @param {HTMLElement} root
 * @param {{choose?: (output: number|null) => void}} [hooks] `choose`: one output alone, or null for all of them
 */
export function legendView(root, { choose = () => undefined } = {}) {
  const legend = h("div.legend", { role: "group", "aria-label": t.legend });
  root.append(legend);
  /** What it was made of. @type {any[]} */
  let made = [];

  return {
    /** @param {import("../types.js").Picture|null} picture @param {import("../types.js").Options} options */
    draw(picture, options) {
      const { data, theme, output: wanted = null } = options;
      if (!data) return;
      const outputs = outputsOf(picture);
      const [low, high] = picture?.boundary?.range ?? [0, 1];
      const now = [data, theme, wanted, outputs, low, high];
      if (now.every((part, i) => part === made[i])) return;
      made = now;
      const view = viewOf(picture, options);
      const palette = paletteOf(theme);
      /** @param {string} path @param {string} colour @param {boolean} hollow */
      const mark = (path, colour, hollow) =>
        svg("svg", { class: "mark", viewBox: "0 0 12 12", "aria-hidden": "true" }, svg("path", { d: path, fill: hollow ? palette.surface : colour, stroke: colour, "stroke-width": hollow ? 1.5 : 0 }));

      /** @param {number} unit @param {string} name @param {Element|null} sign */
      function item(unit, name, sign) {
        if (outputs < 2) return h("span.legend-item", {}, sign, name);
        const alone = wanted === unit && view.mode !== "regions";
        const pressed = view.mode === "values" ? view.output === unit : alone;
        return h("button.legend-item", {
          type: "button",
          "aria-pressed": String(pressed),
          title: fill(pressed && alone ? t.showAll : t.showOne, { name }),
          onclick: () => choose(alone && view.mode !== "values" ? null : unit),
        }, sign, name);
      }

      const focused = [...legend.children].indexOf(/** @type {Element} */ (document.activeElement));
      const classes = data.classes ?? [];
      const test = data.test.y.length ? [h("span.legend-item", {}, mark(classes.length ? DISC : SQUARE, palette.quiet, true), t.test)] : [];
      if (classes.length) {
        legend.replaceChildren(...classes.map((name, unit) => item(unit, name, mark(MARKS[unit % 10], palette.classes[unit % 10], false))), ...test);
      } else {
        const names = outputs > 1 ? (data.values ?? []).map((name, unit) => item(unit, name, null)) : [];
        legend.replaceChildren(...names, h("span.legend-item", {}, short(low), h("i.value-bar"), short(high)), ...test);
      }
      if (focused >= 0) /** @type {HTMLElement|undefined} */ (legend.children[focused])?.focus();
    },
    remove: () => legend.remove(),
  };
}
