// @ts-check
/**
 * Light or dark: the system's choice until a person makes their own, which is remembered.
 */
const KEY = "playground-theme";

/** @returns {"light"|"dark"} */
const systemTheme = () => (window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");

/** @returns {"light"|"dark"|null} */
function chosenTheme() {
  try {
    const value = window.localStorage.getItem(KEY);
    return value === "light" || value === "dark" ? value : null;
  } catch {
    // No storage: the system's theme it is.
    return null;
  }
}

/** @param {import("./state.js").AppStore} store @param {"light"|"dark"} theme */
function show(store, theme) {
  document.documentElement.dataset.theme = theme;
  store.set({ theme });
}

/** @param {import("./state.js").AppStore} store */
export function followTheme(store) {
  /** @type {"light"|"dark"|null} what the page that this one is shown in has said, which then decides */
  let told = null;
  const apply = () => show(store, told ?? chosenTheme() ?? systemTheme());
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", apply);
  window.addEventListener("storage", apply);
  window.addEventListener("theme", (event) => {
    told = /** @type {CustomEvent} */ (event).detail;
    apply();
  });
  apply();
}

/** @param {import("./state.js").AppStore} store */
export function switchTheme(store) {
  const theme = store.get().theme === "dark" ? "light" : "dark";
  try {
    if (theme === systemTheme()) window.localStorage.removeItem(KEY);
    else window.localStorage.setItem(KEY, theme);
  } catch {
    // A browser without storage still switches, until the page is closed.
  }
  show(store, theme);
}
