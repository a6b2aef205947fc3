// @ts-check
/**
 * The panel for who listens, or would rather read: the plane in sentences, the curves as sound, and the network as a tree.
 */
import { h, setText } from "../../../lib/dom.js";
import { throttle } from "../../../lib/time.js";
import { t } from "../../../t.js";
import { treeView } from "../../../views/tree.js";
import { planeWords } from "../../../views/words.js";

/** So often the sentences follow the picture, at most. */
const EVERY_MS = 1000;

const w = t.words;

/**
 * @param {HTMLElement} root
 * @param {import("../../../state.js").AppStore} store
 * @param {{walk: () => void, toggleLive: () => void, listening: ReturnType<typeof import("../listening.js").createListening>}} actions   `walk`: the plane, field by field
 * @returns {(state: import("../../../types.js").State) => void}
 */
export function mountWords(root, store, { walk, toggleLive, listening }) {
  const plane = h("p");
  const live = h("button.toggle", { type: "button", id: "live", "aria-pressed": "false", title: w.liveHelp, onclick: toggleLive }, w.live);
  const listen = h("button.quiet", { type: "button", id: "listen", "aria-pressed": "false", onclick: () => listening.toggle() }, w.sound.play);
  const volume = h("input.slider", { type: "range", id: "volume", min: 0, max: 100, step: 5, value: Math.round(100 * listening.volume()), oninput: () => { listening.setVolume(Number(volume.value) / 100); } });
  const network = h("section", {}, h("h3", {}, w.network), h("p.quiet-text", {}, w.tree.help));
  root.append(h("div.words-panel", {},
    h("section", {},
      h("h3", {}, w.plane), plane, h("button.quiet", { type: "button", onclick: walk }, w.walkKey),
      h("h3", {}, w.run), live,
      h("h3", {}, t.loss), h("p.quiet-text", {}, w.sound.help), h("div.words-sound", {}, listen, h("label", {}, h("span", {}, w.sound.volume), volume))),
    network));
  const tree = treeView(network, { choose: (chosen) => store.set({ selection: { ...chosen, byHand: true }, panel: "neuron" }) });
  const tell = throttle(() => {
    const { picture, theme, data, output } = store.get();
    setText(plane, planeWords(picture, { theme, data, output }));
  }, EVERY_MS);
  store.on(["output"], ({ panel }) => { if (panel === "words") tell(); });

  const drawButtons = () => {
    const { aloud, sounds } = store.get();
    live.setAttribute("aria-pressed", String(aloud));
    listen.setAttribute("aria-pressed", String(sounds));
  };
  store.on(["aloud", "sounds"], drawButtons);

  return ({ picture, spec, catalogue, data }) => {
    if (!spec || !catalogue) return;
    tree.draw(picture, { spec, catalogue, data });
    tell();
  };
}
