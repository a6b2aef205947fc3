// @ts-check
/**
 * Sliders: the run follows while one is dragged, and its whole way is undone as one.
 */
import { throttle } from "../../lib/time.js";

/** While a slider is dragged, the run follows so often; after a rest of this length another way begins. */
const [DRAG_MS, REST_MS] = [80, 1000];

/** @param {(remember: boolean) => void} follow bring the run to what the controls show; whether that can be undone */
export function createDragging(follow) {
  let last = -Infinity;
  let slider = "";
  const follows = throttle(() => {
    // What lies between the ends of a way is not gone back to.
    const remember = Date.now() - last > REST_MS;
    last = Date.now();
    follow(remember);
  }, DRAG_MS);

  /** What is done next is no part of the way. */
  function end() {
    follows.now();
    last = -Infinity;
  }

  return {
    end,
    /** A slider's way begins where another's ends. @param {string} choice */
    drag(choice) {
      if (choice !== slider) end();
      slider = choice;
      follows();
    },
  };
}
