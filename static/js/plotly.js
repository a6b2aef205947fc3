// @ts-check
/**
 * The plotting library is large, so it is fetched once there is something to plot and the page can be used; those who need it wait here.
 */

import { h } from "./lib/dom.js";
import { files } from "./root.js";
import { t } from "./t.js";

/** @type {Promise<any>|null} */
let loading = null;
/** @type {(library: any) => void} */
let arrive;
/** @type {Promise<any>} */
const arrived = new Promise((resolve) => { arrive = resolve; });

/** The library, or a refusal; who asks again after one has it fetched again. @returns {Promise<any>} */
export function plotly() {
  loading ??= new Promise((resolve, reject) => {
    const begin = () => {
      const script = document.createElement("script");
      script.src = `${files}vendor/plotly.js-basic-dist-min/plotly-basic.min.js`;
      script.async = true;
      script.onload = () => {
        const { Plotly } = /** @type {any} */ (window);
        arrive(Plotly);
        resolve(Plotly);
      };
      script.onerror = () => {
        script.remove();
        loading = null;
        reject(new Error(t.files.failed));
      };
      document.head.append(script);
    };
    const soon = () => requestAnimationFrame(() => setTimeout(begin, 50));
    if (document.readyState === "complete") soon();
    else window.addEventListener("load", soon, { once: true });
  });
  return loading;
}

/**
 * Have a plot drawn once the library is there. Where it does not come, a sentence stands in the plot's place, with a way to try again.
 * @param {HTMLElement} place
 * @param {string} sentence
 * @param {(library: any) => void} draw
 */
export function withPlotly(place, sentence, draw) {
  const again = h("button.link", { type: "button", onclick: () => ask() }, t.tryAgain);
  const words = h("p.missing", { role: "alert" }, sentence, " ", again);
  function ask() {
    words.remove();
    plotly().catch(() => place.append(words));
  }
  void arrived.then((library) => {
    words.remove();
    draw(library);
  });
  ask();
}
