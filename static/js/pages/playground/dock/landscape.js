// @ts-check
/**
 * The loss around the run: asked for while it is seen, again as the run goes on, and for the moment that is shown.
 */
import * as api from "../../../api.js";
import { readDocument } from "../../../lib/arrays.js";
import { h, setHidden, setText } from "../../../lib/dom.js";
import { placeIn } from "../../../lib/landscape.js";
import { newest } from "../../../lib/time.js";
import { epochOf } from "../../../state.js";
import { fill, t } from "../../../t.js";
import { menu, offer } from "../../../views/controls.js";
import { landscapeView } from "../../../views/landscape.js";
import { segmentsView } from "../../../views/choices.js";

/** So long a landscape is kept while the run moves on, and the share of the time that reckoning may take. */
const [KEPT_MS, MOST_TIME] = [1000, 0.2];
/** How far it goes: in lengths of the weights, or of a path in its own. The middle one is what the server takes by itself. */
const SPANS = { random: [0.25, 0.5, 1, 2, 4], path: [1.1, 1.3, 2, 4] };
const USUAL = { random: 1, path: 1.3 };

/** @typedef {import("../../../types.js").State} State */
/** @typedef {import("../../../lib/landscape.js").Landscape} Landscape */

/**
 * @param {HTMLElement} root
 * @param {import("../../../state.js").AppStore} store
 */
export function mountLandscape(root, store) {
  const said = t.deeper.landscape;
  let wanted = { of: /** @type {"random"|"path"} */ ("random"), seed: 0, span: USUAL.random, loss: /** @type {"train"|"test"} */ ("train") };
  /** @type {Landscape|null} */
  let landscape = null;
  let fault = "";

  /** @param {Partial<typeof wanted>} patch */
  function change(patch) {
    wanted = { ...wanted, ...patch };
    store.set({ instead: null });
    draw(store.get());
  }
  const view = landscapeView(root, {
    choose({ x, y }) {
      if (!landscape) return;
      const { run, moment } = store.get();
      const { of, seed, step, epoch } = landscape;
      const loss = landscape.losses[landscape.y.indexOf(y)][landscape.x.indexOf(x)];
      store.set({ instead: { kind: "place", of, seed, x, y, loss, epoch: moment ?? (run?.step === step ? null : epoch) } });
    },
  });
  const of = segmentsView(said.of, [{ value: "random", title: said.random_, help: said.randomHelp }, { value: "path", title: said.path_, help: said.pathHelp }], (value) => {
    const next = /** @type {"random"|"path"} */ (value);
    if (next !== wanted.of) change({ of: next, span: USUAL[next] });
  });
  const loss = segmentsView(said.loss, [{ value: "train", title: said.train }, { value: "test", title: said.test }], (value) => change({ loss: /** @type {"train"|"test"} */ (value) }));
  const seed = h("button.quiet.small", { type: "button", onclick: () => change({ seed: wanted.seed + 1 }) }, said.seed);
  const span = menu({ label: said.span, class: "boxed", options: [], change: (value) => change({ span: Number(value) }) });
  let raised = false;
  const drawn = segmentsView(said.drawn, [{ value: "map", title: said.map_ }, { value: "relief", title: said.relief_ }], (value) => {
    raised = value === "relief";
    draw(store.get());
  });
  const wait = h("p.quiet-text", { role: "status" }, t.deeper.wait);
  const refusal = h("p.quiet-text", { role: "status" });
  const help = h("p.quiet-text");
  const side = h("div.depth-side", {}, h("div.depth-controls", {}, of.element, seed, span, loss.element, drawn.element), refusal, wait, view.words, help);
  root.append(side);
  setHidden(wait, true);

  /** What is to be seen now; `of`: whatever the run has come to meanwhile. */
  function wish() {
    const { run, picture, moment, panel, inside, phase } = store.get();
    if (!run || !picture || phase !== "ready" || panel !== "inside" || inside.view !== "landscape" || document.hidden) return null;
    const side = hasTest(store.get()) ? wanted.loss : "train";
    const at = { of: wanted.of, seed: wanted.seed, span: wanted.span, loss: side, epoch: moment };
    const of = JSON.stringify([run.id, run.generation, at]);
    return { id: run.id, at, of, key: `${of} ${moment === null ? picture.step : 0} ${run.acts}` };
  }

  /** @typedef {NonNullable<ReturnType<typeof wish>>} Wish */
  /** @param {Wish} wanted @param {Wish|null} last */
  async function take({ id, at, of }, last) {
    setHidden(wait, last?.of === of);
    /** @type {[Landscape|null, string]} */
    let found;
    try {
      found = [readDocument(await api.readLandscape(id, at)), ""];
    } catch (problem) {
      if (!(problem instanceof api.Problem)) throw problem;
      found = [null, problem.message];
    }
    setHidden(wait, true);
    // What was found of a run that has begun anew since is of another network; and who looked elsewhere comes back.
    if (wish()?.of !== of) return false;
    [landscape, fault] = found;
    draw(store.get());
  }
  // What only went on waits a little.
  const ask = newest(wish, take, (wanted, last, took_ms) => (last?.of === wanted.of ? Math.max(KEPT_MS, took_ms / MOST_TIME) : 0));

  /** @param {State} state */
  function draw(state) {
    const { picture, history, moment, run, instead, theme } = state;
    void ask();
    of.draw(wanted.of);
    loss.draw(hasTest(state) ? wanted.loss : "train");
    setHidden(loss.element, !hasTest(state));
    setHidden(seed, wanted.of !== "random");
    seed.title = fill(said.seedHelp, { seed: wanted.seed });
    const texts = SPANS[wanted.of].map((value) => ({ value: String(value), title: fill(wanted.of === "random" ? said.spanRandom : said.spanPath, { span: value }) }));
    if (span.dataset.of !== wanted.of) {
      span.dataset.of = wanted.of;
      offer(span, texts.map(({ value, title }) => h("option", { value }, title)));
    }
    span.value = String(wanted.span);
    setText(refusal, fault);
    setHidden(refusal, !fault);
    drawn.draw(raised ? "relief" : "map");
    setText(help, raised ? t.deeper.surface.help : said.help);
    setHidden(help, !landscape);
    view.hide(!landscape);
    if (!landscape) return;
    // Of the network that is seen: the history's last row is of the last epoch's end.
    const now = { epoch: moment ?? epochOf({ history, run }), loss: picture?.metrics[landscape.loss === "train" ? "loss" : "val_loss"] };
    const present = picture?.weights ? placeIn(landscape, picture.weights) : null;
    view.draw(landscape, { present, now, chosen: instead?.kind === "place" ? instead : null, raised, theme });
  }
  store.on(["instead"], (state) => { if (state.panel === "inside") draw(state); });
  document.addEventListener("visibilitychange", () => void ask());
  return draw;
}

/** Whether there are points that the network is tested on. @param {State} state */
const hasTest = ({ data }) => Boolean(data?.test.y.length);
