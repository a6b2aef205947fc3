// @ts-check
/**
 * Small line drawings for buttons, on a grid of 24.
 */
import { svg } from "./dom.js";

/** @type {Record<string, string>} */
const PATHS = {
  play: "M8 5.2v13.6L19 12z",
  pause: "M7 5h3.6v14H7zM13.4 5H17v14h-3.6z",
  reset: "M4 5v5h5M4.6 10A8 8 0 1 1 4 13.5",
  step: "M6 5.5v13L15 12zM18 5.5v13",
  chevron: "M7 10l5 5 5-5",
  plus: "M12 6v12M6 12h12",
  minus: "M6 12h12",
  close: "M7 7l10 10M17 7L7 17",
  link: "M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1-1",
  check: "M5 12.5l4.5 4.5L19 7.5",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6L7 7M17 17l1.4 1.4M18.4 5.6L17 7M7 17l-1.4 1.4",
  moon: "M20 14.5A8.5 8.5 0 1 1 9.5 4a6.8 6.8 0 0 0 10.5 10.5z",
  help: "M9.2 9.3a2.9 2.9 0 1 1 4.3 2.5c-.9.5-1.5 1.1-1.5 2.2M12 17.4v.1",
  eraser: "M9 20h11M5 14.5L14.5 5 20 10.5 11 19.5H8z",
  undo: "M4 9h10a5.5 5.5 0 0 1 0 11H9M8 5L4 9l4 4",
  redo: "M20 9H10a5.5 5.5 0 0 0 0 11h5M16 5l4 4-4 4",
  brush: "M14 10l6-6M5 20c4 0 6-1 6-4a2.6 2.6 0 0 0-5 0c0 2-1 2.5-1 4z",
  table: "M4 5h16v14H4zM4 10h16M4 14.5h16M10 5v14",
  down: "M12 4v11M7 11l5 5 5-5M5 20h14",
  up: "M12 16V5M7 9l5-5 5 5M5 20h14",
  more: "M6 12v.1M12 12v.1M18 12v.1",
  screen: "M4 4h16v11H4zM12 15v4M8 20l4-2 4 2M12 2v2",
  eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5",
  flag: "M6 21V4h11l-2.5 4L17 12H6",
  keep: "M7 4h10v16l-5-4-5 4z",
  clock: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M12 8v4.5l3 1.8",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  sweep: "M4.5 4.5h6v6h-6zM13.5 4.5h6v6h-6zM4.5 13.5h6v6h-6zM13.5 13.5h6v6h-6z",
  dice: "M5 5h14v14H5zM9 9v.1M15 9v.1M12 12v.1M9 15v.1M15 15v.1",
};

const SOLID = new Set(["play", "pause"]);

/**
 * @param {string} name
 * @returns {SVGElement}
 */
export const icon = (name) =>
  svg("svg", { class: `icon${SOLID.has(name) ? " solid" : ""}`, viewBox: "0 0 24 24", "aria-hidden": "true" }, svg("path", { d: PATHS[name] }));
