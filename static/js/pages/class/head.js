// @ts-check
/**
 * The head of a class: where it is joined, its code, large for the projector too, who is here, and who is stuck.
 */
import { qrOf } from "../../api.js";
import { byId, h, setHidden, setText } from "../../lib/dom.js";
import { marks } from "../../lib/locale.js";
import { codeInHalves, ORDERS, presentLesson } from "../../lib/wall.js";
import { classes, counted, fill } from "../../t.js";
import { sheet } from "../../views/sheet.js";
import { countsOf, entriesOf, labelIn, stuckIn } from "./derived.js";

/** So many of those who are stuck are named. */
const MOST_NAMED = 6;

/**
 * @param {HTMLElement} place
 * @param {import("./state.js").ClassStore} store
 * @param {import("./actions.js").Actions} actions
 */
export function mountHead(place, store, actions) {
  const { address = "", how = "" } = byId("content").dataset;
  const shortAddress = address.replace(/^https?:\/\//, "");
  const alone = how === "alone" || how === "unknown";
  const reach = how === "named" ? "" : classes.reach[/** @type {"alone"|"found"|"unknown"} */ (how)];
  const qr = () => h("img.qr-code", { alt: classes.qr, hidden: alone });
  const [small, large] = [qr(), qr()];
  const [code, largeCode] = [h("p.class-code"), h("p.class-code")];
  const joinAt = () => h("p.class-join", {}, classes.joinAt, " ", h("b", {}, shortAddress));
  const note = () => h("p.field-note.class-reach", { "data-tone": alone ? "warn" : "info" }, reach);
  const title = h("h1");
  const counts = h("p.class-counts", { role: "status" });
  const commands = h("div.class-commands");
  const open = h("button.qr-open", { type: "button", id: "large", title: classes.large, onclick: showLarge }, small, h("span.for-listeners", {}, classes.large));
  const head = h("header.class-head", {}, open, h("div", {}, joinAt(), code), h("div.class-words", {}, title, counts, alone ? note() : null), commands);
  const dialog = sheet("large-code", classes.join, large, joinAt(), largeCode, reach ? note() : null);
  dialog.classList.add("large-code");

  const sorts = ORDERS.map((order) => h("button.segment", { type: "button", "data-order": order, onclick: () => store.set({ order }) }, classes.orders[order]));
  const names = h("button.quiet", { type: "button", id: "names", title: classes.names.help, onclick: actions.toggleNames });
  const stuck = h("p.class-stuck", { role: "status" });
  const pill = h("span.pill", { id: "connection", hidden: true });
  const notice = h("p.class-notice", { role: "status", hidden: true });
  const strip = h("div.class-strip", {}, h("div.class-sorts", { role: "group", "aria-label": classes.sort }, h("span", { "aria-hidden": "true" }, classes.sort), ...sorts), names, stuck, notice, pill);
  place.append(head, strip);

  function showLarge() {
    if (dialog.open) dialog.close();
    else dialog.showModal();
  }

  /** What stays as it is while the class does. */
  function drawCode() {
    const { room } = store.get();
    if (!room) return void (dialog.open && dialog.close());
    const told = codeInHalves(room.code);
    for (const each of [code, largeCode]) {
      setText(each, told);
      each.ariaLabel = fill(classes.code, { code: [...told].join(" ") });
    }
    for (const each of [small, large]) if (!alone && each.getAttribute("src") !== qrOf(room.code)) each.src = qrOf(room.code);
  }

  function drawCounts() {
    const { wall, lessons } = store.get();
    if (!wall) return;
    const { card } = wall;
    const entries = entriesOf(store.get());
    const { here, away, done, tasks } = countsOf(entries);
    const present = lessons.find(({ name }) => name === presentLesson(wall));
    setText(title, card.title);
    setText(counts, [
      present ? `${present.number}. ${present.title}` : "", counted(classes.counts.here, here), away ? fill(classes.counts.away, { count: away }) : "",
      tasks && (present || done) ? counted(classes.counts.done, done) : "", card.open ? "" : classes.counts.closed, card.full ? classes.counts.full : "",
    ].filter(Boolean).join(" · "));
    drawStuck(entries);
  }

  let stuckKey = "";
  /** @param {import("../../lib/wall.js").Entry[]} entries */
  function drawStuck(entries) {
    const { named } = store.get();
    const all = stuckIn(entries, named);
    const told = all.slice(0, MOST_NAMED).map(({ member }) => ({ id: member.id, kind: /** @type {"tries"|"still"} */ (member.stuck), count: member.tries, name: labelIn(store.get(), member.id) }));
    const now = JSON.stringify([told, all.length]);
    if (now === stuckKey) return;
    stuckKey = now;
    stuck.replaceChildren(...(told.length ? [
      counted(classes.stuck.title, all.length), " ",
      ...told.flatMap(({ id, kind, count, name }) => [h("button.link", { type: "button", title: fill(classes.stuck[`${kind}Help`], { count }), onclick: () => store.set({ opened: id }) }, fill(classes.stuck[kind], { name, count })), " "]),
      all.length > MOST_NAMED ? fill(classes.stuck.more, { count: all.length - MOST_NAMED }) : "",
    ] : []));
  }

  function drawStrip() {
    const { order, named, connection, wall, notice: told, held } = store.get();
    for (const each of sorts) {
      each.setAttribute("aria-pressed", String(each.dataset.order === order));
      // Who is not to be named is not to be found by the order either.
      if (each.dataset.order === "name") setText(each, named ? classes.orders.name : classes.number);
    }
    setText(names, named ? classes.names.on : classes.names.off);
    setHidden(pill, connection === "open");
    pill.dataset.status = connection === "lost" ? "lost" : "ready";
    setText(pill, classes.connection[connection === "lost" ? "lost" : "connecting"]);
    const troubles = [held || (connection === "lost" ? classes.connection.silent : ""), told?.text ?? "", ...(wall?.warnings ?? []).map(({ detail }) => detail)].filter(Boolean);
    setHidden(notice, !troubles.length);
    notice.dataset.tone = told?.tone ?? "warn";
    setText(notice, troubles.join(marks.sentence));
  }

  store.on(["room"], drawCode);
  store.on(["wall", "seen", "lessons", "named"], drawCounts);
  store.on(["order", "named", "connection", "wall", "notice", "held"], drawStrip);
  drawStrip();
  return {
    commands,
    showLarge,
    /** @param {string} id */
    labelOf: (id) => labelIn(store.get(), id),
    /** The address that is joined at, as people type it. */
    address: shortAddress,
  };
}
