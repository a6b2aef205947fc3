// @ts-check
/**
 * The curves of the run, drawn as the page was told to, with those of kept runs.
 */
import { curvesView } from "../../views/curves.js";
import { historyOf } from "./minibatch.js";
import { calledOf } from "./runs/panel.js";

/** The kept runs whose curves are drawn. @param {import("../../types.js").State} state @returns {import("../../views/curvefigure.js").Other[]} */
const othersIn = (state) => state.kept.flatMap((kept) =>
  (kept.curve !== null && kept.history && !kept.gone ? [{ name: calledOf(kept, state).name, colour: kept.curve, history: kept.history }] : []));

/**
 * @param {HTMLElement} root
 * @param {import("../../state.js").AppStore} store
 * @returns {import("./files.js").Curves & {others: () => import("../../views/curvefigure.js").Other[]}}
 */
export function mountCurves(root, store) {
  const view = curvesView(root, { change: (patch) => store.set(patch) });
  const { plot, log, calm, numbers: { loss, val_loss, second, val_second, penalty } } = view;
  const parts = { curves: plot, "log-scale": log, smooth: calm, loss, "val-loss": val_loss, accuracy: second, "val-accuracy": val_second, penalty };
  for (const [id, part] of Object.entries(parts)) part.id = id;
  let others = othersIn(store.get());
  store.on(["kept", "spec"], (state) => { if (state.kept.length || others.length) others = othersIn(state); });
  store.on(["history", "picture", "theme", "logScale", "smooth", "wantsPlay", "kept", "spec", "run", "minibatch", "stepUnit"], (state) => {
    const { picture, theme, logScale, smooth, wantsPlay, run } = state;
    view.draw(picture, { history: historyOf(state), theme, logScale, smooth, begun: wantsPlay, others, since: run?.parent?.epoch ?? 0 });
  });
  return { plot, drawn: view.drawn, figure: view.figure, titles: view.titles, others: () => others };
}
