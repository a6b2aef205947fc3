// @ts-check
/**
 * What the type checker is to see through: elements are of their kind, and are given what they can take. Nothing here is run.
 */
import { byId, h, svg } from "../../static/js/lib/dom.js";

/** @type {[HTMLButtonElement, HTMLInputElement, HTMLCanvasElement, SVGPathElement, HTMLElement, HTMLDialogElement]} */
export const kinds = [h("button.quiet.small"), h("input"), h("canvas", { width: 1 }), svg("path"), byId("topbar"), byId("help", HTMLDialogElement)];

export const mistakes = [
  // @ts-expect-error a button has no such thing
  h("button.quiet").files,
  // @ts-expect-error this drawing has no such thing
  svg("path").files,
  // @ts-expect-error there is no such drawing
  svg("parth"),
  // @ts-expect-error a click is no key
  h("button", { onclick: (event) => event.key }),
  // @ts-expect-error a listener is called
  h("button", { onclick: "play" }),
  // @ts-expect-error a style is an object
  h("p", { style: "width: 1px" }),
  // @ts-expect-error a label is words
  h("p", { "aria-label": {} }),
  // @ts-expect-error nobody would see it
  h("p", {}, true),
  // @ts-expect-error who needs an input asks for one
  byId("find").value,
];
