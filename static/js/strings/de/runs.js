// @ts-check
/**
 * What is said of kept runs, in German.
 */

export default {
  title: "Läufe", counted: "Läufe {count}", list: "Dieser Lauf und die, die behalten wurden",
  keep: "Behalten", keepHelp: "Eine Kopie dieses Laufs behalten, wie er jetzt ist, um sie mit dem zu vergleichen, was kommt (K)",
  kept: "Behalten, Stand Epoche {epoch}: Eine Kopie ruht unter „Läufe“, unter dem Netz.", show: "Zeigen",
  full: "Es sind schon {count} Läufe behalten. Zuerst einen davon entfernen.",
  empty: "„Behalten“ (K) legt eine Kopie dieses Laufs hierher, wie er jetzt ist. Danach etwas anderes versuchen: Die alten Kurven bleiben neben den neuen, beide Grenzen lassen sich nebeneinander sehen, und mit jedem von beiden geht es weiter.",
  now: "dieser Lauf", present: "{layers} · {activation}", rate: "Lernrate {rate}",
  unknown: "{data} · {layers}", same: "gleiche Einstellungen", more: "{first} und {count} weitere", differs: "Anders als dieser Lauf: {words}",
  figures: "{part} {share} · {loss}", loss: "{part}, Verlust {loss}", test: "Test", train: "Training",
  epochs: "Epoche {epoch}", diverged: "in Epoche {epoch} divergiert",
  gone: "Der Server hat diesen Lauf nicht mehr.", elsewhere: "Ein anderer Tab hat diesen Lauf offen.",
  named: "{name}, Epoche {epoch}",
  curve: "Kurve", curveOn: "Die Kurven von „{name}“ zeichnen", curveFull: "Es sind schon {count} Kurven gezeichnet",
  open: "Öffnen", openHelp: "Mit „{name}“ weitermachen; dieser Lauf bleibt an seiner Stelle",
  beside: "Vergleichen", besideHelp: "„{name}“ neben diesem Lauf, und wo sich beide unterscheiden",
  remove: "„{name}“ entfernen", removed: "„{name}“ ist entfernt.", back: "Zurückholen",
  pictured: "Was „{name}“ über der Ebene ausgibt",
  layers: "Schichten {layers}", noLayers: "keine verborgene Schicht", inputs: "Eingaben {inputs}", frozen: "andere Gewichte eingefroren", weights: "Anfangsgewichte von Hand gesetzt", points: "andere Punkte", not: "ohne {title}",
  compared: "Dieser Lauf und „{name}“", leave: "Alle Läufe", difference: "Unterschied", other: "der behaltene Lauf",
  decide: "Auf {share} der Ebene entscheiden die beiden verschieden.", atMost: "Ihre Ausgaben unterscheiden sich höchstens um {most}.",
  leans: "der behaltene Lauf neigt mehr zu {name}", shuns: "weniger zu {name}", otherClass: "der behaltene Lauf sagt eine andere Klasse",
  lower: "der behaltene Lauf gibt weniger aus (−{most})", higher: "mehr (+{most})",
  otherPlane: "Sie wurden auf Daten mit anderen Klassen oder einer anderen Ebene trainiert, deshalb lässt sich der eine nicht vom anderen abziehen.", apart: "Sie haben andere Ausgaben, deshalb lässt sich der eine nicht vom anderen abziehen.",
};
