// @ts-check
/**
 * Tones as sound: the first voice on the left, the second on the right, and of another kind.
 */

/** Two voices together are no louder than one may be. */
const MOST = 0.35;
/** A tone neither begins nor ends with a click. */
const FADE_S = 0.02;

/**
 * Have the tones sound in a context, from now on.
 * @param {BaseAudioContext} context
 * @param {import("../lib/tones.js").Tones} tones
 * @param {number} volume 0 … 1
 * @returns {{volume: (value: number) => void, ended: Promise<void>, stop: () => void}}
 */
export function sound(context, { seconds, voices }, volume) {
  const begin = context.currentTime + FADE_S;
  const all = context.createGain();
  all.gain.value = volume * MOST;
  all.connect(context.destination);
  const played = voices.map(({ pitch, loud }, i) => {
    const [voice, gate, side] = [context.createOscillator(), context.createGain(), context.createStereoPanner()];
    // One that is pure, and one that is not.
    if (i % 2) voice.type = "triangle";
    voice.frequency.setValueCurveAtTime(pitch, begin, seconds);
    gate.gain.value = 0;
    gate.gain.setValueCurveAtTime(loud, begin, seconds);
    gate.gain.linearRampToValueAtTime(0, begin + seconds + FADE_S);
    side.pan.value = i % 2 ? 1 : -1;
    voice.connect(gate).connect(side).connect(all);
    voice.start(begin);
    voice.stop(begin + seconds + FADE_S);
    return voice;
  });
  const ended = new Promise((/** @type {(value: void) => void} */ done) => played[0].addEventListener("ended", () => done()));
  return {
    ended,
    volume: (value) => { all.gain.value = value * MOST; },
    stop() { for (const voice of played) voice.stop(); },
  };
}
