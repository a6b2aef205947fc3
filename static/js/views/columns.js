// @ts-check
/**
 * The first lines of a file of points, with what each of its columns is.
 */
import { h } from "../lib/dom.js";
import { fill, t } from "../t.js";
import { menu } from "./controls.js";

/** @typedef {{x1: number, x2: number, label: number, more: number[]}} Columns   the places of those that are read; `more`: of further values */
/** @typedef {{data: any, errors: {line: number, detail: string}[], columns: {name: string, cells: string[]}[], chosen: Columns, sure: boolean}} ReadPoints   what a file was found to be */

/**
 * @param {ReadPoints} read
 * @param {(chosen: Columns) => void} change
 * @returns {HTMLElement}
 */
export function columnsView({ columns, chosen }, change) {
  const roles = /** @type {const} */ (["x1", "x2", "label"]);
  const roleOf = (/** @type {number} */ k) => (chosen.more.includes(k) ? "more" : roles.find((role) => chosen[role] === k));

  /** A column takes what it is to be from another, which gets in return what it was; of values there may be one more. @param {number} k @param {string} wanted */
  function take(k, wanted) {
    const next = { ...chosen, more: chosen.more.filter((other) => other !== k) };
    const was = roleOf(k);
    const role = roles.find((each) => each === wanted);
    const spare = columns.findIndex((_, other) => other !== k && !roleOf(other));
    if (was === "more" && role) next.more.push(chosen[role]);
    else if (was === "label" && !role && next.more.length) next.label = /** @type {number} */ (next.more.shift());
    // Three of the columns are read whatever happens, so one that is not, or is a value, comes in for one that no longer is.
    else if (was && was !== "more") next[was] = role ? chosen[role] : spare >= 0 ? spare : /** @type {number} */ (next.more.pop());
    if (role) next[role] = k;
    if (wanted === "more") next.more.push(k);
    // Values stand as they do in the file.
    [next.label, ...next.more] = [next.label, ...next.more].sort((a, b) => a - b);
    change(next);
  }

  const heads = columns.map(({ name }, k) => {
    const label = fill(t.csv.column, { name: name || k + 1 });
    const offered = /** @type {const} */ ([...roles, "more", "none"]).slice(0, columns.length > 3 ? 5 : 3);
    const select = menu({ label, class: "boxed", options: offered.map((role) => ({ value: role, title: t.csv.roles[role] })), change: (role) => take(k, role) });
    select.value = roleOf(k) ?? "none";
    return h("th", { scope: "col", title: name }, select, h("span", {}, name));
  });
  const lines = (columns[0]?.cells ?? []).map((_, line) => h("tr", {}, ...columns.map(({ cells }, k) => h("td", { class: roleOf(k) ? "" : "unread" }, cells[line]))));
  return h("div.table-scroll.columns", {}, h("table", {}, h("thead", {}, h("tr", {}, ...heads)), h("tbody", {}, ...lines)));
}
