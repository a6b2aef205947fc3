// @ts-check
/**
 * The data sets as little pictures to choose from, in groups by what they ask of the network.
 */
import { h } from "../lib/dom.js";
import { isLinked, isOwn } from "../lib/losses.js";
import { t } from "../t.js";
import { MARKS, paletteOf } from "./palette.js";

const PATHS = MARKS.map((path) => new Path2D(path));

/** @param {HTMLCanvasElement} canvas @param {any} entry @param {import("./palette.js").Palette} palette */
function draw(canvas, entry, palette) {
  const context = canvas.getContext("2d");
  if (!context || !entry.sample) return;
  const side = canvas.width;
  const { x1, x2, y } = entry.sample;
  const [[low, high], [bottom, top]] = entry.domain ?? [[-6, 6], [-6, 6]];
  const values = y.map((/** @type {any} */ value) => (Array.isArray(value) ? value[0] : value));
  const real = !entry.classes?.length;
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const scale = side / 130;
  context.clearRect(0, 0, side, side);
  for (let i = 0; i < x1.length; i++) {
    const x = ((x1[i] - low) / (high - low)) * side;
    const up = side - ((x2[i] - bottom) / (top - bottom)) * side;
    const group = real ? 1 : Math.round(values[i]);
    context.fillStyle = real ? palette.valueColour((values[i] - least) / (most - least || 1)) : palette.classes[group % 10];
    context.setTransform(scale, 0, 0, scale, x - 6 * scale, up - 6 * scale);
    context.fill(PATHS[group % PATHS.length]);
  }
  context.resetTransform();
}

/** @param {any} entry */
const groupOf = (entry) => (entry.schema?.properties?.n_classes ? "multiclass" : entry.task);

/** So many were made: buttons of one name would be one choice. */
let made = 0;

/**
 * @param {HTMLElement} root
 * @param {{entries: any[], choose: (entry: any) => void}} hooks `entries` of the catalogue
 */
export function thumbnailsView(root, { entries, choose }) {
  const name = `dataset-${++made}`;
  const items = entries.map((entry) => {
    const own = isOwn(entry);
    const canvas = own ? null : h("canvas", { width: 96, height: 96, "aria-hidden": "true" });
    const input = h("input", { type: "radio", name, value: entry.kind, "aria-label": entry.title, onchange: () => choose(entry) });
    const element = h("label.thumbnail", { "data-help": own ? entry.help : `${entry.title}: ${entry.help}` }, input,
      canvas ?? h("span.thumbnail-own", { "aria-hidden": "true" }, t.own.tile));
    return { entry, own, canvas, input, element, group: own ? null : groupOf(entry), linked: isLinked(entry) };
  });
  const groups = [...new Set(items.flatMap(({ group }) => (group ? [group] : [])))];
  let group = groups[0];
  let chosen = "";
  /** @type {string|null} */
  let asked = null;
  const tabs = groups.map((each) => h("button.segment", { type: "button", "data-group": each, onclick: () => show(each) }, /** @type {any} */ (t.groups)[each] ?? each));
  const grid = h("div.thumbnails", { role: "radiogroup", "aria-label": t.dataset }, ...items.map(({ element }) => element));
  root.replaceChildren(h("div.segments.groups", { role: "group", "aria-label": t.groupsTitle }, ...tabs), grid);
  let drawnIn = "";

  /** @param {string} wanted */
  function show(wanted) {
    group = wanted;
    for (const tab of tabs) tab.setAttribute("aria-pressed", String(tab.dataset.group === wanted));
    for (const item of items) item.element.hidden = (!item.own && item.group !== wanted) || (item.linked && item.entry.kind !== chosen);
  }

  return {
    /** @param {{kind: string, theme: string, task?: string|null}} options `kind` of the one that is chosen, and what it asks of the network */
    draw({ kind, theme, task = null }) {
      for (const { entry, input, canvas } of items) {
        input.checked = entry.kind === kind;
        if (canvas && theme !== drawnIn) draw(canvas, entry, paletteOf(theme));
      }
      drawnIn = theme;
      // Points of one's own are of whichever kind their labels are.
      const own = items.some((item) => item.own && item.entry.kind === kind);
      if (kind === chosen && (!own || task === asked)) return;
      chosen = kind;
      asked = task;
      show(items.find(({ entry }) => entry.kind === kind)?.group ?? groups.find((each) => each === task) ?? group);
    },
  };
}
