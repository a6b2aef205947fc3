// @ts-check
/**
 * The curves of the run, drawn as the page was told to.
 */
import { curvesView } from "../../views/curves.js";

/**
 * @param {HTMLElement} root
 * @param {import("../../state.js").AppStore} store
 * @returns {import("./files.js").Curves}
 */
export function mountCurves(root, store) {
  const view = curvesView(root, { change: (patch) => store.set(patch) });
  const { plot, log, calm, numbers: { loss, val_loss, second, val_second, penalty } } = view;
  const parts = { curves: plot, "log-scale": log, smooth: calm, loss, "val-loss": val_loss, accuracy: second, "val-accuracy": val_second, penalty };
  for (const [id, part] of Object.entries(parts)) part.id = id;
  store.on(["history", "picture", "theme", "logScale", "smooth", "wantsPlay"], ({ picture, history, theme, logScale, smooth, wantsPlay }) =>
    view.draw(picture, { history, theme, logScale, smooth, begun: wantsPlay }));
  return { plot, drawn: view.drawn, figure: view.figure, titles: view.titles };
}
