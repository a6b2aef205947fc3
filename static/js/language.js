// @ts-check
/**
 * The page in another language: links to it, which keep the rest of the address; and a choice that the browser remembers leaves it again.
 */
import { h } from "./lib/dom.js";
import { locale } from "./lib/locale.js";

const NAME = "lang";
const COMPOSING = 229;

/** The languages that there are, each called as its speakers call it. */
export const languages = () => [.../** @type {NodeListOf<HTMLLinkElement>} */ (document.querySelectorAll('link[rel="alternate"][hreflang]'))]
  .map(({ hreflang: code, title: name }) => ({ code, name }));

/** Whether a language was chosen in this browser, which keeps it. */
function isChosen() {
  try {
    return document.cookie.split("; ").some((cookie) => cookie.startsWith(`${NAME}=`));
  } catch {
    // Within a notebook there are none.
    return false;
  }
}

/**
 * Load the page in another language, unless one was chosen or there is none such.
 * @param {string|null} code of the language
 * @param {string} hash that the page is to have then
 * @returns {boolean} whether it is about to be loaded
 */
export function turnTo(code, hash) {
  const there = new URL(window.location.href);
  const known = languages().some((language) => language.code === code);
  if (!code || code === locale || !known || isChosen() || there.searchParams.has(NAME)) return false;
  there.searchParams.set(NAME, code);
  there.hash = hash;
  window.location.replace(there);
  return true;
}

/** Links to the page in every language, each called as its speakers call it. @param {string} kind of element, such as a.menu-item */
export const languageLinks = (kind) => languages().map(({ code, name }) =>
  h(/** @type {"a"} */ (kind), { href: `?${NAME}=${code}`, hreflang: code, lang: code, "aria-current": code === locale ? "true" : null }, name));

/** Have links to other languages lead to just what is shown. */
export function followLanguage() {
  // While an input method puts a word together keys are its own: Enter takes what it proposes. Safari tells of that Enter by its number alone.
  window.addEventListener("keydown", (event) => { if (event.isComposing || event.keyCode === COMPOSING) event.stopImmediatePropagation(); }, true);
  const here = new URL(window.location.href);
  if (isChosen() && here.searchParams.has(NAME)) {
    here.searchParams.delete(NAME);
    window.history.replaceState(window.history.state, "", here.href);
  }
  document.addEventListener("click", ({ target }) => {
    const link = target instanceof Element && /** @type {HTMLAnchorElement|null} */ (target.closest(`a[hreflang][href^="?${NAME}="]`));
    if (link) {
      const there = new URL(window.location.href);
      there.searchParams.set(NAME, link.hreflang);
      link.href = there.href;
    }
    const menu = document.querySelector("details.languages[open]");
    if (menu && !(target instanceof Element && menu.contains(target))) menu.removeAttribute("open");
  });
}
