// @ts-check
/**
 * A lesson beside the playground, put together: words with their figures, question, tasks, and the run to begin with.
 */
import { Problem, readCatalogue, readExport, readFormats, readLesson, readRun } from "../../api.js";
import { byId, h, setText } from "../../lib/dom.js";
import { debounce } from "../../lib/time.js";
import { beginProse } from "../../prose.js";
import { root } from "../../root.js";
import { lessons as t } from "../../t.js";
import { codeView } from "../../views/code.js";
import { drawFigure, raceFigure } from "../../views/figures.js";
import { createExperiment } from "./experiment.js";
import { ask } from "./question.js";
import { EPOCHS, race } from "./race.js";
import { recorder, recordLesson } from "./recording.js";
import { copies, lead, onRun, open, runId, snippet, tell, tellTheme } from "./stage.js";
import { drawProgress, prepareOpening, prepareTasks } from "./tasks.js";

const { lesson: name = "" } = byId("lesson").dataset;

/** The run that a class link is for, while there is one. */
async function watchedNow() {
  const id = new URLSearchParams(window.location.search).get("watch");
  if (!id) return null;
  const run = await readRun(id).catch((problem) => {
    if (problem.status !== 404) throw problem;
    return null;
  });
  byId("watching").hidden = false;
  setText(byId("watching"), run ? t.watching : t.watchEnded);
  if (run) follow(run);
  return run && id;
}

/** The lesson that this page is on its way to: who sets out anew with each word of the run arrives late, or never. */
let ahead = name;

/** To the lesson that a class has gone on to. @param {import("../../types.js").Run} run that is watched */
function follow({ id, lesson }) {
  if (!lesson || lesson === ahead) return;
  ahead = lesson;
  window.location.replace(`${root}lessons/${lesson}?watch=${id}`);
}

/** Whoever watches sees the tasks, and cannot have them checked: the run is someone else's. */
function onlyWatch() {
  setText(byId("whose"), t.watchedRun);
  onRun(follow);
  for (const part of document.querySelectorAll(".check, .open, .stage-bar button")) part.remove();
  byId("watching").append(" ", h("a", { href: window.location.pathname }, t.ownRun));
}

/** The running network as code, kept in step with it. @param {HTMLElement} place @param {string[]} names of the formats */
function drawCode(place, names) {
  const formats = async (/** @type {string} */ id) => (await readFormats(id)).filter((/** @type {any} */ format) => names.includes(format.name));
  const view = codeView(place, { formats, text: readExport }, { withNumbers: false });
  onRun(debounce(view.draw, 300));
}

/** Optimizers side by side, at a click. @param {HTMLElement} place @param {any} spec of the lesson @param {any[]} entries */
function prepareRace(place, spec, entries) {
  const button = h("button.quiet", { type: "button", onclick: async () => {
    button.disabled = true;
    setText(button, t.figures.racing);
    try {
      place.replaceChildren(raceFigure(await race(spec, entries), EPOCHS));
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      place.replaceChildren(h("p.field-error", { role: "alert" }, problem.message));
    }
  } }, t.figures.race);
  place.append(button);
}

/** @param {any} spec of the lesson */
async function drawFigures(spec) {
  const places = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".lesson-figure")]);
  if (!places.length) return;
  const catalogue = await readCatalogue();
  for (const place of places) {
    const { figure = "", of = "" } = place.dataset;
    const names = of.split(" ");
    const entries = () => names.map((named) => {
      const [kind, rate] = named.split("=");
      const entry = catalogue[figure].find((/** @type {any} */ each) => each.kind === kind);
      return rate ? { ...entry, defaults: { ...entry.defaults, learning_rate: Number(rate) } } : entry;
    });
    if (figure === "code") drawCode(place, names);
    else if (figure === "optimizers") prepareRace(place, spec, entries());
    else place.append(drawFigure(figure, entries()));
  }
}

const experiment = createExperiment();

/** @param {any} sweep of the lesson, or null */
function drawExperiment(sweep) {
  const place = document.getElementById("experiment");
  if (place && sweep) return experiment.mount(name, place, /** @type {HTMLAnchorElement} */ (byId("open-sweep")), sweep);
}

async function begin() {
  beginProse((theme) => {
    tellTheme(theme);
    experiment.setTheme(theme);
  });
  drawProgress();
  prepareTasks(runId);
  if (document.documentElement.dataset.embed === undefined) recordLesson(name, { onRun, drawProgress });
  try {
    const [lesson, watched] = await Promise.all([readLesson(name), watchedNow()]);
    await drawFigures(lesson.spec);
    ask(name, lesson.question, recorder(name));
    await drawExperiment(lesson.sweep);
    if (watched) onlyWatch();
    else {
      let { spec } = lesson;
      byId("again").addEventListener("click", () => tell({ ...lesson, spec }, true));
      prepareOpening(lesson.tasks, (own) => {
        spec = own;
        tell({ ...lesson, spec }, true);
        byId("stage").scrollIntoView({ block: "nearest" });
      });
      copies("copy-class", () => {
        lead();
        return runId() && `${root}lessons/${name}?watch=${runId()}`;
      });
      copies("copy-embed", () => snippet(name, lesson.title));
    }
    open(lesson, watched);
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    setText(byId("progress"), t.unreachable);
  }
}

void begin();
