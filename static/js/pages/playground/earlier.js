// @ts-check
/**
 * The sheet with this browser's earlier runs: one is gone on with, or removed; at the beginning, or a new one is begun.
 */
import { h } from "../../lib/dom.js";
import { grouped } from "../../lib/format.js";
import { icon } from "../../lib/icons.js";
import { entriesOf, entryOf } from "../../lib/schema.js";
import { dateAndTime } from "../../lib/time.js";
import { fill, t } from "../../t.js";
import { sheet } from "../../views/sheet.js";

/** @typedef {import("./remembered.js").Remembered} Remembered */

/**
 * @param {import("../../state.js").AppStore} store
 * @param {{open: (run: Remembered) => void, remove: (run: Remembered) => void}} actions
 */
export function mountEarlier(store, { open, remove }) {
  const list = h("ul.earlier-runs");
  const none = h("p", {}, t.earlier.none);
  const fresh = h("button.strong", { type: "button", id: "earlier-new", onclick: () => dialog.close() }, t.earlier.fresh);
  const buttons = h("div.sheet-buttons", {}, fresh);
  const dialog = sheet("earlier", t.earlier.title, h("p", {}, t.earlier.help), none, list, buttons);
  /** What becomes of the run that is taken; none where the sheet is closed. @type {(run: Remembered|null) => void} */
  let take = () => undefined;
  dialog.addEventListener("close", () => take(null));

  /** @param {Element|null} line */
  function leaveOut(line) {
    line?.remove();
    none.hidden = list.childElementCount > 0;
  }

  /** @param {Remembered} run */
  function row(run) {
    const title = entryOf(entriesOf(store.get().catalogue, "data"), run.kind)?.title ?? run.kind;
    const layers = run.layers.join("-") || t.earlier.noLayers;
    const name = fill(t.earlier.name, { data: title, layers, epoch: grouped(run.epoch) });
    const line = h("li", { "data-run": run.id },
      h("button.menu-item", { type: "button", onclick: () => { take(run); dialog.close(); } }, h("span", {}, name), h("time.aside-note", { datetime: new Date(run.at).toISOString() }, dateAndTime(run.at))),
      h("button.round", { type: "button", "aria-label": fill(t.earlier.remove, { name }), title: t.earlier.removeHelp, onclick: () => {
        remove(run);
        leaveOut(line);
        (list.querySelector("button") ?? dialog.querySelector("button"))?.focus();
      } }, icon("close")));
    return line;
  }

  /** @param {Remembered[]} runs @param {boolean} beginning whether there is no run yet */
  function fillWith(runs, beginning) {
    buttons.hidden = !beginning;
    none.hidden = runs.length > 0;
    list.replaceChildren(...runs.map(row));
    dialog.showModal();
  }

  return {
    /** Another tab holds it, as turns out. @param {string} id */
    without: (id) => leaveOut(list.querySelector(`[data-run="${id}"]`)),
    /** @param {Remembered[]} runs */
    show(runs) {
      take = (run) => { if (run) open(run); };
      fillWith(runs, false);
    },
    /** @param {Remembered[]} runs @returns {Promise<Remembered|null>} the one that is gone on with */
    choose: (runs) => new Promise((done) => {
      take = done;
      fillWith(runs, true);
      fresh.focus();
    }),
  };
}
