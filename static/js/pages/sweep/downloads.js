// @ts-check
/**
 * Files to take along: the table, and pictures of the tiles and of the curves.
 */
import * as api from "../../api.js";
import { picture, planeOf, save, textBlob } from "../playground/files.js";

/** @param {HTMLElement} place @param {HTMLCanvasElement[]} layers @param {string} texts a selector of what is written */
function drawn(place, layers, texts) {
  const words = () => /** @type {HTMLElement[]} */ ([...place.querySelectorAll(texts)]).filter((word) => word.textContent?.trim() && word.getClientRects().length);
  return picture(place.getBoundingClientRect(), planeOf({ plane: place, layers, words }));
}

/**
 * @param {import("./state.js").SweepStore} store
 * @param {ReturnType<typeof import("./shown.js").mountShown>} shown
 * @returns {(kind: string) => Promise<void>}
 */
export function createDownloads(store, { board, curves }) {
  /** @type {Record<string, (id: string) => Promise<void>>} */
  const kinds = {
    async csv(id) {
      save(textBlob(await api.readSweepTable(id), "text/csv"), "sweep.csv");
    },
    async grid() {
      board.paintAll();
      save(await drawn(board.grid, [board.canvas], ".board-column, .board-name > span, .tile-figures > *, .tile-badge, .tile-name"), "sweep.png");
    },
    async curves() {
      const place = /** @type {HTMLElement} */ (curves.canvas.parentElement);
      save(await drawn(place, [curves.canvas], ".bundle-words, .bundle-legend > span"), "sweep-curves.png");
    },
  };
  return async (kind) => {
    const { sweep } = store.get();
    if (!sweep) return;
    try {
      await kinds[kind](sweep.id);
    } catch (problem) {
      store.set({ notice: { tone: "error", text: /** @type {Error} */ (problem).message } });
    }
  };
}
