// @ts-check
/**
 * The run as code: the same data, network and training for other libraries, kept in step, to copy or to take along.
 */
import { h } from "../lib/dom.js";
import { root } from "../root.js";
import { t } from "../t.js";
import { copyText } from "./copying.js";

/** @typedef {{name: string, title: string, file_name: string, script: boolean, refusal: string|null}} Format */

/** A script without the words at its head and the numbers at its end. @param {string} script */
const codeOf = (script) => script.replace(/^[^]*?"""[^]*?"""\s*/, "").split(/^# The points: /m)[0].trimEnd();

/** The call that creates the same run on this server. @param {any} spec */
const curl = (spec) => `curl -s ${root}api/v1/runs --json '${JSON.stringify(spec, null, 2).replaceAll("'", "'\\''")}'\n`;

/**
 * @param {HTMLElement} root
 * @param {{formats: (id: string) => Promise<Format[]>, text: (id: string, format: string) => Promise<string>}} ask
 * @param {{withNumbers?: boolean}} [options] `withNumbers`: false leaves the points and weights at a script's end to the copy alone
 */
export function codeView(root, ask, { withNumbers = true } = {}) {
  const tabs = h("div.segments", { role: "group", "aria-label": t.code.format });
  const copy = h("button.quiet.small", { type: "button", onclick: () => void copyWhole() }, t.code.copy);
  const code = h("code", {});
  const element = h("div.code", {}, h("div.code-head", {}, tabs, copy), h("pre", { role: "region", tabindex: "0", "aria-label": t.code.title }, code));
  root.append(element);
  /** @type {import("../types.js").Run|null} */
  let run = null;
  /** @type {Format[]} */
  let formats = [];
  let chosen = "";
  let shown = "";
  let whole = "";

  async function copyWhole() {
    if (!(await copyText(whole, t.code.copy))) return;
    copy.replaceChildren(t.code.copied);
    setTimeout(() => copy.replaceChildren(t.code.copy), 2000);
  }

  function drawTabs() {
    const names = [...formats.map(({ name, title }) => ({ name, title })), ...(withNumbers ? [{ name: "", title: "curl" }] : [])];
    tabs.replaceChildren(...names.map(({ name, title }) => h("button.segment", {
      type: "button", "aria-pressed": String(name === chosen), onclick: () => { chosen = name; shown = ""; show(); },
    }, title)));
  }

  /** What the text depends on: while a run plays its weights change all the time, so it is written anew when it rests. */
  const stamp = () => JSON.stringify([run?.id, run?.spec, chosen, run?.status === "playing" ? null : run?.step]);

  async function write() {
    if (!run) return;
    if (!formats.length) {
      formats = (await ask.formats(run.id)).filter(({ script }) => script);
      chosen = formats[0]?.name ?? "";
      shown = stamp();
    }
    drawTabs();
    const text = chosen ? await ask.text(run.id, chosen).catch((problem) => `# ${problem.message}\n`) : curl(run.spec);
    if (shown !== stamp()) return;
    whole = text;
    code.textContent = withNumbers ? text : codeOf(text);
  }

  function show() {
    const now = stamp();
    if (now === shown) return;
    shown = now;
    write().catch(() => {
      // The stream notices a server that is gone, and says so; the next change asks again.
      shown = "";
    });
  }
  return {
    /** @param {import("../types.js").Run|null} now */
    draw(now) {
      run = now;
      show();
    },
  };
}
