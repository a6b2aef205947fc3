// @ts-check
/**
 * The page is put together here: store, session, driver and views, and then the first run.
 */
import * as api from "./api.js";
import { createDriver } from "./driver.js";
import { createDownloads } from "./files.js";
import { listenForKeys } from "./keys.js";
import { byId } from "./lib/dom.js";
import { backoff, sleep } from "./lib/time.js";
import { opening } from "./opening.js";
import { createSession } from "./session.js";
import { createState } from "./state.js";
import { followTheme, switchTheme } from "./theme.js";
import { onHashChange, readHash, writeHash } from "./url.js";
import { activationsPanel } from "./views/activations.js";
import { mountAnnouncer } from "./views/announcer.js";
import { mountBoundary } from "./views/boundary.js";
import { confusionPanel } from "./views/confusion.js";
import { mountCurves } from "./views/curves.js";
import { mountDock } from "./views/dock.js";
import { healthPanel } from "./views/health.js";
import { mountHelp } from "./views/help.js";
import { mountNetwork } from "./views/network.js";
import { neuronPanel } from "./views/neuron.js";
import { numbersPanel } from "./views/numbers.js";
import { mountSetup } from "./views/setup.js";
import { mountStrip } from "./views/strip.js";
import { mountTopbar } from "./views/topbar.js";

const store = createState();
/** @type {import("./driver.js").Driver} */
const driver = createDriver(store, { gone: () => session.gone(), changed: () => keepAddress() });
const session = createSession(store, () => driver);

/** The address that was written or opened last, and whether it was opened and is not yet in its full form. */
const address = { known: "", opened: false };

function keepAddress() {
  const { run } = store.get();
  const { hash } = window.location;
  // While an opened address is on its way, a person may already have gone to another.
  if (!run || (address.opened && hash !== address.known)) return;
  writeHash(run.spec, { replace: address.opened });
  address.known = window.location.hash;
  address.opened = false;
}

async function copyLink() {
  const { spec } = store.get();
  if (!spec) return false;
  keepAddress();
  try {
    await navigator.clipboard.writeText(window.location.href);
    return true;
  } catch {
    store.set({ notice: { tone: "info", text: copyFailed() } });
    return false;
  }
}

const copyFailed = () => opening.copyFailed;

/** The catalogue and the limits; asked for until the server answers. */
async function readServer() {
  for (let attempt = 0; ; attempt++) {
    try {
      const [catalogue, limits] = await Promise.all([api.readCatalogue(), api.readLimits()]);
      return store.set({ catalogue, limits, spec: catalogue.default_spec });
    } catch {
      store.set({ phase: "unreachable" });
      await sleep(backoff(attempt));
    }
  }
}

/** Open what the address says, in a new run or in the one there is. */
async function openAddress() {
  const { catalogue, run } = store.get();
  if (!catalogue) return;
  const read = readHash(catalogue.default_spec);
  if (!run) {
    await opening.first(store, session, read);
    const { run: created } = store.get();
    if (created) writeHash(created.spec, { replace: true });
    address.known = window.location.hash;
  } else if (window.location.hash !== address.known) {
    address.known = window.location.hash;
    address.opened = true;
    driver.replace(opening.whole(read?.spec ?? {}, catalogue.default_spec));
    opening.note(store, read?.unread ?? []);
  }
}

async function begin() {
  followTheme(store);
  const openHelp = mountHelp(document.body);
  mountTopbar(byId("topbar"), store, driver, { copyLink, switchTheme: () => switchTheme(store), openHelp });
  mountStrip(byId("strip"), store, driver);
  mountBoundary(byId("boundary-view"), store);
  mountCurves(byId("curves-view"), store);
  mountAnnouncer(byId("announcer"), store);
  listenForKeys({ " ": () => driver.toggle(), s: () => driver.step(), r: () => driver.reset(store.get().wantsPlay), "?": openHelp });

  await readServer();
  mountSetup(byId("setup"), store, driver);
  mountNetwork(byId("network-view"), store, driver);
  const download = createDownloads(store);
  mountDock(byId("dock"), store, [neuronPanel(store, driver), activationsPanel(store), healthPanel(store), confusionPanel(store), numbersPanel(store, { download })]);
  await openAddress();
  onHashChange(() => void openAddress());
  window.addEventListener("pagehide", ({ persisted }) => {
    if (!persisted) session.leave();
  });
}

void begin();
