// @ts-check
/**
 * Axes and data points over the decision boundary, as a transparent plot, and their legend.
 */
import { h, svg } from "../lib/dom.js";
import { plotly } from "../plotly.js";
import { fill, t } from "../t.js";
import { MARKS, paletteOf } from "./palette.js";

/**
 * @param {HTMLElement} plot
 * @param {HTMLElement} legend
 * @param {import("../state.js").AppStore} store
 * @param {{l: number, r: number, t: number, b: number}} margin
 */
export function mountPoints(plot, legend, store, margin) {
  /** @type {any} */
  let library = null;

  function draw() {
    const { data, theme } = store.get();
    if (!data) return;
    const palette = paletteOf(theme);
    drawLegend(legend, data, palette);
    if (!library || !plot.clientWidth) return;
    const axis = { fixedrange: true, showgrid: false, zeroline: false, ticks: "", ticklabeloverflow: "allow", ticklabelstandoff: 3, showline: false, tickfont: { size: 11, color: palette.quiet } };
    const [horizontal, vertical] = data.domain;
    library.react(plot, tracesOf(data, palette), {
      width: plot.clientWidth,
      height: plot.clientHeight,
      margin: { ...margin, pad: 0 },
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      font: { family: palette.font, size: 11, color: palette.quiet },
      showlegend: false,
      hovermode: "closest",
      dragmode: false,
      xaxis: { ...axis, range: horizontal, tickvals: ends(horizontal) },
      yaxis: { ...axis, range: vertical, tickvals: ends(vertical) },
      hoverlabel: { bgcolor: palette.surface, bordercolor: palette.line, font: { color: palette.ink, size: 12, family: palette.font } },
    }, { displayModeBar: false, responsive: false, scrollZoom: false, doubleClick: false });
  }

  void plotly().then((loaded) => {
    library = loaded;
    draw();
  }).catch(() => undefined);
  store.on(["data", "theme"], draw);
  let width = 0;
  new ResizeObserver(() => {
    if (plot.clientWidth !== width) draw();
    width = plot.clientWidth;
  }).observe(plot);
}

/** Both ends and the middle. @param {[number, number]} range */
const ends = ([low, high]) => [low, (low + high) / 2, high];

/** The class numbers in the data. @param {import("../types.js").Data} data */
const classesOf = ({ train, test }) => [...new Set([...train.y, ...test.y].map(Math.round))].sort();

/** @param {import("../types.js").Data} data @param {import("./palette.js").Palette} palette */
function tracesOf(data, palette) {
  return classesOf(data).flatMap((group) =>
    (/** @type {const} */ (["train", "test"])).map((part) => {
      const points = data[part];
      const chosen = points.y.flatMap((y, i) => (Math.round(y) === group ? [i] : []));
      const colour = palette.classes[group % palette.classes.length];
      return {
        type: "scatter",
        mode: "markers",
        name: `${group} ${part}`,
        x: chosen.map((i) => points.x1[i]),
        y: chosen.map((i) => points.x2[i]),
        hovertemplate: `${fill(t.pointHover, { name: data.classes?.[group] ?? group, part: t[part] })}<br>%{x:.2f}, %{y:.2f}<extra></extra>`,
        marker: {
          symbol: MARKS[group % MARKS.length].symbol,
          size: part === "train" ? 7 : 6.5,
          color: part === "train" ? colour : palette.surface,
          line: { width: part === "train" ? 0.9 : 1.6, color: part === "train" ? palette.surface : colour },
        },
      };
    }));
}

/** @param {HTMLElement} legend @param {import("../types.js").Data} data @param {import("./palette.js").Palette} palette */
function drawLegend(legend, data, palette) {
  /** @param {string} path @param {string} colour @param {boolean} hollow */
  const mark = (path, colour, hollow) =>
    svg("svg", { class: "mark", viewBox: "0 0 12 12" }, svg("path", { d: path, fill: hollow ? palette.surface : colour, stroke: colour, "stroke-width": hollow ? 1.5 : 0 }));
  const groups = classesOf(data).reverse();
  legend.replaceChildren(
    ...groups.map((group) => h("span.legend-item", {}, mark(MARKS[group % MARKS.length].path, palette.classes[group % palette.classes.length], false), fill(t.className, { name: data.classes?.[group] ?? group }))),
    ...(data.test.y.length ? [h("span.legend-item", {}, mark(MARKS[1].path, palette.quiet, true), t.test)] : []),
  );
}
