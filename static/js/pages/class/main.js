// @ts-check
/**
 * The page of a class is put together here: without a class in hand the ways to one; with one its wall, or its progress.
 */
import * as api from "../../api.js";
import { byId, h, setHidden } from "../../lib/dom.js";
import { backoff, sleep } from "../../lib/time.js";
import { readAddress } from "../../lib/wall.js";
import { beginProse } from "../../prose.js";
import { classes, fill, t } from "../../t.js";
import { mountKey } from "../playground/key.js";
import { listenForKeys } from "../playground/keys.js";
import { createActions } from "./actions.js";
import { mountHead } from "./head.js";
import { mountHome } from "./home.js";
import { mountLead } from "./lead.js";
import { mountProgress } from "./progress.js";
import { keepsClasses, rememberClass, taughtClass } from "./remembered.js";
import { createSession } from "./session.js";
import { mountSide } from "./side.js";
import { createState } from "./state.js";
import { mountTiles } from "./tiles.js";

const store = createState();
const session = createSession(store);
const actions = createActions(store, session);

/** Go by a teacher's link. What this browser knows already is given up only for one that opens the class: the link may be an old one. @param {api.Room} room */
async function take(room) {
  const known = taughtClass(room.code);
  const opens = !known || known.token === room.token || await api.readProgress(room).then(() => true, () => false);
  if (opens) rememberClass({ ...room, title: known?.title ?? room.code });
}

/** What the address is of: a class, its progress, or neither. @returns {Promise<void>} */
async function openAddress() {
  const { code, view, token } = readAddress(window.location.hash);
  if (token) {
    // A token has no place in an address that others see over one's shoulder, or that is copied.
    window.history.replaceState(null, "", `#${code}${view === "progress" ? "/progress" : ""}`);
    await take({ code, token });
    return openAddress();
  }
  const taught = taughtClass(code);
  const { room } = store.get();
  store.set({ view });
  if (!code) session.open(null);
  else if (!taught) session.end("token", code);
  else if (room?.code !== code || room.token !== taught.token) {
    session.open({ code, token: taught.token });
    if (!keepsClasses()) store.set({ notice: { tone: "warn", text: classes.home.kept } });
  }
}

/** The lessons that there are; asked for until the server answers. */
async function readLessons() {
  for (let attempt = 0; ; attempt++) {
    try {
      return store.set({ lessons: await api.readLessons() });
    } catch (problem) {
      if (!(problem instanceof api.Problem)) throw problem;
      await sleep(backoff(attempt));
    }
  }
}

function begin() {
  const content = byId("content");
  const part = (/** @type {string} */ name) => content.appendChild(h(/** @type {"div"} */ (`div.${name}`), { hidden: true }));
  const [home, room, progress] = ["class-home", "class-room", "class-progress"].map(part);
  beginProse((theme) => store.set({ theme }));
  api.whenHeld((sentence, wait_s) => store.set({ held: sentence && fill(t.held, { sentence, wait_s }) }));
  mountKey(/** @type {any} */ (store));
  mountHome(home, store, (code) => {
    if (window.location.hash === `#${code}`) void openAddress();
    else window.location.hash = code;
  });
  const head = mountHead(room, store, actions);
  mountLead(room, head.commands, store, actions);
  const body = room.appendChild(h("div.class-body"));
  mountTiles(body, store, head.address);
  mountSide(body, store, actions, head.labelOf);
  mountProgress(progress, store);

  store.on(["room", "view", "ended"], ({ room: now, view }) => {
    setHidden(home, Boolean(now));
    setHidden(room, !now || view !== "wall");
    setHidden(progress, !now || view !== "progress");
  });
  // What it is called may have changed, or was not known.
  store.on(["wall"], ({ wall, room: now }) => {
    if (wall && now && taughtClass(now.code) && taughtClass(now.code)?.title !== wall.card.title) rememberClass({ ...now, title: wall.card.title });
    document.title = wall ? `${wall.card.title} · ${classes.title}` : classes.title;
  });
  const onWall = (/** @type {() => void} */ act) => () => { if (store.get().room && store.get().view === "wall") act(); };
  listenForKeys({ n: onWall(actions.toggleNames), l: onWall(head.showLarge), escape: onWall(() => store.set({ opened: null })) });
  window.addEventListener("hashchange", () => void openAddress());
  void readLessons();
  void openAddress();
  setHidden(home, Boolean(store.get().room));
}

begin();
