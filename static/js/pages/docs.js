// @ts-check
/**
 * The API's own page: every route, to read and to try.
 */
import { beginReading } from "../reading.js";

const { SwaggerUIBundle } = /** @type {any} */ (window);

beginReading((theme) => document.documentElement.classList.toggle("dark-mode", theme === "dark"));
SwaggerUIBundle({ dom_id: "#docs", url: "/openapi.json", deepLinking: true, validatorUrl: null });
