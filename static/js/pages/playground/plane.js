// @ts-check
/**
 * The plane of the run: its boundary, points, legend and cross, the point whose arithmetic is shown, and points of one's own.
 */
import { h, setText } from "../../lib/dom.js";
import { fill, t } from "../../t.js";
import { boundaryView } from "../../views/boundary.js";
import { chosenView } from "../../views/chosen.js";
import { insteadBar } from "../../views/insteadbar.js";
import { legendView } from "../../views/legend.js";
import { pointsView } from "../../views/points.js";
import { probeView } from "../../views/probe.js";
import { mountEditor } from "./editor.js";
import { createInstead, isAwaited, planeOf, wordsOf } from "./instead.js";
import { mountLattice } from "./lattice.js";
import { followMinibatch, placeIn, takenOf } from "./minibatch.js";
import { followReport, ringsOf } from "./report.js";

/**
 * @param {HTMLElement} root
 * @param {import("../../state.js").AppStore} store
 * @param {import("./driver.js").Driver} driver
 * @param {Parameters<typeof mountEditor>[4]} actions
 * @returns {import("./files.js").Plane & {walk: () => void}}   `walk`: field by field, in words
 */
export function mountPlane(root, store, driver, actions) {
  const heading = h("h2", {}, t.boundary);
  const cursorText = h("span.aside-note", { id: "cursor" });
  const update = h("span.aside-note", { id: "update" });
  const heard = h("span.for-listeners", { role: "status" });
  const plane = h("div.plane");
  const boundary = boundaryView(plane);
  const { canvas } = boundary;
  canvas.id = "boundary";
  canvas.tabIndex = 0;
  // Its keys are its own: a screen reader hands them on.
  canvas.role = "application";
  canvas.setAttribute("aria-describedby", "cursor-help");
  const help = h("span.for-listeners", { id: "cursor-help" });
  const points = pointsView(plane);
  const shades = h("div.segments", { role: "group", "aria-label": t.shading },
    ...[false, true].map((flat) =>
      h("button.segment", { type: "button", "data-flat": String(flat), onclick: () => store.set({ discretize: flat }) }, flat ? t.discretize : t.probability)));
  const editor = mountEditor(plane, canvas, store, driver, actions);
  const legendRow = h("div.legend-row");
  const legend = legendView(legendRow, { choose: (output) => store.set({ output }) });
  legendRow.append(shades);
  root.append(h("div.head", {}, heading, cursorText, update, heard, help), plane, editor.element, legendRow);
  const lattice = mountLattice(plane, legendRow);

  const editing = () => plane.dataset.editing === "true";
  const chosen = chosenView(plane, canvas, {
    choose: (point) => store.set({ walk: null, panel: "arithmetic", point }),
    mayChoose: () => !editing(),
  });
  const probe = probeView(plane, canvas, {
    say(answer, byHand) {
      setText(cursorText, answer);
      // What the pointer passes over, or training changes, is seen.
      if (byHand) setText(heard, answer);
    },
    mark: (place) => { if (!editing()) chosen.take(place); },
    moved: chosen.follow,
    start: chosen.place,
  });

  canvas.addEventListener("keydown", (event) => {
    const place = probe.place();
    const words = event.ctrlKey || event.metaKey || event.altKey ? "" : editor.press(event.key, place);
    if (!words) return;
    event.preventDefault();
    setText(heard, words);
  });
  store.on(["spec", "watching"], () => setText(help, editing() ? t.words.own.cursorHelp : t.cursorHelp));

  const optionsOf = (/** @type {import("../../types.js").State} */ { theme, data, discretize, output }) => ({ theme, data, discretize, output });
  const bar = insteadBar(plane, { back: () => store.set({ instead: null }) });
  createInstead(store);
  /** Of what is said as the run goes on, once: what it was chosen for. */
  let told = store.get().instead;
  store.on(["picture", "discretize", "theme", "output", "data", "hovered", "instead", "other"], (state) => {
    const { picture, options, title } = planeOf(state);
    for (const view of [boundary, legend, probe]) view.draw(picture, options);
    setText(heading, title);
    const words = wordsOf(state);
    bar.draw(words);
    if (state.instead === told || isAwaited(state)) return;
    told = state.instead;
    setText(heard, words);
  });
  let data = store.get().data;
  store.on(["data", "draft"], (state) => { data = withDraft(state); });
  followReport(store);
  followMinibatch(store);
  store.on(["minibatch", "picture", "stepUnit", "wantsPlay", "moment"], (state) => {
    const place = placeIn(state);
    setText(update, place?.number ? fill(t.deeper.minibatch.update, { epoch: place.epoch, number: place.number, count: place.count }) : "");
  });
  store.on(["picture", "theme", "output", "data", "draft", "report", "marked", "minibatch", "stepUnit", "wantsPlay", "moment"], (state) =>
    points.draw(state.picture, { ...optionsOf(state), data, rings: state.draft ? null : ringsOf(state) ?? takenOf(state) }));
  store.on(["picture", "theme", "output", "data", "draft"], (state) => lattice.draw(state.picture, { ...optionsOf(state), data }));
  store.on(["point", "panel", "data"], ({ point, panel, data: known }) => chosen.draw({ point: panel === "arithmetic" ? point : null, data: known }));
  const drawSwitch = () => {
    for (const button of shades.children) button.setAttribute("aria-pressed", String(button.getAttribute("data-flat") === String(store.get().discretize)));
  };
  store.on(["discretize"], drawSwitch);
  drawSwitch();
  return { plane, layers: [canvas, points.canvas], words: points.words, walk: lattice.walk };
}

/** Points that are being drawn stand in for the server's. @param {import("../../types.js").State} state */
function withDraft({ data, draft, spec }) {
  if (!data || !draft) return data;
  const column = (/** @type {number} */ i) => draft.map((point) => point[i]);
  return { ...data, classes: spec?.data.class_names ?? data.classes, values: spec?.data.value_names ?? data.values, train: { x1: column(0), x2: column(1), y: draft.some((point) => point.length > 3) ? draft.map((point) => point.slice(2)) : column(2) }, test: { x1: [], x2: [], y: [] } };
}
