// @ts-check
/**
 * What there is to see of the plane, in sentences: a field of it, or all.
 */
import { fixed, percent, short } from "../lib/format.js";
import { fieldsOf, placesOf, pointsIn, toldOf } from "../lib/lattice.js";
import { marks } from "../lib/locale.js";
import { regionsOf } from "../lib/regions.js";
import { counted, fill, t } from "../t.js";
import { viewOf } from "./images.js";

const w = t.words;
/** What is a larger share than this of a field is told as all of it. */
const NEARLY = 0.97;
/** A line that leaves the straight way by less than this share of it is nearly straight. */
const STRAIGHT = 0.06;
const RING = [0, 1, 2, 3, 5, 6, 7, 8];
/** Of so many classes each has a sentence. */
const FEW = 3;

/** @typedef {import("../types.js").Picture} Picture */
/** @typedef {import("../types.js").Options} Options */
/** @typedef {import("../lib/lattice.js").Field} Field */

/** @param {import("../types.js").Data} data @param {number} answer */
const nameOf = (data, answer) => data.classes?.[answer] ?? String(answer);
/** @param {import("../types.js").Data} data @param {number} output */
const valueName = (data, output) => data.values?.[output] ?? t.value;

/** What a field is called. @param {Field} field */
export function placeName(field) {
  const { place, part } = placesOf(field);
  return part === null ? w.places[place] : fill(w.part, { part: w.places[part], place: w.places[place] });
}

/** Something that tells each field of a plane, as the picture is now. @param {Picture|null} picture @param {Options} options @returns {((field: Field) => string)|null} */
export function fieldWords(picture, options) {
  const { data } = options;
  const boundary = picture?.boundary;
  if (!boundary || !data) return null;
  const view = viewOf(picture, options);
  const points = pointsIn(boundary, view, data);
  const [low, high] = boundary.range;
  const isShare = low === 0 && high === 1;
  return (field) => {
    const told = toldOf(boundary, view, points, field);
    const many = told.points ? counted(w.points, told.points) : w.noPoints;
    if (view.mode === "values") {
      const answer = fill(w.mean, { name: valueName(data, view.output), p: fixed(told.mean, 2), low: fixed(told.low, 2), high: fixed(told.high, 2) });
      return fill(w.field, { place: placeName(field), answer, points: told.points ? fill(w.off, { points: many, off: short(told.off, 2) }) : many });
    }
    const [first, ...others] = told.shares;
    const sure = (/** @type {string} */ name) => (isShare ? fill(w.sure, { name, p: percent(told.mean, 0) }) : fill(w.answers, { name, p: fixed(told.mean, 2) }));
    const name = nameOf(data, first.answer);
    const answer = first.share > NEARLY ? sure(name) : fill(w.split, {
      name, share: percent(first.share, 0), answer: sure(name),
      others: others.map((each) => fill(w.other, { name: nameOf(data, each.answer), share: percent(each.share, 0) })).join(marks.list),
    });
    return fill(w.field, { place: placeName(field), answer, points: told.points ? fill(w.wrong, { points: many, wrong: told.wrong }) : many });
  };
}

/** Where a piece lies. @param {import("../lib/regions.js").Piece} piece */
function whereOf({ places, enclosed }) {
  const named = (/** @type {number[]} */ list) => list.map((place) => w.places[place]).join(marks.list);
  if (places.length === RING.length && RING.every((place) => places.includes(place))) return w.ring;
  const rest = w.places.flatMap((_, place) => (places.includes(place) ? [] : [place]));
  if (!rest.length) return w.everywhere;
  const where = places.length > 5 ? fill(w.except, { places: named(rest) }) : named(places);
  return enclosed ? fill(w.enclosed, { places: where }) : where;
}

/** @param {import("../lib/regions.js").Region} region */
const spread = ({ pieces }) => (pieces.length === 1 ? whereOf(pieces[0]) : fill(w.pieces, { count: pieces.length, places: pieces.map(whereOf).join(marks.parts) }));

/** What of a place is the most, by its fields. @param {(field: import("../lib/lattice.js").Field) => number} of */
const mostOf = (of) => fieldsOf(3).reduce((best, field) => (of(field) > of(best) ? field : best));

/** The plane in a few sentences. @param {Picture|null} picture @param {Options} options */
export function planeWords(picture, options) {
  const { data } = options;
  const boundary = picture?.boundary;
  if (!boundary || !data) return w.noPicture;
  const view = viewOf(picture, options);
  const points = pointsIn(boundary, view, data);
  const told = new Map(fieldsOf(3).map((field) => [placesOf(field).place, toldOf(boundary, view, points, field)]));
  const of = (/** @type {Field} */ field) => /** @type {import("../lib/lattice.js").Told} */ (told.get(placesOf(field).place));
  if (view.mode === "values") {
    const [lowest, highest] = [mostOf((field) => -of(field).mean), mostOf((field) => of(field).mean)];
    const surface = fill(w.surface, { name: valueName(data, view.output), low: fixed(of(lowest).low, 2), high: fixed(of(highest).high, 2), lowest: placeName(lowest), highest: placeName(highest) });
    if (!points.length) return surface;
    return `${surface}${marks.sentence}${fill(w.distance, { off: short(points.reduce((sum, { off }) => sum + off, 0) / points.length, 2), place: placeName(mostOf((field) => of(field).off)) })}`;
  }
  const { regions, line } = regionsOf(boundary, view);
  const each = (/** @type {string} */ words) => regions.map((region) => fill(words, { name: nameOf(data, region.answer), share: percent(region.share, 0), where: spread(region) }));
  const sides = regions.length === 1 ? [fill(w.all, { name: nameOf(data, regions[0].answer) })]
    : regions.length <= FEW ? each(w.region)
      : [fill(w.regions, { count: regions.length, list: each(w.brief).join(marks.parts) })];
  const runs = line ? [fill(line.bend < STRAIGHT ? w.lineStraight : w.lineBent, { from: w.places[line.from], to: w.places[line.to] })] : [];
  const wrong = points.filter((point) => point.wrong).length;
  const right = !points.length ? [] : [wrong ? counted(w.wrongSides, wrong, { all: points.length, place: placeName(mostOf((field) => of(field).wrong)) }) : w.right];
  return [...runs, ...sides, ...right].join(marks.sentence);
}
