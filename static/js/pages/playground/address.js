// @ts-check
/**
 * The address bar: it holds the run's specification, a run to watch, or a link from elsewhere that is opened here.
 */
import * as api from "../../api.js";
import { h } from "../../lib/dom.js";
import { locale, marks } from "../../lib/locale.js";
import { createBelonging } from "./belonging.js";
import { opening } from "./opening.js";
import { root } from "../../root.js";
import { createVisited } from "./visited.js";
import { fill, t } from "../../t.js";
import { copyText } from "../../views/copying.js";
import { foreignLink, hashOf, keptHash, keptRun, readHash, tooLong, watchedBy, watchedRun, watchLink, writeHash } from "../../url.js";

/**
 * @param {import("../../state.js").AppStore} store
 * @param {ReturnType<typeof import("./session.js").createSession>} session
 * @param {import("./driver.js").Driver} driver
 * @param {(spec: any) => Promise<import("../../types.js").Run>} createRun
 */
export function createAddress(store, session, driver, createRun) {
  /** The address that was written or opened last, and whether it was opened and is not yet in its full form. */
  const known = { hash: "", opened: false };
  /** A specification too large for an address, of which the server keeps a copy, and the address of that. */
  const kept = { spec: "", hash: "" };
  /** @type {Promise<any>} */
  let opened = Promise.resolve();
  const belonging = createBelonging(store, session, () => write({ replace: false }));
  const visited = createVisited(store, driver, belonging.back);

  /** @param {import("../../types.js").Spec} spec */
  const addressOf = (spec) => (kept.spec === JSON.stringify(spec) ? kept.hash : hashOf(spec));

  /** Have the server keep what is too large for an address: as a run of its own, which nobody changes. */
  async function keepCopy() {
    const { run } = store.get();
    if (!run || kept.spec === JSON.stringify(run.spec)) return;
    const copy = await createRun(run.spec);
    Object.assign(kept, { spec: JSON.stringify(copy.spec), hash: keptHash(copy.id) });
  }

  /** @param {{replace: boolean}} options */
  function write({ replace }) {
    const { run } = store.get();
    // A person may already have gone to another address, which is opened next.
    if (window.location.hash !== known.hash) return;
    if (run) writeHash(addressOf(run.spec), { replace, left: visited.left(run.id) });
    known.hash = window.location.hash;
    known.opened = false;
    belonging.at(known.hash);
  }

  /** @param {number} [times] the run began anew; less than 0 where that was undone */
  function keep(times = 0) {
    const { run, watching } = store.get();
    if (!run || watching) return;
    visited.count(run.id, times);
    write({ replace: known.opened });
  }

  /** The playground's own page, also when this one is shown in another. @param {string} hash */
  const pageAt = (hash) => `${root}${hash}`;

  /** @param {string} text @param {string} title @param {string | null} note what to say of it once it is copied */
  async function toClipboard(text, title, note) {
    const copied = await copyText(text, title);
    if (copied && note) store.set({ notice: { tone: "info", text: note } });
    return copied;
  }

  function isTooLong() {
    const { run, watching } = store.get();
    return Boolean(run) && !watching && tooLong(/** @type {any} */ (run).spec);
  }

  /** The part of a link that opens what is shown here; null, and said, where the server cannot keep what is too long. */
  async function linkHash() {
    // What was changed a moment ago is part of it.
    await driver.sync();
    try {
      if (isTooLong()) await keepCopy();
    } catch (problem) {
      store.set({ notice: { tone: "error", text: /** @type {Error} */ (problem).message } });
      return null;
    }
    keep();
    return window.location.hash;
  }

  /** Open a specification in the run there is, or in a new one. @param {any} spec @param {boolean} inAddress whether the address is of it already */
  async function openSpec(spec, inAddress) {
    const { run, watching } = store.get();
    if (!run || watching) {
      await session.create(spec);
      write({ replace: inAddress });
    } else {
      known.opened = inAddress;
      await driver.open(spec);
    }
  }

  /** @param {string} url of a playground.tensorflow.org page @param {{inAddress: boolean}} options whether this page was opened with it */
  async function openForeign(url, { inAddress }) {
    const { spec, notes } = await api.readLink(url);
    await openSpec(spec, inAddress);
    store.set({ output: null, notice: { tone: notes.length ? "warn" : "info", text: fill(t.share.notes, { notes: notes.join(marks.sentence) }) } });
  }

  /** @param {string} id of the run whose specification is opened */
  async function openKept(id) {
    const { spec } = await api.readRun(id);
    Object.assign(kept, { spec: JSON.stringify(spec), hash: keptHash(id) });
    await openSpec(spec, true);
  }

  /** What the address says, whole. */
  function linked() {
    const template = /** @type {import("../../types.js").Catalogue} */ (store.get().catalogue).default_spec;
    const read = readHash(template);
    return { spec: opening.whole(read?.spec ?? {}, template), unread: read?.unread };
  }

  /** Go on with a run of this browser's, if there is one to go on with. */
  async function find() {
    const { hash } = window.location;
    const found = await belonging.find();
    if (found === "moved") {
      await driver.begin(linked().spec);
      return "found";
    }
    if (found !== "found") return found;
    // The copy that the address is of still has what the run has.
    if (keptRun(hash)) Object.assign(kept, { spec: JSON.stringify(store.get().run?.spec), hash });
    write({ replace: true });
    const wanted = belonging.unsent();
    if (wanted) void driver.open(wanted);
    return found;
  }

  /** Begin with what the link says, or with the default. @param {import("../../types.js").Catalogue} catalogue */
  async function begin(catalogue) {
    await opening.first(store, session, readHash(catalogue.default_spec));
    write({ replace: true });
  }

  /** Open what the address says. */
  async function openNow() {
    const { catalogue } = store.get();
    const { hash } = window.location;
    if (!catalogue || (store.get().run && hash === known.hash)) return;
    known.hash = hash;
    const [watched, copy, url] = [watchedRun(hash), keptRun(hash), foreignLink(hash)];
    // On the way there the address may become another.
    const said = linked();
    const back = !watched && (await visited.go(() => { known.opened = true; }));
    const { run, watching } = store.get();
    if (back && run && addressOf(run.spec) === hash) return write({ replace: true });
    const found = run || watched ? "none" : await find();
    if (found === "found") return;
    try {
      if (watched) return await session.watch(watched.id, watched.at);
      if (copy) return await openKept(copy);
      if (url) return await openForeign(url, { inAddress: true });
    } catch (problem) {
      if (!(problem instanceof api.Problem)) throw problem;
      if (!run) await opening.first(store, session, null);
      if (!watching) write({ replace: true });
      return store.set({ notice: { tone: "warn", text: watched ? t.watchUnknown : copy && problem.status === 404 ? t.own.linkGone : problem.message } });
    }
    if (!run || watching) {
      await begin(catalogue);
      if (found === "gone") store.set({ notice: { tone: "info", text: t.earlier.goneHere } });
      return;
    }
    const { spec, unread } = said;
    known.opened = true;
    store.set({ output: null });
    const troubles = await driver.open(spec);
    if (troubles) opening.tell(store, troubles, unread);
  }

  /** Begin in a run of its own; the one before rests, and is kept. Throws a Problem. @param {any} from a specification, or a saved run */
  async function beginWith(from) {
    const { run } = store.get();
    await session.create(from);
    session.leave(run);
    store.set({ notice: null, errors: {}, wantsPlay: false, output: null, draft: null });
    write({ replace: false });
  }

  return {
    keep,

    /** Open what the address says, after what it said before. */
    open() {
      opened = opened.then(openNow, openNow);
      return opened;
    },

    /** Make a watched run one's own: it goes on from where that one stands, or stood at the end of an epoch. Throws a Problem. @param {{run: string, epoch?: number}} from */
    async fork(from) {
      store.set({ notice: null });
      await session.create({ from });
      write({ replace: false });
    },

    beginWith,
    /** Begin afresh, in a run of its own. */
    fresh: () => beginWith(opening.afresh(store.get().catalogue))
      .catch((/** @type {Error} */ { message }) => store.set({ notice: { tone: "error", text: message } })),
    earlier: () => void belonging.show(),
    take: belonging.take,

    /** @param {string | null} [note] what to say once it is copied */
    async copy(note = null) {
      const hash = await linkHash();
      if (hash === null) return false;
      if (isTooLong()) store.set({ notice: { tone: "info", text: t.own.tooMany } });
      return toClipboard(pageAt(hash), t.copyLink, isTooLong() ? null : note);
    },

    async copyWatch() {
      const { run, moment } = store.get();
      if (!run) return false;
      return toClipboard(watchLink(root, run.id, moment), t.share.watch, t.share.watchCopied);
    },

    async copyEmbed() {
      const hash = await linkHash();
      if (hash === null) return false;
      const frame = h("iframe", { src: `${root}embed?lang=${locale}${hash}`, title: t.brand, width: "100%", height: "800", style: { border: "0" }, allow: "clipboard-write" });
      return toClipboard(frame.outerHTML, t.share.embed, t.share.embedCopied);
    },

    /** Open a link that was pasted. Throws where it is none. @param {string} text */
    async openLink(text) {
      const at = text.indexOf("#");
      if (foreignLink(text)) return openForeign(foreignLink(text) ?? "", { inAddress: false });
      const hash = watchedBy(text) ?? (at < 0 ? "" : text.slice(at).trim());
      if (!hash.includes("=")) throw new Error(t.share.notOurs);
      window.location.hash = hash;
    },
  };
}
