// @ts-check
/**
 * Figures beyond accuracy: of classes precision, recall and F1, ROC and reliability; of values how answers lie beside them; and the misfits.
 */
import { extremes } from "../lib/arrays.js";
import { h, setHidden, setText } from "../lib/dom.js";
import { fixed, lossOf, percent, short } from "../lib/format.js";
import { marks } from "../lib/locale.js";
import { misfits } from "../lib/misfits.js";
import { fill, t } from "../t.js";
import { rowsView } from "./rows.js";
import { squareView } from "./square.js";

/** @typedef {import("../lib/misfits.js").Fared} Fared */
/** @typedef {import("../lib/misfits.js").Report} Report */
/** @typedef {{data: import("../types.js").Data, theme: string, marked: boolean}} Options   `marked`: whether misfits are marked in the plane */

const MOST_ROWS = 12;

/** @param {Report["train"]} side @param {string[]} names @param {string} title */
function classTable({ classes, macro }, names, title) {
  if (!classes || !macro) return null;
  const said = t.deeper.report;
  const row = (/** @type {string} */ name, /** @type {Report["train"]["macro"]} */ each) => each && h("tr", {}, h("th", { scope: "row", title: name }, name), ...[each.precision, each.recall, each.f1].map((share) => h("td", {}, percent(share))), h("td", {}, String(each.support)));
  return h("table.class-figures", {}, h("caption", {}, h("b", {}, title)),
    h("thead", {}, h("tr", {}, h("td"), ...[said.precision, said.recall, said.f1, said.support].map((name) => h("th", { scope: "col" }, name)))),
    h("tbody", {}, ...classes.map((each, i) => row(names[i], each)), row(said.mean, macro)));
}

/** @param {Report["train"]} side @param {string[]} names @param {string} title */
function valueTable({ values }, names, title) {
  if (!values) return null;
  const said = t.deeper.report;
  return h("table.class-figures", {}, h("caption", {}, h("b", {}, title)),
    h("thead", {}, h("tr", {}, h("td"), ...[said.r2, said.mae, said.rmse].map((name) => h("th", { scope: "col" }, name)))),
    h("tbody", {}, ...values.map((each, i) => h("tr", {}, h("th", { scope: "row" }, names[i] ?? t.value), ...[each.r2, each.mean_absolute_error, each.root_mean_squared_error].map((value) => h("td", {}, short(value)))))));
}

/** @param {HTMLElement} root @param {{choose: (point: Fared) => void, mark: () => void}} hooks `mark`: misfits in the plane, or no longer */
export function reportView(root, { choose, mark }) {
  const said = t.deeper.report;
  const tables = h("div.confusions");
  const plots = ["first", "second"].map(() => {
    const place = h("figure.square-place.small");
    const caption = h("figcaption.quiet-text");
    const square = squareView(place);
    place.append(caption);
    return { place, caption, square };
  });
  const toggle = h("button.quiet.small", { type: "button", "aria-pressed": "false", onclick: mark }, said.mark);
  const count = h("span.quiet-text");
  const body = h("tbody");
  const head = h("tr");
  /** @type {Fared[]} */
  let listed = [];
  const rows = rowsView(body, { choose: (row) => choose(listed[row]), help: said.walk });
  const list = h("table.misfits", {}, h("thead", {}, head), body);
  const element = h("div.report", {}, tables, h("div.misfit-list", {}, h("div.depth-controls", {}, toggle, count), list), ...plots.map(({ place }) => place));
  root.append(element);
  let drawn = /** @type {any[]} */ ([]);

  /** @param {typeof plots[0]} plot @param {string} caption @param {[string, string]} names @param {[number, number]} x @param {[number, number]} y @param {string} theme @param {(brush: import("./square.js").Brush) => void} paint */
  function plotted({ place, caption: words, square }, caption, names, x, y, theme, paint) {
    setHidden(place, false);
    setText(words, caption);
    square.draw({ x, y, names, theme, label: caption, paint });
  }
  /** A line across. @param {import("./square.js").Brush} brush @param {[number, number]} from @param {[number, number]} to */
  function guide({ context, palette, place }, from, to) {
    context.beginPath();
    context.moveTo(...place(...from));
    context.lineTo(...place(...to));
    context.setLineDash([4, 3]);
    context.strokeStyle = palette.quiet;
    context.lineWidth = 1;
    context.stroke();
    context.setLineDash([]);
  }
  /** @param {import("./square.js").Brush} brush @param {number[]} xs @param {(number|null)[]} ys @param {string} colour */
  function line({ context, by, place }, xs, ys, colour) {
    context.beginPath();
    xs.forEach((x, i) => { if (ys[i] !== null) context.lineTo(...place(x, /** @type {number} */ (ys[i]))); });
    context.strokeStyle = colour;
    context.lineWidth = 2 * by;
    context.stroke();
  }
  /** @param {import("./square.js").Brush} brush @param {number} x @param {number} y @param {number} radius @param {string} colour */
  function dot({ context, by, place }, x, y, radius, colour) {
    context.beginPath();
    context.arc(...place(x, y), radius * by, 0, 2 * Math.PI);
    context.fillStyle = colour;
    context.fill();
  }

  /** @param {Report["train"]} side @param {string} part @param {Options} options */
  function drawClasses({ roc, reliability, n }, part, { data, theme }) {
    const [first, second] = plots;
    if (roc) plotted(first, fill(said.roc, { auc: short(roc.auc), name: data.classes?.[1] ?? "", part }), [said.falsePositives, said.truePositives], [0, 1], [0, 1], theme, (brush) => {
      guide(brush, [0, 0], [1, 1]);
      line(brush, roc.false_positive_rate, roc.true_positive_rate, brush.palette.classes[1]);
    });
    if (reliability) plotted(second, fill(said.reliability, { name: data.classes?.[1] ?? "", part }), [said.answered, said.happened], [0, 1], [0, 1], theme, (brush) => {
      const { counts, mean, share } = reliability;
      guide(brush, [0, 0], [1, 1]);
      line(brush, mean.flatMap((x) => (x === null ? [] : [x])), share.filter((y) => y !== null), brush.palette.classes[1]);
      // The larger a dot, the more points it is of.
      counts.forEach((points, i) => { if (points) dot(brush, /** @type {number} */ (mean[i]), /** @type {number} */ (share[i]), 2.5 + 6 * Math.sqrt(points / n), brush.palette.classes[1]); });
    });
  }

  /** @param {Fared[]} points @param {Options} options */
  function drawValues(points, { data, theme }) {
    const pairs = points.flatMap(({ part, target, answers }) => [target].flat().flatMap((value, k) => (answers[k] === null ? [] : [{ part, value, answer: /** @type {number} */ (answers[k]) }])));
    if (!pairs.length) return;
    const ends = extremes(pairs.flatMap(({ value, answer }) => [value, answer]));
    const colourOf = (/** @type {string} */ part, /** @type {import("./square.js").Brush} */ { palette }) => (part === "train" ? palette.classes[1] : palette.second);
    const name = data.values?.length === 1 ? data.values[0] : t.value;
    plotted(plots[0], said.fit, [name, said.answer], ends, ends, theme, (brush) => {
      guide(brush, [ends[0], ends[0]], [ends[1], ends[1]]);
      for (const { part, value, answer } of pairs) dot(brush, value, answer, 2, colourOf(part, brush));
    });
    const most = extremes(pairs.map(({ value, answer }) => Math.abs(value - answer)))[1] || 1;
    plotted(plots[1], said.residuals, [said.answer, said.residual], ends, [-most, most], theme, (brush) => {
      guide(brush, [ends[0], 0], [ends[1], 0]);
      for (const { part, value, answer } of pairs) dot(brush, answer, value - answer, 2, colourOf(part, brush));
    });
  }

  /** @param {Fared[]} points @param {Options} options */
  function drawMisfits(points, { data, marked }) {
    toggle.setAttribute("aria-pressed", String(marked));
    const found = misfits(points);
    const classes = data.classes ?? [];
    const values = !classes.length;
    setText(count, values ? said.furthest : found.length ? fill(found.length > MOST_ROWS ? said.worst : said.wrong, { count: found.length, shown: MOST_ROWS }) : said.none);
    setHidden(list, !found.length);
    head.replaceChildren(...[...data.axes, said.is, values ? said.answer : said.taken, said.loss].map((name) => h("th", { scope: "col" }, name)));
    listed = found.slice(0, MOST_ROWS);
    rows.draw(listed.map(({ x1, x2, target, answers, decision, loss, part }) => {
      const is = values ? [target].flat().map((each) => short(each)).join(marks.list) : classes[target];
      const taken = decision === null ? answers.map((each) => short(each)).join(marks.list) : classes[decision];
      return [fixed(x1, 2), fixed(x2, 2), `${is}${marks.list}${t[part]}`, taken, lossOf(loss)];
    }), 0);
  }

  return {
    /** @param {Report|null} report @param {Fared[]} points @param {Options} options */
    draw(report, points, options) {
      setHidden(element, !report);
      if (!report) return;
      const now = [report, options.data, options.theme, options.marked];
      if (now.every((part, i) => part === drawn[i])) return;
      drawn = now;
      const { train, test } = report;
      const { classes, values } = options.data;
      const table = (/** @type {Report["train"]} */ side, /** @type {string} */ title) => classTable(side, classes ?? [], title) ?? valueTable(side, values ?? [], title);
      tables.replaceChildren(...[table(train, t.train), test && table(test, t.test)].filter((each) => each !== null));
      for (const { place } of plots) setHidden(place, true);
      if (classes?.length) drawClasses(test ?? train, test ? t.test : t.train, options);
      else drawValues(points, options);
      drawMisfits(points, options);
    },
  };
}
