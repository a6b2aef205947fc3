// @ts-check
/**
 * The left column: the data, and how the network is trained.
 */
import { byId, h, setText } from "../../lib/dom.js";
import { short } from "../../lib/format.js";
import { familyOf } from "../../lib/entries.js";
import { entriesOf, entryOf, fieldsOf, pointerOf, valueAt } from "../../lib/schema.js";
import { isOwn, suiting, taskOf } from "../../lib/losses.js";
import { root as playground } from "../../root.js";
import { counted, fill, t } from "../../t.js";
import { sweepOf } from "../../url.js";
import { formView } from "../../views/form.js";
import { helpLineView } from "../../views/helpline.js";
import { sweepLink } from "../../views/sweepthis.js";
import { thumbnailsView } from "../../views/thumbnails.js";

/** Fields of the network that are set elsewhere on the page, or nowhere. */
const ELSEWHERE = ["inputs", "hidden_layers", "activation", "dtype"];

/** @typedef {import("../../lib/schema.js").Field} Field */

/**
 * @param {HTMLElement} root
 * @param {import("../../state.js").AppStore} store
 * @param {import("./driver.js").Driver} driver
 * @param {ReturnType<typeof import("./entries.js").createEntries>} entry
 * @param {(() => void)|null} examples   show them; none within another page
 */
export function mountSetup(root, store, driver, entry, examples) {
  const { catalogue, limits } = store.get();
  if (!catalogue) return;
  const datasets = entriesOf(catalogue, "data");
  const count = h("span.aside-note");
  const thumbnails = h("div");
  const dataForm = h("div");
  const scaling = h("p.scaling", { id: "scaling", hidden: true });
  const trainingForm = h("div");
  byId("data-view").append(h("div.head", {}, h("h2", { id: "data-title" }, t.data), count, ...(examples ? [h("div.head-tools", {}, h("button.quiet", { type: "button", id: "open-examples", title: t.examples.openHelp, onclick: examples }, t.examples.open))] : [])), thumbnails, dataForm, scaling);
  byId("training-view").append(h("div.head", {}, h("h2", { id: "training-title" }, t.training)), trainingForm);
  helpLineView(root);

  const change = (/** @type {string[]} */ path, /** @type {any} */ value, /** @type {any} */ options) => driver.change(path, value, options);
  /** @param {string[]} path @param {string} text */
  const look = (path, text) => {
    const [parent, name] = [path.slice(0, -1), path.at(-1) ?? ""];
    const entries = entriesOf(catalogue, parent.findLast((part) => !/^\d+$/.test(part)) ?? "");
    return entry(familyOf(catalogue, entries), { ...valueAt(store.get().spec, parent), [name]: text });
  };
  // Within another page there is one run to look at, the page's own.
  const embedded = document.documentElement.dataset.embed !== undefined;
  const sweep = embedded ? null : (/** @type {string[]} */ path) => playground + sweepOf(pointerOf(path), /** @type {import("../../types.js").Spec} */ (store.get().spec));
  if (sweep) byId("data-title").after(sweepLink(t.dataset, () => sweep(["data"])));
  const ofData = formView(dataForm, { change, look, sweep });
  const ofTraining = formView(trainingForm, { change, look, sweep });
  const pictures = thumbnailsView(thumbnails, { entries: datasets, choose: (entry) => {
    store.set({ output: null });
    void driver.useDataset(entry);
    // On a phone the plane to draw on is far from the data sets.
    if (isOwn(entry)) byId("boundary-view").scrollIntoView({ block: "nearest" });
  } });

  /** What the activations of hidden layers can be set to. @param {import("../../types.js").Spec} spec @returns {Field[]} */
  const activationFields = ({ network }) => network.hidden_layers.flatMap(({ activation }, i) =>
    fieldsOf(catalogue, limits, ["network", "hidden_layers", String(i), "activation"], activation, entryOf(entriesOf(catalogue, "activation"), activation.kind)?.schema)
      .map((field) => ({ ...field, schema: { ...field.schema, title: fill(t.ofLayer, { title: field.schema.title, layer: i + 1 }) } })));

  /** What inputs can be set to. @param {import("../../types.js").Spec} spec @returns {Field[]} */
  const inputFields = ({ network }) => network.inputs.flatMap((input, i) => (typeof input === "string" ? [] :
    fieldsOf(catalogue, limits, ["network", "inputs", String(i)], input, entryOf(entriesOf(catalogue, "inputs"), input.kind)?.schema)
      .map((field) => ({ ...field, schema: { ...field.schema, title: fill(t.ofInput, { title: field.schema.title, input: i + 1 }) } }))));

  /** @param {import("../../types.js").State} state */
  function trainingFields({ spec, data }) {
    if (!spec) return [];
    const task = taskOf(entryOf(datasets, spec.data.kind), spec.data) ?? data?.task ?? null;
    const training = fieldsOf(catalogue, limits, ["training"], spec.training).map((field) => (field.name === "loss" ? { ...field, entries: suiting(field.entries ?? [], task) } : field));
    const network = fieldsOf(catalogue, limits, ["network"], spec.network).filter((field) => !ELSEWHERE.includes(field.path[1]));
    return [...folded(order(training)), ...inputFields(spec), ...activationFields(spec), ...network];
  }

  /** @param {import("../../types.js").State} state */
  const draw = (state) => {
    const { spec, errors, theme, data, draft } = state;
    if (!spec) return;
    const entry = entryOf(datasets, spec.data.kind);
    const task = taskOf(entry, spec.data);
    pictures.draw({ kind: entry?.kind ?? spec.data.kind, theme, task });
    // What is of values says nothing of classes.
    const fields = order(fieldsOf(catalogue, limits, ["data"], spec.data, entry?.schema)).filter(({ schema }) => schema.tasks?.includes(task) ?? true);
    ofData.draw(fields.map((field) => (field.control === "switch" ? { ...field, fold: true } : field)), spec, errors);
    ofTraining.draw(trainingFields(state), spec, errors);
    const points = draft?.length ?? spec.data.points?.length ?? (data ? data.train.y.length + data.test.y.length : spec.data.n);
    if (typeof points === "number") setText(count, counted(t.points, points));
    scaling.hidden = !data?.scaling || data.scaling.kind === "none";
    if (data?.scaling) {
      const { centre, spread } = data.scaling;
      setText(scaling, `${t.scaled} ${data.axes.map((axis, i) => fill(t.scaledAxis, { axis, centre: short(centre[i]), spread: short(spread[i]) })).join(" · ")}`);
    }
  };
  store.on(["spec", "errors", "theme", "data", "draft"], draw);
  draw(store.get());
}

/** Formulas come first, seeds last. @param {Field[]} fields */
const order = (fields) => {
  const rank = (/** @type {Field} */ { name, control }) => (control === "formula" ? 0 : name === "seed" ? 2 : 1);
  return fields.toSorted((a, b) => rank(a) - rank(b));
};

/**
 * What few people change goes into the fold: all but the first parameter of a choice that has more than two, switches, and the
 * order's seed.
 * @param {Field[]} fields
 */
function folded(fields) {
  /** @type {Set<string>} */
  const begun = new Set();
  const parentOf = (/** @type {Field} */ { path }) => path.slice(0, -1).join(".");
  return fields.map((field) => {
    const parent = parentOf(field);
    const deep = field.path.length > 2;
    const first = deep && (!begun.has(parent) || fields.filter((other) => parentOf(other) === parent).length <= 2);
    if (!field.schema.seldom) begun.add(parent);
    const fold = field.schema.seldom || (deep ? !first || field.path.length > 3 : field.control === "switch" || field.name === "seed");
    return fold ? { ...field, fold } : field;
  });
}
