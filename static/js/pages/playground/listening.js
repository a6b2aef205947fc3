// @ts-check
/**
 * The curves as sound, when somebody asks for them and not before.
 */
import { keep, readKept } from "../../lib/storage.js";
import { tonesOf } from "../../lib/tones.js";
import { fill, t } from "../../t.js";
import { sound } from "../../views/sound.js";

const KEY = "playground-volume";
const USUAL = 0.5;

/**
 * @param {import("../../state.js").AppStore} store
 * @param {(words: string) => void} say
 */
export function createListening(store, say) {
  const kept = readKept("localStorage", KEY);
  let volume = typeof kept === "number" && kept >= 0 && kept <= 1 ? kept : USUAL;
  /** @type {ReturnType<typeof sound>|null} */
  let now = null;

  function stop() {
    now?.stop();
    now = null;
    store.set({ sounds: false });
  }

  async function play() {
    const { history, logScale } = store.get();
    const tested = history.val_loss?.some((value) => value !== null);
    const tones = tonesOf([history.loss ?? [], ...(tested ? [history.val_loss] : [])], { log: logScale });
    if (!tones) return say(t.words.sound.nothing);
    // What is read aloud would be spoken over the tones: it is short, and what they are stands beside the button.
    const context = new AudioContext();
    await context.resume();
    const mine = now = sound(context, tones, volume);
    store.set({ sounds: true });
    await mine.ended;
    if (now === mine) {
      stop();
      say(fill(t.words.sound.ended, { epoch: history.epoch.at(-1) ?? 0 }));
    }
    await context.close();
  }

  window.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !now) return;
    event.stopPropagation();
    stop();
  }, true);

  return {
    toggle: () => (now ? stop() : void play()),
    volume: () => volume,
    /** @param {number} wanted 0 … 1 */
    setVolume(wanted) {
      volume = wanted;
      now?.volume(volume);
      keep("localStorage", KEY, volume);
    },
  };
}
