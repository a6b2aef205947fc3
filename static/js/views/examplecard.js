// @ts-check
/**
 * An example beside its run: what it shows, what to look at, what helps, and the numbers of its text beside the run's own.
 */
import { h, setHidden, setText } from "../lib/dom.js";
import { grouped, minus } from "../lib/format.js";
import { icon } from "../lib/icons.js";
import { localized, marks } from "../lib/locale.js";
import { fill, t } from "../t.js";

/** @typedef {import("../types.js").Spec} Spec */
/** @typedef {{name: string, epoch: number, value: string, off_by: number}} PrintedNumber */
/** @typedef {{name: string, title: string, sentence: string, look: string, source: string, spec: Spec, epochs: number, printed: PrintedNumber[], differs: string, cure: {sentence: string, spec: Spec}|null}} Example */
/** @typedef {"kept"|"cured"|"changed"} Standing  whether the run has the example's settings, those of its cure, or others */

/** So many digits are shown of what should be near to a number without any. */
const DIGITS = 6;

/** So many places are printed. @param {PrintedNumber} row */
const placesOf = ({ value }) => value.split(".")[1]?.length ?? 0;
/** So far a number may be off to be printed like that. @param {PrintedNumber} row */
const halfOf = (row) => 0.5 * 10 ** -placesOf(row);

/** @param {string} digits */
const written = (digits) => localized(minus(digits));

/** A number with as many digits as are printed beside it; near to a whole one it says no more than it has to. @param {number} here @param {PrintedNumber} row */
const likePrinted = (here, row) => written(row.off_by < halfOf(row) ? String(Number(here.toFixed(DIGITS))) : here.toFixed(placesOf(row)));

/** @param {number} here @param {PrintedNumber} row */
const isAsPrinted = (here, row) => Math.abs(here - Number(row.value)) <= Math.min(row.off_by, halfOf(row));

/**
 * @param {HTMLElement} root
 * @param {{run: () => void, cure: () => void, again: () => void, close: () => void}} hooks
 */
export function exampleCard(root, hooks) {
  const button = (/** @type {string} */ kind, /** @type {string} */ text, /** @type {() => void} */ act) => h(`button.${kind}`, { type: "button", onclick: act }, text);
  const title = h("h2");
  const sentence = h("p");
  const look = h("p.quiet-text");
  const help = h("p.example-help");
  const source = h("p.quiet-text");
  const run = button("quiet", "", hooks.run);
  const cure = button("quiet", "", hooks.cure);
  const again = button("quiet", t.examples.again, hooks.again);
  const rows = h("tbody");
  const names = t.examples.numbers;
  const table = h("div.example-numbers", { tabindex: 0, role: "region", "aria-label": names.caption },
    h("table", {}, h("thead", {}, h("tr", {}, h("td"), ...[names.epoch, names.printed, names.here].map((name) => h("th", { scope: "col" }, name)))), rows));
  root.replaceChildren(
    h("div.example-words", { "aria-live": "polite" }, title, sentence, look, help, h("div.example-actions", {}, run, cure, again), source),
    table,
    h("button.round.example-close", { type: "button", "aria-label": t.examples.close, title: t.examples.close, onclick: hooks.close }, icon("close")));
  /** @type {{name: string, cells: HTMLElement[]}} */
  let built = { name: "", cells: [] };

  /** @param {Example} example */
  function build({ name, printed }) {
    const cells = printed.map(() => h("td"));
    rows.replaceChildren(...printed.map(({ name, epoch, value }, i) => h("tr", {}, h("th", { scope: "row" }, name), h("td", {}, grouped(epoch)), h("td", {}, written(value)), cells[i])));
    built = { name, cells };
  }

  /** @param {HTMLElement} cell @param {number|null} here @param {PrintedNumber} row @param {Standing} standing */
  function drawCell(cell, here, row, standing) {
    const sign = here === null || standing !== "kept" ? "" : isAsPrinted(here, row) ? "agrees" : "differs";
    const text = here === null ? "–" : likePrinted(here, row);
    if (cell.dataset.sign === sign && cell.dataset.here === text) return;
    Object.assign(cell.dataset, { sign, here: text });
    cell.title = here === null ? names.notYet : sign === "agrees" ? names.agrees : sign ? names.differs : "";
    cell.replaceChildren(text, ...(sign === "agrees" ? [icon("check")] : sign ? [h("span", { "aria-hidden": "true" }, " ≠")] : []), ...(sign ? [h("span.for-listeners", {}, ` ${cell.title}`)] : []));
  }

  return {
    /** @param {{example: Example, standing: Standing, epoch: number, here: (number|null)[], locked: boolean}|null} shown `here`: one for each that is printed */
    draw(shown) {
      setHidden(root, !shown);
      if (!shown) return;
      const { example, standing, epoch, here, locked } = shown;
      if (built.name !== example.name) build(example);
      setText(title, example.title);
      setText(sentence, example.sentence);
      setText(look, example.look);
      setHidden(look, standing !== "kept" || !example.look);
      const says = example.cure?.sentence ?? "";
      setText(help, standing === "changed" ? t.examples.changed : standing === "cured" ? fill(t.examples.cured, { says }) : says && fill(t.examples.cure, { says }));
      setHidden(help, !help.textContent);
      setText(source, [example.source && fill(t.examples.source, { source: example.source }), example.differs].filter(Boolean).join(marks.sentence));
      setHidden(source, !source.textContent);
      setText(run, fill(t.examples.run, { epoch: grouped(example.epochs) }));
      setHidden(run, standing === "changed" || epoch >= example.epochs);
      setText(cure, standing === "cured" ? t.examples.uncure : t.examples.tryCure);
      setHidden(cure, !example.cure || standing === "changed");
      setHidden(again, standing !== "changed");
      for (const each of [run, cure, again]) each.disabled = locked;
      setHidden(table, !example.printed.length);
      example.printed.forEach((row, i) => drawCell(built.cells[i], here[i] ?? null, row, standing));
    },
  };
}
