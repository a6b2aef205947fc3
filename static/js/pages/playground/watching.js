// @ts-check
/**
 * Whoever watches another's run sees its settings, and that they are not theirs to change: whoever tries is told how they would be.
 */
import { fill, t } from "../../t.js";

const STEERING = "#setup, .layer-heads, .head-tools, .spares";
const TOUCHED = `${STEERING}, .playbar button, .playbar select`;

/** @param {import("../../state.js").AppStore} store */
export function mountWatching(store) {
  store.on(["watching"], ({ watching }) => {
    for (const part of document.querySelectorAll(STEERING)) part.toggleAttribute("inert", watching);
  });
  if (document.documentElement.dataset.embed !== undefined) return;
  // What is inert hears of no pointer itself.
  document.addEventListener("pointerdown", ({ clientX: x, clientY: y }) => {
    if (!store.get().watching) return;
    const over = [...document.querySelectorAll(TOUCHED)].some((part) => {
      const { left, right, top, bottom } = part.getBoundingClientRect();
      return x > left && x < right && y > top && y < bottom;
    });
    if (over) store.set({ notice: { tone: "info", text: fill(t.watchingTouched, { mine: t.makeMine }) } });
  }, true);
}
