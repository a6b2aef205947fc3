// @ts-check
/**
 * The confusion matrix: how often each class was taken for each class, for train and test points.
 */
import { h } from "../lib/dom.js";
import { percent } from "../lib/format.js";
import { fill, t } from "../t.js";

/** @param {import("../state.js").AppStore} store @returns {() => import("./dock.js").Panel} */
export const confusionPanel = (store) => () => {
  const element = h("div.confusions");
  let drawn = "";

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

  function draw() {
    const { picture, data } = store.get();
    const key = JSON.stringify([picture?.confusion, data?.classes]);
    if (key === drawn) return;
    drawn = key;
    const names = data?.classes ?? [];
    const sides = picture?.confusion;
    if (!sides || !names.length) return element.replaceChildren(h("p.quiet-text", {}, t.confusion.none));
    element.replaceChildren(...sides.map((counts, i) => table(counts, names, i ? t.test : t.train)), h("p.quiet-text", {}, t.confusion.read));
  }
  return { name: "confusion", title: t.confusion.title, element, draw };
};
