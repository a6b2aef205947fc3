// @ts-check
/**
 * The address bar: it holds the run's specification, a run to watch, or a link from elsewhere that is opened here.
 */
import * as api from "./api.js";
import { h } from "./lib/dom.js";
import { opening } from "./opening.js";
import { fill, t } from "./t.js";
import { foreignLink, hashOf, readHash, tooLong, watchedRun, watchHash, writeHash } from "./url.js";

/**
 * @param {import("./state.js").AppStore} store
 * @param {ReturnType<typeof import("./session.js").createSession>} session
 * @param {import("./driver.js").Driver} driver
 */
export function createAddress(store, session, driver) {
  /** The address that was written or opened last, and whether it was opened and is not yet in its full form. */
  const known = { hash: "", opened: false };

  /** @param {{replace: boolean}} options */
  function write({ replace }) {
    const { run } = store.get();
    if (run) writeHash(run.spec, { replace });
    known.hash = window.location.hash;
    known.opened = false;
  }

  function keep() {
    const { run, watching } = store.get();
    // While an opened address is on its way, a person may already have gone to another.
    if (!run || watching || (known.opened && window.location.hash !== known.hash)) return;
    write({ replace: known.opened });
  }

  /** The playground's own page, also when this one is shown in another. @param {string} hash */
  const pageAt = (hash) => `${window.location.origin}/${hash}`;

  /** @param {string} text */
  async function toClipboard(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      store.set({ notice: { tone: "info", text: opening.copyFailed } });
      return false;
    }
  }

  /** Open a specification in the run there is, or in a new one. @param {any} spec */
  async function openSpec(spec) {
    const { run, watching } = store.get();
    if (!run || watching) {
      await session.create(spec);
      write({ replace: true });
    } else {
      known.opened = true;
      driver.replace(spec);
    }
  }

  /** @param {string} url of a playground.tensorflow.org page */
  async function openForeign(url) {
    const { spec, notes } = await api.readLink(url);
    known.hash = window.location.hash;
    await openSpec(spec);
    store.set({ output: null, notice: { tone: notes.length ? "warn" : "info", text: fill(t.share.notes, { notes: notes.join(" ") }) } });
  }

  /** Begin with what the link says, or with the default. @param {import("./types.js").Catalogue} catalogue */
  async function begin(catalogue) {
    await opening.first(store, session, readHash(catalogue.default_spec));
    write({ replace: true });
  }

  return {
    keep,

    /** Open what the address says. */
    async open() {
      const { catalogue, run, watching } = store.get();
      const { hash } = window.location;
      if (!catalogue || (run && hash === known.hash)) return;
      const [id, url] = [watchedRun(hash), foreignLink(hash)];
      try {
        if (id) {
          await session.watch(id);
          known.hash = hash;
          return;
        }
        if (url) return await openForeign(url);
      } catch (problem) {
        if (!(problem instanceof api.Problem)) throw problem;
        if (!run) {
          await opening.first(store, session, null);
          write({ replace: true });
        }
        return store.set({ notice: { tone: "warn", text: id ? t.watchUnknown : problem.message } });
      }
      if (!run || watching) return begin(catalogue);
      const read = readHash(catalogue.default_spec);
      known.hash = hash;
      known.opened = true;
      store.set({ output: null });
      driver.replace(opening.whole(read?.spec ?? {}, catalogue.default_spec));
      opening.note(store, read?.unread ?? []);
    },

    /** Make a watched run one's own: the same settings, from the start. */
    async adopt() {
      store.set({ watching: false, notice: null });
      await session.create(store.get().spec);
      write({ replace: false });
    },

    async copy() {
      const { spec, watching } = store.get();
      if (!spec) return false;
      keep();
      if (!watching && tooLong(spec)) store.set({ notice: { tone: "warn", text: t.own.tooMany } });
      return toClipboard(pageAt(window.location.hash));
    },

    async copyWatch() {
      const { run } = store.get();
      if (!run) return false;
      const copied = await toClipboard(pageAt(watchHash(run.id)));
      if (copied) store.set({ notice: { tone: "info", text: t.share.watchCopied } });
      return copied;
    },

    async copyEmbed() {
      const { spec } = store.get();
      if (!spec) return false;
      const frame = h("iframe", { src: `${window.location.origin}/embed${hashOf(spec)}`, title: t.brand, width: "100%", height: "800", style: { border: "0" }, allow: "clipboard-write" });
      const copied = await toClipboard(frame.outerHTML);
      if (copied) store.set({ notice: { tone: "info", text: t.share.embedCopied } });
      return copied;
    },

    /** Open a link that was pasted. Throws where it is none. @param {string} text */
    async openLink(text) {
      const at = text.indexOf("#");
      if (foreignLink(text)) return openForeign(foreignLink(text) ?? "");
      if (at < 0 || !text.slice(at).includes("=")) throw new Error(t.share.notOurs);
      window.location.hash = text.slice(at).trim();
    },
  };
}
