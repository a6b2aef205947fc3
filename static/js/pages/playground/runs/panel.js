// @ts-check
/**
 * The dock's runs: the present one and those that were kept.
 */
import { thumbnailOf } from "../../../api.js";
import { marks } from "../../../lib/locale.js";
import { throttle } from "../../../lib/time.js";
import { epochOf } from "../../../state.js";
import { fill, t } from "../../../t.js";
import { besideView } from "../../../views/beside.js";
import { runCards } from "../../../views/runcards.js";
import { MOST_KEPT, freeColour } from "../remembered.js";
import { differing, nameOf, shortNameOf, summaryOf } from "./words.js";

/** Pixels of a card's picture: in fewer its points are too large, more take a worker long (240: 80 ms, 160: 30). */
const SIZE = 160;

/** So often two runs are drawn beside one another at most, and the share of the time that may take. */
const [BESIDE_MS, MOST_TIME] = [50, 0.3];

/** @typedef {import("../../../types.js").State} State */

/** What kept runs are called beside the present spec: names are wanted with every frame. @type {WeakMap<import("../../../types.js").Run, {spec: import("../../../types.js").Spec, name: string, words: string}>} */
const called = new WeakMap();

/** What a kept run is called now, and what differs in it. @param {import("../../../types.js").Kept} kept @param {State} state @returns {{name: string, words: string}} */
export function calledOf({ run, kind, layers }, { catalogue, limits, spec }) {
  if (!run || !spec || !catalogue) return { name: shortNameOf(kind, layers, catalogue), words: "" };
  let known = called.get(run);
  if (known?.spec !== spec) {
    const words = differing(run.spec, spec, { catalogue, limits });
    called.set(run, known = { spec, name: nameOf(words), words: words.join(marks.list) });
  }
  const { name, words } = known;
  return { name, words };
}

/** What was measured last. @param {import("../../../types.js").History} history */
const lastOf = (history) => Object.fromEntries(Object.entries(history).map(([name, list]) => [name, list.at(-1) ?? null]));

/**
 * @param {HTMLElement} root
 * @param {import("../../../state.js").AppStore} store
 * @param {{kept: import("./kept.js").KeptRuns, open: (key: import("../remembered.js").Key) => void, beside: (id: string|null) => void}} hooks
 */
export function mountRuns(root, store, { kept, open, beside }) {
  const cards = runCards(root, {
    keep: () => void kept.keep(),
    draw: kept.draw,
    open(of) {
      const key = store.get().kept.find(({ id }) => id === of);
      if (key) open(key);
    },
    beside(of) {
      beside(of);
      view.back.focus();
    },
    remove: kept.remove,
  });
  const view = besideView(root, {
    close() {
      const of = store.get().beside?.id;
      beside(null);
      if (of) cards.focus(of);
    },
  });

  /** @param {State} state */
  function draw(state) {
    const { catalogue, limits, run, spec, history, moment, picture, theme, data, output } = state;
    if (!run || !spec || !catalogue) return;
    drawBeside(state);
    cards.list.hidden = Boolean(state.beside);
    if (state.beside) return;
    cards.draw({
      present: {
        name: summaryOf(spec, { catalogue, limits }),
        epoch: moment === null ? epochOf({ history, run }) : picture?.epoch ?? moment,
        // As a run that rests says it: of the end of its last epoch, wherever it stands in the next one.
        metrics: moment === null ? lastOf(history) : picture?.metrics ?? run.metrics,
        picture, options: { theme, data, output },
      },
      runs: state.kept.map((each) => ({
        ...calledOf(each, state),
        of: each.id,
        epoch: each.epoch,
        metrics: each.run?.metrics ?? null,
        diverged: each.run?.status === "diverged",
        gone: each.gone,
        image: each.run ? thumbnailOf(each.run, Math.min(SIZE, limits.resolution?.maximum ?? SIZE)) : "",
        curve: each.curve,
      })),
      mayKeep: state.kept.length < MOST_KEPT,
      mayDraw: freeColour() !== null,
    });
  }

  /** @param {State} state */
  function drawBeside(state) {
    const { beside: shown, picture, theme, data, output, discretize } = state;
    const other = shown && state.kept.find(({ id }) => id === shown.id);
    if (!shown || !other) return view.draw(null);
    const options = { theme, output, discretize };
    view.draw({
      present: { name: t.runs.now, picture, options: { ...options, data } },
      kept: { name: calledOf(other, state).name, picture: shown.picture, options: { ...options, data: shown.data } },
      fault: shown.fault,
    });
  }
  store.on(["kept", "beside"], (state) => { if (state.panel === "runs") draw(state); });
  // What moves through time together is drawn together.
  const drawSoon = throttle(() => drawBeside(store.get()), BESIDE_MS, MOST_TIME);
  store.on(["picture", "output", "discretize"], ({ panel, beside: shown }) => { if (panel === "runs" && shown) drawSoon(); });
  return draw;
}

/** What the tab says. @param {State} state */
export const tabOf = ({ kept }) => (kept.length ? fill(t.runs.counted, { count: kept.length + 1 }) : t.runs.title);
