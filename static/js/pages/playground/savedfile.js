// @ts-check
/**
 * A run that was saved as a file comes back: one that was chosen, or dropped on the page.
 */
import { Problem } from "../../api.js";
import { fill, t } from "../../t.js";

/**
 * @param {import("../../state.js").AppStore} store
 * @param {(saved: any) => Promise<void>} open
 * @returns {(file: File) => Promise<void>} go on with a saved run; throws, with a sentence, where the file holds none
 */
export function openFiles(store, open) {
  async function openFile(/** @type {File} */ file) {
    const { name } = file;
    const most = store.get().limits.body_bytes?.maximum ?? Infinity;
    if (file.size > most) throw new Error(fill(t.saved.tooLarge, { name, size: most / 1e6 }));
    // Gone since it was chosen, no text, or no JSON.
    const saved = await file.text().then(JSON.parse).catch(() => null);
    if (!saved?.spec || !saved.weights) throw new Error(fill(t.saved.none, { name }));
    try {
      await open(saved);
    } catch (problem) {
      throw problem instanceof Problem ? new Error(fill(t.saved.refused, { name, detail: problem.placed })) : problem;
    }
    store.set({ notice: { tone: "info", text: fill(t.saved.opened, { name, epoch: store.get().run?.epoch ?? 0 }) } });
  }

  const page = document.documentElement;
  const holdsFiles = (/** @type {DragEvent} */ { dataTransfer }) => dataTransfer?.types.includes("Files");
  window.addEventListener("dragover", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    page.dataset.dropping = "";
  });
  window.addEventListener("dragleave", ({ relatedTarget }) => { if (!relatedTarget) delete page.dataset.dropping; });
  window.addEventListener("drop", (event) => {
    delete page.dataset.dropping;
    if (!holdsFiles(event)) return;
    event.preventDefault();
    const [file] = event.dataTransfer?.files ?? [];
    if (file) openFile(file).catch((/** @type {Error} */ { message }) => store.set({ notice: { tone: "error", text: message } }));
  });
  return openFile;
}
