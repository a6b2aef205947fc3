// @ts-check
/**
 * The panel for who listens, or would rather read: the plane in sentences, and the network as a tree.
 */
import { h, setText } from "../../../lib/dom.js";
import { t } from "../../../t.js";
import { treeView } from "../../../views/tree.js";
import { planeWords } from "../../../views/words.js";

/** So often the sentences follow the picture, at most. */
const EVERY_MS = 1000;

/**
 * @param {HTMLElement} root
 * @param {import("../../../state.js").AppStore} store
 * @param {{walk: () => void}} actions   `walk`: the plane, field by field
 * @returns {(state: import("../../../types.js").State) => void}
 */
export function mountWords(root, store, { walk }) {
  const plane = h("p");
  const network = h("section", {}, h("h3", {}, t.words.network), h("p.quiet-text", {}, t.words.tree.help));
  root.append(h("div.words-panel", {},
    h("section", {}, h("h3", {}, t.words.plane), plane, h("button.quiet", { type: "button", onclick: walk }, t.words.walkKey)),
    network));
  const tree = treeView(network, { choose: (chosen) => store.set({ selection: { ...chosen, byHand: true }, panel: "neuron" }) });
  let last = -Infinity;

  return ({ picture, spec, catalogue, data, output, theme }) => {
    if (!spec || !catalogue) return;
    tree.draw(picture, { spec, catalogue, data });
    if (Date.now() - last < EVERY_MS) return;
    last = Date.now();
    setText(plane, planeWords(picture, { theme, data, output }));
  };
}
