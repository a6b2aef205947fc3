// @ts-check
/**
 * The wall itself: everyone's tile, in the order that is wanted.
 */
import { h, setHidden } from "../../lib/dom.js";
import { throttle } from "../../lib/time.js";
import { ordered } from "../../lib/wall.js";
import { classes, fill } from "../../t.js";
import { wallView } from "../../views/wall.js";
import { entriesOf, tilesOf } from "./derived.js";

/** Tiles that change places more often cannot be followed. */
const REORDER_MS = 3000;
const [DRAW_MS, SHARE] = [100, 0.3];

/**
 * @param {HTMLElement} place
 * @param {import("./state.js").ClassStore} store
 * @param {string} address   that is joined at
 */
export function mountTiles(place, store, address) {
  const frame = h("div.wall-scroll");
  const empty = h("div.empty", { id: "empty", hidden: true }, h("strong", {}, classes.empty.title), h("p", {}, fill(classes.empty.text, { address })));
  place.append(h("section.wall-place", { "aria-label": classes.title }, empty, frame));
  const view = wallView(frame, { choose: (id) => store.set({ opened: store.get().opened === id ? null : id }) });
  /** Ids, as they stand. @type {string[]} */
  let standing = [];
  let [wanted, since] = ["", 0];

  function draw() {
    const state = store.get();
    const { wall, order, named, theme, view: shown } = state;
    setHidden(empty, !wall || wall.members.length > 0);
    if (shown !== "wall") return;
    const entries = entriesOf(state);
    const key = JSON.stringify([order, named, entries.map(({ member }) => [member.id, member.name])]);
    const now = performance.now();
    if (key !== wanted || now - since > REORDER_MS) {
      [wanted, since] = [key, now];
      standing = ordered(entries, order, named).map(({ member }) => member.id);
    }
    const byId = new Map(entries.map((entry) => [entry.member.id, entry]));
    const stand = standing.flatMap((id) => byId.get(id) ?? []);
    view.draw({ tiles: tilesOf(state, stand), theme, label: fill(classes.tile.wall, { count: stand.length }) });
  }

  const soon = throttle(draw, DRAW_MS, SHARE);
  store.on(["wall", "seen", "lessons", "theme"], soon);
  // What a person does answers at once.
  store.on(["order", "named", "opened", "view", "room"], draw);
  let before = /** @type {string|null} */ (null);
  store.on(["opened"], ({ opened }) => {
    // Who closes what a tile opened is where that tile is.
    if (!opened && before && (document.activeElement === document.body || document.activeElement?.closest("#side"))) view.focus(before);
    before = opened;
  });
}
