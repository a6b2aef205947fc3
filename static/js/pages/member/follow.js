// @ts-check
/**
 * What a page does while this browser is a member of a class: the bar, the link to the class, its own run told, its teacher followed. A page
 * of a browser that is none does nothing of it, and takes no room for it.
 */
import { isSame, leave, membership, onMembership, remember } from "../../membership.js";
import { fill, join as t } from "../../t.js";
import { mountBar, mountNews } from "./bar.js";
import { followLead } from "./lead.js";
import { createLink } from "./link.js";
import { askToLeave, showProgress } from "./progress.js";
import { createTeller } from "./run.js";

/** @typedef {import("./run.js").Key} Key */
/** @typedef {import("./link.js").Linked} Linked */
/**
 * @typedef {object} Page
 * @property {string|null} lesson   the name of the lesson that it is of
 * @property {(listener: (run: Key|null) => void) => void} [onRun]   hear of the run of one's own that it shows; none while that is another's
 * @property {import("./lead.js").Begin|null} begin
 * @property {boolean} comesBack   whether there is something on it that a person who is sent elsewhere may want to come back to
 * @property {(linked: Linked|null) => void} [changed]   called with what is known of the class; nothing while one is no member
 */

/** @param {Page} page */
export function followClass(page) {
  const news = mountNews();
  /** @type {{of: import("../../membership.js").Membership, run: (key: Key|null) => void, close: () => void}|null} */
  let now = null;
  /** @type {Key|null} */
  let run = null;

  /** @param {import("../../membership.js").Membership} of */
  function begin(of) {
    const link = createLink(of);
    const left = (/** @type {string} */ sentence) => news.say(sentence);
    const teller = createTeller(link);
    const lead = followLead(link, news, page);
    const bar = mountBar(link, { progress: () => showProgress(link, left), leave: () => askToLeave(link, left), extra: lead.offers });
    link.on(["over"], ({ over }) => {
      if (over === null) return;
      leave(of);
      news.say(fill(t.over, { title: of.title, reason: over || t.overUnknown }));
    });
    link.on(["room", "member"], ({ room, member }) => {
      if (room && member && (room.title !== of.title || member.name !== of.name)) remember(of, { title: room.title, name: member.name });
    });
    link.on(["connection", "room", "member"], (linked) => page.changed?.(linked));
    teller.take(run);
    page.changed?.(link.get());
    const close = () => {
      for (const part of [link, teller, lead]) part.close();
      bar.remove();
    };
    return { of, run: teller.take, close };
  }

  function look() {
    const of = membership();
    if (of && now && isSame(of, now.of)) return;
    now?.close();
    now = of && begin(of);
    if (!of) page.changed?.(null);
  }

  page.onRun?.((key) => {
    run = key;
    now?.run(key);
  });
  onMembership(look);
  look();
}
