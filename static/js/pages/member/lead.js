// @ts-check
/**
 * Follows what the teacher has on for everyone. What was done once is not done again, in whichever tab and however often a page is loaded.
 */
import { lessonTitle } from "../../lib/lessons.js";
import { fill, join as t } from "../../t.js";
import { claim, note, seenBy } from "../../membership.js";
import { allLessons } from "./lessons.js";
import { mountQuestion } from "./question.js";
import { mountShown } from "./shown.js";
import { arrival, goTo, isBusy } from "./ways.js";

/** @typedef {NonNullable<import("../../classtypes.js").Lead["sent"]>} Sent */
/** @typedef {import("../../types.js").Spec} Spec */
/** @typedef {(spec: Spec, anyway: boolean) => Promise<{kept?: boolean, undo?: (() => unknown)|null, full?: boolean, fault?: string}>} Begin
 *   begins with other settings; `anyway`: also where what was there cannot be kept, which is `full` otherwise */

/**
 * @param {import("./link.js").Link} link
 * @param {import("./bar.js").News} news
 * @param {{lesson: string|null, begin: Begin|null, comesBack: boolean}} page
 */
export function followLead(link, news, page) {
  const { of } = link;
  const question = mountQuestion(of, page.lesson, ({ number, revealed }) => note(of, revealed ? { revealed: number } : { question: number }));
  const shown = mountShown((number) => note(of, { shown: number }));
  const { sent: arrived, back } = arrival();
  let acting = false;

  /** What the teacher sent last, or else what members begin with. @returns {Sent|null} */
  function sentNow() {
    const { room } = link.get();
    if (room?.lead.sent) return room.lead.sent;
    return room?.spec && page.begin ? { number: 0, lesson: null, spec: room.spec } : null;
  }

  /** @param {Begin} begins @param {Spec} spec @param {boolean} [anyway] */
  async function begin(begins, spec, anyway = false) {
    const { kept, undo, full, fault } = await begins(spec, anyway);
    if (fault) return news.say(fill(t.sentFailed, { detail: fault }));
    if (full) return news.say(t.sentFull, [{ label: t.take, act: () => void begin(begins, spec, true) }]);
    news.say(kept ? t.sentKept : t.sentSettings, [...(undo ? [{ label: t.keepMine, act: undo }] : []), ...back]);
  }

  /** @param {Sent} sent */
  async function take({ number, lesson, spec }) {
    // Settings are left to the page that is for them.
    const here = lesson !== null || page.begin !== null;
    note(of, { sent: here ? number : number - 1 });
    if (spec && page.begin) return begin(page.begin, spec);
    if (lesson !== null && lesson === page.lesson) return news.say(t.sentHere, back);
    goTo(lesson === null ? "" : `lessons/${lesson}`, page.comesBack);
  }

  /** Where somebody is in the midst of something, they are asked first. @param {Sent} sent */
  async function offer(sent) {
    const title = sent.lesson === null ? "" : lessonTitle(await allLessons(), sent.lesson);
    news.say(title ? fill(t.sentLesson, { title }) : t.sentOffer, [{ label: title ? t.go : t.take, act: () => take(sent) }]);
  }

  /** @param {Sent} sent */
  async function act(sent) {
    if (await claim(of, "sent", sent.number)) await (isBusy() ? offer(sent) : take(sent));
  }

  /** @param {number} number @param {boolean} playing */
  async function tell(number, playing) {
    if (await claim(of, "playing", number)) news.say(playing ? t.started : t.paused);
  }

  function follow() {
    const { room, member } = link.get();
    if (!room || !member || document.hidden) return;
    const { lead } = room;
    const seen = seenBy(of);
    // Who has only just come need not hear of what was long ago.
    if (seen.playing === undefined) note(of, { playing: lead.playing?.number ?? 0 });
    else if (lead.playing && lead.playing.number > seen.playing) void tell(lead.playing.number, lead.playing.playing);
    const sent = sentNow();
    if (sent && sent.number > (seen.sent ?? -1) && !acting) {
      acting = true;
      void act(sent).finally(() => { acting = false; });
    }
    const own = lead.shown?.run === member.run;
    if (lead.shown && own && lead.shown.number > (seen.shown ?? -1)) {
      note(of, { shown: lead.shown.number });
      news.say(t.own);
    }
    if (shown.draw(lead.shown && !own && lead.shown.number > (seen.shown ?? -1) ? lead.shown : null)) question.cover();
    const asked = lead.question;
    const putAway = asked && asked.number <= ((asked.revealed ? seen.revealed : seen.question) ?? -1);
    question.draw(asked, member, !putAway);
  }

  if (arrived && page.lesson !== null) news.say(t.sentHere, back);
  const off = link.on(["room", "member"], follow);
  document.addEventListener("visibilitychange", follow);

  return {
    /** What of it a person may want to come back to, for a menu. */
    offers() {
      const { room, member } = link.get();
      const sent = room?.lead.sent;
      const { shown: run, question: asked } = room?.lead ?? {};
      return [
        ...(asked ? [{ label: t.answer, icon: "help", act: question.open }] : []),
        ...(run && run.run !== member?.run ? [{ label: t.lookAgain, icon: "eye", act: () => {
          note(of, { shown: run.number - 1 });
          follow();
        } }] : []),
        ...(sent && (sent.lesson === null || sent.lesson !== page.lesson) ? [{ label: t.again, icon: "down", act: () => take(sent) }] : []),
      ];
    },
    close() {
      off();
      document.removeEventListener("visibilitychange", follow);
      question.remove();
      shown.remove();
    },
  };
}
