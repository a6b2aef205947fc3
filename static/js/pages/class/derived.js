// @ts-check
/**
 * From what the server says of a class to what is said of its members on the page.
 */
import { grouped, lossOf, percent } from "../../lib/format.js";
import { marks } from "../../lib/locale.js";
import { doneOf, figureOf, isDone, ordered, presentLesson } from "../../lib/wall.js";
import { classes, counted, fill, t } from "../../t.js";

const words = classes.tile;

/** @typedef {import("./state.js").State} State */
/** @typedef {import("../../lib/wall.js").Entry} Entry */
/** @typedef {import("../../classtypes.js").OnWall} OnWall */

/** Everyone, as they joined. @param {State} state @returns {Entry[]} */
export function entriesOf({ wall, seen, lessons }) {
  if (!wall) return [];
  const lesson = presentLesson(wall);
  return wall.members.map((member, i) => {
    const own = seen.get(member.id) ?? null;
    return { member, number: i + 1, seen: own, figure: figureOf(own), done: doneOf(member, lesson, wall.card.lessons, lessons) };
  });
}

/** How a member is called on a page that others see, too. @param {State} state @param {string} id */
export function labelIn({ wall, named }, id) {
  const at = wall?.members.findIndex((member) => member.id === id) ?? -1;
  if (!wall || at < 0) return "";
  return named ? wall.members[at].name : fill(classes.names.member, { number: at + 1 });
}

/** The figure of a tile. @param {import("../../lib/wall.js").Figure} figure @param {boolean} [whole] with what it is */
function figureIn({ metric, value }, whole = false) {
  if (!metric) return "";
  const told = metric === "accuracy" ? percent(value, 0) : lossOf(value);
  return whole ? fill(words[metric], { value: told }) : told;
}

/** @param {OnWall} member @param {import("../../classtypes.js").Seen|null} seen */
function noteOf({ run, here, stuck, tries, diverged, status }, seen) {
  if (!run) return here ? words.none : words.away;
  if (!here) return words.away;
  if (status === "queued") return t.status.queued;
  if (stuck) return stuck === "tries" ? fill(words.tries, { count: tries }) : words.still;
  const epoch = fill(words.epoch, { epoch: grouped(Math.floor(seen?.epoch ?? 0)) });
  return diverged ? words.diverged : status === "playing" ? `${epoch} ▶` : epoch;
}

/** @param {import("../../lib/wall.js").Done} done */
const tasksIn = ({ passed, all }) => (all ? fill(words.tasks, { passed, all }) : counted(words.some, passed));

/** The tiles of the wall, in the order of these ids. @param {State} state @param {Entry[]} entries @returns {import("../../views/wall.js").MemberTile[]} */
export function tilesOf(state, entries) {
  const { wall, named, opened } = state;
  return entries.map(({ member, number, seen, figure, done }) => {
    const name = named ? member.name : String(number);
    const note = noteOf(member, seen);
    const playing = member.here && member.status === "playing";
    return {
      id: member.id, name, note, done, figure: figureIn(figure), stuck: member.stuck ?? "", opened: member.id === opened,
      shown: Boolean(wall?.lead.shown && wall.lead.shown.run === member.run), faint: !member.here, real: member.task === "regression", picture: seen?.picture ?? null,
      label: [named ? member.name : fill(classes.names.member, { number }), figureIn(figure, true), note.replace(" ▶", ""), playing ? words.playing : "", tasksIn(done)].filter(Boolean).join(marks.list),
    };
  });
}

/** Who is here, and how many have done what there is to do. @param {Entry[]} entries */
export function countsOf(entries) {
  const here = entries.filter(({ member }) => member.here).length;
  return { here, away: entries.length - here, done: entries.filter(({ done }) => isDone(done)).length, tasks: entries.some(({ done }) => done.all > 0) };
}

/** Who is stuck, the worst first. @param {Entry[]} entries @param {boolean} named */
export const stuckIn = (entries, named) => ordered(entries.filter(({ member }) => member.stuck), "stuck", named);
