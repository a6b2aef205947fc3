// @ts-check
/**
 * Sheets for points of one's own: a CSV file to paste or upload, and a table to edit.
 */
import { textOf } from "../../lib/csv.js";
import { h, setText } from "../../lib/dom.js";
import { grouped } from "../../lib/format.js";
import { readGrid } from "../../lib/grid.js";
import { icon } from "../../lib/icons.js";
import { parseNumber } from "../../lib/typed.js";
import { fill, t } from "../../t.js";
import { columnsView } from "../../views/columns.js";
import { menu } from "../../views/controls.js";
import { typed } from "../../views/typed.js";

const MOST_ROWS = 400;
/** As many values as a point of one's own may have. */
const MOST_VALUES = 10;
/** A file has as many lines again as points, and a few, before the server looks at none of them. */
const LINES_BESIDE = 101;

/** @param {string} id @param {string} title @param {...any} content */
export function sheet(id, title, ...content) {
  const dialog = h("dialog.sheet.wide", { id, "aria-labelledby": `${id}-title` },
    h("div.head", {}, h("h2", { id: `${id}-title` }, title), h("button.square", { type: "button", "aria-label": t.close, onclick: () => { dialog.close(); } }, icon("close"))),
    ...content);
  document.body.append(dialog);
  return dialog;
}

/**
 * @param {import("../../state.js").AppStore} store
 * @param {{read: (text: string, chosen: import("../../types.js").Columns|null) => Promise<import("../../types.js").ReadPoints>, use: (data: any) => void}} actions
 * @returns {() => void} open it
 */
export function csvSheet(store, { read, use }) {
  const text = h("textarea.paste", { id: "csv-text", rows: 9, spellcheck: "false", "aria-label": t.csv.paste, placeholder: t.csv.example });
  const file = h("input", { type: "file", id: "csv-file", accept: ".csv,.txt,.tsv,text/csv", "aria-label": t.csv.file, onchange: () => void upload() });
  const result = h("div.csv-result", { role: "status" });
  const take = h("button.strong", { type: "button", id: "csv-read", onclick: () => void look() }, t.csv.read);
  const dialog = sheet("csv", t.csv.title, h("p", {}, t.csv.help), text, h("div.sheet-buttons", {}, take, h("label.quiet.file", {}, icon("up"), t.csv.file, file)), result);

  /** @param {string} fault */
  const refuse = (fault) => result.replaceChildren(h("p.field-error", { role: "alert" }, fault));

  /** What is said of a file that is more than the server takes: a box would show it, but for half a minute nothing else. @param {number} bytes @param {string} [content] */
  function tooLarge(bytes, content = "") {
    const { body_bytes, points } = store.get().limits;
    const [most, count] = [body_bytes?.maximum ?? Infinity, points?.maximum ?? Infinity];
    if (bytes <= most && content.length <= most && content.split("\n", 2 * count + LINES_BESIDE).length < 2 * count + LINES_BESIDE) return "";
    return fill(t.csv.tooLarge, { points: grouped(count), size: most / 1e6 });
  }

  async function upload() {
    const [chosen] = file.files ?? [];
    if (!chosen) return;
    try {
      const content = tooLarge(chosen.size) ? "" : textOf(await chosen.arrayBuffer());
      const fault = tooLarge(chosen.size, content);
      if (fault) return refuse(fault);
      text.value = content;
    } catch {
      // Gone since it was chosen, or not ours to read.
      return refuse(t.csv.unreadable);
    } finally {
      file.value = "";
    }
    await look();
  }

  let looks = 0;
  /** What the file was found to be; with `chosen`, as it was told which column is what. @param {import("../../types.js").ReadPoints|null} [known] @param {import("../../types.js").Columns|null} [chosen] */
  async function look(known = null, chosen = null) {
    const fault = tooLarge(0, text.value);
    if (fault) return refuse(fault);
    // What was read by what was chosen before is not to be used any more.
    result.querySelector("#csv-use")?.setAttribute("disabled", "");
    looks += 1;
    const own = looks;
    try {
      const found = await read(text.value, chosen);
      if (own !== looks) return;
      const { data, errors, sure } = found;
      const done = () => {
        use(data);
        dialog.close();
      };
      if (sure && !chosen && !errors.length) return done();
      result.replaceChildren(...(sure && !chosen ? [] : which(found)));
      if (errors.length) result.append(
        h("p", {}, fill(t.csv.bad[errors.length === 1 ? 0 : 1], { count: errors.length })),
        h("ul.bad-lines", {}, ...errors.map(({ line, detail }) => h("li", {}, fill(t.csv.line, { line, detail })))));
      result.append(h("div.sheet-buttons", {}, h("button.strong", { type: "button", id: "csv-use", onclick: done }, fill(errors.length ? t.csv.useRest : t.csv.useAll, { count: data.points.length })), h("button.quiet", { type: "button", onclick: () => { result.replaceChildren(); text.focus(); } }, t.csv.correct)));
    } catch (problem) {
      if (own !== looks) return;
      const told = known && chosen ? which({ ...known, chosen }) : [];
      result.replaceChildren(...told, h("p.field-error", {}, /** @type {Error} */ (problem).message));
    }
  }

  /** @param {import("../../types.js").ReadPoints} found */
  const which = (found) => [h("p", {}, t.csv.which), columnsView(found, (chosen) => void look(found, chosen))];
  return () => {
    result.replaceChildren();
    dialog.showModal();
    text.focus();
  };
}

/**
 * @param {import("../../state.js").AppStore} store
 * @param {(data: any) => void} use
 * @returns {() => void} open it
 */
export function tableSheet(store, use) {
  /** @type {HTMLElement} */
  const body = h("tbody", { onpaste: paste });
  const note = h("p.field-error", { role: "alert" });
  const head = h("tr");
  const names = h("div.class-names");
  const add = h("button.quiet", { type: "button", onclick: () => { fieldsOf(added())[0].focus(); } }, icon("plus"), t.table.add);
  const apply = h("button.strong", { type: "button", id: "table-apply", onclick: () => submit() }, t.table.apply);
  const kinds = menu({ label: t.table.kind, class: "boxed", options: [{ value: "0", title: t.table.kinds[0] }, ...Array.from({ length: MOST_VALUES }, (_, i) => ({ value: String(i + 1), title: fill(t.table.kinds[i ? 2 : 1], { count: i + 1 }) }))], change: (count) => recount(Number(count)) });
  const dialog = sheet("table", t.table.title, h("p", {}, t.table.help), h("label.weight", {}, h("span", {}, t.table.kind), kinds), names, h("div.table-scroll", {}, h("table", {}, h("thead", {}, head), body)), note, h("div.sheet-buttons", {}, apply, add));
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
      const field = h("input.number.boxed", { type: "text", inputmode: "decimal", value: String(value), "aria-label": name });
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
    if (grid.fault === "ragged") return setText(note, fill(t.weights.ragged, { row: grid.row + 1, count: grid.count, first: grid.first }));
    if (grid.fault) return setText(note, fill(t.table.pasted, { row: grid.row + 1 }));
    const line = event.target.closest("tr");
    const [top, at] = [[...body.children].indexOf(line), fieldsOf(line).indexOf(event.target)];
    const { rows, columns } = grid;
    if (at === 0 && columns > fieldsOf(line).length && columns - 2 <= MOST_VALUES) recount(columns - 2);
    const width = fieldsOf(body.children[top]).length;
    const left = columns === width ? 0 : at;
    if (left + columns > width) return setText(note, fill(t.table.room, { columns, room: width - at }));
    if (top + rows > MOST_ROWS) return setText(note, fill(t.table.most, { rows: MOST_ROWS }));
    const strange = values.length || left + columns < width ? -1 : grid.values.findIndex((cells) => !(cells[columns - 1] in classes));
    if (strange >= 0) return setText(note, fill(t.table.noClass, { row: strange + 1, last: classes.length - 1 }));
    setText(note, "");
    const lines = grid.values.map((cells, i) => {
      const fields = fieldsOf(body.children[top + i] ?? added()).slice(left);
      cells.forEach((value, k) => { fields[k].value = String(value); });
      return fields;
    });
    if (!grid.doubt) return;
    const doubtful = lines[grid.doubt.row][grid.doubt.column];
    doubtful.value = grid.doubt.text;
    understood(doubtful);
  }

  /** A number as it was read, which may mean another. @param {HTMLInputElement} field */
  function understood(field) {
    const { value, fault, note: says } = typed(field.value);
    if (!fault) field.value = String(value);
    setText(note, says);
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

  function submit() {
    const points = read();
    const wrong = points.findIndex((point) => point.some(Number.isNaN));
    if (wrong >= 0) {
      setText(note, fill(t.table.wrong, { row: wrong + 1 }));
      return /** @type {HTMLElement|null} */ (body.children[wrong].querySelector("input"))?.focus();
    }
    const called = [...names.querySelectorAll("input")].map((field, i) => field.value.trim() || (values[i] ?? classes[i]));
    use({ points: [...points, ...rest], ...(values.length ? { class_names: [], value_names: called, ...(values.length > 1 ? { value_scaling: "none" } : {}) } : { class_names: called }) });
    dialog.close();
  }

  return () => {
    const { spec, data, draft } = store.get();
    if (!spec) return;
    const points = draft ?? spec.data.points ?? [];
    classes = spec.data.class_names ?? [];
    values = classes.length ? [] : spec.data.value_names ?? [t.own.value];
    axes = data?.axes ?? t.table.axis;
    rest = points.slice(MOST_ROWS);
    setText(note, rest.length ? fill(t.table.rest, { shown: MOST_ROWS, all: points.length }) : "");
    draw(points.slice(0, MOST_ROWS));
    dialog.showModal();
  };
}
