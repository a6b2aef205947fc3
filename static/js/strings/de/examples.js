// @ts-check
/**
 * What is said of examples, in German.
 */

export default {
  open: "Beispiele",
  openHelp: "Netze, die es schaffen, die scheitern und warum, und die der Lehrbücher mit ihren Zahlen",
  help: "Jedes beginnt hier neu. Was jetzt da ist, kommt mit „Rückgängig“ zurück.",
  groups: { works: "Gelingt", fails: "Scheitert, und warum", texts: "Aus Lehrbüchern" },
  mistake: "{file}, {field}: {detail}",
  mistakeWhole: "{file}: {detail}",
  close: "Dieses Beispiel weglegen",
  run: "Bis Epoche {epoch} laufen",
  cure: "Was hilft: {says}",
  tryCure: "Ausprobieren, was hilft",
  cured: "Jetzt mit dem, was hilft: {says}",
  uncure: "Zurück zu dem, was scheitert",
  changed: "Einstellungen wurden seitdem geändert.",
  again: "Das Beispiel von vorn beginnen",
  source: "Zahlen: {source}.",
  numbers: { epoch: "Epoche", printed: "gedruckt", here: "hier", caption: "Was der Text druckt, und was dieser Lauf hat", agrees: "wie gedruckt", differs: "anders", notYet: "noch nicht erreicht" },
};
