// @ts-check
/**
 * The first lines of a file of points, with what each of its columns is.
 */
import { h } from "../lib/dom.js";
import { fill, t } from "../t.js";
import { menu } from "./controls.js";

/** @typedef {import("../types.js").Columns} Columns */

/**
 * @param {import("../types.js").ReadPoints} read
 * @param {(chosen: Columns) => void} change
 * @returns {HTMLElement}
 */
export function columnsView({ columns, chosen }, change) {
  const roles = /** @type {const} */ (["x1", "x2", "label"]);
  const roleOf = (/** @type {number} */ k) => roles.find((role) => chosen[role] === k);

  /** A column takes what it is to be from another, which gets in return what it was. @param {number} k @param {string} wanted */
  function take(k, wanted) {
    const next = { ...chosen };
    const was = roleOf(k);
    const role = roles.find((each) => each === wanted);
    // Three of the columns are read whatever happens, so one that is not comes in for one that no longer is.
    if (was) next[was] = role ? chosen[role] : columns.findIndex((_, other) => other !== k && !roleOf(other));
    if (role) next[role] = k;
    if (Object.values(next).every((column) => column >= 0)) change(next);
  }

  const heads = columns.map(({ name }, k) => {
    const label = fill(t.csv.column, { name: name || k + 1 });
    const offered = /** @type {const} */ ([...roles, "none"]).slice(0, columns.length > 3 ? 4 : 3);
    const select = menu({ label, class: "boxed", options: offered.map((role) => ({ value: role, title: t.csv.roles[role] })), change: (role) => take(k, role) });
    select.value = roleOf(k) ?? "none";
    return h("th", { scope: "col", title: name }, select, h("span", {}, name));
  });
  const lines = (columns[0]?.cells ?? []).map((_, line) => h("tr", {}, ...columns.map(({ cells }, k) => h("td", { class: roleOf(k) ? "" : "unread" }, cells[line]))));
  return h("div.table-scroll.columns", {}, h("table", {}, h("thead", {}, h("tr", {}, ...heads)), h("tbody", {}, ...lines)));
}
