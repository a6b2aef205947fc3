// @ts-check
/**
 * Which class this browser is a member of: kept in its storage, and never in an address. A browser may be known to several classes; it is
 * a member of one at a time.
 */
import { keep, keptList, readKept } from "./lib/storage.js";
import { sleep } from "./lib/time.js";
import { root } from "./root.js";

/** So many classes a browser remembers; the one that was gone to the longest ago is left out. */
const MOST = 12;

const NAME = `playground-memberships ${new URL(root).pathname}`;
const JOINING = `playground-joining ${new URL(root).pathname}`;

/** So soon every window knows what another has written down. */
const KNOWN_MS = 150;

/** What this window is called among those of the browser. */
const OWN = String(Math.random());

/**
 * @typedef {{sent?: number, playing?: number, shown?: number, question?: number, revealed?: number, by?: Record<string, string>}} Seen
 *   numbers of what the teacher told everyone that was done, or put away, here; `by`: in which window
 * @typedef {object} Membership
 * @property {string} code
 * @property {string} title   of the class
 * @property {string} id      of the member
 * @property {string} name
 * @property {string} token
 * @property {boolean} present   whether the browser is this member now
 * @property {Seen} seen
 */

/** @type {(() => void)[]} */
const listeners = [];
const tell = () => listeners.forEach((listener) => listener());
if (typeof window !== "undefined") window.addEventListener("storage", ({ key }) => { if (key === NAME || key === null) tell(); });

/** Hear of somebody joining or leaving, here or in another tab. @param {() => void} listener */
export const onMembership = (listener) => void listeners.push(listener);

/** @param {any} entry */
const isMembership = (entry) => ["code", "title", "id", "name", "token"].every((name) => typeof entry?.[name] === "string");

/** @type {ReturnType<typeof keptList<Membership>>} */
const list = keptList("localStorage", NAME, isMembership, MOST);
export const memberships = list.read;

/** Who this browser is now. @returns {Membership|null} */
export const membership = () => memberships().find(({ present }) => present) ?? null;

/** What the storage calls something that is one person's: of a member it is kept apart, since several may sit at one browser, one after the other. @param {string} name */
export function ownName(name) {
  const of = membership();
  return of ? `${name} ${of.code} ${of.id}` : name;
}

/** @param {{code: string, id: string}} one @param {{code: string, id: string}|null} other */
export const isSame = (one, other) => one.code === other?.code && one.id === other.id;

/** The class that is being joined, and the key it is joined with. @type {{code: string, key: string}|null} */
let joining = null;

/** The key that this browser joins a class with: the same until it is a member, however often it asks, be it after the page was loaded again. @param {string} code */
export function joiningKey(code) {
  const kept = joining ?? readKept("localStorage", JOINING);
  if (kept?.code === code && typeof kept.key === "string") return kept.key;
  const key = [...crypto.getRandomValues(new Uint8Array(24))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  joining = { code, key };
  keep("localStorage", JOINING, joining);
  return key;
}

/** From now on the browser is this member. @param {Omit<Membership, "present"|"seen"> & {seen?: Seen}} joined @returns {boolean} whether that is kept */
export function enter(joined) {
  const others = memberships().filter(({ code }) => code !== joined.code).map((other) => ({ ...other, present: false }));
  const kept = list.write([{ seen: {}, ...joined, present: true }, ...others]);
  joining = null;
  keep("localStorage", JOINING, null);
  tell();
  return kept;
}

/** The browser is this member no longer, and knows nothing of it. @param {{code: string, id: string}} left */
export function leave(left) {
  list.write(memberships().filter((other) => !isSame(other, left)));
  tell();
}

/** Remember something else of a member; nobody is told. @param {{code: string, id: string}} of @param {Partial<Membership>} patch */
export const remember = (of, patch) => void list.write(memberships().map((each) => (isSame(each, of) ? { ...each, ...patch } : each)));

/** What was done here of what the teacher told everyone. @param {{code: string, id: string}} of @returns {Seen} */
export const seenBy = (of) => memberships().find((each) => isSame(each, of))?.seen ?? {};

/** @param {{code: string, id: string}} of @param {Seen} seen */
export const note = (of, seen) => remember(of, { seen: { ...seenBy(of), ...seen } });

/**
 * Note that something is done, and say whether it is to be done here: of two windows in sight, which are told of it at once, in the one that
 * has noted it last. (There are locks for this, but not where a page comes by plain http, as from a computer in the room.)
 * @param {{code: string, id: string}} of @param {"sent"|"playing"} what @param {number} number @returns {Promise<boolean>}
 */
export async function claim(of, what, number) {
  note(of, { [what]: number, by: { ...seenBy(of).by, [what]: OWN } });
  await sleep(KNOWN_MS);
  return seenBy(of).by?.[what] === OWN;
}
