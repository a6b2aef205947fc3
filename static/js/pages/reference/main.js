// @ts-check
/**
 * The reference, drawn from the catalogue: every named thing there is, by family, and a field to find one.
 */
import { Problem, readCatalogue } from "../../api.js";
import { byId, h, setText } from "../../lib/dom.js";
import { folded } from "../../lib/locale.js";
import { beginProse } from "../../prose.js";
import { counted, lessons as t } from "../../t.js";
import { followClass } from "../member/follow.js";
import { anchorOf, entryCard } from "../../views/entry.js";

/** @param {any} catalogue */
function draw(catalogue) {
  const families = Object.entries(t.families).filter(([family]) => Array.isArray(catalogue[family]));
  const sections = families.map(([family, title]) => {
    const entries = /** @type {any[]} */ (catalogue[family]);
    const cards = entries.map((entry) => ({ entry, card: entryCard(family, entry) }));
    const element = h("section", { "aria-labelledby": family }, h("h2", { id: family }, title), h("div.entries", {}, ...cards.map(({ card }) => card)));
    return { family, title, cards, element };
  });
  byId("entries").replaceChildren(...sections.map(({ element }) => element));
  byId("families").replaceChildren(h("ul", {}, ...sections.map(({ family, title, cards }) =>
    h("li", {}, h("a", { href: `#${family}` }, title),
      h("ul", {}, ...cards.map(({ entry }) => h("li", {}, h("a", { href: `#${anchorOf(family, entry.kind)}` }, entry.title))))))));

  const find = byId("find", HTMLInputElement);
  find.addEventListener("input", () => {
    const words = folded(find.value.trim());
    let count = 0;
    for (const { element, cards } of sections) {
      let shown = 0;
      for (const { entry, card } of cards) {
        const text = [entry.kind, entry.title, ...(entry.aliases ?? []), entry.help, ...Object.values(entry.elsewhere ?? {})].join(" ");
        card.hidden = !folded(text).includes(words);
        if (!card.hidden) shown += 1;
      }
      element.hidden = !shown;
      count += shown;
    }
    setText(byId("found"), !words ? "" : count ? counted(t.found, count) : t.notFound);
  });
  // What the address names was not there when the browser looked for it.
  if (window.location.hash.length > 1) document.getElementById(window.location.hash.slice(1))?.scrollIntoView();
}

async function begin() {
  beginProse();
  followClass({ lesson: null, begin: null, comesBack: true });
  try {
    draw(await readCatalogue());
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    byId("entries").replaceChildren(h("p", { role: "alert" }, t.unreachable));
  }
}

void begin();
