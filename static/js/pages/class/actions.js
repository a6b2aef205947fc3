// @ts-check
/**
 * What a teacher does becomes requests; what the server has against it is said.
 */
import * as api from "../../api.js";

/** @typedef {ReturnType<typeof createActions>} Actions */

/**
 * @param {import("./state.js").ClassStore} store
 * @param {import("./session.js").Session} session
 */
export function createActions(store, session) {
  /**
   * @template T
   * @param {(room: api.Room) => Promise<T>} act
   * @returns {Promise<T|null>} null where it was refused, which is said
   */
  async function attempt(act) {
    const { room } = store.get();
    if (!room) return null;
    try {
      const done = await act(room);
      if (store.get().notice?.tone === "error") store.set({ notice: null });
      return done;
    } catch (problem) {
      if (!(problem instanceof api.Problem)) throw problem;
      store.set({ notice: { tone: "error", text: problem.placed } });
      return null;
    }
  }

  return {
    attempt,
    /** Tell everyone something; whether it is told. Throws a Problem where `quiet`. @param {any} command @param {{quiet?: boolean}} [options] */
    async tell(command, { quiet = false } = {}) {
      const act = async (/** @type {api.Room} */ room) => {
        const lead = await api.commandClass(room, command);
        const { wall } = store.get();
        // The wall says so, too, once it is connected.
        if (wall && lead.number >= wall.lead.number) store.set({ wall: { ...wall, lead } });
        return true;
      };
      const { room } = store.get();
      return quiet && room ? act(room) : Boolean(await attempt(act));
    },
    toggleNames: () => store.set({ named: !store.get().named }),
    /** The class is no more. */
    gone() {
      session.open(null);
      window.location.hash = "";
    },
  };
}
