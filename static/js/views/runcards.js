// @ts-check
/**
 * Cards of runs: the present one, and those that rest, each with a small picture, what differs in it, and how far it has come.
 */
import { h, setIdle, setText } from "../lib/dom.js";
import { grouped, lossOf, percent, fixed } from "../lib/format.js";
import { icon } from "../lib/icons.js";
import { fill, t } from "../t.js";
import { paintBoundary } from "./images.js";
import { MOST_CURVES } from "./palette.js";

/** @typedef {Record<string, number|null>} Metrics */
/** @typedef {{name: string, epoch: number, metrics: Metrics, picture: import("../types.js").Picture|null, options: import("../types.js").Options}} Present */
/**
 * @typedef {object} Card
 * @property {string} of   what tells it from others
 * @property {string} name
 * @property {string} words   all that differs in it, if anything
 * @property {number} epoch
 * @property {Metrics|null} metrics   null: not known yet
 * @property {boolean} diverged
 * @property {boolean} gone
 * @property {string} image   where its picture is
 * @property {number|null} curve   the colour of its curves
 */
/** @typedef {{keep: () => void, draw: (of: string) => void, open: (of: string) => void, beside: (of: string) => void, remove: (of: string, name: string) => void}} Hooks */

/** What was measured of a run: on what it was tested where there is something, in few words. @param {Metrics} metrics */
function figuresOf(metrics) {
  const tested = typeof metrics.val_loss === "number";
  const [part, before] = tested ? [t.runs.test, "val_"] : [t.runs.train, ""];
  const loss = lossOf(metrics[`${before}loss`]);
  const [accuracy, r2] = [metrics[`${before}accuracy`], metrics[`${before}r2`]];
  if (typeof accuracy === "number") return fill(t.runs.figures, { part, share: percent(accuracy), loss });
  return typeof r2 === "number" ? fill(t.runs.figures, { part, share: `R² ${fixed(r2, 3)}`, loss }) : fill(t.runs.loss, { part, loss });
}

/**
 * @param {HTMLElement} root
 * @param {Hooks} hooks
 */
export function runCards(root, hooks) {
  const empty = h("p.runs-empty", { hidden: true }, t.runs.empty);
  const canvas = h("canvas.run-picture", { "aria-hidden": "true" });
  const present = { name: h("span.run-summary"), figures: h("b.run-figures"), epoch: h("span.run-epoch") };
  const keep = h("button.quiet", { type: "button", title: t.runs.keepHelp, onclick: hooks.keep }, icon("keep"), t.runs.keep);
  const now = h("li.run-card", { "data-now": "true" }, canvas,
    h("div.run-told", {}, h("strong.run-name", {}, t.runs.now), present.name, present.figures, present.epoch), h("div.run-acts", {}, keep));
  const list = h("ul.run-cards", { "aria-label": t.runs.list }, now);
  root.append(list, empty);
  /** @type {Map<string, ReturnType<typeof make>>} */
  const cards = new Map();

  /** @param {string} of */
  function make(of) {
    const picture = h("img.run-picture", { alt: "", width: 64, height: 64, loading: "lazy" });
    picture.addEventListener("load", () => { picture.dataset.there = "true"; });
    const [name, figures, epoch, swatch] = [h("strong.run-name"), h("b.run-figures"), h("span.run-epoch"), h("i.run-swatch")];
    const act = (/** @type {string} */ kind, /** @type {() => void} */ todo, /** @type {(Node|string)[]} */ ...content) => h(kind, { type: "button", onclick: todo }, ...content);
    const curve = act("button.quiet", () => { if (curve.ariaDisabled !== "true") hooks.draw(of); }, swatch, t.runs.curve);
    const open = act("button.quiet", () => hooks.open(of), t.runs.open);
    const beside = act("button.quiet.run-beside", () => hooks.beside(of), t.runs.beside);
    const remove = act("button.round", () => hooks.remove(of, name.textContent ?? ""), icon("close"));
    const element = h("li.run-card", { "data-run": of }, picture, h("div.run-told", {}, name, figures, epoch), h("div.run-acts", {}, curve, beside, open), remove);

    return {
      element, remove,
      /** @param {Card} card @param {boolean} mayDraw whether there is a colour left */
      draw(card, mayDraw) {
        const called = fill(t.runs.named, { name: card.name, epoch: grouped(card.epoch) });
        setText(name, card.name);
        element.title = card.words && fill(t.runs.differs, { words: card.words });
        setText(figures, card.gone ? t.runs.gone : card.diverged ? fill(t.runs.diverged, { epoch: grouped(card.epoch) }) : card.metrics ? figuresOf(card.metrics) : "");
        setText(epoch, card.gone || card.diverged ? "" : fill(t.runs.epochs, { epoch: grouped(card.epoch) }));
        element.toggleAttribute("data-gone", card.gone);
        if (card.image && picture.getAttribute("src") !== card.image) picture.src = card.image;
        picture.hidden = card.gone;
        for (const button of [curve, open, beside]) button.hidden = card.gone;
        const drawn = card.curve !== null;
        swatch.dataset.curve = drawn ? String(card.curve) : "";
        curve.ariaPressed = String(drawn);
        setIdle(curve, !drawn && !mayDraw);
        curve.title = !drawn && !mayDraw ? fill(t.runs.curveFull, { count: MOST_CURVES }) : fill(t.runs.curveOn, { name: called });
        const words = { [t.runs.openHelp]: open, [t.runs.besideHelp]: beside, [t.runs.remove]: remove };
        for (const [text, button] of Object.entries(words)) {
          button.title = fill(text, { name: card.name });
          button.ariaLabel = button === remove ? fill(text, { name: called }) : `${button.textContent}: ${called}`;
        }
        curve.ariaLabel = `${t.runs.curve}: ${called}`;
      },
    };
  }

  /** Where the keyboard is when its card goes, it goes to the next one. @param {string[]} wanted */
  function leaveOut(wanted) {
    for (const [of, card] of cards) {
      if (wanted.includes(of)) continue;
      const held = card.element.contains(document.activeElement);
      const next = card.element.nextElementSibling ?? card.element.previousElementSibling;
      card.element.remove();
      cards.delete(of);
      if (held) (/** @type {HTMLElement|null|undefined} */ (next?.querySelector(".round")) ?? keep).focus();
    }
  }

  return {
    list,
    /** Give the keyboard back to what opened a comparison. @param {string} of */
    focus: (of) => /** @type {HTMLElement|null|undefined} */ (cards.get(of)?.element.querySelector(".run-beside"))?.focus(),
    /** @param {{present: Present, runs: Card[], mayKeep: boolean, mayDraw: boolean}} drawn */
    draw({ present: { name, epoch, metrics, picture, options }, runs, mayKeep, mayDraw }) {
      setText(present.name, name);
      setText(present.figures, figuresOf(metrics));
      setText(present.epoch, fill(t.runs.epochs, { epoch: grouped(epoch) }));
      setIdle(keep, !mayKeep);
      if (picture) paintBoundary(canvas, picture, options);
      empty.hidden = runs.length > 0;
      leaveOut(runs.map(({ of }) => of));
      runs.forEach((run, i) => {
        const card = cards.get(run.of) ?? make(run.of);
        cards.set(run.of, card);
        card.draw(run, mayDraw);
        const there = list.children[i + 1] ?? null;
        if (there !== card.element) list.insertBefore(card.element, there);
      });
    },
  };
}
