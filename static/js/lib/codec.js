// @ts-check
/**
 * A specification as an address people can read, and back.
 *
 *   data=circle&data.noise=0.1&network.hidden_layers=8.tanh,4.tanh&training.batch_size=10
 *
 * A named choice is its name, its parameters follow as `path.name=value`. Lists are joined by commas. An item of a
 * list of objects is written `first.second`, with the parameters of a choice in brackets: `8.some(slope:0.1)`, and its
 * other fields as `name(value)`. Where a number is told of each item, it is `first.second:0.5`. Rows of numbers are `1,2,0;3,4,1;`. Anything else travels as `~` and JSON. Nothing here knows what the names mean.
 */

/** @typedef {{fields: string[], choices: string[], value?: string}} ItemShape how the items of a list of objects are written; `value`: the field that comes last, behind a colon */
/** @typedef {Record<string, ItemShape>} Shapes */

const NUMBER = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i;
const isObject = (/** @type {any} */ value) => value !== null && typeof value === "object" && !Array.isArray(value);
const isChoice = (/** @type {any} */ value) => isObject(value) && typeof value.kind === "string";
const isScalar = (/** @type {any} */ value) => value === null || typeof value !== "object";

/** @param {any} value */
function atom(value) {
  if (typeof value !== "string") return String(value);
  const text = encodeURIComponent(value).replace(/[.()~';]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  const looksLikeOther = text === "" || NUMBER.test(value) || ["true", "false", "null"].includes(value);
  return looksLikeOther ? `'${text}` : text;
}

/** @param {string} text */
function unatom(text) {
  if (text.startsWith("'")) return decode(text.slice(1));
  if (text === "true") return true;
  if (text === "false") return false;
  if (text === "null") return null;
  return NUMBER.test(text) ? Number(text) : decode(text);
}

/** @param {string} text */
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    // A percent sign that stands for itself.
    return text;
  }
}

/** Split at a mark, but not inside brackets. @param {string} text @param {string} mark */
function split(text, mark) {
  const parts = [];
  let depth = 0;
  let part = "";
  for (const c of text) {
    if (c === "(") depth += 1;
    if (c === ")") depth -= 1;
    if (c === mark && depth <= 0) {
      parts.push(part);
      part = "";
    } else part += c;
  }
  return [...parts, part];
}

const json = (/** @type {any} */ value) => `~${encodeURIComponent(JSON.stringify(value))}`;

/** A choice or a scalar inside a list. @param {any} value */
function inline(value) {
  if (isScalar(value)) return atom(value);
  if (!isChoice(value) || Object.values(value).some((v) => !isScalar(v))) return null;
  const parameters = Object.entries(value).filter(([key]) => key !== "kind");
  return atom(value.kind) + (parameters.length ? `(${parameters.map(([k, v]) => `${atom(k)}:${atom(v)}`).join(",")})` : "");
}

/** @param {string} text @param {boolean} asChoice */
function uninline(text, asChoice) {
  const open = text.indexOf("(");
  if (open < 0) return asChoice ? { kind: String(unatom(text)) } : unatom(text);
  /** @type {Record<string, any>} */
  const choice = { kind: decode(text.slice(0, open)) };
  for (const pair of split(text.slice(open + 1, text.lastIndexOf(")")), ",")) {
    const colon = pair.indexOf(":");
    if (colon > 0) choice[decode(pair.slice(0, colon))] = unatom(pair.slice(colon + 1));
  }
  return choice;
}

/** @param {any} item @param {ItemShape} shape @returns {string|null} */
function encodeItem(item, { fields, value }) {
  if (value && isObject(item)) {
    const { [value]: told, ...named } = item;
    const head = isScalar(told) && told !== undefined && Object.keys(named).length === fields.length ? encodeItem(named, { fields, choices: [] }) : null;
    return head === null ? null : `${head}:${atom(told)}`;
  }
  if (!isObject(item) || fields.some((field) => item[field] === undefined)) return null;
  const heads = fields.map((field) => inline(item[field]));
  const others = Object.entries(item).filter(([key]) => !fields.includes(key)).map(([k, v]) => [atom(k), inline(v)]);
  if ([...heads, ...others.map(([, value]) => value)].includes(null)) return null;
  if (heads.some((head, i) => split(head ?? "", ".").length > 1 || (i === 0 && head === ""))) return null;
  return [...heads, ...others.map(([key, value]) => `${key}(${value})`)].join(".");
}

/** @param {string} text @param {ItemShape} shape @returns {Record<string, any>} */
function decodeItem(text, { fields, choices, value }) {
  if (value) {
    const [head, ...told] = text.split(":");
    return { ...decodeItem(head, { fields, choices }), ...(told.length ? { [value]: unatom(told.join(":")) } : {}) };
  }
  const parts = split(text, ".");
  /** @type {Record<string, any>} */
  const item = {};
  for (const [i, part] of parts.entries()) {
    const field = fields[i];
    if (field !== undefined) {
      item[field] = uninline(part, choices.includes(field));
    } else {
      const open = part.indexOf("(");
      if (open > 0) item[decode(part.slice(0, open))] = uninline(part.slice(open + 1, part.lastIndexOf(")")), false);
    }
  }
  return item;
}

/**
 * @param {Record<string, any>} spec
 * @param {Shapes} [shapes]
 * @returns {string} without the leading "#"
 */
export function encodeSpec(spec, shapes = {}) {
  /** @type {string[]} */
  const pairs = [];
  /** @param {string} path @param {any} value */
  const write = (path, value) => {
    if (isScalar(value)) pairs.push(`${path}=${atom(value)}`);
    else if (Array.isArray(value)) pairs.push(`${path}=${encodeList(value, shapes[path])}`);
    else if (Object.keys(value).length === 0 || Object.keys(value).some((key) => key === "" || key.includes("."))) pairs.push(`${path}=${json(value)}`);
    else {
      if (isChoice(value)) pairs.push(`${path}=${atom(value.kind)}`);
      for (const [key, part] of Object.entries(value)) {
        if (key !== "kind" || !isChoice(value)) write(`${path}.${encodeURIComponent(key)}`, part);
      }
    }
  };
  for (const [key, value] of Object.entries(spec)) write(encodeURIComponent(key), value);
  return pairs.join("&");
}

/** Rows of numbers, such as points. @param {any[]} list */
const isTable = (list) => list.length > 0 && list.every((row) => Array.isArray(row) && row.length > 0 && row.every((cell) => Number.isFinite(cell)));

/** @param {any[]} list @param {ItemShape} [shape] */
function encodeList(list, shape) {
  if (isTable(list)) return list.map((row) => `${row.join(",")};`).join("");
  const items = list.map((item) => (shape ? encodeItem(item, shape) : isScalar(item) ? atom(item) : null));
  if (items.some((item) => item === null)) return json(list);
  return items.join(",") + (items.length === 1 && !shape ? "," : "");
}

/**
 * @param {string} text with or without "#"
 * @param {Shapes} [shapes]
 * @param {Record<string, any>|null} [template] a whole specification: says what is a list and what is a choice
 * @returns {{spec: Record<string, any>, unread: string[]}} `unread`: the parts that made no sense here
 */
export function decodeSpec(text, shapes = {}, template = null) {
  /** @type {Record<string, any>} */
  const spec = {};
  /** @type {string[]} */
  const unread = [];
  const pairs = text.replace(/^#/, "").split("&").filter(Boolean);
  for (const pair of pairs) {
    const equals = pair.indexOf("=");
    const path = (equals < 0 ? pair : pair.slice(0, equals)).split(".").map(decode);
    const known = !template || lookUp(template, path) !== undefined || isChoice(lookUp(template, path.slice(0, -1)));
    if (equals < 1 || !known || path.some((key) => key === "" || key === "__proto__")) {
      unread.push(decode(path.join(".")));
      continue;
    }
    const value = decodeValue(pair.slice(equals + 1), shapes[path.join(".")], template ? lookUp(template, path) : undefined);
    place(spec, path, value);
  }
  return { spec, unread };
}

/** @param {string} text @param {ItemShape|undefined} shape @param {any} like */
function decodeValue(text, shape, like) {
  if (text.startsWith("~")) {
    try {
      return JSON.parse(decode(text.slice(1)));
    } catch {
      // No JSON: a text, which the server refuses by name where it wants another thing.
      return decode(text);
    }
  }
  if (shape) return text === "" ? [] : split(text, ",").filter(Boolean).map((item) => decodeItem(item, shape));
  if (text === "") return [];
  if (text.includes(";")) return text.split(";").filter(Boolean).map((row) => row.split(",").map(unatom));
  if (text.includes(",")) return text.split(",").filter(Boolean).map(unatom);
  if (Array.isArray(like)) return [unatom(text)];
  return isChoice(like) ? { kind: String(unatom(text)) } : unatom(text);
}

/** @param {any} root @param {string[]} path */
const lookUp = (root, path) => path.reduce((at, key) => (isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined), root);

/** Put a value in its place; a plain name that gets parameters becomes a choice. @param {any} root @param {string[]} path @param {any} value */
function place(root, path, value) {
  let at = root;
  for (const key of path.slice(0, -1)) {
    if (typeof at[key] === "string") at[key] = { kind: at[key] };
    if (!isObject(at[key])) at[key] = {};
    at = at[key];
  }
  const last = path[path.length - 1];
  if (isObject(at[last]) && typeof value === "string") at[last].kind = value;
  else if (isObject(at[last]) && isChoice(value)) at[last] = { ...value, ...at[last] };
  else at[last] = value;
}
