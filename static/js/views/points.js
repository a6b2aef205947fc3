// @ts-check
/**
 * Axes and data points over a decision boundary, as a transparent plot.
 */
import { h } from "../lib/dom.js";
import { brief, short } from "../lib/format.js";
import { withPlotly } from "../plotly.js";
import { fill, t } from "../t.js";
import { viewOf } from "./images.js";
import { MARKS, paletteOf } from "./palette.js";

/** @typedef {import("../types.js").Data} Data */

/** What two half numbers beside an axis take, across and upwards, and a letter of an axis' name. */
const [NUMBER_PX, LINE_PX, LETTER_PX] = [36, 14, 5.5];

/**
 * @param {HTMLElement} root
 * @param {{margin: {l: number, r: number, t: number, b: number}}} room  for the axes, around the plane
 */
export function pointsView(root, { margin }) {
  const plot = h("div.plane-plot");
  root.append(plot);
  /** @type {any} */
  let library = null;
  /** What is drawn, and how. @type {{data: Data, theme: string, output: number, range: [number, number]|undefined}|null} */
  let shown = null;

  function paint() {
    if (!library || !shown || !plot.clientWidth) return;
    const { data, theme, output, range } = shown;
    const palette = paletteOf(theme);
    const axis = { fixedrange: true, showgrid: false, zeroline: false, ticks: "", ticklabeloverflow: "allow", ticklabelstandoff: 3, showline: false, tickfont: { size: 11, color: palette.quiet } };
    const [horizontal, vertical] = data.domain;
    // Between two of the axis' numbers.
    const room = (plot.clientWidth - margin.l - margin.r) / 2;
    const name = (/** @type {any} */ whole, /** @type {number} */ taken) => {
      const shortened = cut(String(whole), (room - taken) / LETTER_PX);
      return { text: safe(shortened), hovertext: shortened === whole ? "" : safe(whole), showarrow: false, font: { size: 11, color: palette.quiet } };
    };
    library.react(plot, data.classes?.length ? classTraces(data, palette) : valueTraces(data, output, range, palette), {
      width: plot.clientWidth,
      height: plot.clientHeight,
      margin: { ...margin, pad: 0 },
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      font: { family: palette.font, size: 11, color: palette.quiet },
      showlegend: false,
      hovermode: "closest",
      dragmode: false,
      xaxis: { ...axis, range: horizontal, tickvals: ends(horizontal), ticktext: ends(horizontal).map(brief) },
      yaxis: { ...axis, range: vertical, tickvals: ends(vertical), ticktext: ends(vertical).map(brief) },
      annotations: [
        { ...name(data.axes[0], NUMBER_PX), xref: "paper", yref: "paper", x: 0.75, y: 0, yshift: -2, yanchor: "top", xanchor: "center" },
        { ...name(data.axes[1], LINE_PX), xref: "paper", yref: "paper", x: 0, y: 0.75, xshift: -4, xanchor: "right", yanchor: "middle", textangle: -90 },
      ],
      hoverlabel: { bgcolor: palette.surface, bordercolor: palette.line, font: { color: palette.ink, size: 12, family: palette.font } },
    }, { displayModeBar: false, responsive: false, scrollZoom: false, doubleClick: false });
  }

  withPlotly(plot, t.plots.points, (loaded) => {
    library = loaded;
    paint();
  });
  let waiting = false;
  let width = 0;
  const observer = new ResizeObserver(() => {
    if (plot.clientWidth !== width) paint();
    width = plot.clientWidth;
  });
  observer.observe(plot);

  return {
    plot,
    /** @param {import("../types.js").Picture|null} picture @param {import("../types.js").Options} options */
    draw(picture, options) {
      const { data, theme } = options;
      if (!data) return;
      // The colours of classes do not depend on what the network answers.
      const [output, range] = data.classes?.length ? [0, undefined] : [viewOf(picture, options).output, picture?.boundary?.range];
      if (data === shown?.data && theme === shown.theme && output === shown.output && String(range) === String(shown.range)) return;
      shown = { data, theme, output, range };
      if (!waiting) requestAnimationFrame(() => {
        waiting = false;
        paint();
      });
      waiting = true;
    },
    remove() {
      observer.disconnect();
      library?.purge(plot);
      plot.remove();
    },
  };
}

/** Names come from files: the plot would take "<" as the beginning of a tag. @param {any} text */
const safe = (text) => String(text).slice(0, 80).replace(/&/g, "&amp;").replace(/</g, "&lt;");

/** @param {string} text @param {number} most signs that there is room for */
const cut = (text, most) => (text.length > most ? `${text.slice(0, Math.max(1, most - 1)).trimEnd()}…` : text);

/** Both ends and the middle. @param {[number, number]} range */
const ends = ([low, high]) => [low, (low + high) / 2, high];

const PARTS = /** @type {const} */ (["train", "test"]);

/** Above so many points, marks are smaller: they would hide one another. */
const MANY = 1000;

/** @param {Data} data @param {number} size in pixels */
const sizeFor = ({ train, test }, size) => (train.y.length + test.y.length > MANY ? size * 0.7 : size);

/** In the data's order, so that no class lies above the others. @param {Data} data @param {import("./palette.js").Palette} palette */
function classTraces(data, palette) {
  return PARTS.map((part) => {
    const points = data[part];
    const groups = points.y.map((y) => Math.round(Number(y)));
    const colours = groups.map((group) => palette.classes[group % palette.classes.length]);
    const isTrain = part === "train";
    return {
      type: "scatter",
      mode: "markers",
      name: part,
      x: points.x1,
      y: points.x2,
      text: groups.map((group) => safe(data.classes?.[group] ?? group)),
      hovertemplate: `${fill(t.pointHover, { name: "%{text}", part: t[part] })}<br>%{x:.2f}, %{y:.2f}<extra></extra>`,
      marker: {
        symbol: groups.map((group) => MARKS[group % MARKS.length].symbol),
        size: sizeFor(data, isTrain ? 7 : 6.5),
        color: isTrain ? colours : palette.surface,
        line: { width: sizeFor(data, isTrain ? 0.9 : 1.6), color: isTrain ? palette.surface : colours },
      },
    };
  });
}

/**
 * Real values by colour: discs to learn from, squares to be tested on.
 * @param {Data} data
 * @param {number} output
 * @param {[number, number]|undefined} range  of the colours
 * @param {import("./palette.js").Palette} palette
 */
function valueTraces(data, output, range, palette) {
  const valuesOf = (/** @type {any[]} */ y) => y.map((value) => (Array.isArray(value) ? value[output] : value));
  const all = PARTS.flatMap((part) => valuesOf(data[part].y));
  const [low, high] = range ?? [Math.min(...all), Math.max(...all)];
  return PARTS.map((part) => {
    const { x1, x2, y } = data[part];
    const values = valuesOf(y);
    const colours = values.map((value) => palette.valueColour((value - low) / (high - low || 1)));
    return {
      type: "scatter",
      mode: "markers",
      name: part,
      x: x1,
      y: x2,
      text: values.map((value) => short(value)),
      hovertemplate: `${safe(data.values?.[output] ?? t.value)} %{text} · ${t[part]}<br>%{x:.2f}, %{y:.2f}<extra></extra>`,
      marker: { symbol: part === "train" ? 0 : "square", size: sizeFor(data, part === "train" ? 7 : 6), color: colours, line: { width: 0.8, color: palette.contour } },
    };
  });
}
