// @ts-check
/**
 * Elements in one line: a tag, its attributes, its children.
 */

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {string} tag "button" or "button.quiet.small"
 * @param {Record<string, any>} [attributes] on… are listeners, true/false toggle, `style` is an object of custom properties
 * @param {...any} children
 * @returns {any}
 */
export function h(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const element = document.createElement(name);
  if (classes.length) element.className = classes.join(" ");
  return dress(element, attributes, children);
}

/**
 * @param {string} tag
 * @param {Record<string, any>} [attributes]
 * @param {...any} children
 * @returns {any}
 */
export const svg = (tag, attributes = {}, ...children) => dress(document.createElementNS(SVG, tag), attributes, children);

/**
 * @param {any} element
 * @param {Record<string, any>} attributes
 * @param {any[]} children
 */
function dress(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "style") for (const [property, to] of Object.entries(value)) element.style.setProperty(property, String(to));
    else if (key === "value" || key === "checked") element[key] = value;
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/**
 * Change text only when it differs, so that nothing repaints or is announced twice.
 * @param {Element} element
 * @param {string} text
 */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * A button that has nothing to do for now. It keeps the keyboard, whose next key would otherwise go to the page: the space bar plays.
 * @param {Element} button
 * @param {boolean} idle
 */
export const setIdle = (button, idle) => button.setAttribute("aria-disabled", String(idle));

/**
 * The element of this page with that id.
 * @param {string} id
 * @returns {any}
 */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no #${id}`);
  return element;
}
