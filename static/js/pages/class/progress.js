// @ts-check
/**
 * What the members of a class have done, as a page: a table of tasks, one of predictions, to sort, to print and to take along.
 */
import { Problem, readProgress, readProgressCsv } from "../../api.js";
import { h, setHidden, setText } from "../../lib/dom.js";
import { lessonTitle } from "../../lib/lessons.js";
import { marks } from "../../lib/locale.js";
import { registerOf, sortedLines } from "../../lib/register.js";
import { short } from "../../lib/format.js";
import { root } from "../../root.js";
import { classes, fill } from "../../t.js";
import { watchLink } from "../../url.js";
import { registerView } from "../../views/register.js";
import { save, textBlob } from "../playground/files.js";
import { bestOf, timeOf, triesOf } from "./words.js";

const words = classes.progress;
/** So often the table is read again while it is seen. */
const AGAIN_MS = 15_000;

/**
 * @param {HTMLElement} place
 * @param {import("./state.js").ClassStore} store
 */
export function mountProgress(place, store) {
  const title = h("h1");
  const back = h("a.command", { id: "to-wall" }, classes.back);
  const get = (/** @type {string} */ id, /** @type {string} */ label, /** @type {() => unknown} */ act) => h("button.quiet", { type: "button", id, onclick: () => void act() }, label);
  const note = h("p.field-note", { role: "status" });
  const empty = h("p.field-note", { id: "progress-empty" });
  const [tasks, predictions] = [h("section", { "aria-label": words.title }), h("section", { "aria-labelledby": "predictions-title", hidden: true })];
  place.append(
    h("header.progress-head", {}, title, h("div.class-commands", {}, get("csv", words.csv, () => take("tasks")), get("csv-predictions", words.csvPredictions, () => take("predictions")), get("json", words.json, takeJson), get("print", words.print, () => window.print()), back)),
    note, empty, tasks, predictions);
  predictions.append(h("h2", { id: "predictions-title" }, words.predictions));
  const register = registerView(tasks, { sort: (/** @type {number} */ column) => turn(column) });
  const asked = registerView(predictions, { sort: null });
  /** @type {{tasks: any[], predictions: any[]}|null} */
  let read = null;
  /** @type {import("../../lib/register.js").By} */
  let by = "name";
  let turned = false;
  let [code, at] = ["", ""];

  /** @param {number} column */
  function turn(column) {
    const wanted = column === 0 ? "name" : column === 1 ? "passed" : column - 2;
    turned = wanted === by && !turned;
    by = wanted;
    draw();
  }

  /** @param {import("../../lib/register.js").TaskRow|null} row */
  function cell(row) {
    if (!row) return { text: "", label: words.none };
    const told = row.passed_at ? fill(words.passed, { tries: triesOf(row.tries), when: timeOf(row.passed_at) }) : fill(words.tried, { tries: triesOf(row.tries) });
    return {
      text: row.passed_at ? "✓" : `${row.tries}×`, note: [row.passed_at ? timeOf(row.passed_at) : "", row.passed_at && row.tries > 1 ? `${row.tries}×` : "", row.best === null ? "" : short(row.best)].filter(Boolean).join(" · "),
      label: [told, bestOf(row), row.run ? words.openRun : ""].filter(Boolean).join(marks.list), tone: row.passed_at ? "passed" : "tried", href: row.run ? watchLink(root, row.run, null) : "",
    };
  }

  function draw() {
    const { wall, lessons, room } = store.get();
    if (!wall || !room) return;
    back.setAttribute("href", `#${room.code}`);
    setText(title, fill(words.of, { title: wall.card.title }));
    if (!read) return [empty, tasks, predictions].forEach((part) => setHidden(part, true));
    const { columns, lines } = registerOf(read.tasks, wall.members, lessons.map(({ name }) => name));
    setText(empty, !wall.members.length ? words.noMembers : read.tasks.length ? "" : words.empty);
    setHidden(empty, !empty.textContent);
    setHidden(tasks, !lines.length);
    register.draw({
      caption: words.caption, sorted: by === "name" ? 0 : by === "passed" ? 1 : by + 2, descending: (by === "passed") !== turned,
      groups: [{ title: "", span: 2 }, ...groupsOf(columns.map(({ lesson }) => lesson)).map(([lesson, span]) => ({ title: lessonTitle(lessons, lesson), span }))],
      heads: [words.member, words.overall, ...columns.map((column) => column.title)],
      lines: sortedLines(lines, by, turned).map(({ name, passed, cells }) => ({ head: name, cells: [{ text: String(passed), label: "" }, ...cells.map(cell)] })),
    });
    setHidden(predictions, !read.predictions.length);
    const { columns: names } = words;
    asked.draw({
      caption: words.predictions, sorted: -1, descending: false, groups: [], heads: [names.name, names.of, names.option, names.right, names.when],
      lines: read.predictions.map(({ name, lesson, asks, option, right, predicted_at }) => ({ head: name, cells: [
        { text: lesson ? `${lessonTitle(lessons, lesson)}: ${asks}` : asks, label: "" }, { text: option, label: "" },
        { text: right === null ? words.open : right ? words.yes : words.no, label: "", tone: right ? "passed" : "" }, { text: timeOf(predicted_at), label: "" },
      ] })),
    });
  }

  async function refresh() {
    const { room, view } = store.get();
    if (!room || view !== "progress" || document.hidden) return;
    try {
      const found = await readProgress(room);
      if (store.get().room !== room) return;
      read = found;
      at = timeOf(new Date());
      setText(note, fill(words.read, { when: at }));
      draw();
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      if (store.get().room !== room) return;
      setText(note, at ? fill(words.failed, { when: at, reason: problem.message }) : problem.message);
    }
  }

  /** @param {"tasks"|"predictions"} rows */
  async function take(rows) {
    const { room } = store.get();
    if (!room) return;
    try {
      // The mark of UTF-8, which reading the answer as text has taken off.
      save(textBlob(`\ufeff${(await readProgressCsv(room, rows)).replace(/^\ufeff/, "")}`, "text/csv"), `${room.code}-${rows}.csv`);
    } catch (problem) {
      setText(note, /** @type {Error} */ (problem).message);
    }
  }

  async function takeJson() {
    const { room } = store.get();
    if (!room) return;
    try {
      save(new Blob([JSON.stringify(await readProgress(room), null, 1)], { type: "application/json" }), `${room.code}-progress.json`);
    } catch (problem) {
      setText(note, /** @type {Error} */ (problem).message);
    }
  }

  store.on(["wall", "lessons"], draw);
  store.on(["room", "view"], ({ room }) => {
    // Another class's table does not stand below this one's title.
    if (room?.code !== code) {
      [code, at, read] = [room?.code ?? "", "", null];
      setText(note, "");
      draw();
    }
    void refresh();
  });
  document.addEventListener("visibilitychange", () => void refresh());
  setInterval(() => void refresh(), AGAIN_MS);
}

/** Neighbours that are alike, with how many there are. @param {string[]} names @returns {[string, number][]} */
const groupsOf = (names) => names.reduce((groups, name) => {
  const last = groups.at(-1);
  if (last?.[0] === name) last[1] += 1;
  else groups.push([name, 1]);
  return groups;
}, /** @type {[string, number][]} */ ([]));
