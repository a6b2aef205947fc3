// @ts-check
/**
 * The menu beside "Copy link": a new run and earlier ones, links to watch by and from elsewhere, and files to take along.
 */
import { h, setText } from "../../lib/dom.js";
import { icon } from "../../lib/icons.js";
import { languageLinks } from "../../language.js";
import { root as playground } from "../../root.js";
import { isProjector, switchProjector } from "../../projector.js";
import { classes, join, t } from "../../t.js";
import { opensBy } from "../../views/popover.js";
import { sheet } from "../../views/sheet.js";

/** @typedef {{copy: (note?: string) => Promise<boolean>, copyWatch: () => Promise<boolean>, copyEmbed: () => Promise<boolean>, fresh: () => Promise<any>, earlier: () => void, openLink: (text: string) => Promise<void>}} Address */

/**
 * @param {HTMLElement} root
 * @param {{address: Address, download: (kind: string) => void, openFile: (file: File) => Promise<void>, keep: (() => Promise<unknown>)|null, examples: (() => void)|null}} actions
 */
export function mountShare(root, { address, download, openFile, keep, examples }) {
  const field = h("input.paste.one-line", { id: "link-field", type: "text", autocomplete: "off", spellcheck: "false", "aria-label": t.share.openField });
  const problem = h("p.field-error", { role: "alert" });
  const file = h("input", { type: "file", id: "saved-file", accept: ".json,application/json", "aria-label": t.saved.choose, onchange: () => {
    const [chosen] = file.files ?? [];
    file.value = "";
    if (chosen) void open(openFile(chosen));
  } });
  const form = h("form", { onsubmit: (event) => { event.preventDefault(); void open(address.openLink(field.value.trim())); } },
    field, problem, h("div.sheet-buttons", {}, h("button.strong", { type: "submit", id: "link-open" }, t.share.openGo), h("label.quiet.file", {}, icon("up"), t.saved.choose, file)));
  const dialog = sheet("open-link", t.share.open, h("p", {}, t.share.openHelp), form);

  /** @param {Promise<void>} opened */
  async function open(opened) {
    try {
      await opened;
      dialog.close();
    } catch (failure) {
      setText(problem, /** @type {Error} */ (failure).message);
    }
  }

  const item = (/** @type {string} */ id, /** @type {string} */ name, /** @type {string} */ label, /** @type {() => void} */ act) =>
    h("button.menu-item", { type: "button", id, onclick: () => { popover.hidePopover(); act(); } }, icon(name), label);
  const projector = item("projector", "screen", t.share.projector, () => {
    switchProjector();
    drawProjector();
  });
  const drawProjector = () => projector.setAttribute("aria-pressed", String(isProjector()));
  drawProjector();
  const popover = h("div.popover", { id: "share-menu", popover: "auto", role: "group", "aria-label": t.share.title },
    item("new-run", "plus", t.share.fresh, () => void address.fresh()),
    item("earlier-runs", "clock", t.share.earlier, () => address.earlier()),
    h("hr.menu-line"),
    // Where the bar has no room for their buttons: on a phone.
    ...(examples ? [item("examples-item", "table", t.examples.open, examples)] : []),
    item("sweep-item", "sweep", t.sweep.title, () => window.location.assign(`${playground}sweep`)),
    item("class-item", "screen", classes.title, () => window.location.assign(`${playground}class`)),
    ...(keep ? [item("keep-item", "keep", t.runs.keep, () => void keep())] : []),
    // Within another page there is no way to a class.
    ...(keep ? [item("join-item", "flag", join.title, () => window.location.assign(`${playground}join`))] : []),
    item("copy-link-item", "link", t.copyLink, () => void address.copy(t.share.copied)),
    item("copy-watch", "eye", t.share.watch, () => void address.copyWatch()),
    item("copy-embed", "table", t.share.embed, () => void address.copyEmbed()),
    item("open-link-item", "link", t.share.open, () => { setText(problem, ""); field.value = ""; dialog.showModal(); field.focus(); }),
    projector,
    ...(keep ? [h("p.popover-title", {}, t.language), h("div.menu-languages", {}, ...languageLinks("a.menu-item"))] : []),
    h("p.popover-title", {}, t.files.title),
    ...Object.entries(t.files.kinds).map(([kind, label]) => item(`download-${kind}`, "down", label, () => download(kind))));
  const button = h("button.square", { type: "button", id: "share", popovertarget: "share-menu", "aria-label": t.share.title, title: t.share.title }, icon("more"));
  opensBy(button, popover);
  root.append(button, popover);
}
