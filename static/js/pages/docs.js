// @ts-check
/**
 * The API's own page: every route, to read and to try.
 */
import { beginReading } from "../reading.js";
import { root } from "../root.js";

const { SwaggerUIBundle } = /** @type {any} */ (window);

beginReading((theme) => document.documentElement.classList.toggle("dark-mode", theme === "dark"));
SwaggerUIBundle({ dom_id: "#docs", url: `${root}openapi.json`, deepLinking: true, validatorUrl: null });
