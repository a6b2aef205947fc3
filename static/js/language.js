// @ts-check
/**
 * The page in another language: links to it, which keep the rest of the address; and a choice that the browser remembers leaves it again.
 */
import { h } from "./lib/dom.js";
import { locale } from "./lib/locale.js";

const NAME = "lang";

/** What this page is called in every language that there is. */
const alternates = () => [.../** @type {NodeListOf<HTMLLinkElement>} */ (document.querySelectorAll('link[rel="alternate"][hreflang]'))];

/** Links to the page in every language, each called as its speakers call it. @param {string} kind of element, such as a.menu-item */
export const languageLinks = (kind) => alternates().map(({ hreflang, title }) =>
  h(/** @type {"a"} */ (kind), { href: `?${NAME}=${hreflang}`, hreflang, lang: hreflang, "aria-current": hreflang === locale ? "true" : null }, title));

/** Have links to other languages lead to just what is shown. */
export function followLanguage() {
  const here = new URL(window.location.href);
  let isKept = false;
  try {
    isKept = document.cookie.split("; ").some((cookie) => cookie.startsWith(`${NAME}=`));
  } catch {
    // Within a notebook there are none.
  }
  if (isKept && here.searchParams.has(NAME)) {
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
