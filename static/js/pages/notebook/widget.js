// @ts-check
/**
 * A cell of a notebook with the page in a frame. The page comes from Python, and all that it asks goes there, over the widget's own
 * channel: no port but the notebook's has to be reached.
 */

/** @typedef {{get: (name: string) => any, send: (message: any) => void, on: (name: string, hear: (message: any, buffers: DataView[]) => void) => void, off: (name: string, hear: any) => void}} Model */

/** The notebook's own theme where it says one; the page's way is the system's. */
const themeHere = () => ({ true: "light", false: "dark" })[document.body.dataset.jpThemeLight ?? ""] ?? "";

/** @param {{model: Model, el: HTMLElement}} cell */
function render({ model, el }) {
  const frame = document.createElement("iframe");
  frame.title = "Neural Network Playground";
  frame.style.cssText = `display: block; width: 100%; height: ${Number(model.get("height"))}px; border: 0`;
  el.append(frame);
  // A model may be shown in several places: each has its own questions.
  const view = crypto.getRandomValues(new Uint32Array(2)).join("-");

  /** What comes from Python is for the page, but for the page itself. @param {any} message @param {DataView[]} buffers */
  function hear({ view: whose, html, ...rest }, buffers) {
    if (whose !== view) return;
    if (html !== undefined) {
      // Not by an address of its own: the policy that VS Code has for what cells show allows none that is a Blob's.
      frame.srcdoc = html;
      return;
    }
    const [part] = buffers ?? [];
    const bytes = part && part.buffer.slice(part.byteOffset, part.byteOffset + part.byteLength);
    frame.contentWindow?.postMessage(part ? { ...rest, part: bytes } : rest, "*");
  }

  /** @param {MessageEvent} event */
  function pass({ source, data }) {
    if (source === frame.contentWindow && data?.id) model.send({ ...data, view });
  }

  model.on("msg:custom", hear);
  window.addEventListener("message", pass);
  model.send({ view, theme: themeHere() });
  return () => {
    model.off("msg:custom", hear);
    window.removeEventListener("message", pass);
    model.send({ view, over: true });
    frame.remove();
  };
}

export default { render };
