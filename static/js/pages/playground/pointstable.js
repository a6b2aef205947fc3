// @ts-check
/**
 * The sheet for points of one's own as a table: to edit, and to paste into.
 */
import { h } from "../../lib/dom.js";
import { readGrid } from "../../lib/grid.js";
import { icon } from "../../lib/icons.js";
import { inFull, parseNumber } from "../../lib/typed.js";
import { fill, t } from "../../t.js";
import { menu } from "../../views/controls.js";
import { saying, typed } from "../../views/typed.js";
import { sheet } from "../../views/sheet.js";
import { closed } from "./sheets.js";

const MOST_ROWS = 400;
/** As many values as a point of one's own may have. */
const MOST_VALUES = 10;

/**
 * @param {import("../../state.js").AppStore} store
 * @param {(data: any) => Promise<any>} use
 * @returns {() => void} open it
 */
export function tableSheet(store, use) {
  /** @type {HTMLElement} */
  const body = h("tbody", { onpaste: paste });
  const { element: line, say } = saying({}, null);
  const head = h("tr");
  const names = h("div.class-names");
  const add = h("button.quiet", { type: "button", onclick: () => { fieldsOf(added())[0].focus(); } }, icon("plus"), t.table.add);
  const apply = h("button.strong", { type: "button", id: "table-apply", onclick: () => void submit() }, t.table.apply);
  const kinds = menu({ label: t.table.kind, class: "boxed", options: [{ value: "0", title: t.table.kinds[0] }, ...Array.from({ length: MOST_VALUES }, (_, i) => ({ value: String(i + 1), title: fill(t.table.kinds[i ? 2 : 1], { count: i + 1 }) }))], change: (count) => recount(Number(count)) });
  const dialog = sheet("table", t.table.title, h("p", {}, t.table.help), h("label.weight", {}, h("span", {}, t.table.kind), kinds), names, h("div.table-scroll", {}, h("table", {}, h("thead", {}, head), body)), h("div.layer-says", {}, line), h("div.sheet-buttons", {}, apply, add));
  /** @type {number[][]} */
  let rest = [];
  /** @type {string[]} */
  let classes = [];
  /** What the values of points without a class are called. @type {string[]} */
  let values = [];
  /** What the coordinates are called. @type {string[]} */
  let axes = [];

  /** @param {number} label */
  function classMenu(label) {
    const select = menu({ label: t.own.label, class: "boxed", options: classes.map((title, i) => ({ value: String(i), title })), change: () => undefined });
    select.value = String(label);
    return select;
  }

  /** @param {number[]} point */
  function row([x1, x2, ...labels]) {
    const box = (/** @type {number} */ value, /** @type {string} */ name) => {
      const field = h("input.number.boxed", { type: "text", inputmode: "decimal", value: inFull(value), "aria-label": name });
      field.addEventListener("change", () => understood(field));
      return h("td", {}, field);
    };
    const ends = values.length ? values.map((name, i) => box(labels[i], name)) : [h("td", {}, classMenu(labels[0]))];
    const made = h("tr", {}, box(x1, t.table.axis[0]), box(x2, t.table.axis[1]), ...ends, h("td", {}, h("button.round", { type: "button", "aria-label": t.table.remove, onclick: () => { made.remove(); } }, icon("close"))));
    return made;
  }

  /** @param {Element} line @returns {any[]} */
  const fieldsOf = (line) => [...line.querySelectorAll("input, select")];

  /** One row more. */
  function added() {
    const made = row([0, 0, ...(values.length ? values.map(() => 0) : [0])]);
    body.append(made);
    return made;
  }

  /** A table that is pasted begins at a cell, and brings rows along that are not there yet, and points with more values. @param {any} event @returns {void} */
  function paste(event) {
    const grid = readGrid(event.clipboardData?.getData("text/plain") ?? "");
    if (grid.fault !== "ragged" && grid.rows * grid.columns < 2) return;
    event.preventDefault();
    if (grid.fault === "ragged") return say({ fault: fill(t.weights.ragged, { row: grid.row + 1, count: grid.count, first: grid.first }) });
    if (grid.fault) return say({ fault: fill(t.table.pasted, { row: grid.row + 1 }) });
    const line = event.target.closest("tr");
    const [top, at] = [[...body.children].indexOf(line), fieldsOf(line).indexOf(event.target)];
    const { rows, columns } = grid;
    if (at === 0 && columns > fieldsOf(line).length && columns - 2 <= MOST_VALUES) recount(columns - 2);
    const width = fieldsOf(body.children[top]).length;
    const left = columns === width ? 0 : at;
    if (left + columns > width) return say({ fault: fill(t.table.room, { columns, room: width - at }) });
    if (top + rows > MOST_ROWS) return say({ fault: fill(t.table.most, { rows: MOST_ROWS }) });
    const strange = values.length || left + columns < width ? -1 : grid.values.findIndex((cells) => !(cells[columns - 1] in classes));
    if (strange >= 0) return say({ fault: fill(t.table.noClass, { row: strange + 1, last: classes.length - 1 }) });
    say({});
    const lines = grid.values.map((cells, i) => {
      const fields = fieldsOf(body.children[top + i] ?? added()).slice(left);
      cells.forEach((value, k) => {
        fields[k].value = inFull(value);
        fields[k].removeAttribute("aria-invalid");
      });
      return fields;
    });
    if (!grid.doubt) return;
    const doubtful = lines[grid.doubt.row][grid.doubt.column];
    doubtful.value = grid.doubt.text;
    understood(doubtful);
  }

  /** A number as it was read, which may mean another, or what is wanted instead. @param {HTMLInputElement} field */
  function understood(field) {
    const read = typed(field.value);
    if (read.fault) field.setAttribute("aria-invalid", "true");
    else {
      field.removeAttribute("aria-invalid");
      field.value = inFull(read.value);
    }
    say(read);
  }

  /** What the rows hold now; what is no number is NaN. */
  const read = () => [...body.children].map((line) => fieldsOf(line).map(({ value }) => parseNumber(value)));

  /** Points of classes, or of so many values instead: a class becomes its number, a new value is 0. @param {number} count */
  function recount(count) {
    const told = (/** @type {number[]} */ [x1, x2, ...labels]) => {
      if (!count) return [x1, x2, Math.max(0, Math.min(classes.length - 1, Math.round(labels[0]) || 0))];
      return [x1, x2, ...Array.from({ length: count }, (_, i) => labels[i] ?? 0)];
    };
    const points = read().map((point) => told(point.map((value) => value || 0)));
    rest = rest.map(told);
    values = Array.from({ length: count }, (_, i) => values[i] ?? (count > 1 ? `${t.own.value} ${i + 1}` : t.own.value));
    if (!count && !classes.length) classes = [0, 1].map((number) => fill(t.own.className, { number }));
    draw(points);
  }

  /** @param {number[][]} points the rows to show */
  function draw(points) {
    kinds.value = String(values.length);
    const called = values.length ? values : classes;
    names.replaceChildren(...called.map((name, i) => h("label.weight", {}, h("span", {}, fill(values.length ? t.table.valueName : t.own.className, { number: values.length ? i + 1 : i })), h("input.number.boxed.name", { type: "text", value: name, maxlength: 80 }))));
    head.replaceChildren(...[...axes, ...(values.length ? values : [t.own.label])].map((name) => h("th", { scope: "col", title: name }, name)), h("td"));
    body.replaceChildren(...points.map(row));
  }

  async function submit() {
    const points = read();
    const wrong = points.findIndex((point) => point.some(Number.isNaN));
    if (wrong >= 0) {
      say({ fault: fill(t.table.wrong, { row: wrong + 1 }) });
      return /** @type {HTMLElement|null} */ (body.children[wrong].querySelector("input"))?.focus();
    }
    const called = [...names.querySelectorAll("input")].map((field, i) => field.value.trim() || (values[i] ?? classes[i]));
    const data = { points: [...points, ...rest], ...(values.length ? { class_names: [], value_names: called, ...(values.length > 1 ? { value_scaling: "none" } : {}) } : { class_names: called }) };
    await closed(store, dialog, use(data), (fault) => { say({ fault }); });
  }

  return () => {
    const { spec, data, draft } = store.get();
    if (!spec) return;
    const points = draft ?? spec.data.points ?? [];
    classes = spec.data.class_names ?? [];
    values = classes.length ? [] : spec.data.value_names ?? [t.own.value];
    axes = data?.axes ?? t.table.axis;
    rest = points.slice(MOST_ROWS);
    say({ note: rest.length ? fill(t.table.rest, { shown: MOST_ROWS, all: points.length }) : "" });
    draw(points.slice(0, MOST_ROWS));
    dialog.showModal();
  };
}
