// @ts-check
/**
 * The API's own page: every route, to read and to try.
 */
import { beginProse } from "../prose.js";
import { root } from "../root.js";
import { followClass } from "./member/follow.js";

const { SwaggerUIBundle } = /** @type {any} */ (window);

beginProse((theme) => document.documentElement.classList.toggle("dark-mode", theme === "dark"));
SwaggerUIBundle({ dom_id: "#docs", url: `${root}openapi.json`, deepLinking: true, validatorUrl: null });
followClass({ lesson: null, begin: null, comesBack: true });
