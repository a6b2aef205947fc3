// @ts-check
/**
 * The edge between the diagram and the dock: dragged or moved by keys, the dock has that height, also the next time. Until then,
 * and again after a double click, it is as high as its content.
 */
import { h } from "../../../lib/dom.js";
import { keep, readKept } from "../../../lib/storage.js";
import { t } from "../../../t.js";

const KEY = "playground-dock";
/** Shares of the window's height, in percent: how low, how high, with the network at half its size, and what a key moves. */
const [LEAST, MOST, STRIDE] = [10, 36, 2];

/**
 * @param {HTMLElement} root the dock
 * @param {HTMLElement} body what is open
 * @returns {{element: HTMLElement, update: () => void}} `update`: say how high it is
 */
export function mountGrip(root, body) {
  const element = h("div.dock-grip", { role: "separator", tabindex: 0, "aria-orientation": "horizontal", "aria-label": t.dock.height, "aria-valuemin": LEAST, "aria-valuemax": MOST, title: t.dock.heightHelp });
  const isShare = (/** @type {any} */ share) => typeof share === "number" && share >= LEAST && share <= MOST;
  const now = () => (body.getBoundingClientRect().height / window.innerHeight) * 100;

  const update = () => element.setAttribute("aria-valuenow", String(Math.round(Math.min(MOST, Math.max(LEAST, now())))));

  /** @param {number|null} wanted null: as high as the content */
  function set(wanted) {
    const share = wanted === null ? null : Math.round(Math.min(MOST, Math.max(LEAST, wanted)) * 10) / 10;
    root.toggleAttribute("data-chosen", share !== null);
    if (share === null) root.style.removeProperty("--dock-share");
    else root.style.setProperty("--dock-share", String(share));
    keep("localStorage", KEY, share);
    update();
  }

  const kept = readKept("localStorage", KEY);
  if (isShare(kept)) set(kept);

  /** @type {{y: number, share: number}|null} */
  let drag = null;
  element.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault();
    element.setPointerCapture(event.pointerId);
    drag = { y: event.clientY, share: now() };
  });
  element.addEventListener("pointermove", ({ clientY }) => {
    if (drag && clientY !== drag.y) set(drag.share + ((drag.y - clientY) / window.innerHeight) * 100);
  });
  for (const end of ["pointerup", "pointercancel"]) element.addEventListener(end, () => { drag = null; });
  element.addEventListener("dblclick", () => set(null));
  element.addEventListener("keydown", (event) => {
    const to = { ArrowUp: now() + STRIDE, ArrowDown: now() - STRIDE, Home: LEAST, End: MOST, Enter: null }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    set(to);
  });
  return { element, update };
}
