// @ts-check
/**
 * A lesson on paper: printed at a click.
 */
import { byId } from "../../lib/dom.js";
import { beginProse } from "../../prose.js";

beginProse();
byId("print").hidden = false;
byId("print").addEventListener("click", () => window.print());
