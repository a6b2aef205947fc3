// @ts-check
/**
 * A lesson's question: what one predicts counts once, for good, and only then come the words that answer it.
 */
import { byId, setText } from "../../lib/dom.js";
import { fill, lessons as t } from "../../t.js";
import { predictedIn, ranIn, setPredicted } from "./progress.js";

/** The words, which wait for an answer, or for someone who would rather read. */
function readOn() {
  const [told, button] = [document.getElementById("told"), document.getElementById("read-on")];
  if (told) told.hidden = false;
  if (button) button.hidden = true;
}

/**
 * @param {string} name of the lesson
 * @param {{options: string[], answer: string, reasons: Record<string, string>}} question
 * @param {(choice: number) => void} [predicted] called once it is answered, here and now
 */
export function ask(name, { options, answer, reasons }, predicted = () => undefined) {
  const buttons = /** @type {HTMLButtonElement[]} */ ([...document.querySelectorAll(".lesson-words .option")]);

  /** Show what was predicted, and what is so. @param {number} choice */
  function settle(choice) {
    const right = options[choice] === answer;
    buttons.forEach((button, i) => {
      button.setAttribute("aria-disabled", "true");
      button.setAttribute("aria-pressed", String(i === choice));
      if (options[i] === answer) button.dataset.right = "true";
      else if (i === choice) button.dataset.right = "false";
    });
    setText(byId("verdict"), right ? t.right : fill(t.wrong, { answer }));
    setText(byId("reason"), reasons[options[choice]] ?? "");
    byId("because").hidden = false;
    readOn();
  }

  buttons.forEach((button, choice) => button.addEventListener("click", () => {
    if (button.getAttribute("aria-disabled") === "true") return;
    setPredicted(name, choice);
    settle(choice);
    predicted(choice);
  }));
  document.getElementById("read-on")?.addEventListener("click", readOn);
  const before = predictedIn(name, options);
  if (before >= 0) settle(before);
  // Whoever ran the experiment has read on.
  else if (ranIn(name)) readOn();
}
