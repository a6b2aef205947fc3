// @ts-check
/**
 * The left column: the data, and how the network is trained.
 */
import { h, setText } from "../lib/dom.js";
import { grouped } from "../lib/format.js";
import { entriesOf, fieldsOf, withValue } from "../lib/schema.js";
import { fill, t } from "../t.js";
import { mountForm } from "./form.js";
import { mountThumbnails } from "./thumbnails.js";

/** Fields of the network that are set elsewhere on the page, or nowhere. */
const ELSEWHERE = ["inputs", "hidden_layers", "activation", "dtype"];

/**
 * @param {HTMLElement} root
 * @param {import("../state.js").AppStore} store
 * @param {import("../driver.js").Driver} driver
 */
export function mountSetup(root, store, driver) {
  const { catalogue, limits } = store.get();
  if (!catalogue) return;
  const count = h("span.aside-note");
  const thumbnails = h("div.thumbnails");
  const dataForm = h("div.form");
  const trainingForm = h("div.form");
  root.replaceChildren(
    h("section", { "aria-labelledby": "data-title" }, h("div.head", {}, h("h2", { id: "data-title" }, t.data), count), thumbnails, dataForm),
    h("section", { "aria-labelledby": "training-title" }, h("div.head", {}, h("h2", { id: "training-title" }, t.training)), trainingForm),
  );

  const change = (/** @type {string[]} */ path, /** @type {any} */ value, /** @type {any} */ options) => driver.change(path, value, options);
  const drawData = mountForm(dataForm, change);
  const drawTraining = mountForm(trainingForm, change);
  const drawThumbnails = mountThumbnails(thumbnails, entriesOf(catalogue, "data"), (entry) => {
    const { spec } = store.get();
    if (!spec) return;
    // What both data sets have, such as the noise, stays as it is.
    const kept = Object.fromEntries(Object.entries(spec.data).filter(([name]) => name in entry.defaults || name in (entry.schema.properties ?? {}) || !hasOwnSchema(spec.data.kind, name)));
    driver.replace(withValue(spec, ["data"], { ...entry.defaults, ...kept, kind: entry.kind }));
  });

  /** @param {string} kind @param {string} name */
  function hasOwnSchema(kind, name) {
    return entriesOf(catalogue, "data").some((entry) => entry.kind === kind && name in (entry.schema.properties ?? {}));
  }

  /** @param {import("../types.js").State} state */
  const draw = ({ spec, errors, theme }) => {
    if (!spec) return;
    const entry = entriesOf(catalogue, "data").find(({ kind }) => kind === spec.data.kind);
    drawThumbnails(spec.data.kind, theme);
    drawData(order(fieldsOf(catalogue, limits, ["data"], spec.data, entry && hasFields(entry, spec.data) ? entry.schema : undefined)), spec, errors);
    const network = fieldsOf(catalogue, limits, ["network"], spec.network).filter((field) => !ELSEWHERE.includes(field.path[1]));
    drawTraining([...order(fieldsOf(catalogue, limits, ["training"], spec.training)), ...network], spec, errors);
    if (typeof spec.data.n === "number") setText(count, fill(t.points, { count: grouped(spec.data.n) }));
  };
  store.on(["spec", "errors", "theme"], draw);
  draw(store.get());
}

/** @param {any} entry @param {any} value */
const hasFields = (entry, value) => Object.keys(value).every((name) => name === "kind" || name in (entry.schema.properties ?? {}));

/** Seeds come last. @param {import("../lib/schema.js").Field[]} fields */
const order = (fields) => [...fields.filter(({ name }) => name !== "seed"), ...fields.filter(({ name }) => name === "seed")];
