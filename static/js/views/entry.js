// @ts-check
/**
 * One entry of the catalogue, as the reference shows it.
 */
import { h } from "../lib/dom.js";
import { short } from "../lib/format.js";
import { marks } from "../lib/locale.js";
import { fill, lessons as t } from "../t.js";
import { formulas } from "./formula.js";
import { curvePlot, samplePlot } from "./plot.js";

/** The address of an entry on the page. @param {string} family @param {string} kind */
export const anchorOf = (family, kind) => `${family}-${kind}`;

/** @param {any} entry */
function plotOf({ curve, plot, sample, domain, classes, title }) {
  if (curve ?? plot) return curvePlot(curve ?? plot, title);
  return sample ? samplePlot(sample, domain, classes.length > 0, title) : null;
}

/** What each parameter is, its default, and how far it goes. @param {any} entry */
function parametersOf({ schema, defaults }) {
  const rows = Object.entries(schema?.properties ?? {}).filter(([name]) => typeof defaults?.[name] === "number" || typeof defaults?.[name] === "boolean" || schema.properties[name].formula);
  if (!rows.length) return null;
  return h("dl.parameters", { "aria-label": t.parameters }, ...rows.flatMap(([name, field]) => {
    const value = typeof defaults[name] === "number" ? short(defaults[name], 6) : String(defaults[name]);
    const sides = [["minimum", "exclusiveMinimum"], ["maximum", "exclusiveMaximum"]].map((names) => names.find((bound) => field[bound] !== undefined));
    const bounds = sides.flatMap((bound) => (!bound || Math.abs(field[bound]) > 1e6 ? [] : [fill(/** @type {any} */ (t.bounds)[bound], { value: short(field[bound], 6) })]));
    const title = field.title ?? name;
    return [
      h("dt", {}, fill(t.parameter, { title, value })),
      h("dd", {}, [field.description, bounds.join(marks.list)].filter(Boolean).join(marks.sentence)),
    ];
  }));
}

/** A long formula may have to be scrolled, by keys too. @param {string} text */
const line = (text) => h("p.entry-formula", { tabindex: text.length > 40 ? "0" : undefined }, ...formulas(text));

/** @param {string} family @param {any} entry */
export function entryCard(family, entry) {
  const names = Object.entries(entry.elsewhere ?? {});
  const id = anchorOf(family, entry.kind);
  const plot = plotOf(entry);
  return h(`article.entry${plot ? ".drawn" : ""}`, { id, "aria-labelledby": `${id}-title` },
    plot,
    h("div.entry-words", {},
      h("h3", { id: `${id}-title` }, h("a", { href: `#${id}` }, entry.title), h("code", {}, entry.kind)),
      entry.aliases?.length ? h("p.entry-note", {}, fill(t.alsoCalled, { names: entry.aliases.join(marks.list) })) : null,
      h("p", {}, entry.help),
      entry.formula ? line(entry.formula) : null,
      entry.derivative ? line(entry.derivative) : null,
      entry.output ? h("p.entry-note", {}, fill(t.outputLayer, { title: entry.output.title })) : null,
      parametersOf(entry),
      names.length ? h("dl.elsewhere", {}, ...names.flatMap(([library, name]) => [h("dt", {}, /** @type {any} */ (t.libraries)[library] ?? library), h("dd", {}, h("code", {}, name))])) : null,
      entry.source ? h("p.entry-note", {}, fill(t.source, { source: entry.source })) : null));
}
