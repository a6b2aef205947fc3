// @ts-check
/**
 * The bar in the plane while an earlier moment is shown: which, and the ways on and back.
 */
import { h, setText } from "../lib/dom.js";
import { grouped } from "../lib/format.js";
import { fill, t } from "../t.js";

/**
 * @param {HTMLElement} root
 * @param {{goOn: (() => void)|null, back: () => void, left: () => void}} hooks   `goOn`: none where there is nothing to go on in; `left`: the bar goes, and had the keyboard
 */
export function momentBar(root, { goOn, back, left }) {
  const words = h("span.moment-words");
  const on = h("button.strong", { type: "button", title: t.time.goOnHelp, hidden: !goOn, onclick: () => goOn?.() }, t.time.goOn);
  const now = h("button.quiet", { type: "button", title: t.time.backHelp, onclick: back }, t.time.back);
  const bar = h("div.moment-bar", { hidden: true, role: "group", "aria-label": t.time.bar }, words, on, now);
  // What lies below is not meant.
  for (const name of ["pointerdown", "pointermove", "pointerup", "click"]) bar.addEventListener(name, (event) => event.stopPropagation());
  root.append(bar);

  return {
    on, now,
    /** @param {{moment: number|null, last: number, exact: boolean, watching: boolean}} options `exact`: whether it is just that moment, and not the nearest that was kept */
    draw({ moment, last, exact, watching }) {
      const had = bar.contains(document.activeElement);
      bar.hidden = moment === null;
      if (bar.hidden && had) left();
      if (moment === null) return;
      setText(words, fill(exact ? t.time.of : t.time.near, { epoch: grouped(moment), last: grouped(last) }));
      setText(on, watching ? t.time.mine : t.time.goOn);
    },
  };
}
