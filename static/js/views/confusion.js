// @ts-check
/**
 * The confusion matrix: how often each class was taken for each class, for train and test points.
 */
import { h } from "../lib/dom.js";
import { percent } from "../lib/format.js";
import { fill, t } from "../t.js";

/** @param {number[][]} counts @param {string[]} names @param {string} title */
function table(counts, names, title) {
  const total = counts.flat().reduce((sum, count) => sum + count, 0);
  const right = counts.reduce((sum, row, i) => sum + row[i], 0);
  return h("table.confusion", {},
    h("caption", {}, h("b", {}, title), ` ${fill(t.confusion.right, { share: percent(right / total), right, total })}`),
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t.confusion.corner), ...names.map((name) => h("th", { scope: "col", title: name }, name)))),
    h("tbody", {}, ...counts.map((row, i) => {
      const sum = row.reduce((a, b) => a + b, 0);
      return h("tr", {}, h("th", { scope: "row", title: names[i] }, names[i]),
        ...row.map((count, j) => h("td", { class: i === j ? "right" : count ? "wrong" : "", style: { "--share": sum ? (count / sum).toFixed(3) : 0 } }, String(count))));
    })));
}

/** @param {HTMLElement} root */
export function confusionView(root) {
  const element = h("div.confusions");
  root.append(element);
  let drawn = "";
  return {
    /** @param {import("../types.js").Picture|null} picture @param {{data: import("../types.js").Data|null}} options */
    draw(picture, { data }) {
      const names = data?.classes ?? [];
      const sides = picture?.confusion ?? [];
      const key = JSON.stringify([sides, names]);
      if (key === drawn) return;
      drawn = key;
      if (!names.length) return element.replaceChildren(h("p.quiet-text", {}, t.confusion.none));
      if (!sides.length) return element.replaceChildren();
      element.replaceChildren(...sides.map((counts, i) => table(counts, names, i ? t.test : t.train)), h("p.quiet-text", {}, t.confusion.read));
    },
  };
}
