// @ts-check
/**
 * The numbers of one tile, run by run, and what can be done with each.
 */
import { h, setIdle, setText } from "../lib/dom.js";
import { icon } from "../lib/icons.js";
import { marks } from "../lib/locale.js";
import { fill, t } from "../t.js";
import { opensBy } from "./popover.js";

const words = t.sweep.card;

/** @typedef {{run: number, seed: number, epoch: number, figures: string[], outcome: string, shown: boolean}} Line */
/** @typedef {{title: string, heads: string[], lines: Line[], causes: string, may: boolean}} Drawn   `heads`: of the figures; `causes`: why runs diverged, or stand still; `may`: whether there is something to open */

/**
 * @param {HTMLElement} root
 * @param {{open: (run: number) => void, keep: (run: number) => void}} hooks
 */
export function tileCard(root, { open, keep }) {
  const title = h("h3");
  const [head, body] = [h("tr"), h("tbody")];
  const why = h("p.field-note", { hidden: true });
  const says = h("p.field-note", { role: "status", hidden: true });
  const card = h("div.popover.tile-card", { popover: "auto", role: "dialog", "aria-label": t.sweep.title }, title, h("table", {}, h("thead", {}, head), body), why, says);
  root.append(card);
  opensBy(() => from ?? root, card);
  /** @type {HTMLElement|null} */
  let from = null;
  let made = "";
  card.addEventListener("toggle", (event) => {
    if (/** @type {ToggleEvent} */ (event).newState === "closed") {
      if (document.activeElement === document.body || card.contains(document.activeElement)) from?.focus({ preventScroll: true });
      from = null;
    }
  });

  /** @param {Drawn} drawn */
  function draw({ title: name, heads, lines, causes, may }) {
    setText(title, name);
    why.hidden = !causes;
    setText(why, causes);
    card.setAttribute("aria-label", name);
    const now = JSON.stringify([heads, lines.map(({ run }) => run)]);
    if (now !== made) {
      head.replaceChildren(h("td"), h("th", { scope: "col" }, t.sweep.epochs), ...heads.map((each) => h("th", { scope: "col" }, each)), h("td"));
      body.replaceChildren(...lines.map(({ run, seed }) => h("tr", {},
        h("th", { scope: "row" }, fill(words.seed, { seed })), h("td"), ...heads.map(() => h("td")),
        h("td.tile-acts", {},
          h("button.quiet", { type: "button", onclick: () => open(run) }, words.open),
          h("button.quiet", { type: "button", "aria-label": `${words.keep}${marks.list}${fill(words.seed, { seed })}`, onclick: () => keep(run) }, icon("keep"), words.keep)))));
    }
    made = now;
    lines.forEach(({ epoch, figures, outcome, shown, seed }, i) => {
      const line = body.children[i];
      line.toggleAttribute("data-shown", shown);
      setText(line.children[1], outcome || String(epoch));
      figures.forEach((figure, k) => setText(line.children[2 + k], figure));
      const [opening, keeping] = line.querySelectorAll("button");
      opening.title = fill(words.openHelp, { epoch });
      opening.ariaLabel = `${words.open}${marks.list}${fill(words.seed, { seed })}`;
      keeping.title = fill(words.keepHelp, { epoch });
      for (const button of [opening, keeping]) setIdle(button, !may);
    });
  }

  return {
    draw,
    isOpen: () => card.matches(":popover-open"),
    /** @param {Drawn} drawn @param {HTMLElement} element beside which it opens */
    show(drawn, element) {
      if (card.matches(":popover-open")) card.hidePopover();
      says.hidden = true;
      draw(drawn);
      from = element;
      card.showPopover();
      /** @type {HTMLElement|null} */ (body.querySelector("[data-shown] button") ?? body.querySelector("button"))?.focus();
    },
    /** @param {string} text */
    tell(text) {
      says.hidden = !text;
      setText(says, text);
    },
    close: () => card.hidePopover(),
  };
}
