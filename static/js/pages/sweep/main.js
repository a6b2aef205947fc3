// @ts-check
/**
 * The page of sweeps is put together here: what varies at the left, the tiles in the middle, curves and table at the right.
 */
import * as api from "../../api.js";
import { byId, setText } from "../../lib/dom.js";
import { backoff, sleep } from "../../lib/time.js";
import { beginProse } from "../../prose.js";
import { fill, t } from "../../t.js";
import { followClass } from "../member/follow.js";
import { createAdmission } from "../playground/admission.js";
import { mountKey } from "../playground/key.js";
import { listenForKeys } from "../playground/keys.js";
import { createAddress } from "./address.js";
import { mountControls } from "./controls.js";
import { bestSentence } from "./derived.js";
import { createDownloads } from "./downloads.js";
import { createDriver } from "./driver.js";
import { createSession } from "./session.js";
import { mountSetup } from "./setup.js";
import { mountShown } from "./shown.js";
import { createState } from "./state.js";
import { createFigures } from "./tilefigures.js";

const store = createState();
const session = createSession(store, () => undefined);
const driver = createDriver(store, session, createAdmission(/** @type {any} */ (store), api.createSweep));
const address = createAddress(store, session);

/** The catalogue and the limits; asked for until the server answers. */
async function readServer() {
  for (let attempt = 0; ; attempt++) {
    try {
      const [catalogue, limits] = await Promise.all([api.readCatalogue(), api.readLimits()]);
      return store.set({ catalogue, limits });
    } catch {
      store.set({ phase: "unreachable" });
      await sleep(backoff(attempt));
    }
  }
}

async function begin() {
  beginProse((theme) => store.set({ theme }));
  api.whenHeld((sentence, wait_s) => store.set({ held: sentence && fill(t.held, { sentence, wait_s }) }));
  await readServer();
  mountSetup(byId("plan"), store, driver);
  const shown = mountShown({ board: byId("board-view"), curves: byId("curves-view"), table: byId("table-view") }, store, (tile, element) => figures.show(tile, element));
  const figures = createFigures(document.body, store, createAdmission(/** @type {any} */ (store), api.createRun), shown.derived);
  mountControls(byId("controls"), store, driver, { copy: address.copy, copyWatch: address.copyWatch, fresh: address.fresh, mine: address.mine, download: createDownloads(store, shown), giveKey: mountKey(/** @type {any} */ (store)) });
  listenForKeys({ " ": () => driver.toggle(), s: () => driver.step(), r: () => driver.reset() });
  // What came of it is said once it has come to its end.
  let ended = "";
  store.on(["board", "sweep"], ({ sweep }) => {
    const now = sweep?.status === "finished" ? `${sweep.generation} ${sweep.until.epoch}` : "";
    if (now && now !== ended && shown.derived().best !== null) setText(byId("announcer"), bestSentence(shown.derived()));
    ended = now;
  });
  followClass({ lesson: null, begin: null, comesBack: true });
  await address.open();
}

void begin();
