// @ts-check
/**
 * Examples: a sheet to choose from, and the card of the one whose run is here.
 */
import * as api from "../../api.js";
import { byId, h } from "../../lib/dom.js";
import { differences } from "../../lib/schema.js";
import { keep, readKept } from "../../lib/storage.js";
import { newest } from "../../lib/time.js";
import { epochOf } from "../../state.js";
import { fill, t } from "../../t.js";
import { exampleCard } from "../../views/examplecard.js";
import { sheet } from "../../views/sheet.js";

/** @typedef {import("../../views/examplecard.js").Example} Example */
/** @typedef {import("../../types.js").Spec} Spec */
/** @typedef {{example: Example, run: string, depth: number, left: boolean}} Shown   `left`: what its beginning replaced was gone back to */
/** @typedef {{name: string, group: string|null, title: string, sentence: string, mistakes: {file: string, field: string, detail: string}[]}} Summary */

/** Which example a tab shows, and with which run. */
const KEPT = "playground-example";
/** So many epochs are not waited for at a speed one can follow. */
const LONG = 600;

/**
 * @param {import("../../state.js").AppStore} store
 * @param {import("./driver.js").Driver} driver
 * @param {{beginWith: (spec: any) => Promise<unknown>}} page   begin in a run of its own
 * @returns {() => Promise<void>} show the sheet
 */
export function mountExamples(store, driver, { beginWith }) {
  const groups = h("div.example-groups");
  const faults = h("ul.bad-lines");
  const dialog = sheet("examples", t.examples.open, h("p", {}, t.examples.help), groups, faults);
  /** The example that was chosen last. @type {Shown|null} */
  let shown = null;
  /** What the run has beside the printed numbers. @type {{generation: string, here: (number|null)[]}} */
  let known = { generation: "", here: [] };
  /** @type {{of: Spec|null, standing: import("../../views/examplecard.js").Standing}} */
  let compared = { of: null, standing: "kept" };
  const card = exampleCard(byId("example"), {
    run() {
      if (!shown) return;
      if (shown.example.epochs > LONG) void driver.setSpeed(null);
      void driver.playUntil({ epoch: shown.example.epochs });
    },
    cure: () => shown?.example.cure && void begin(shown.example, compared.standing === "cured" ? shown.example.spec : shown.example.cure.spec),
    again: () => shown && void begin(shown.example, shown.example.spec),
    close: () => show(null),
  });

  /** But for names, which are others in another language. @param {Spec|undefined} one @param {Spec} other */
  const same = (one, other) => one !== undefined && differences(one, other).every((path) => path.at(-1)?.endsWith("_names"));

  /** @param {Shown|null} wanted */
  function show(wanted) {
    shown = wanted;
    known = { generation: "", here: [] };
    measure.anew();
    compared = { of: null, standing: "kept" };
    keep("sessionStorage", KEPT, shown && { name: shown.example.name, run: shown.run });
    draw();
  }

  /** Whether its run is here. */
  const isHere = () => shown !== null && !shown.left && shown.run === store.get().run?.id;

  function draw() {
    const { run, watching } = store.get();
    if (!shown || !run || !isHere()) return card.draw(null);
    const { example } = shown;
    if (compared.of !== run.spec) compared = { of: run.spec, standing: same(example.spec, run.spec) ? "kept" : same(example.cure?.spec, run.spec) ? "cured" : "changed" };
    const here = known.generation === run.generation ? known.here : [];
    card.draw({ example, standing: compared.standing, epoch: epochOf(store.get()), here, locked: watching });
    void measure();
  }

  /** Ask for the numbers of epochs that the run has come to. */
  const measure = newest(() => {
    const { run } = store.get();
    if (!shown || !run || !isHere()) return null;
    const { example } = shown;
    const due = example.printed.filter(({ epoch }) => epoch <= epochOf(store.get())).length;
    return due ? { example, run, key: JSON.stringify([example.name, run.id, run.generation, due]) } : null;
  }, async ({ example, run }) => {
    try {
      const { here } = await api.readNumbers(example.name, run.id);
      if (shown?.example !== example) return;
      known = { generation: run.generation, here };
      draw();
    } catch (problem) {
      // The run began anew meanwhile, say: asked again with what comes next of it.
      if (!(problem instanceof api.Problem)) throw problem;
    }
  });

  /** Undone, an example is left, and done again it is back; what is done instead leads elsewhere. */
  function follow() {
    const { run, steps } = store.get();
    if (!shown || !run || run.id !== shown.run || steps.of !== run.id) return;
    if (steps.undo.length < shown.depth) shown.left = true;
    else if (shown.left && same(shown.example.spec, run.spec)) shown.left = false;
    else if (shown.left) return show(null);
    draw();
  }

  /** @param {string} message */
  const tell = (message) => store.set({ notice: { tone: "error", text: message } });

  /** Begin with an example's settings: in the run there is, which comes back with Undo, or in one of its own beside another's. @param {Example} example @param {Spec} spec @param {boolean} [chosen]   it was not here before */
  async function begin(example, spec, chosen = false) {
    await driver.sync();
    const { run, watching, draft } = store.get();
    const depth = shown && isHere() && !chosen ? shown.depth : null;
    store.set({ draft: null });
    try {
      if (!run || watching) await beginWith(spec);
      else await driver.begin(spec);
    } catch (problem) {
      if (!(problem instanceof api.Problem)) throw problem;
      return tell(problem.placed);
    }
    const { run: begun, steps } = store.get();
    // It was refused, and the page has said why.
    if (!begun || begun.generation === run?.generation) return store.set({ draft });
    store.set({ output: null });
    show({ example, run: begun.id, depth: depth ?? (steps.of === begun.id ? steps.undo.length : 0), left: false });
  }

  /** @param {string} name */
  async function choose(name) {
    dialog.close();
    try {
      const example = await api.readExample(name);
      await begin(example, example.spec, true);
      byId("example").scrollIntoView({ block: "nearest" });
    } catch (problem) {
      if (!(problem instanceof api.Problem)) throw problem;
      tell(problem.message);
    }
  }

  /** @param {Summary[]} examples */
  function list(examples) {
    const entry = (/** @type {Summary} */ { name, title, sentence }) => h("li", {}, h("button.example-choice", { type: "button", "data-example": name, onclick: () => void choose(name) }, h("strong", {}, title), h("span", {}, sentence)));
    groups.replaceChildren(...Object.entries(t.examples.groups).map(([group, title]) => h("section", { "aria-labelledby": `examples-${group}` },
      h("h3", { id: `examples-${group}` }, title), h("ul", {}, ...examples.filter((each) => each.group === group).map(entry)))));
    faults.replaceChildren(...examples.flatMap(({ mistakes }) => mistakes).map((mistake) => h("li", {}, fill(mistake.field ? t.examples.mistake : t.examples.mistakeWhole, mistake))));
    faults.hidden = !faults.childElementCount;
  }

  /** A page that is loaded anew shows what it showed. */
  async function recall() {
    const { run } = store.get();
    const last = readKept("sessionStorage", KEPT);
    if (!run || last?.run !== run.id) return;
    try {
      const example = await api.readExample(last.name);
      if (!shown && store.get().run?.id === last.run) show({ example, run: last.run, depth: 0, left: false });
    } catch (problem) {
      if (!(problem instanceof api.Problem)) throw problem;
    }
  }
  const stop = store.on(["run"], ({ run }) => {
    if (!run) return;
    stop();
    void recall();
  });
  store.on(["steps"], follow);
  store.on(["run", "history", "watching"], () => { if (shown) draw(); });

  return async () => {
    try {
      list(await api.readExamples());
      dialog.showModal();
    } catch (problem) {
      if (!(problem instanceof api.Problem)) throw problem;
      tell(problem.message);
    }
  };
}
