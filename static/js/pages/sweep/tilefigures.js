// @ts-check
/**
 * A tile's numbers, run by run; one of its runs is opened in the playground or kept there, trained again exactly.
 */
import * as api from "../../api.js";
import { marks } from "../../lib/locale.js";
import { root } from "../../root.js";
import { fill, t } from "../../t.js";
import { tileCard } from "../../views/tilecard.js";
import { asRemembered, freeColour, keptRuns, MOST_KEPT, ownRun, rememberRun } from "../playground/remembered.js";
import { figure } from "./derived.js";

const words = t.sweep.card;

/**
 * @param {HTMLElement} place
 * @param {import("./state.js").SweepStore} store
 * @param {(spec: any) => Promise<import("../../types.js").Run>} createRun
 * @param {() => import("./derived.js").Derived} derived
 */
export function createFigures(place, store, createRun, derived) {
  const card = tileCard(place, { open: (run) => void again(run, open), keep: (run) => void again(run, keep) });
  let shown = -1;
  let busy = false;

  /** @param {number} tile */
  function told(tile) {
    const { sweep, board } = store.get();
    const { tiles, main, beside } = derived();
    const { values, runs } = tiles[tile];
    const names = main === beside ? [main] : [main, beside];
    const causes = (sweep?.tiles[tile].runs ?? []).flatMap(({ outcome, standstill }) => [outcome?.cause ?? "", ...(standstill ?? []).map(({ detail }) => detail)]);
    const at = (/** @type {number} */ run, /** @type {string} */ metric) => board?.metrics.values[run * (sweep?.metrics.length ?? 0) + (sweep?.metrics.indexOf(metric) ?? 0)] ?? NaN;
    return {
      title: values, may: !busy && Boolean(board), causes: [...new Set(causes)].join(marks.sentence).trim(),
      heads: names.map((metric) => /** @type {any} */ (t.sweep.metrics)[metric]),
      lines: runs.map((run, k) => {
        const { seed, epoch, outcome } = /** @type {import("../../types.js").Sweep} */ (sweep).tiles[tile].runs[k];
        return {
          run, seed, epoch: Math.floor(board?.epochs.values[run] ?? epoch), shown: runs.length > 1 && board?.shown[tile] === run,
          figures: names.map((metric) => figure(metric, at(run, metric))), outcome: outcome?.kind === "diverged" ? fill(t.sweep.divergedAt, { epoch: outcome.epoch }) : "",
        };
      }),
    };
  }

  /**
   * The same run, in the playground: as exact as training is, it comes to the very same epoch.
   * @param {number} index
   * @param {(run: import("../../types.js").Run, epoch: number) => void} then
   */
  async function again(index, then) {
    const { sweep, board } = store.get();
    if (!sweep || busy) return;
    if (then === keep && keptRuns().length >= MOST_KEPT) return card.tell(fill(words.full, { count: MOST_KEPT }));
    const epoch = Math.floor(board?.epochs.values[index] ?? 0);
    busy = true;
    card.tell(words.keeping);
    draw();
    try {
      const run = await createRun(await api.readSweepSpec(sweep.id, index));
      if (epoch > 0) await api.commandRun(run, { command: "play", speed: null, until: { epoch } });
      then(run, epoch);
    } catch (problem) {
      if (!(problem instanceof api.Problem)) throw problem;
      card.tell(problem.placed);
    } finally {
      busy = false;
      draw();
    }
  }

  /** @param {import("../../types.js").Run} run @param {number} epoch */
  function open(run, epoch) {
    const key = { id: run.id, token: run.token ?? "" };
    rememberRun(asRemembered(key, { spec: run.spec, epoch }));
    // The tab's own run is what the playground goes on with.
    ownRun("").write({ ...key, hash: "" });
    window.location.assign(root);
  }

  /** @param {import("../../types.js").Run} run @param {number} epoch */
  function keep(run, epoch) {
    rememberRun(asRemembered({ id: run.id, token: run.token ?? "" }, { spec: run.spec, epoch }, { curve: freeColour() }));
    card.tell(fill(words.kept, { values: derived().tiles[shown]?.values ?? "" }));
  }

  function draw() {
    if (card.isOpen() && derived().tiles[shown]) card.draw(told(shown));
  }
  store.on(["board", "sweep"], draw);

  return {
    /** @param {number} tile @param {HTMLElement} element */
    show(tile, element) {
      if (!derived().tiles[tile]) return;
      shown = tile;
      card.show(told(tile), element);
    },
  };
}
