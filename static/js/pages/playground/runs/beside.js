// @ts-check
/**
 * A kept run beside the present one: they go through time together. Nothing is asked while nobody looks.
 */
import * as api from "../../../api.js";
import { readDocument } from "../../../lib/arrays.js";
import { newest } from "../../../lib/time.js";
import { pictureOf } from "../frame.js";

/** As fine as the present one's. */
const LOOK = { boundary: 100 };

/** @param {import("../../../state.js").AppStore} store */
export function createBeside(store) {
  /** @param {string} id @param {Partial<import("../../../types.js").Beside>} patch */
  function change(id, patch) {
    const { beside } = store.get();
    if (beside?.id === id) store.set({ beside: { ...beside, ...patch } });
  }

  /** What is to be seen now: of which run, at the end of which epoch, or as it is. */
  function wish() {
    const { beside, kept, moment, panel } = store.get();
    const run = panel === "runs" && beside ? kept.find(({ id }) => id === beside.id)?.run : null;
    const epoch = run && moment !== null ? Math.min(moment, run.epoch) : null;
    return run && { run, epoch, key: JSON.stringify([run.id, run.generation, run.version, epoch]) };
  }

  /** @param {{run: import("../../../types.js").Run, epoch: number|null}} wanted */
  async function lookAt({ run, epoch }) {
    try {
      if (!store.get().beside?.data) change(run.id, { data: await dataOf(run) });
      change(run.id, { picture: pictureOf({ seq: 0, ...readDocument(await api.readPicture(run.id, epoch, LOOK)) }), fault: "" });
    } catch (problem) {
      if (!(problem instanceof api.Problem)) throw problem;
      change(run.id, { fault: problem.message });
    }
  }

  /** The present run's, where they are the same. @param {import("../../../types.js").Run} kept */
  async function dataOf({ id, spec }) {
    const { run, data } = store.get();
    return data && JSON.stringify(run?.spec.data) === JSON.stringify(spec.data) ? data : api.readData(id, spec.data);
  }

  const look = newest(wish, lookAt);
  store.on(["beside", "kept", "moment", "panel"], () => void look());

  return {
    /** @param {string|null} id */
    show(id) {
      look.anew();
      store.set({ beside: id === null ? null : { id, picture: null, data: null, fault: "" } });
    },
  };
}
