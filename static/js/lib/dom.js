// @ts-check
/**
 * Elements in one line: a tag, its attributes, its children.
 */

const TEXT = 3;
const SVG = "http://www.w3.org/2000/svg";

/**
 * What an element is given: listeners by their event, custom properties, attributes. Those that are true are there, false or nothing are not.
 * @typedef {string|number|boolean|null|undefined} Attribute
 * @typedef {{[E in keyof HTMLElementEventMap as `on${E}`]?: (event: HTMLElementEventMap[E]) => unknown}} Listeners
 * @typedef {Record<string, string|number>} Style
 * @typedef {Listeners & {style?: Style, value?: string|number, checked?: boolean, [attribute: `${"aria"|"data"}-${string}`]: Attribute}} Known
 * @typedef {Known & {[attribute: string]: Attribute|Style|((event: never) => unknown)}} Attributes
 *
 * @typedef {Node|string|number|null|undefined|false} Child
 * @typedef {Child|Child[]} Children
 */

/**
 * The tag in "button.quiet.small", and the elements that have it.
 * @template {string} T
 * @typedef {T extends `${infer Tag}.${string}` ? Tag : T} TagOf
 */
/**
 * @template {string} T
 * @typedef {TagOf<T> extends keyof HTMLElementTagNameMap ? HTMLElementTagNameMap[TagOf<T>] : HTMLElement} Html
 */

/**
 * @template {string} T
 * @param {T} tag "button" or "button.quiet.small"
 * @param {Attributes} [attributes]
 * @param {...Children} children
 * @returns {Html<T>}
 */
export function h(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const element = document.createElement(name);
  if (classes.length) element.className = classes.join(" ");
  return /** @type {Html<T>} */ (dress(element, attributes, children));
}

/**
 * @template {keyof SVGElementTagNameMap} T
 * @param {T} tag
 * @param {Attributes} [attributes]
 * @param {...Children} children
 * @returns {SVGElementTagNameMap[T]}
 */
export const svg = (tag, attributes = {}, ...children) => dress(document.createElementNS(SVG, tag), attributes, children);

/**
 * @template {HTMLElement|SVGElement} E
 * @param {E} element
 * @param {Attributes} attributes
 * @param {Children[]} children
 */
function dress(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === "function") element.addEventListener(key.slice(2), /** @type {EventListener} */ (value));
    else if (typeof value === "object") for (const [property, to] of Object.entries(value)) element.style.setProperty(property, String(to));
    else if (key === "value" || key === "checked") Object.assign(element, { [key]: value });
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  const there = children.flat().filter((child) => child !== null && child !== undefined && child !== false);
  element.append(...there.map((child) => (typeof child === "number" ? String(child) : child)));
  return element;
}

/**
 * Change text only when it differs, so that nothing repaints or is announced twice.
 * @param {Element} element
 * @param {string} text
 */
export function setText(element, text) {
  const only = element.firstChild;
  // Within its node it is changed at a fraction of what it costs to exchange it.
  if (only?.nodeType === TEXT && only === element.lastChild) {
    if (only.nodeValue !== text) only.nodeValue = text;
  } else if (element.textContent !== text) element.textContent = text;
}

/**
 * Show an element or leave it out; what is as it was costs nothing.
 * @param {HTMLElement} element
 * @param {boolean} hidden
 */
export function setHidden(element, hidden) {
  if (element.hidden !== hidden) element.hidden = hidden;
}

/**
 * Wipe a canvas, as fine as the screen is, to be drawn on in pixels of the page; null while it is not seen.
 * @param {HTMLCanvasElement} canvas
 */
export function blank(canvas) {
  const context = canvas.getContext("2d");
  const { clientWidth: width, clientHeight: height } = canvas;
  if (!context || !width) return null;
  const ratio = Math.min(2, window.devicePixelRatio || 1);
  const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== across) canvas.width = across;
  if (canvas.height !== down) canvas.height = down;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return { context, ratio, width, height };
}

/**
 * A button that has nothing to do for now. It keeps the keyboard, whose next key would otherwise go to the page: the space bar plays.
 * @param {Element} button
 * @param {boolean} idle
 */
export const setIdle = (button, idle) => button.setAttribute("aria-disabled", String(idle));

/**
 * The element of this page with that id.
 * @template {HTMLElement} [E=HTMLElement]
 * @param {string} id
 * @param {new () => E} [type] what it has to be
 * @returns {E}
 */
export function byId(id, type = /** @type {any} */ (HTMLElement)) {
  const element = document.getElementById(id);
  if (!(element instanceof type)) throw new Error(`the page has no ${type.name} #${id}`);
  return element;
}
