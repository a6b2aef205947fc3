// @ts-check
/**
 * The plane to be walked field by field with the arrow keys: three by three, and each cut into three by three again.
 */
import { h, setText } from "../lib/dom.js";
import { around, fieldsOf, within } from "../lib/lattice.js";
import { throttle } from "../lib/time.js";
import { fill, t } from "../t.js";
import { fieldWords, planeWords } from "./words.js";

/** @typedef {import("../lib/lattice.js").Field} Field */

const DEEPEST = 9;
const MIDDLE = { row: 1, column: 1, of: 3 };
/** So often what is told follows the picture, at most. */
const EVERY_MS = 500;
/** So long the keyboard is at the whole grid before it is at a field: of two places that follow at once, Orca tells the latter alone. */
const COME_TO_MS = 250;

/**
 * @param {HTMLElement} root   the plane
 * @param {HTMLElement} words   where what is told can be read
 * @param {{left: () => void, opened: (open: boolean) => void}} hooks   `left`: it was left with Escape
 */
export function latticeView(root, words, { left, opened }) {
  const grid = h("div.lattice", { role: "grid", tabindex: -1, hidden: true });
  const [whole, here] = [h("p"), h("p", { "aria-hidden": "true" })];
  words.append(whole, here);
  root.append(grid);
  /** @type {Field} */
  let at = MIDDLE;
  /** @type {HTMLElement[]} */
  let cells = [];
  /** @type {{picture: import("../types.js").Picture|null, options: import("../types.js").Options}|null} */
  let shown = null;

  const cellOf = ({ row, column, of } = at) => cells[row * of + column];

  function close() {
    if (grid.hidden) return;
    grid.hidden = true;
    grid.replaceChildren();
    cells = [];
    opened(false);
  }

  /** What is told of each field. The one that the keyboard is in was told already, and says no more until it is come to again. @param {boolean} all */
  function tell(all) {
    if (grid.hidden || !shown) return;
    const wordsOf = fieldWords(shown.picture, shown.options);
    if (!wordsOf) return;
    setText(here, wordsOf(at));
    setText(whole, planeWords(shown.picture, shown.options));
    fieldsOf(at.of).forEach((field, i) => {
      if (all || cells[i] !== document.activeElement) setText(cells[i].children[0], wordsOf(field));
    });
  }
  const tellSoon = throttle(() => tell(false), EVERY_MS, 0.1);

  /** @param {Field} field */
  function go(field) {
    const anew = field.of !== at.of || !cells.length;
    if (anew) build(field);
    cellOf().tabIndex = -1;
    at = field;
    const cell = cellOf();
    cell.tabIndex = 0;
    // As it is now, before it is spoken.
    const wordsOf = shown && fieldWords(shown.picture, shown.options);
    if (wordsOf) for (const place of [cell.children[0], here]) setText(place, wordsOf(at));
    if (!anew) return cell.focus({ preventScroll: true });
    // The grid is come to first: Orca says nothing of a field that stands where the one it was in is gone.
    setTimeout(() => { if (document.activeElement === grid) cellOf().focus({ preventScroll: true }); }, COME_TO_MS);
  }

  /** @param {Field} field in fields of this size */
  function build(field) {
    at = field;
    const { of } = field;
    cells = fieldsOf(of).map(() => h("div.lattice-field", { role: "gridcell", tabindex: -1 }, h("span.for-listeners")));
    grid.ariaLabel = fill(t.words.grid, { of });
    grid.removeAttribute("aria-description");
    grid.focus({ preventScroll: true });
    grid.replaceChildren(...Array.from({ length: of }, (_, row) => h("div.lattice-row", { role: "row" }, ...cells.slice(row * of, (row + 1) * of))));
    tell(true);
  }

  grid.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { row, column, of } = at;
    const clamped = (/** @type {number} */ value) => Math.min(of - 1, Math.max(0, value));
    const to = /** @type {Record<string, Field|null>} */ ({
      ArrowLeft: { row, column: clamped(column - 1), of }, ArrowRight: { row, column: clamped(column + 1), of },
      ArrowUp: { row: clamped(row - 1), column, of }, ArrowDown: { row: clamped(row + 1), column, of },
      Home: { row, column: 0, of }, End: { row, column: of - 1, of },
      Enter: of < DEEPEST ? within(at) : at,
      Escape: of > 3 ? around(at) : null,
    })[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (to) return go(to);
    close();
    left();
  });
  // Not while it only goes from one field to another, or the window is another for a while.
  grid.addEventListener("focusout", () => setTimeout(() => { if (!grid.contains(document.activeElement)) close(); }));

  return {
    /** Begin in the middle, or where it was left. */
    open() {
      if (!shown?.picture?.boundary) return;
      grid.hidden = false;
      opened(true);
      go(at);
      // Once, and not with every field that is gone into.
      grid.ariaDescription = `${whole.textContent} ${t.words.gridHelp}`;
    },
    /** @param {import("../types.js").Picture|null} picture @param {import("../types.js").Options} options */
    draw(picture, options) {
      shown = { picture, options };
      if (!grid.hidden) tellSoon();
    },
  };
}
