// @ts-check
/**
 * The API's own page: every route, to read and to try.
 */
const { SwaggerUIBundle } = /** @type {any} */ (window);

SwaggerUIBundle({ dom_id: "#docs", url: "/openapi.json", deepLinking: true, validatorUrl: null });
