// @ts-check
/**
 * The sheet for a file of points: CSV to paste or upload.
 */
import { textOf } from "../../lib/csv.js";
import { h } from "../../lib/dom.js";
import { grouped } from "../../lib/format.js";
import { icon } from "../../lib/icons.js";
import { counted, fill, t } from "../../t.js";
import { columnsView } from "../../views/columns.js";
import { sheet } from "../../views/sheet.js";

/** A file has as many lines again as points, and a few, before the server looks at none of them. */
const LINES_BESIDE = 101;

/**
 * Have points used, and close; where the server refuses them the sheet stays as it is, and says why.
 * @param {import("../../state.js").AppStore} store
 * @param {HTMLDialogElement} dialog
 * @param {Promise<any>} used
 * @param {(fault: string) => void} refuse
 */
export async function closed(store, dialog, used, refuse) {
  await used;
  const { notice } = store.get();
  if (!dialog.open) return;
  if (notice?.tone !== "error") return dialog.close();
  store.set({ notice: null });
  refuse(notice.text);
}

/**
 * @param {import("../../state.js").AppStore} store
 * @param {{read: (text: string, chosen: import("../../views/columns.js").Columns|null) => Promise<import("../../views/columns.js").ReadPoints>, use: (data: any) => Promise<any>}} actions
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
  /** What the file was found to be; with `chosen`, as it was told which column is what. @param {import("../../views/columns.js").ReadPoints|null} [known] @param {import("../../views/columns.js").Columns|null} [chosen] */
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
      const done = () => closed(store, dialog, use(data), refuse);
      if (sure && !chosen && !errors.length) return await done();
      result.replaceChildren(...(sure && !chosen ? [] : which(found)));
      if (errors.length) result.append(
        h("p", {}, counted(t.csv.bad, errors.length)),
        h("ul.bad-lines", {}, ...errors.map(({ line, detail }) => h("li", {}, fill(t.csv.line, { line, detail })))));
      result.append(h("div.sheet-buttons", {}, h("button.strong", { type: "button", id: "csv-use", onclick: () => void done() }, fill(errors.length ? t.csv.useRest : t.csv.useAll, { count: data.points.length })), h("button.quiet", { type: "button", onclick: () => { result.replaceChildren(); text.focus(); } }, t.csv.correct)));
    } catch (problem) {
      if (own !== looks) return;
      const told = known && chosen ? which({ ...known, chosen }) : [];
      result.replaceChildren(...told, h("p.field-error", {}, /** @type {Error} */ (problem).message));
    }
  }

  /** @param {import("../../views/columns.js").ReadPoints} found */
  const which = (found) => [h("p", {}, t.csv.which), columnsView(found, (chosen) => void look(found, chosen))];
  return () => {
    result.replaceChildren();
    dialog.showModal();
    text.focus();
  };
}
