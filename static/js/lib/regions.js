// @ts-check
/**
 * The regions of classes on the plane, and the line between two of them: how many pieces, how large, where.
 */
import { answerAt } from "./lattice.js";

/** @typedef {{share: number, places: number[], enclosed: boolean}} Piece   `places`: those of three by three, from the top left, of which it has most */
/** @typedef {{answer: number, share: number, pieces: Piece[]}} Region */
/** @typedef {{from: number, to: number, bend: number}} Line   the places its ends lie in; `bend`: how far it leaves the straight way, as a share of that */

/** Places along each side that are looked at. */
const SIDE = 60;
/** What is smaller than this share of the plane is no piece. */
const LEAST = 0.004;

/** Which class has which of so many places, the lowest row first. @param {import("./lattice.js").Boundary} boundary @param {import("./lattice.js").View} view */
function winners(boundary, view) {
  const at = (/** @type {number} */ i) => i / (SIDE - 1);
  return Int16Array.from({ length: SIDE * SIDE }, (_, i) => answerAt(boundary, view, at(i % SIDE), at(Math.floor(i / SIDE))).answer);
}

/** Of three by three, from the top left. @param {number} column @param {number} row from the bottom */
const placeOf = (column, row) => 3 * (2 - Math.floor((3 * row) / SIDE)) + Math.floor((3 * column) / SIDE);

/** @param {Int16Array} winner @param {number} start @param {Uint8Array} seen @returns {number[]} the piece that a place is part of */
function pieceFrom(winner, start, seen) {
  const piece = [start];
  seen[start] = 1;
  for (let k = 0; k < piece.length; k++) {
    const at = piece[k];
    const [column, row] = [at % SIDE, Math.floor(at / SIDE)];
    for (const [inside, next] of /** @type {[boolean, number][]} */ ([[column > 0, at - 1], [column < SIDE - 1, at + 1], [row > 0, at - SIDE], [row < SIDE - 1, at + SIDE]])) {
      if (!inside || seen[next] || winner[next] !== winner[start]) continue;
      seen[next] = 1;
      piece.push(next);
    }
  }
  return piece;
}

/** @param {number[]} piece @returns {Piece} */
function described(piece) {
  const counts = new Array(9).fill(0);
  let enclosed = true;
  for (const at of piece) {
    const [column, row] = [at % SIDE, Math.floor(at / SIDE)];
    counts[placeOf(column, row)] += 1;
    if (column === 0 || row === 0 || column === SIDE - 1 || row === SIDE - 1) enclosed = false;
  }
  const half = SIDE * SIDE / 18;
  const places = counts.flatMap((count, place) => (count > half ? [place] : []));
  return { share: piece.length / SIDE ** 2, places: places.length ? places : [counts.indexOf(Math.max(...counts))], enclosed };
}

/**
 * The classes that have a part of the plane, the largest first, and the line where there are two in a piece each that is cut off by the edge.
 * @param {import("./lattice.js").Boundary} boundary @param {import("./lattice.js").View} view
 * @returns {{regions: Region[], line: Line|null}}
 */
export function regionsOf(boundary, view) {
  const winner = winners(boundary, view);
  const seen = new Uint8Array(winner.length);
  /** @type {Map<number, Piece[]>} */
  const pieces = new Map();
  for (let at = 0; at < winner.length; at++) {
    if (seen[at]) continue;
    const piece = described(pieceFrom(winner, at, seen));
    if (piece.share >= LEAST) pieces.set(winner[at], [...(pieces.get(winner[at]) ?? []), piece]);
  }
  const regions = [...pieces].map(([answer, all]) => ({ answer, share: all.reduce((sum, { share }) => sum + share, 0), pieces: all.sort((a, b) => b.share - a.share) }))
    .sort((a, b) => b.share - a.share);
  const two = regions.length === 2 && regions.every((region) => region.pieces.length === 1);
  return { regions, line: two ? lineOf(winner) : null };
}

/** The line between two regions, from edge to edge, or none. @param {Int16Array} winner @returns {Line|null} */
function lineOf(winner) {
  const last = SIDE - 1;
  const rim = Array.from({ length: 4 * last }, (_, i) => {
    const [side, k] = [Math.floor(i / last), i % last];
    return /** @type {[number, number]} */ ([[k, 0], [last, k], [last - k, last], [0, last - k]][side]);
  });
  const of = (/** @type {[number, number]} */ [column, row]) => winner[row * SIDE + column];
  const ends = rim.filter((place, i) => of(place) !== of(rim[(i + 1) % rim.length]));
  if (ends.length !== 2) return null;
  const [[x, y], [to, up]] = ends;
  const length = Math.hypot(to - x, up - y);
  let bend = 0;
  for (let at = 0; at < winner.length - SIDE; at++) {
    const [column, row] = [at % SIDE, Math.floor(at / SIDE)];
    if (column === last || (winner[at] === winner[at + 1] && winner[at] === winner[at + SIDE])) continue;
    bend = Math.max(bend, Math.abs((to - x) * (row - y) - (up - y) * (column - x)) / (length || 1));
  }
  return { from: placeOf(x, y), to: placeOf(to, up), bend: bend / (length || 1) };
}
