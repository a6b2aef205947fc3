// @ts-check
/**
 * Sets the remembered theme and size before anything is painted; a plain script, so that it runs at once.
 */
try {
  const chosen = window.localStorage.getItem("playground-theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
  if (window.localStorage.getItem("playground-projector") === "true") document.documentElement.dataset.projector = "";
} catch {
  // No storage: the system's theme it is, and the usual size.
}
