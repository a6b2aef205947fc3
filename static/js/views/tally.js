// @ts-check
/**
 * A question with its answers: once they are counted, as bars.
 */
import { h, setHidden, setText } from "../lib/dom.js";
import { marks } from "../lib/locale.js";
import { fill } from "../t.js";

/**
 * @param {HTMLElement} root
 * @param {{right: string, nobody: string, bar: string}} words
 */
export function tallyView(root, { right, nobody, bar }) {
  const asks = h("h2.tally-asks");
  const list = h("ul.tally");
  const why = h("p.tally-why");
  root.append(asks, list, why);
  let made = "";

  return {
    /** @param {{asks: string, options: string[], counts: number[]|null, answer: number|null, because: string}} drawn `counts`: null until they are shown */
    draw({ asks: asked, options, counts, answer, because }) {
      const now = JSON.stringify([asked, options, counts, answer]);
      if (now !== made) {
        made = now;
        setText(asks, asked);
        const all = (counts ?? []).reduce((sum, count) => sum + count, 0);
        list.replaceChildren(...options.map((option, i) => {
          const share = counts && all ? counts[i] / all : 0;
          return h("li", { "data-right": i === answer, "aria-label": counts ? `${fill(bar, { option, count: counts[i], all })}${i === answer ? `${marks.list}${right}` : ""}` : option },
            h("span.tally-option", { "aria-hidden": "true" }, option, i === answer ? h("span.tally-right", {}, `✓ ${right}`) : null),
            counts ? h("span.tally-bar", { "aria-hidden": "true", style: { "--share": share.toFixed(4) } }) : null,
            counts ? h("b", { "aria-hidden": "true" }, counts[i]) : null);
        }));
        list.toggleAttribute("data-counted", Boolean(counts));
      }
      const empty = counts !== null && counts.every((count) => !count);
      setText(why, [empty ? nobody : "", because].filter(Boolean).join(marks.sentence));
      setHidden(why, !why.textContent);
    },
  };
}
