// @ts-check
/**
 * The charts as tables that can be read, and the files that can be taken along.
 */
import { h } from "../lib/dom.js";
import { lossOf } from "../lib/format.js";
import { fill, t } from "../t.js";

const MOST_ROWS = 12;

/**
 * @param {HTMLElement} root
 * @param {{download: (kind: string) => void}} hooks
 */
export function numbersView(root, { download }) {
  const rows = h("div.numbers");
  const files = h("div.files", { role: "group", "aria-label": t.files.title },
    ...Object.entries(t.files.kinds).map(([kind, label]) => h("button.quiet", { type: "button", "data-file": kind, onclick: () => download(kind) }, label)));
  root.append(h("div.numbers-panel", {}, files, rows));

  return {
    /** @param {import("../types.js").History} history */
    draw(history) {
      const { length } = history.epoch;
      const names = Object.keys(history).filter((name) => name !== "epoch");
      const count = Math.min(length, MOST_ROWS);
      const kept = Array.from({ length: count }, (_, i) => (count < 2 ? 0 : Math.round((i * (length - 1)) / (count - 1))));
      rows.replaceChildren(h("table", {},
        h("caption", {}, fill(t.numbers.caption, { shown: count, all: (history.epoch.at(-1) ?? -1) + 1 })),
        h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t.epoch), ...names.map((name) => h("th", { scope: "col" }, /** @type {any} */ (t.metrics)[name] ?? name)))),
        h("tbody", {}, ...kept.reverse().map((i) => h("tr", {}, h("th", { scope: "row" }, String(history.epoch[i])), ...names.map((name) => h("td", {}, lossOf(history[name][i], 4))))))));
    },
  };
}
