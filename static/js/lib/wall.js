// @ts-check
/**
 * The wall of a class: what a frame has for whom, what is said of a member, in which order they stand and how large their tiles are.
 */
import { boundaryAlone } from "./arrays.js";
import { compareNames } from "./locale.js";

/** @typedef {import("../classtypes.js").OnWall} OnWall */
/** @typedef {import("../classtypes.js").Seen} Seen */
/** @typedef {import("../types.js").LessonSummary} LessonSummary */
/** @typedef {"name"|"accuracy"|"tasks"|"stuck"} Order */
/** @typedef {{member: OnWall, number: number, seen: Seen|null, figure: Figure, done: Done}} Entry   `number`: what a member is called whose name is hidden */
/** @typedef {{metric: "accuracy"|"loss"|"", value: number}} Figure */
/** @typedef {{passed: number, all: number}} Done   tasks; `all` is 0 where nobody knows how many there are */

/** @type {Order[]} */
export const ORDERS = ["name", "accuracy", "tasks", "stuck"];

/** A class in an address: its code, whether its progress is to be shown, and the token of a teacher's link. @param {string} hash */
export function readAddress(hash) {
  const [, written = "", progress, token = ""] = hash.match(/^#([\w-]+?)(\/progress)?(?:&token=([\w-]+))?$/) ?? [];
  // As it is read out, or as it is.
  const code = written.replace(/(^|-)(\w{3})-(\w{3})$/, (_, before, first, second) => `${before}${first}${second}`.toUpperCase());
  return { code, view: progress ? /** @type {const} */ ("progress") : /** @type {const} */ ("wall"), token };
}

/** A code as people read it out: in halves. @param {string} code */
export const codeInHalves = (code) => code.replace(/(...)(...)$/, "$1-$2");

/** A list that somebody pasted, each name once. @param {string} text */
export const linesIn = (text) => [...new Map(text.split(/\r\n|\n|\r/).map((line) => line.replace(/\s+/g, " ").trim()).filter(Boolean).map((name) => [name.toLowerCase(), name])).values()];

/**
 * What a frame has for whom.
 * @param {any} frame as it came over the wall's socket
 * @param {string[]} metrics the names of its columns
 * @returns {Seen[]}
 */
export function seenIn({ members, planes, tiles, ranges, scales, epochs, metrics: values }, metrics) {
  const [, rows, columns] = tiles.shape;
  const pair = (/** @type {{values: ArrayLike<number>}} */ grid, /** @type {number} */ i) => /** @type {[number, number]} */ ([grid.values[2 * i], grid.values[2 * i + 1]]);
  let plane = 0;
  return members.map((/** @type {string} */ id, /** @type {number} */ i) => {
    const [from, count] = [plane, planes[i]];
    plane += count;
    const bytes = tiles.values.subarray(from * rows * columns, plane * rows * columns);
    return {
      id, epoch: epochs.values[i],
      picture: count ? boundaryAlone({ values: bytes, shape: [count, rows, columns] }, pair(ranges, i), pair(scales, i)) : null,
      metrics: Object.fromEntries(metrics.map((name, k) => [name, values.values[i * metrics.length + k]])),
    };
  });
}

/** The one number that a member is compared by: how many answers are right, or where there are none the loss; of new points, where there are some. @param {Seen|null} seen @returns {Figure} */
export function figureOf(seen) {
  for (const [metric, ...names] of /** @type {const} */ ([["accuracy", "val_accuracy", "accuracy"], ["loss", "val_loss", "loss"]])) {
    const name = names.find((each) => Number.isFinite(seen?.metrics[each]));
    if (seen && name) return { metric, value: seen.metrics[name] };
  }
  return { metric: "", value: NaN };
}

/** The lesson that all are at: the one that was sent, or the only one there is. @param {import("../classtypes.js").Wall} wall */
export const presentLesson = ({ card, lead }) => lead.sent?.lesson ?? (card.lessons.length === 1 ? card.lessons[0] : null);

/** How many tasks a member has passed: of a lesson, or of all that the class works through. @param {OnWall} member @param {string|null} lesson @param {string[]} ofClass @param {LessonSummary[]} lessons @returns {Done} */
export function doneOf({ passed }, lesson, ofClass, lessons) {
  const names = lesson ? [lesson] : ofClass.length ? ofClass : Object.keys(passed);
  const tasks = (/** @type {string} */ name) => lessons.find((each) => each.name === name)?.tasks ?? 0;
  const sum = (/** @type {(name: string) => number} */ of) => names.reduce((all, name) => all + of(name), 0);
  return { passed: sum((name) => passed[name] ?? 0), all: lesson || ofClass.length ? sum(tasks) : 0 };
}

/** @param {Done} done */
export const isDone = ({ passed, all }) => all > 0 && passed >= all;

/** How far a member has come, for the order: any accuracy is before any loss. @param {Figure} figure */
const rankOf = ({ metric, value }) => (metric === "accuracy" ? value : metric === "loss" ? -1 - value : -Infinity);
/** @param {Entry} entry */
const troubleOf = ({ member: { stuck, tries } }) => (stuck === "tries" ? 1 + tries : stuck === "still" ? 1 : 0);

/**
 * Members in order; of equal ones the name decides, or while names are hidden the number.
 * @param {Entry[]} entries
 * @param {Order} order
 * @param {boolean} named
 */
export function ordered(entries, order, named) {
  const byName = (/** @type {Entry} */ a, /** @type {Entry} */ b) => (named ? compareNames(a.member.name, b.member.name) : 0) || a.number - b.number;
  const more = (/** @type {number} */ a, /** @type {number} */ b) => (a === b ? 0 : b > a ? 1 : -1);
  const by = {
    name: () => 0,
    accuracy: (/** @type {Entry} */ a, /** @type {Entry} */ b) => more(rankOf(a.figure), rankOf(b.figure)),
    tasks: (/** @type {Entry} */ a, /** @type {Entry} */ b) => more(a.done.passed, b.done.passed),
    stuck: (/** @type {Entry} */ a, /** @type {Entry} */ b) => more(troubleOf(a), troubleOf(b)) || more(Number(a.member.here), Number(b.member.here)),
  }[order];
  return [...entries].sort((a, b) => by(a, b) || byName(a, b));
}

/**
 * How wide tiles are for all to be seen at once, and as large as that leaves; never less than `least`: then the wall scrolls.
 * @param {number} count of tiles
 * @param {{width: number, height: number}} room
 * @param {{gap: number, words: number, least: number, most: number}} sizes `words`: how much higher a tile is than wide
 * @returns {{width: number, fits: boolean}}
 */
export function tileWidth(count, { width, height }, { gap, words, least, most }) {
  let best = 0;
  for (let rows = 1; rows <= count; rows++) {
    const columns = Math.ceil(count / rows);
    best = Math.max(best, Math.min((width + gap) / columns - gap, (height + gap) / rows - gap - words));
  }
  // A hair less, so that rounding makes no row shorter by one.
  return { width: Math.max(least, Math.min(best - 0.02, most)), fits: best - 0.02 >= least };
}

/**
 * A name on two lines, broken between words where that will do; a longer one is cut in the middle, since names differ at both ends.
 * @param {string} name
 * @param {number} room what a line has
 * @param {(text: string) => number} lengthOf
 * @returns {[string, string]}
 */
export function inTwoLines(name, room, lengthOf) {
  const signs = [...new Intl.Segmenter().segment(name)].map(({ segment }) => segment);
  const before = (/** @type {number} */ at) => signs.slice(0, at).join("").trim();
  const after = (/** @type {number} */ at) => signs.slice(at).join("").trim();
  const places = signs.map((_, at) => at).slice(1);
  const [between, ends] = [(/** @type {number} */ at) => /[\s-]/.test(signs[at - 1]), (/** @type {number} */ at) => lengthOf(after(at)) <= room];
  const breaks = places.filter((at) => ends(at) && lengthOf(before(at)) <= room);
  const at = breaks.findLast(between) ?? breaks.at(-1);
  if (at !== undefined) return [before(at), after(at)];
  const from = places.find((place) => between(place) && ends(place)) ?? places.find(ends) ?? signs.length;
  const to = places.findLast((place) => place < from && lengthOf(`${before(place)}…`) <= room) ?? 1;
  return [`${before(to)}…`, after(from)];
}
