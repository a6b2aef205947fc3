// @ts-check
/**
 * The plotting library is large, so it is fetched once the page can be used; those who need it wait here.
 */

import leftOut from "./lib/plotly-styles.js";
import { files } from "./root.js";
import { t } from "./t.js";

/** @type {Promise<any>|null} */
let loading = null;

/** @returns {Promise<any>} */
export function plotly() {
  loading ??= new Promise((resolve, reject) => {
    const begin = () => {
      for (const id of leftOut) {
        const standIn = document.createElement("meta");
        standIn.id = id;
        document.head.append(standIn);
      }
      const script = document.createElement("script");
      script.src = `${files}plotly.min.js`;
      script.async = true;
      script.onload = () => resolve(/** @type {any} */ (window).Plotly);
      script.onerror = () => reject(new Error(t.files.failed));
      document.head.append(script);
    };
    const soon = () => requestAnimationFrame(() => setTimeout(begin, 50));
    if (document.readyState === "complete") soon();
    else window.addEventListener("load", soon, { once: true });
  });
  return loading;
}
