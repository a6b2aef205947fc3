// @ts-check
/**
 * Axes and data points over the decision boundary, as a transparent plot.
 */
import { brief, short } from "../lib/format.js";
import { plotly } from "../plotly.js";
import { fill, t } from "../t.js";
import { viewOf } from "./images.js";
import { drawLegend } from "./legend.js";
import { MARKS, paletteOf } from "./palette.js";

/** What two half numbers beside an axis take, across and upwards, and a letter of an axis' name. */
const [NUMBER_PX, LINE_PX, LETTER_PX] = [36, 14, 5.5];

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
    const state = withDraft(store.get());
    const { data, theme } = state;
    if (!data) return;
    const palette = paletteOf(theme);
    drawLegend(legend, store, palette);
    if (!library || !plot.clientWidth) return;
    const axis = { fixedrange: true, showgrid: false, zeroline: false, ticks: "", ticklabeloverflow: "allow", ticklabelstandoff: 3, showline: false, tickfont: { size: 11, color: palette.quiet } };
    const [horizontal, vertical] = data.domain;
    // Between two of the axis' numbers.
    const room = (plot.clientWidth - margin.l - margin.r) / 2;
    const name = (/** @type {any} */ whole, /** @type {number} */ taken) => {
      const shown = cut(String(whole), (room - taken) / LETTER_PX);
      return { text: safe(shown), hovertext: shown === whole ? "" : safe(whole), showarrow: false, font: { size: 11, color: palette.quiet } };
    };
    library.react(plot, data.classes?.length ? classTraces(data, palette) : valueTraces(state, palette), {
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

  void plotly().then((loaded) => {
    library = loaded;
    draw();
  }).catch(() => undefined);
  let waiting = false;
  store.on(["data", "theme", "output", "draft"], () => {
    if (!waiting) requestAnimationFrame(() => {
      waiting = false;
      draw();
    });
    waiting = true;
  });
  // The legend offers single outputs once a frame tells how many there are.
  let outputs = 0;
  store.on(["picture"], ({ picture }) => {
    const count = picture?.boundary.shape[0] ?? 0;
    if (count !== outputs) draw();
    outputs = count;
  });
  let width = 0;
  new ResizeObserver(() => {
    if (plot.clientWidth !== width) draw();
    width = plot.clientWidth;
  }).observe(plot);
}

/** Points that are being drawn stand in for the server's. @param {import("../types.js").State} state */
function withDraft(state) {
  const { data, draft, spec } = state;
  if (!data || !draft) return state;
  const column = (/** @type {number} */ i) => draft.map((point) => point[i]);
  return { ...state, data: { ...data, classes: spec?.data.class_names ?? data.classes, train: { x1: column(0), x2: column(1), y: column(2) }, test: { x1: [], x2: [], y: [] } } };
}

/** Names come from files: the plot would take "<" as the beginning of a tag. @param {any} text */
const safe = (text) => String(text).slice(0, 80).replace(/&/g, "&amp;").replace(/</g, "&lt;");

/** @param {string} text @param {number} most signs that there is room for */
const cut = (text, most) => (text.length > most ? `${text.slice(0, Math.max(1, most - 1)).trimEnd()}…` : text);

/** Both ends and the middle. @param {[number, number]} range */
const ends = ([low, high]) => [low, (low + high) / 2, high];

const PARTS = /** @type {const} */ (["train", "test"]);

/** The class numbers in the data. @param {import("../types.js").Data} data */
const classesOf = ({ train, test }) => [...new Set([...train.y, ...test.y].map((y) => Math.round(Number(y))))].sort((a, b) => a - b);

/** @param {import("../types.js").Data} data @param {import("./palette.js").Palette} palette */
function classTraces(data, palette) {
  return classesOf(data).flatMap((group) =>
    PARTS.map((part) => {
      const points = data[part];
      const chosen = points.y.flatMap((y, i) => (Math.round(Number(y)) === group ? [i] : []));
      const colour = palette.classes[group % palette.classes.length];
      return {
        type: "scatter",
        mode: "markers",
        name: `${group} ${part}`,
        x: chosen.map((i) => points.x1[i]),
        y: chosen.map((i) => points.x2[i]),
        hovertemplate: `${fill(t.pointHover, { name: safe(data.classes?.[group] ?? group), part: t[part] })}<br>%{x:.2f}, %{y:.2f}<extra></extra>`,
        marker: {
          symbol: MARKS[group % MARKS.length].symbol,
          size: part === "train" ? 7 : 6.5,
          color: part === "train" ? colour : palette.surface,
          line: { width: part === "train" ? 0.9 : 1.6, color: part === "train" ? palette.surface : colour },
        },
      };
    }));
}

/** Real values by colour: discs to learn from, squares to be tested on. @param {import("../types.js").State} state @param {import("./palette.js").Palette} palette */
function valueTraces(state, palette) {
  const data = /** @type {import("../types.js").Data} */ (state.data);
  const { output } = viewOf(state);
  const valuesOf = (/** @type {any[]} */ y) => y.map((value) => (Array.isArray(value) ? value[output] : value));
  const all = PARTS.flatMap((part) => valuesOf(data[part].y));
  const [low, high] = state.picture?.range ?? [Math.min(...all), Math.max(...all)];
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
      marker: { symbol: part === "train" ? 0 : "square", size: part === "train" ? 7 : 6, color: colours, line: { width: 0.8, color: palette.contour } },
    };
  });
}
