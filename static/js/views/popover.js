// @ts-check
/**
 * Where a popover opens: below its button or above it, on the side that has more room, and never beyond the window.
 */

const GAP = 7;

/** @param {HTMLElement|(() => HTMLElement)} button   what it belongs to, or belongs to now @param {HTMLElement} popover */
export function opensBy(button, popover) {
  popover.addEventListener("beforetoggle", () => {
    const { top, bottom, left, right } = (typeof button === "function" ? button() : button).getBoundingClientRect();
    const [width, height] = [window.innerWidth, window.innerHeight];
    const px = (/** @type {number} */ length) => `${Math.round(Math.max(GAP, length))}px`;
    const below = height - bottom >= top;
    const fromLeft = left + right < width;
    Object.assign(popover.style, {
      top: below ? px(bottom + GAP) : "auto",
      bottom: below ? "auto" : px(height - top + GAP),
      left: fromLeft ? px(left) : "auto",
      right: fromLeft ? "auto" : px(width - right),
      maxHeight: px((below ? height - bottom : top) - 2 * GAP),
    });
  });
}
