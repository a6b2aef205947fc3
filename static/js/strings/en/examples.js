// @ts-check
/**
 * What is said of examples, in English.
 */

export default {
  open: "Examples",
  openHelp: "Networks that work, that fail and why, and those of the textbooks with their numbers",
  help: "Each begins anew here. What you have now comes back with Undo.",
  groups: { works: "Works", fails: "Fails, and why", texts: "From the textbooks" },
  mistake: "{file}, {field}: {detail}",
  mistakeWhole: "{file}: {detail}",
  close: "Put this example away",
  run: "Run to epoch {epoch}",
  cure: "What helps: {says}",
  tryCure: "Try what helps",
  cured: "Now with what helps: {says}",
  uncure: "Back to what fails",
  changed: "Settings were changed since.",
  again: "Begin the example again",
  source: "Numbers: {source}.",
  numbers: { epoch: "epoch", printed: "printed", here: "here", caption: "What the text prints, and what this run has", agrees: "as printed", differs: "differs", notYet: "not reached yet" },
};
