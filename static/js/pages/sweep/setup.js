// @ts-check
/**
 * The left column: which fields vary and over which values, how many seeds, how far.
 */
import { h, setText } from "../../lib/dom.js";
import { icon } from "../../lib/icons.js";
import { marks } from "../../lib/locale.js";
import { isGrid, placeOf } from "../../lib/plan.js";
import { entriesOf, entryOf } from "../../lib/schema.js";
import { offered, proposed } from "../../lib/propose.js";
import { same, valueName, variablesOf } from "../../lib/vary.js";
import { root } from "../../root.js";
import { t } from "../../t.js";
import { hashOf } from "../../url.js";
import { axisCard } from "../../views/axiscard.js";
import { menu } from "../../views/controls.js";
import { stepperView } from "../../views/stepper.js";

const words = t.sweep;
/** More fields than this cannot be read side by side. */
const MOST_AXES = 6;
const MOST_SEEDS = 32;
const SAMPLE = 40;

/** @typedef {import("../../lib/vary.js").Variable} Variable */
/** @typedef {import("../../lib/plan.js").Axis} Axis */
/** @typedef {import("../../lib/plan.js").Plan} Plan */

/** @param {any} a @param {any} b */
const alike = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/**
 * @param {HTMLElement} place
 * @param {import("./state.js").SweepStore} store
 * @param {import("./driver.js").Driver} driver
 */
export function mountSetup(place, store, driver) {
  const settled = h("span", { id: "base" });
  const change = h("a.link", { title: words.changeHelp }, words.change);
  const settings = h("p.base-settings", {}, settled, " ", change);
  const list = h("div.axes");
  const add = h("button.quiet", { type: "button", id: "add-axis", onclick: () => addAxis() }, icon("plus"), h("span"));
  const seeds = stepperView({ label: words.seeds, fewer: words.fewerSeeds, more: words.moreSeeds, change: (value) => driver.edit({ seeds: value }) });
  const epochs = stepperView({ label: words.until, fewer: words.fewerEpochs, more: words.moreEpochs, change: (value) => driver.edit({ epochs: value }) });
  const seeded = menu({ label: words.seeded, class: "boxed", options: Object.entries(words.seededKinds).map(([value, title]) => ({ value, title })), change: (value) => driver.edit({ seeded: /** @type {Plan["seeded"]} */ (value) }) });
  const method = menu({ label: words.method, class: "boxed", options: Object.entries(words.methods).map(([value, title]) => ({ value, title })), change: (value) => useMethod(value === "sample") });
  const size = stepperView({ label: words.sampleSize, fewer: words.fewerSample, more: words.moreSample, change: (value) => sample({ runs: value }) });
  const redraw = h("button.link", { type: "button", onclick: () => sample({ seed: (store.get().plan?.sample?.seed ?? 0) + 1 }) }, words.redraw);
  const seededRow = h("div.plan-row", {}, h("span", {}, words.seeded), seeded);
  const sampleRow = h("div.plan-row", {}, size.element, redraw);
  place.append(h("div.head", {}, h("h1", {}, words.title)), settings, list, add,
    h("div.plan-rows", {},
      h("div.plan-row", {}, h("span", { title: words.seedsHelp }, words.seeds), seeds.element), seededRow,
      h("div.plan-row", {}, h("span", {}, words.until), epochs.element),
      h("div.plan-row.methods", {}, method), sampleRow));
  /** @type {ReturnType<typeof axisCard>[]} */
  let cards = [];
  /** Values that were offered and are not among those that are used: by axis. @type {Map<string, any[]>} */
  const spare = new Map();

  const variables = () => {
    const { catalogue, limits, plan } = store.get();
    return plan && catalogue ? variablesOf(catalogue, limits, plan.spec, words.words) : [];
  };
  const axesNow = () => store.get().plan?.axes ?? [];
  /** @param {number} i @param {Partial<Axis>} patch */
  const changeAxis = (i, patch) => driver.edit({ axes: axesNow().map((axis, k) => (k === i ? { ...axis, ...patch } : axis)) });

  /** Of a sample a number is drawn from a range: that of its values. @param {Axis} axis @returns {Axis} */
  function ranged(axis) {
    const variable = variables().find(({ pointer }) => pointer === axis.path);
    const numbers = axis.values.filter((value) => typeof value === "number");
    if (variable?.control !== "number" || axis.range || numbers.length < 2) return axis;
    const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
    return { ...axis, range: { low, high, log: low > 0 && (variable.schema.scale === "log" || high / low >= 20) } };
  }
  /** @param {boolean} sampled */
  const useMethod = (sampled) => driver.edit(sampled ? { sample: { runs: SAMPLE, seed: 0 }, axes: axesNow().map(ranged) } : { sample: null });
  /** @param {Partial<{runs: number, seed: number}>} patch */
  function sample(patch) {
    const { plan } = store.get();
    if (plan?.sample) driver.edit({ sample: { ...plan.sample, ...patch } });
  }

  /** The first field that does not vary yet and is not part of one that does. */
  function addAxis() {
    const taken = axesNow().map(({ path }) => path);
    const free = variables().filter(({ pointer }) => !taken.includes(pointer));
    const [next] = [free.find(({ pointer }) => pointer === "/network/hidden_layers/*/activation"), free.find(({ control }) => control === "number"), free[0]].filter((each) => each !== undefined);
    if (!next || axesNow().length >= MOST_AXES) return;
    const axis = { path: next.pointer, values: proposed(next) };
    driver.edit({ axes: [...axesNow(), store.get().plan?.sample ? ranged(axis) : axis] });
    cards.at(-1)?.focus();
  }

  /** @param {number} i */
  function makeCard(i) {
    const of = () => variables().find(({ pointer }) => pointer === axesNow()[i]?.path);
    /** As its kind is sorted: numbers by size, choices as they are offered. @param {any[]} values */
    const sorted = (values) => {
      const all = of() ? offered(/** @type {Variable} */ (of())) : null;
      if (values.every((value) => typeof value === "number")) return values.toSorted((a, b) => a - b);
      return all ? values.toSorted((a, b) => all.findIndex((each) => same(each, a)) - all.findIndex((each) => same(each, b))) : values;
    };
    return axisCard({
      pick(path) {
        const variable = variables().find(({ pointer }) => pointer === path);
        if (!variable) return;
        const axis = { path, values: proposed(variable), range: null };
        changeAxis(i, store.get().plan?.sample ? ranged(axis) : axis);
      },
      toggle(value, on) {
        const { values } = axesNow()[i];
        if (!on && values.length < 2) return cards[i].tell(words.value.least);
        changeAxis(i, { values: on ? sorted([...values, value]) : values.filter((each) => !alike(each, value)) });
      },
      add: (value) => changeAxis(i, { values: sorted([...axesNow()[i].values, value]) }),
      range: (range) => changeAxis(i, { range }),
      all: () => changeAxis(i, { values: offered(/** @type {Variable} */ (of())) ?? axesNow()[i].values }),
      propose: () => { if (of()) changeAxis(i, { values: proposed(/** @type {Variable} */ (of())), range: null }); },
      remove() {
        driver.edit({ axes: axesNow().toSpliced(i, 1) });
        add.focus();
      },
      layers(units) {
        const like = store.get().plan?.spec.network.hidden_layers[0];
        return units.map((each) => ({ ...(like ?? {}), units: each }));
      },
    });
  }

  /** @param {Plan} plan @param {Axis} axis @param {number} i @param {Variable[]} all */
  function drawCard(plan, { path, values, range }, i, all) {
    const { errors } = store.get();
    const variable = all.find(({ pointer }) => pointer === path);
    const taken = plan.axes.map((axis) => axis.path).filter((other) => other !== path);
    const here = Object.entries(errors).flatMap(([pointer, detail]) => {
      const found = placeOf(pointer);
      return found?.axis === i ? [{ ...found, detail }] : [];
    });
    const bad = (/** @type {any} */ value) => here.some((each) => each.value !== null && alike(values[each.value], value));
    const some = variable ? offered(variable) : null;
    // What a link brought and the menu does not offer is there, too.
    const kept = spare.get(path) ?? [];
    const extra = some ? [...kept, ...values].filter((value, k, list) => !some.some((each) => same(each, value)) && list.findIndex((each) => alike(each, value)) === k) : [];
    if (extra.length) spare.set(path, extra);
    const shown = some ? [...some, ...extra] : values;
    const fields = /** @type {const} */ (["data", "network", "training"]).map((group) => ({ group: words.groups[group], items: all.filter((each) => each.group === group && !taken.includes(each.pointer)).map(({ pointer, title }) => ({ value: pointer, title })) }));
    cards[i].draw({
      role: words.roles[isGrid(plan) ? i : 2] ?? words.roles[2], fields, path, title: variable?.title ?? path,
      chips: shown.map((value) => ({ value, name: valueName(variable, value, words.words, shown), on: values.some((each) => same(each, value)), bad: bad(value) })),
      typed: some ? null : variable?.control === "layers" ? "layers" : "number", schema: variable?.schema ?? {},
      range: plan.sample && range ? range : null, mayGo: plan.axes.length > 1, usual: Boolean(variable && alike(proposed(variable), values)), error: [...new Set(here.map(({ value, detail }) => (value === null ? detail : `${valueName(variable, values[value], words.words, shown)}: ${detail}`)))].join(marks.sentence),
    });
  }

  /** The settings that all runs share, in few words. @param {any} spec */
  function inWords({ data, network, training }) {
    const { catalogue } = store.get();
    const title = (/** @type {string} */ family, /** @type {any} */ choice) => entryOf(entriesOf(catalogue, family), choice?.kind)?.title ?? "";
    const layers = network.hidden_layers.map((/** @type {any} */ layer) => layer.units).join("-") || words.words.none;
    return [title("data", data), `${layers} ${title("activation", network.hidden_layers[0]?.activation)}`.trim(), title("optimizer", training.optimizer), title("loss", training.loss)].filter(Boolean).join(" · ");
  }

  function draw() {
    const { plan, limits, watching } = store.get();
    if (!plan) return;
    const all = variables();
    setText(settled, inWords(plan.spec));
    change.setAttribute("href", `${root}${hashOf(plan.spec)}`);
    while (cards.length < plan.axes.length) cards.push(makeCard(cards.length));
    for (const card of cards.splice(plan.axes.length)) card.element.remove();
    plan.axes.forEach((axis, i) => {
      drawCard(plan, axis, i, all);
      if (list.children[i] !== cards[i].element) list.append(cards[i].element);
    });
    add.hidden = plan.axes.length >= MOST_AXES;
    setText(/** @type {Element} */ (add.lastChild), plan.axes.length === 1 ? words.addDown : words.addAxis);
    const most = limits.sweep_runs?.maximum ?? 256;
    seeds.update({ value: plan.seeds, least: 1, most: Math.min(MOST_SEEDS, most) });
    epochs.update({ value: plan.epochs, least: 1, most: limits.sweep_epochs?.maximum ?? 2000 });
    seededRow.hidden = plan.seeds < 2;
    sampleRow.hidden = !plan.sample;
    if (plan.sample) size.update({ value: plan.sample.runs, least: 1, most });
    if (seeded.value !== plan.seeded) seeded.value = plan.seeded;
    method.value = plan.sample ? "sample" : "all";
    place.toggleAttribute("inert", watching);
  }
  store.on(["plan", "catalogue", "limits", "errors", "watching"], draw);
  // Whoever wanted it run is led to why it is not.
  store.on(["errors"], () => { if (document.activeElement?.id === "run") place.querySelector(".field-error:not([hidden])")?.scrollIntoView({ block: "nearest" }); });
  draw();
}
