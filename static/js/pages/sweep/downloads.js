// @ts-check
/**
 * Files to take along: the table, and pictures of the tiles and of the curves.
 */
import * as api from "../../api.js";
import { picture, planeOf, save, textBlob } from "../playground/files.js";

/** So high is the line that says what a picture is of, and so far is it from the edge. */
const [TITLE, EDGE] = [30, 8];
/** So far from the best tile is the line around it. */
const AROUND = 3;

/** @param {HTMLElement} place @param {HTMLCanvasElement[]} layers @param {string} texts a selector of what is written @param {string} title */
function drawn(place, layers, texts, title) {
  const words = () => /** @type {HTMLElement[]} */ ([...place.querySelectorAll(texts)]).filter((word) => word.textContent?.trim() && word.getClientRects().length);
  const { left, top, width, height } = place.getBoundingClientRect();
  const { fontFamily, color } = getComputedStyle(place);
  const size = { width: Math.max(width, place.scrollWidth) + 2 * EDGE, height: height + TITLE + EDGE };
  return picture(size, (context) => {
    Object.assign(context, { font: `600 14px ${fontFamily}`, fillStyle: color, textBaseline: "middle" });
    context.fillText(title, EDGE, TITLE / 2, size.width - 2 * EDGE);
    context.translate(EDGE, TITLE);
    planeOf({ plane: place, layers, words })(context);
    const best = place.querySelector("[data-state~=best] .tile-picture")?.getBoundingClientRect();
    Object.assign(context, { strokeStyle: color, lineWidth: 2 });
    if (best) context.strokeRect(best.left - left - AROUND, best.top - top - AROUND, best.width + 2 * AROUND, best.height + 2 * AROUND);
    // Whose colours are whose is told by marks beside names.
    for (const mark of place.querySelectorAll("i")) {
      const at = mark.getBoundingClientRect();
      context.fillStyle = getComputedStyle(mark).backgroundColor;
      context.fillRect(at.left - left, at.top - top, at.width, at.height);
    }
  });
}

/**
 * @param {import("./state.js").SweepStore} store
 * @param {ReturnType<typeof import("./shown.js").mountShown>} shown
 * @returns {(kind: string) => Promise<void>}
 */
export function createDownloads(store, { board, curves, titles }) {
  /** @type {Record<string, (id: string) => Promise<void>>} */
  const kinds = {
    async csv(id) {
      save(textBlob(await api.readSweepTable(id), "text/csv"), "sweep.csv");
    },
    async grid() {
      board.paintAll();
      save(await drawn(board.grid, [board.canvas], ".board-column, .board-name > span, .tile-figures > *, .tile-badge, .tile-name", titles.board()), "sweep.png");
    },
    async curves() {
      const place = /** @type {HTMLElement} */ (curves.canvas.parentElement);
      save(await drawn(place, [curves.canvas], ".bundle-words, .bundle-legend span span", titles.curves()), "sweep-curves.png");
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
