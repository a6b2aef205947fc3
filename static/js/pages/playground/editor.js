// @ts-check
/**
 * Points of one's own: drawn, painted and erased on the decision boundary, with a way back.
 */
import { byId, h, setIdle, setText, svg } from "../../lib/dom.js";
import { begunScaled, ownFrom, rounded, without } from "../../lib/edits.js";
import { grouped } from "../../lib/format.js";
import { icon } from "../../lib/icons.js";
import { marks } from "../../lib/locale.js";
import { entriesOf, entryOf } from "../../lib/schema.js";
import { isOwn } from "../../lib/losses.js";
import { counted, fill, t } from "../../t.js";
import { MARKS, paletteOf } from "../../views/palette.js";
import { inFull } from "../../lib/typed.js";
import { typed } from "../../views/typed.js";

const MOST_CLASSES = 10;
const ERASER = 0.035;
/** Between two painted points, as a share of the plane. */
const STRIDE = 0.035;

/** @typedef {{points: number[][], class_names: string[]}} Drawing */

/**
 * @param {HTMLElement} plane
 * @param {HTMLCanvasElement} canvas
 * @param {import("../../state.js").AppStore} store
 * @param {import("./driver.js").Driver} driver
 * @param {{openCsv: () => void, openTable: () => void, download: (kind: string) => void}} actions
 * @returns {{element: HTMLElement, press: (key: string, place: {u: number, v: number}|null) => string}} `press`: a key was pressed with the cross at a place; what
 *   it did, in words, or nothing
 */
export function mountEditor(plane, canvas, store, driver, actions) {
  let erasing = false;
  let label = 1;
  /** What the next point has, where there are no classes. @type {number[]} */
  let values = [1];

  const chips = h("div.chips", { role: "radiogroup", "aria-label": t.own.label });
  const tool = (/** @type {string} */ name, /** @type {string} */ title, /** @type {() => void} */ act) => h("button.square.tool", { type: "button", id: `own-${name}`, "aria-label": title, title, onclick: act }, icon(name));
  const eraser = tool("eraser", t.own.erase, () => { erasing = !erasing; draw(); });
  const undo = tool("undo", t.own.undo, () => driver.go("undo"));
  const redo = tool("redo", t.own.redo, () => driver.go("redo"));
  const clear = tool("close", t.own.clear, () => driver.inTurn(() => change({ ...drawing(), points: [] })));
  const element = h("div.own-tools", { role: "toolbar", "aria-label": t.own.title, hidden: true },
    chips, h("span.own-buttons", {}, eraser, undo, redo, clear,
      tool("up", t.own.csv, actions.openCsv), tool("table", t.own.table, actions.openTable), tool("down", t.own.download, () => actions.download("points"))));
  /** What to begin with instead: the points that were there before. @type {{drawn: Drawing & {axis_names: string[], value_names?: string[]}, test_fraction: number}|null} */
  let offered = null;
  let fresh = false;
  /** The points that were there when the drawing was turned to. */
  let found = "";
  const begin = h("button.quiet", { type: "button", id: "own-begin", onclick: () => {
    const { drawn, test_fraction } = /** @type {NonNullable<typeof offered>} */ (offered);
    const { axis_names, value_names } = drawn;
    driver.inTurn(() => change(drawn, { axis_names, test_fraction, ...(value_names ? { value_names } : {}) }));
  } });
  const hint = h("p.plane-hint", { hidden: true });
  element.append(begin);
  plane.append(hint);

  const own = () => {
    const { catalogue, spec, watching } = store.get();
    return Boolean(!watching && spec && catalogue && isOwn(entryOf(entriesOf(catalogue, "data"), spec.data.kind)));
  };
  /** @returns {Drawing} */
  const drawing = () => {
    const { spec, draft } = store.get();
    return { points: draft ?? spec?.data.points ?? [], class_names: spec?.data.class_names ?? [] };
  };

  /** Show a drawing, and train on it once there is enough of it. @param {Drawing} next @param {object} [also] of the data */
  function change({ points, class_names }, also = {}) {
    const { spec } = store.get();
    if (!spec) return;
    fresh = false;
    const was = drawing().points;
    store.set({ draft: points });
    if (points.length) driver.useData(begunScaled({ ...spec.data, ...also, points, class_names }, spec.data.points));
    else if (was.length) driver.empty();
    // Those that the run still has may be of one class more.
    else driver.useData({ ...spec.data, class_names });
    draw();
  }

  /** @param {{u: number, v: number}} at */
  function placeOf({ u, v }) {
    const [[left, right], [bottom, top]] = store.get().data?.domain ?? [[0, 1], [0, 1]];
    const [width, height] = [right - left, top - bottom];
    return { x: rounded(left + u * width, width), y: rounded(bottom + v * height, height), spans: /** @type {[number, number]} */ ([width, height]) };
  }

  const namesNow = () => store.get().spec?.data.value_names ?? [t.own.value];
  const valuesNow = () => namesNow().map((/** @type {string} */ _, /** @type {number} */ i) => values[i] ?? 1);

  /** One point more, or those near it fewer. @param {number[][]} points @param {{u: number, v: number}} at */
  function touched(points, at) {
    const { x, y, spans } = placeOf(at);
    if (erasing) return without(points, [x, y], spans, ERASER);
    return [...points, [x, y, ...(drawing().class_names.length ? [label] : valuesNow())]];
  }

  /** @type {{draft: number[][]|null, places: {u: number, v: number}[]}|null} */
  let stroke = null;
  /** @param {PointerEvent} event */
  function at(event) {
    const box = canvas.getBoundingClientRect();
    return { u: (event.clientX - box.left) / box.width, v: 1 - (event.clientY - box.top) / box.height };
  }
  const inside = (/** @type {{u: number, v: number}} */ { u, v }) => u >= 0 && u <= 1 && v >= 0 && v <= 1;

  plane.addEventListener("pointerdown", (event) => {
    const here = at(event);
    if (!own() || event.button || !inside(here)) return;
    event.preventDefault();
    event.stopPropagation();
    plane.setPointerCapture(event.pointerId);
    hint.hidden = true;
    stroke = { draft: store.get().draft, places: [here] };
    store.set({ draft: touched(drawing().points, here) });
  }, true);
  plane.addEventListener("pointermove", (event) => {
    if (!stroke) return;
    const here = at(event);
    const last = stroke.places[stroke.places.length - 1];
    if (!inside(here) || (!erasing && Math.hypot(here.u - last.u, here.v - last.v) < STRIDE)) return;
    stroke.places.push(here);
    store.set({ draft: touched(drawing().points, here) });
  });
  const end = () => {
    if (!stroke) return;
    const { draft, places } = stroke;
    stroke = null;
    store.set({ draft });
    driver.inTurn(() => change({ ...drawing(), points: places.reduce(touched, drawing().points) }));
  };
  plane.addEventListener("pointerup", end);
  // The finger was there to scroll: what it touched stays as it was.
  plane.addEventListener("pointercancel", () => {
    if (stroke) store.set({ draft: stroke.draft });
    stroke = null;
  });
  function drawChips() {
    const { theme } = store.get();
    const { class_names: names } = drawing();
    const palette = paletteOf(theme);
    if (!names.length) {
      const boxes = namesNow().map((/** @type {string} */ name, /** @type {number} */ i) => {
        const box = h("input.number.boxed", { type: "text", inputmode: "decimal", value: inFull(valuesNow()[i]), "aria-label": name, onchange: () => {
          const read = typed(box.value, { example: 1 });
          const text = read.fault || read.note;
          if (!read.fault) values[i] = read.value;
          box.value = inFull(valuesNow()[i]);
          store.set({ notice: text ? { tone: read.fault ? "error" : "info", text } : null });
        } });
        return h("label.weight", {}, h("span", {}, name), box);
      });
      return chips.replaceChildren(...boxes);
    }
    label = Math.min(label, names.length - 1);
    const full = names.length >= MOST_CLASSES;
    const add = h("button.chip", { type: "button", id: "own-class", "aria-label": t.own.addClass, title: t.own.addClass, "aria-disabled": String(full),
      onclick: () => {
        if (full) return;
        label = names.length;
        erasing = false;
        driver.inTurn(() => {
          change({ ...drawing(), class_names: [...names, fill(t.own.className, { number: names.length })] });
          byId("own-class").focus();
        });
      } }, "+");
    // Where the keyboard was it stays, whatever is drawn anew.
    const held = [...chips.children].findIndex((chip) => chip === document.activeElement);
    const wasAdd = document.activeElement?.id === "own-class";
    chips.replaceChildren(...names.map((name, i) => h("button.chip", { type: "button", role: "radio", "aria-checked": String(i === label && !erasing), "aria-label": name, title: fill(t.own.draw, { name }), onclick: () => { label = i; erasing = false; draw(); chips.querySelectorAll("button")[i]?.focus(); } },
      svg("svg", { class: "mark", viewBox: "0 0 12 12", "aria-hidden": "true" }, svg("path", { d: MARKS[i % 10], fill: palette.classes[i % 10] })))), add);
    if (held >= 0) (wasAdd ? add : /** @type {HTMLElement|undefined} */ (chips.children[held]))?.focus();
  }

  let kind = "";
  /** @type {any} the data that the controls showed before */
  let last = null;
  function draw() {
    const { catalogue, spec, data, limits } = store.get();
    if (spec && spec.data.kind !== kind) {
      // The data are those of before until the server has answered.
      const drawn = kind && own() ? ownFrom(data) : null;
      offered = drawn && drawn.points.length <= (limits.points?.maximum ?? Infinity) ? { drawn, test_fraction: last?.test_fraction ?? 0 } : null;
      const usual = catalogue && entryOf(entriesOf(catalogue, "data"), spec.data.kind)?.defaults.points;
      found = JSON.stringify(spec.data.points);
      fresh = Boolean(offered) || found === JSON.stringify(usual);
    }
    // A file, a table or an undo may have brought others.
    if (fresh && spec && own()) fresh = JSON.stringify(spec.data.points) === found;
    kind = spec?.data.kind ?? "";
    last = spec?.data ?? null;
    element.hidden = !own();
    hint.hidden = !own() || !fresh;
    setText(hint, drawing().class_names.length ? t.own.hint : t.own.hintValue);
    begin.hidden = !offered || !fresh;
    if (offered) setText(begin, fill(t.own.begin, { count: grouped(offered.drawn.points.length) }));
    plane.dataset.editing = String(own());
    if (element.hidden) {
      if (store.get().draft) store.set({ draft: null });
      return;
    }
    drawChips();
    eraser.setAttribute("aria-pressed", String(erasing));
  }
  store.on(["spec", "theme", "watching"], draw);
  const drawWays = () => {
    setIdle(undo, !driver.can("undo"));
    setIdle(redo, !driver.can("redo"));
  };
  store.on(["run", "steps"], drawWays);
  // Once the server's points are those that were drawn, they are shown instead.
  store.on(["data"], ({ draft, data }) => {
    if (draft && data && !stroke && data.train.y.length + data.test.y.length === draft.length) store.set({ draft: null });
  });
  draw();
  drawWays();
  return {
    element,
    press(key, place) {
      if (!own()) return "";
      const { points, class_names: names } = drawing();
      if (/^\d$/.test(key)) {
        const i = (Number(key) + 9) % 10;
        if (!(i in names)) return names.length ? fill(t.words.own.noClass, { count: names.length }) : "";
        label = i;
        erasing = false;
        draw();
        return fill(t.words.own.takes, { name: names[i] });
      }
      if (!place) return "";
      if (["Delete", "Backspace"].includes(key) || (erasing && ["Enter", " "].includes(key))) {
        const { x, y, spans } = placeOf(place);
        const count = points.length - without(points, [x, y], spans, ERASER).length;
        if (count) driver.inTurn(() => change({ ...drawing(), points: without(drawing().points, [x, y], spans, ERASER) }));
        return count ? counted(t.words.own.erased, count) : t.words.own.nothing;
      }
      if (!["Enter", " "].includes(key)) return "";
      driver.inTurn(() => change({ ...drawing(), points: touched(drawing().points, place) }));
      const { x, y } = placeOf(place);
      return fill(t.words.own.placed, { name: names[label] ?? valuesNow().join(marks.list), x1: x, x2: y });
    },
  };
}
