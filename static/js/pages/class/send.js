// @ts-check
/**
 * The sheet that sends everyone a lesson, or settings.
 */
import { Problem } from "../../api.js";
import { h, setText } from "../../lib/dom.js";
import { classes, fill } from "../../t.js";
import { menu, offer } from "../../views/controls.js";
import { sheet } from "../../views/sheet.js";
import { inShort, linkedSettings, ownSettings } from "./settings.js";

const words = classes.send;

/** The lessons to choose from, those of the class first. @param {import("./state.js").State} state */
export function lessonGroups({ wall, lessons }) {
  const sound = lessons.filter(({ mistakes }) => !mistakes.length);
  const ofClass = wall?.card.lessons ?? [];
  const [mine, others] = [sound.filter(({ name }) => ofClass.includes(name)), sound.filter(({ name }) => !ofClass.includes(name))];
  const option = (/** @type {import("../../types.js").LessonSummary} */ { name, number, title }) => h("option", { value: name }, h("span", {}, `${number}. ${title}`));
  const group = (/** @type {string} */ label, /** @type {typeof sound} */ some) => (some.length ? [h("optgroup", { label }, ...some.map(option))] : []);
  return mine.length ? [...group(words.ofClass, mine), ...group(words.others, others)] : sound.map(option);
}

/**
 * @param {import("./state.js").ClassStore} store
 * @param {import("./actions.js").Actions} actions
 * @returns {() => void} open it
 */
export function mountSend(store, actions) {
  const lesson = menu({ label: words.lesson, class: "boxed", options: [], change: () => undefined });
  lesson.id = "send-lesson";
  const begin = (/** @type {string} */ value, /** @type {HTMLElement} */ label) => {
    const input = h("input", { type: "radio", name: "send-settings", value });
    return { input, element: h("label.tick", {}, input, label) };
  };
  const mineWords = h("span");
  const [mine, linked] = [begin("mine", mineWords), begin("link", h("span", {}, words.link))];
  const link = h("input.paste.one-line", { id: "send-link", type: "text", autocomplete: "off", spellcheck: "false", "aria-label": words.link, placeholder: words.linkHelp, oninput: () => { linked.input.checked = true; } });
  const fault = h("p.field-error", { role: "alert" });
  const dialog = sheet("send-sheet", words.title, h("p", {}, words.help),
    h("form", { onsubmit: (event) => { event.preventDefault(); void go(async () => ({ lesson: lesson.value })); } },
      h("h3", {}, words.lesson), h("div.sheet-row", {}, lesson, h("button.strong", { type: "submit", id: "send-lesson-go" }, words.sendLesson))),
    h("form", { onsubmit: (event) => { event.preventDefault(); void go(settings); } },
      h("h3", {}, words.settings), mine.element, linked.element, link, h("div.sheet-buttons", {}, h("button.strong", { type: "submit", id: "send-settings-go" }, words.sendSettings))),
    fault);
  /** @type {import("../../types.js").Spec|null} */
  let own = null;

  /** What is to be sent; nothing, and said, where there is none. */
  async function settings() {
    if (mine.input.checked && own) return { spec: own };
    if (!link.value.trim()) return void setText(fault, words.linkWanted);
    const spec = await linkedSettings(link.value);
    if (!spec) return void setText(fault, words.unread);
    return { spec };
  }

  /** @param {() => Promise<object|void>} what */
  async function go(what) {
    setText(fault, "");
    try {
      const found = await what();
      if (found && await actions.tell({ command: "send", ...found }, { quiet: true })) dialog.close();
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      setText(fault, problem.placed);
    }
  }

  return () => {
    setText(fault, "");
    const { wall } = store.get();
    offer(lesson, lessonGroups(store.get()));
    // The next of the class is what is most likely wanted.
    const of = wall?.card.lessons ?? [];
    const next = of[of.indexOf(wall?.lead.sent?.lesson ?? "") + 1] ?? of[0];
    if (next) lesson.value = next;
    own = null;
    mine.input.disabled = true;
    linked.input.checked = true;
    setText(mineWords, words.noMine);
    dialog.showModal();
    // Settings may have changed since: the playground is another tab, perhaps.
    void ownSettings().then(async (spec) => {
      if (!spec) return;
      const what = await inShort(spec);
      own = spec;
      mine.input.disabled = false;
      if (!link.value.trim()) mine.input.checked = true;
      setText(mineWords, fill(words.mine, { what }));
    }).catch((/** @type {Error} */ { message }) => setText(mineWords, message));
  };
}
