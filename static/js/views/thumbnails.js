// @ts-check
/**
 * The data sets as little pictures to choose from.
 */
import { h } from "../lib/dom.js";
import { t } from "../t.js";
import { paletteOf } from "./palette.js";

/** @param {HTMLCanvasElement} canvas @param {any} entry @param {import("./palette.js").Palette} palette */
function draw(canvas, entry, palette) {
  const context = canvas.getContext("2d");
  if (!context || !entry.sample) return;
  const side = canvas.width;
  const { x1, x2, y } = entry.sample;
  const [[low, high], [bottom, top]] = entry.domain ?? [[-6, 6], [-6, 6]];
  const dot = side / 30;
  context.clearRect(0, 0, side, side);
  for (let i = 0; i < x1.length; i++) {
    const x = ((x1[i] - low) / (high - low)) * side;
    const up = side - ((x2[i] - bottom) / (top - bottom)) * side;
    const group = Math.round(y[i]);
    context.fillStyle = palette.classes[group] ?? palette.classes[0];
    context.beginPath();
    if (group === 0) {
      const r = dot * 1.25;
      context.moveTo(x, up - r);
      for (const [dx, dy] of [[r, 0], [0, r], [-r, 0]]) context.lineTo(x + dx, up + dy);
    } else context.arc(x, up, dot, 0, 7);
    context.fill();
  }
}

/**
 * @param {HTMLElement} root
 * @param {any[]} entries
 * @param {(entry: any) => void} choose
 * @returns {(kind: string, theme: string) => void}
 */
export function mountThumbnails(root, entries, choose) {
  const items = entries.map((entry) => {
    const canvas = h("canvas", { width: 96, height: 96, "aria-hidden": "true" });
    const input = h("input", { type: "radio", name: "dataset", value: entry.kind, "aria-label": entry.title, onchange: () => choose(entry) });
    return { entry, canvas, input, element: h("label.thumbnail", { title: entry.help ? `${entry.title}: ${entry.help}` : entry.title }, input, canvas) };
  });
  root.setAttribute("role", "radiogroup");
  root.setAttribute("aria-label", t.dataset);
  root.replaceChildren(...items.map(({ element }) => element));
  let drawnIn = "";

  return (kind, theme) => {
    for (const { entry, input, canvas } of items) {
      input.checked = entry.kind === kind;
      if (theme !== drawnIn) draw(canvas, entry, paletteOf(theme));
    }
    drawnIn = theme;
  };
}
