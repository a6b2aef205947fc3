// @ts-check
/**
 * The page is put together here: store, session, driver and views, and then the first run.
 */
import * as api from "../../api.js";
import { begunScaled } from "../../lib/edits.js";
import { byId } from "../../lib/dom.js";
import { followLanguage } from "../../language.js";
import { backoff, sleep } from "../../lib/time.js";
import { createState } from "../../state.js";
import { fill, t } from "../../t.js";
import { followTheme, switchTheme } from "../../theme.js";
import { onHashChange } from "../../url.js";
import { followClass } from "../member/follow.js";
import { createAddress } from "./address.js";
import { createAdmission } from "./admission.js";
import { mountAnnouncer } from "./announcer.js";
import { mountCurves } from "./curves.js";
import { mountDiagram } from "./diagram/diagram.js";
import { mountDock } from "./dock/dock.js";
import { panelsOf } from "./dock/panels.js";
import { createWalk } from "./dock/walk.js";
import { createDriver } from "./driver.js";
import { joinLesson } from "./embed.js";
import { createEntries } from "./entries.js";
import { mountExamples } from "./examples.js";
import { createDownloads } from "./files.js";
import { openFiles } from "./savedfile.js";
import { mountHelp } from "./help.js";
import { mountKey } from "./key.js";
import { mountMoments } from "./moments.js";
import { listenForKeys } from "./keys.js";
import { createListening } from "./listening.js";
import { mountPlane } from "./plane.js";
import { createBeside } from "./runs/beside.js";
import { createKept } from "./runs/kept.js";
import { createSent } from "./sent.js";
import { createSession } from "./session.js";
import { tableSheet } from "./pointstable.js";
import { mountSetup } from "./setup.js";
import { csvSheet } from "./sheets.js";
import { mountStrip } from "./strip.js";
import { mountTopbar } from "./topbar.js";
import { mountWatching } from "./watching.js";

const store = createState();
/** @type {import("./driver.js").Driver} */
const driver = createDriver(store, { gone: () => session.gone(), changed: (times) => address.keep(times), started: () => walk.end() });
const createRun = createAdmission(store, api.createRun);
const session = createSession(store, () => driver, createRun, () => walk.end());

const address = createAddress(store, session, driver, createRun);
const walk = createWalk(store, driver);
joinLesson(store, driver);

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

const embedded = document.documentElement.dataset.embed !== undefined;

async function begin() {
  followLanguage();
  followTheme(store);
  api.whenHeld((sentence, wait_s) => store.set({ held: sentence && fill(t.held, { sentence, wait_s }) }));
  const download = createDownloads(store, { boundary: () => plane, curves: () => curves });
  const openHelp = mountHelp(document.body, { keeps: !embedded });
  // Within another page there is one run to look at, the page's own.
  const kept = embedded ? null : createKept(store, { createRun, sync: driver.sync, show: () => {
    store.set({ panel: "runs", notice: null });
    byId("dock").scrollIntoView({ block: "nearest" });
  } });
  const examples = embedded ? null : mountExamples(store, driver, address);
  const openExamples = examples && (() => void examples());
  mountTopbar(byId("topbar"), store, driver, { address, download, openFile: openFiles(store, address.beginWith), switchTheme: () => switchTheme(store), openHelp, keep: kept && kept.keep, examples: openExamples });
  mountStrip(byId("strip"), store, driver, { adopt: () => void moments.goOn(), giveKey: mountKey(store) });
  const useData = (/** @type {any} */ data) => driver.inTurn(() => {
    const { spec } = store.get();
    store.set({ draft: null });
    return spec && driver.useData(begunScaled({ ...spec.data, ...data }, spec.data.points));
  });
  const plane = mountPlane(byId("boundary-view"), store, driver, { openCsv: csvSheet(store, { read: api.readDataset, use: useData }), openTable: tableSheet(store, useData), download });
  const curves = mountCurves(byId("curves-view"), store);
  const moments = mountMoments(store, driver, { plane: plane.plane, curves, fork: address.fork });
  const announcer = mountAnnouncer(byId("announcer"), store);
  const listening = createListening(store, announcer.say);
  mountWatching(store);
  listenForKeys({ " ": () => driver.toggle(), s: () => driver.step(), r: () => driver.reset(), ...(kept ? { k: () => void kept.keep() } : {}), "?": openHelp, w: plane.walk, m: announcer.toggle, l: () => listening.toggle(), n: () => void walk.next(), b: () => walk.back() });

  await readServer();
  // The run is created while the rest of the page is built.
  const opened = address.open();
  onHashChange(() => void address.open());
  if (kept) followClass({
    lesson: null,
    comesBack: true,
    onRun: (listener) => void store.on(["run", "watching"], ({ run, watching }) => listener(run?.token && !watching ? { id: run.id, token: run.token } : null)),
    begin: createSent(store, driver, { opened, copy: kept.copy, take: address.take, beginWith: address.beginWith }),
  });
  mountSetup(byId("setup"), store, driver, createEntries(store, api.readEntry), openExamples);
  mountDiagram(byId("network-view"), store, driver);
  const runs = kept && { kept, open: (/** @type {import("./remembered.js").Key} */ key) => void address.take(key), beside: createBeside(store).show };
  mountDock(byId("dock"), store, panelsOf(store, driver, walk, { read: api.readTrace, compare: api.readDifferences, formats: api.readFormats, text: api.readExport, download, runs, words: { walk: plane.walk, toggleLive: announcer.toggle, listening } }));
  await opened;
}

void begin();
