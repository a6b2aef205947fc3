// @ts-check
/**
 * The walk through one update: which phase it is in, forth and back, and the step that is really made at its end.
 */
import { h, setIdle, setText } from "../../../lib/dom.js";
import { marks } from "../../../lib/locale.js";
import { placeOf, stopsOf } from "../../../lib/stops.js";
import { fill, lessons } from "../../../t.js";
import { segmentsView } from "../../../views/choices.js";

const t = lessons.walk;
/** @typedef {import("../../../lib/stops.js").Stride} Stride */

const PHASES = /** @type {const} */ (["forward", "loss", "backward", "update"]);

/**
 * @param {import("../../../state.js").AppStore} store
 * @param {import("../driver.js").Driver} driver
 */
export function createWalk(store, driver) {
  /** The step count at which the walk's point is the next one. */
  let at = -1;
  let busy = false;
  /** @type {Stride} */
  let by = "layer";

  /** How many neurons there are in each column. */
  function widths() {
    const { picture, spec } = store.get();
    const { inputs, hidden_layers: layers } = /** @type {import("../../../types.js").Spec} */ (spec).network;
    return [inputs.length, ...layers.map(({ units }) => units), picture?.weights?.at(-1)?.shape[1] ?? 1];
  }
  const go = (/** @type {number} */ place, stops = stopsOf(widths(), by)) => store.set({ walk: { ...stops[place], place, stops: stops.length, by } });
  const end = () => store.set({ walk: null });

  async function begin() {
    if (store.get().wantsPlay) await driver.pause();
    at = store.get().run?.step ?? -1;
    store.set({ panel: "arithmetic" });
    go(0);
  }

  const walk = {
    async next() {
      const { walk: now, watching } = store.get();
      if (busy || watching) return;
      busy = true;
      try {
        if (!now || now.phase === "update") return await begin();
        if (now.place < now.stops - 2) return go(now.place + 1);
        // The numbers that are shown stay those before the step, which now is made.
        at += 1;
        go(now.stops - 1);
        await driver.step("sample");
        if (store.get().run?.step !== at) end();
      } finally {
        busy = false;
      }
    },
    back() {
      const { walk: now } = store.get();
      if (!busy && now && now.phase !== "update" && now.place > 0) go(now.place - 1);
    },
    end,
    /** Go on with another stride. @param {Stride} stride */
    stride(stride) {
      by = stride;
      const { walk: now } = store.get();
      if (!now || busy) return;
      const stops = stopsOf(widths(), by);
      go(now.phase === "update" ? stops.length - 1 : placeOf(stops, now), stops);
    },
  };

  // Whatever else trains or changes the run ends the walk. A reset of this page's does so by itself.
  store.on(["run", "wantsPlay", "panel", "spec"], ({ walk: now, run, wantsPlay, panel }) => {
    const elsewhere = !run || run.step > at || run.step < at - 1;
    if (now && (wantsPlay || panel !== "arithmetic" || now.stops !== stopsOf(widths(), by).length || (!busy && elsewhere))) end();
  });
  return walk;
}

/**
 * @param {import("../../../state.js").AppStore} store
 * @param {ReturnType<typeof createWalk>} walk
 */
export function walkBar(store, walk) {
  const back = h("button.quiet", { type: "button", id: "walk-back", onclick: () => walk.back() }, t.back);
  const next = h("button.quiet", { type: "button", id: "walk-next", onclick: () => void walk.next() });
  const stop = h("button.quiet", { type: "button", id: "walk-end", onclick: () => { walk.end(); next.focus(); } }, t.end);
  const phases = PHASES.map((phase) => h("li", { "data-phase": phase }, t.phases[phase]));
  const list = h("ol.phases", {}, ...phases);
  const stride = segmentsView(t.by, Object.entries(t.strides).map(([value, title]) => ({ value, title })), (value) => walk.stride(/** @type {Stride} */ (value)));
  const words = h("p.walk-words", { role: "status" });
  const element = h("div.walk", {}, h("div.walk-bar", {}, next, back, stop, list, stride.element), words);

  function draw() {
    const { walk: now, watching } = store.get();
    element.hidden = watching;
    element.toggleAttribute("data-on", now !== null);
    const last = now?.phase === "update";
    setText(next, !now ? t.begin : last ? t.another : t.next);
    back.hidden = stop.hidden = list.hidden = stride.element.hidden = !now;
    if (now) stride.draw(now.by);
    setIdle(back, last || now?.place === 0);
    for (const phase of phases) {
      if (phase.dataset.phase === now?.phase) phase.setAttribute("aria-current", "step");
      else phase.removeAttribute("aria-current");
    }
    const said = now?.input === undefined ? t.words : { ...t.words, ...t.ofWeight };
    setText(words, now ? fill(said[now.phase], { where: whereIs(now, layersOf(store)) }) : "");
  }
  store.on(["walk", "watching"], draw);
  draw();
  return element;
}

/** @param {import("../../../lib/stops.js").Stop} stop @param {number} layers */
function whereIs({ layer, unit, input }, layers) {
  const name = layer === layers - 1 ? t.outputLayer : fill(t.layer, { layer: layer + 1 });
  return [name, unit === undefined ? "" : fill(t.unit, { unit: unit + 1 }), input === undefined ? "" : input < 0 ? t.bias : fill(t.weight, { weight: input + 1 })].filter(Boolean).join(marks.list);
}

/** @param {import("../../../state.js").AppStore} store */
const layersOf = (store) => (store.get().spec?.network.hidden_layers.length ?? 0) + 1;
