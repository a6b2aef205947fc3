// @ts-check
/**
 * What a class is made of, as fields of a form: title, lessons, what members begin with, names.
 */
import { h, setText } from "../../lib/dom.js";
import { locale } from "../../lib/locale.js";
import { linesIn } from "../../lib/wall.js";
import { languages } from "../../language.js";
import { classes, fill } from "../../t.js";
import { menu } from "../../views/controls.js";
import { inShort, ownSettings } from "./settings.js";

const words = classes.fields;

/**
 * @param {string} id   what the fields' own ids begin with
 * @param {import("../../types.js").LessonSummary[]} lessons
 * @param {import("../../classtypes.js").ClassCard|null} card   of the class that there is
 */
export function classFields(id, lessons, card) {
  const fault = (/** @type {string} */ name) => h("p.field-error", { id: `${id}-${name}-fault`, role: "alert", hidden: true });
  const faults = { title: fault("title"), names: fault("names"), spec: fault("spec"), lessons: fault("lessons") };
  const title = h("input.paste.one-line", { id: `${id}-title`, type: "text", required: true, maxlength: 80, autocomplete: "off", value: card?.title ?? "", "aria-describedby": `${id}-title-help ${faults.title.id}` });
  const boxes = lessons.filter(({ mistakes }) => !mistakes.length).map(({ name, number, title: called, minutes }) => {
    const box = h("input", { type: "checkbox", value: name, checked: card ? card.lessons.includes(name) : false });
    return { name, box, element: h("label.tick", {}, box, h("span", {}, `${number}. ${called}`), h("span.aside-note", {}, fill(words.minutes, { count: minutes }))) };
  });
  const tick = (/** @type {boolean} */ on) => h("button.link", { type: "button", onclick: () => boxes.forEach(({ box }) => { box.checked = on; }) }, on ? words.all : words.none);
  /** @type {import("../../types.js").Spec|null} */
  let own = null;
  const choice = (/** @type {string} */ value, /** @type {string} */ text, checked = false) => {
    const input = h("input", { type: "radio", name: `${id}-begin`, value, checked });
    return { input, element: h("label.tick", {}, input, h("span", {}, text)) };
  };
  const begins = [choice("free", words.free, !card?.spec), ...(card?.spec ? [choice("same", words.same, true)] : []), choice("given", words.noSettings)];
  const mine = begins[begins.length - 1];
  mine.input.disabled = true;
  const language = menu({ label: words.language, class: "boxed", change: () => undefined, options: [{ value: "", title: words.asked }, ...languages().map(({ code, name }) => ({ value: code, title: name }))] });
  language.id = `${id}-language`;
  language.value = card ? card.language ?? "" : locale;
  const names = h("textarea.paste", { id: `${id}-names`, rows: 4, spellcheck: "false", "aria-describedby": `${id}-names-help ${faults.names.id}` });
  names.value = (card?.names ?? []).map(({ name }) => name).join("\n");

  // Settings are looked for while the form is filled in.
  void ownSettings().then(async (spec) => {
    if (!spec) return;
    const said = fill(words.settings, { what: await inShort(spec) });
    own = spec;
    mine.input.disabled = false;
    setText(/** @type {HTMLElement} */ (mine.element.lastElementChild), said);
  }).catch((/** @type {Error} */ { message }) => setText(/** @type {HTMLElement} */ (mine.element.lastElementChild), message));

  const element = h("div.class-fields", {},
    h("label.labelled", { for: title.id }, words.title), title, h("p.field-note", { id: `${id}-title-help` }, words.titleHelp), faults.title,
    h("fieldset", {}, h("legend.labelled", {}, words.lessons), h("span.ticks-all", {}, tick(true), tick(false)),
      h("div.ticks", { tabindex: "0", role: "group", "aria-label": words.lessons }, ...boxes.map((each) => each.element)), h("p.field-note", {}, words.freely), faults.lessons),
    h("fieldset", {}, h("legend.labelled", {}, words.begin), ...begins.map((each) => each.element), faults.spec),
    h("label.labelled", { for: language.id }, words.language), language, h("p.field-note", {}, words.languageHelp),
    h("label.labelled", { for: names.id }, words.names), names, h("p.field-note", { id: `${id}-names-help` }, words.namesHelp), faults.names);

  return {
    element,
    title,
    /** What is in the fields; null, and said, where something is missing. */
    read() {
      for (const each of Object.values(faults)) each.hidden = true;
      if (!title.value.trim()) {
        faults.title.hidden = false;
        setText(faults.title, words.titleWanted);
        title.focus();
        return null;
      }
      const begin = begins.find(({ input }) => input.checked)?.input.value;
      const listed = linesIn(names.value);
      return {
        title: title.value.trim(), lessons: boxes.filter(({ box }) => box.checked).map(({ name }) => name), names: listed.length ? listed : null, language: language.value || null,
        ...(begin === "same" ? {} : { spec: begin === "given" ? own : null }),
      };
    },
    /** Say what the server has against it, beside its field. @param {import("../../api.js").Problem} problem @returns {string} what belongs to none */
    refuse(problem) {
      const loose = problem.errors.length ? [] : [problem.message];
      for (const { pointer = "", detail = "" } of problem.errors) {
        const place = faults[/** @type {"title"} */ (pointer.split("/")[1])];
        if (!place) {
          loose.push(detail);
          continue;
        }
        place.hidden = false;
        setText(place, detail);
      }
      return loose.join(" ");
    },
  };
}
