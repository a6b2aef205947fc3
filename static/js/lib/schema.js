// @ts-check
/**
 * From the catalogue's JSON Schemas to the fields of a form.
 */

/**
 * @typedef {object} Field
 * @property {string[]} path          where the value lives in the specification
 * @property {string} name            the last part of the path
 * @property {any} schema             its JSON Schema, with the server's limits worked in
 * @property {"choice"|"number"|"switch"|"menu"|"formula"|"given"} control
 * @property {any[]} [entries]        the catalogue's entries, for a choice
 * @property {boolean} [fold]         seldom changed, and kept in the fold
 *
 * A number that a word may stand for has a schema with that `word`.
 */

/** Limits that go by another name than the field they bound. */
const LIMIT_NAMES = /** @type {Record<string, string>} */ ({ n: "points" });

/**
 * Follow $ref and the branches of a union to the schema that fits a value.
 * @param {any} schema
 * @param {any} root where $defs live
 * @param {any} [value]
 * @returns {any}
 */
export function resolve(schema, root, value) {
  let at = schema ?? {};
  for (let hops = 0; hops < 20; hops++) {
    if (at.$ref) {
      const target = at.$ref.replace(/^#\//, "").split("/").reduce((/** @type {any} */ place, /** @type {string} */ key) => place?.[key], root);
      at = { ...target, ...without(at, "$ref") };
      continue;
    }
    const branches = at.oneOf ?? at.anyOf ?? at.allOf;
    if (!branches) break;
    const rest = without(at, "oneOf", "anyOf", "allOf", "discriminator");
    const mapped = value?.kind !== undefined && at.discriminator?.mapping?.[value.kind];
    const branch = mapped ? { $ref: mapped } : branches.find((/** @type {any} */ b) => fits(resolve(b, root, value), value)) ?? branches[0];
    at = { ...branch, ...rest };
  }
  return at;
}

/** @param {any} object @param {...string} keys */
const without = (object, ...keys) => Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));

/** @param {any} schema @param {any} value */
function fits(schema, value) {
  if (value === null) return schema.type === "null";
  if (value?.kind !== undefined) {
    const kind = schema.properties?.kind;
    return kind?.const === value.kind || kind?.enum?.includes(value.kind) || kind?.default === value.kind;
  }
  if (Array.isArray(value)) return schema.type === "array";
  if (typeof value === "number") return schema.type === "number" || schema.type === "integer";
  return schema.type === typeof value;
}

/**
 * The catalogue's list that a name belongs to: "loss" → losses, "regularizer" → regularizers.
 * @param {any} catalogue
 * @param {string} name
 * @returns {any[]}
 */
export function entriesOf(catalogue, name) {
  for (const plural of [`${name}s`, `${name}es`, `${name}sets`, name]) {
    if (Array.isArray(catalogue[plural])) return catalogue[plural];
  }
  return [];
}

/**
 * A choice that the catalogue does not list, such as one inside another: its entries as the schema tells them.
 * @param {any} schema
 * @param {any} root
 * @returns {any[]}
 */
function entriesIn(schema, root) {
  const union = [schema, ...(schema?.anyOf ?? [])].find((part) => part?.discriminator?.mapping);
  return Object.entries(union?.discriminator.mapping ?? {}).map(([kind, $ref]) => {
    const own = resolve({ $ref }, root);
    const properties = Object.entries(own.properties ?? {}).filter(([name]) => name !== "kind");
    const defaults = Object.fromEntries(properties.map(([name, part]) => [name, /** @type {any} */ (part).default]));
    return { kind, title: titleOf(kind).toLowerCase(), help: own.description, schema: own, defaults: { kind, ...defaults } };
  });
}

/**
 * The entry of that kind, by its name or one of its aliases.
 * @param {any[]} entries
 * @param {string} kind
 */
export const entryOf = (entries, kind) => entries.find((entry) => entry.kind === kind) ?? entries.find((entry) => entry.aliases?.includes(kind));

/**
 * The fields of one part of a specification, in the schema's order; choices are followed by their own parameters.
 * @param {any} catalogue
 * @param {any} limits
 * @param {string[]} path
 * @param {any} value the part itself
 * @param {any} [schema] the part's schema; found in the catalogue when left out
 * @returns {Field[]}
 */
export function fieldsOf(catalogue, limits, path, value, schema) {
  const root = catalogue.spec_schema;
  const own = resolve(schema ?? schemaAt(root, path, value), root, value);
  const names = [...new Set([...Object.keys(own.properties ?? {}), ...Object.keys(value)])].filter((name) => name !== "kind" && value[name] !== undefined);
  return names.flatMap((name) => {
    const part = value[name];
    const described = worded(own.properties?.[name] ?? {}) ?? resolve(own.properties?.[name] ?? {}, root, part);
    const place = [...path, name];
    if (part !== null && typeof part === "object" && !Array.isArray(part) && part.kind !== undefined) {
      const listed = entriesOf(catalogue, name);
      const entries = listed.length ? listed : entriesIn(own.properties?.[name], root);
      const entry = entryOf(entries, part.kind);
      const title = own.properties?.[name]?.title ?? titleOf(name);
      /** @type {Field} */
      const choice = { path: place, name, schema: { description: entry?.help, title, default: own.properties?.[name]?.default }, control: "choice", entries };
      return [choice, ...fieldsOf(catalogue, limits, place, part, entry?.schema)];
    }
    const control = controlOf(described, part);
    return control ? [{ path: place, name, schema: limited({ title: titleOf(name), ...described }, limits?.[LIMIT_NAMES[name] ?? name]), control }] : [];
  });
}

/** The schema of a number that a word may stand for, with the word; null for any other. @param {any} schema */
function worded({ anyOf = [], ...rest }) {
  const [number, { enum: [word] = [] } = {}] = anyOf;
  return anyOf.length === 2 && number.type === "integer" && typeof word === "string" ? { ...rest, ...number, word } : null;
}

/** @param {any} root @param {string[]} path @param {any} value */
function schemaAt(root, path, value) {
  return path.reduce((at, key, i) => resolve(at, root, i === path.length ? value : undefined)?.properties?.[key] ?? {}, root);
}

/** @param {any} schema @param {any} value @returns {"number"|"switch"|"menu"|"formula"|"given"|null} */
function controlOf(schema, value) {
  if (Array.isArray(schema.enum)) return "menu";
  if (schema.formula) return "formula";
  if (schema.given) return value.length ? "given" : null;
  if (typeof value === "boolean") return "switch";
  if (schema.word !== undefined) return "number";
  return typeof value === "number" ? "number" : null;
}

/** @param {any} schema @param {any} limit */
function limited(schema, limit) {
  if (!limit) return schema;
  const merged = { ...schema };
  if (limit.minimum !== undefined) merged.minimum = Math.max(limit.minimum, schema.minimum ?? -Infinity);
  if (limit.maximum !== undefined) merged.maximum = Math.min(limit.maximum, schema.maximum ?? Infinity);
  if (limit.exclusiveMinimum !== undefined && merged.minimum === undefined) merged.exclusiveMinimum = limit.exclusiveMinimum;
  return merged;
}

/** @param {string} name */
export const titleOf = (name) => name.charAt(0).toUpperCase() + name.slice(1).replaceAll("_", " ");

/** A JSON pointer for a path. @param {(string|number)[]} path */
export const pointerOf = (path) => `/${path.join("/")}`;

/**
 * A copy of a value with one place changed.
 * @template T
 * @param {T} root
 * @param {(string|number)[]} path
 * @param {any} value
 * @returns {T}
 */
export function withValue(root, path, value) {
  if (!path.length) return value;
  const [key, ...rest] = path;
  const copy = /** @type {any} */ (Array.isArray(root) ? [...root] : { .../** @type {any} */ (root) });
  copy[key] = withValue(copy[key], rest, value);
  return copy;
}

/** @param {any} root @param {(string|number)[]} path */
export const valueAt = (root, path) => path.reduce((at, key) => at?.[key], root);

/**
 * The places where two values differ, as paths to scalars, lists or choices.
 * @param {any} a
 * @param {any} b
 * @param {string[]} [path]
 * @returns {string[][]}
 */
export function differences(a, b, path = []) {
  const plain = (/** @type {any} */ v) => v !== null && typeof v === "object" && !Array.isArray(v);
  if (plain(a) && plain(b) && a.kind === b.kind) {
    return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((key) => differences(a[key], b[key], [...path, key]));
  }
  return JSON.stringify(a) === JSON.stringify(b) ? [] : [path];
}

/**
 * The fields of a specification that may change while it is trained, by JSON pointer.
 * @param {any} catalogue
 * @param {Record<string, any>} limits
 * @param {any} spec
 * @returns {Set<string>}
 */
export function livePointers(catalogue, limits, spec) {
  if (!catalogue || !spec) return new Set();
  const fields = ["data", "network", "training"].flatMap((part) => fieldsOf(catalogue, limits, [part], spec[part]));
  // Lists have no control of their own in a form.
  const lists = Object.entries(spec.training ?? {}).filter(([name, value]) => Array.isArray(value) && schemaAt(catalogue.spec_schema, ["training", name], value).live);
  return new Set([...fields.filter(({ schema }) => schema.live).map(({ path }) => pointerOf(path)), ...lists.map(([name]) => pointerOf(["training", name]))]);
}
