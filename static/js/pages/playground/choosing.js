// @ts-check
/**
 * What comes along with another choice: the settings that it had when it was left, and with other data a loss that suits them.
 */
import { carriedOver } from "../../lib/choices.js";
import { GIVEN, stillThere } from "../../lib/parameters.js";
import { adapted, asMany, asManyBy, isOwn, suited, taskIn } from "../../lib/losses.js";
import { entriesOf, entryOf, valueAt, withValue } from "../../lib/schema.js";
import { namesHere } from "../../t.js";
import { opening } from "./opening.js";
import { exchanged } from "./told.js";

/** @typedef {import("../../types.js").Spec} Spec */
/** @typedef {import("../../types.js").Choice} Choice */

/** @param {import("../../state.js").AppStore} store */
export function createChoosing(store) {
  let known = { of: "", left: /** @type {Record<string, Choice>} */ ({}), losses: /** @type {Record<string, any>} */ ({}) };

  /** How choices were left, by their place and kind, and losses, by task. Another run knows nothing of it. */
  function memory() {
    const of = store.get().run?.id ?? "";
    if (known.of !== of) known = { of, left: {}, losses: {} };
    return known;
  }
  /** @param {(string|number)[]} path @param {string} kind */
  const placeOf = (path, kind) => [...path, kind].join("/");

  return {
    /**
     * A value that a place of the specification is to have, and what is to be said of it. An optimizer keeps what it shares with the
     * one before; what other choices have by the same name is something else.
     * @param {Spec} spec
     * @param {(string|number)[]} path
     * @param {any} value
     * @returns {{value: any, text: string}}
     */
    chosen(spec, path, value) {
      const before = valueAt(spec, path);
      if (!before?.kind || !value?.kind || before.kind === value.kind) return { value, text: "" };
      const name = String(path.findLast((part) => typeof part === "string"));
      const entries = entriesOf(store.get().catalogue, name);
      const { left } = memory();
      left[placeOf(path, before.kind)] = before;
      const last = left[placeOf(path, value.kind)];
      const shares = name === "optimizer";
      const after = shares ? carriedOver(before, entryOf(entries, value.kind), last) : { ...value, ...last };
      return { value: after, text: entries.length ? exchanged(before, after, entries, shares) : "" };
    },

    /**
     * The specification that is wanted, with a loss that suits it and what it names of the network that is still there. Who asks for other
     * first weights has all of them drawn.
     * @param {Spec} before
     * @param {Spec} wanted
     * @param {(string|number)[]} path what was changed
     * @returns {Spec}
     */
    fitting(before, wanted, path) {
      const { catalogue } = store.get();
      const [section, field] = path;
      const outputs = path.join() === "training,loss" && !asManyBy(catalogue, before, wanted) ? 0 : Infinity;
      const spec = stillThere(before, suited(catalogue, wanted), outputs);
      return section === "network" && ["seed", "initializer"].includes(String(field)) ? withValue(spec, GIVEN, []) : spec;
    },

    /**
     * Another data set: as it was left, but for what a person has changed since and all sets have, such as the noise. Points of one's own
     * begin with names in the page's language, which are theirs from then on.
     * @param {Spec} spec
     * @param {import("../../types.js").Entry} entry
     */
    dataset({ data }, entry) {
      const before = entryOf(entriesOf(store.get().catalogue, "data"), data.kind)?.defaults ?? {};
      const kept = Object.entries(data).filter(([name, value]) => typeof value !== "object" && name !== "kind" && value !== before[name] && name in entry.defaults && !isOwn(entry));
      const named = isOwn(entry) ? { class_names: namesHere(entry.defaults.class_names), value_names: namesHere(entry.defaults.value_names) } : {};
      return { ...entry.defaults, ...named, ...memory().left[placeOf(["data"], entry.kind)], ...Object.fromEntries(kept), ...opening.even(entry.defaults, data) };
    },

    /** With other data: the loss comes along, and comes back with data of the kind before. @param {Spec} before @param {any} data @returns {Spec} */
    withData(before, data) {
      const { catalogue } = store.get();
      const { left, losses } = memory();
      if (data.kind !== before.data.kind) left[placeOf(["data"], before.data.kind)] = /** @type {any} */ (before.data);
      losses[taskIn(catalogue, before) ?? ""] = before.training.loss;
      return stillThere(before, adapted(catalogue, before, { ...before, data }, losses), asMany(before.data, data) ? Infinity : 0);
    },
  };
}
