// @ts-check
/**
 * The size for a projector: a browser that stands before a class shows all larger, and doubles labels, numbers and the play bar.
 */
import { keep } from "./lib/storage.js";

/** The same name as in theme-first.js, which sets it before anything is painted. */
const KEY = "playground-projector";

export const isProjector = () => document.documentElement.dataset.projector !== undefined;

/** Switch it on or off, and remember that. */
export function switchProjector() {
  const on = document.documentElement.toggleAttribute("data-projector");
  keep("localStorage", KEY, on);
}
