// @ts-check
/**
 * What is said of a run to those who do not see it, or would rather read, in German.
 */

export default {
  title: "In Worten",
  places: ["oben links", "oben in der Mitte", "oben rechts", "links in der Mitte", "in der Mitte", "rechts in der Mitte", "unten links", "unten in der Mitte", "unten rechts"],
  part: "{place}, dort {part}",
  field: "{place}: {answer}; {points}",
  sure: "{name}, zu {p} sicher",
  answers: "{name}, gibt im Mittel {p} aus",
  split: "{name} auf {share}, {others}; wo es so ist, {answer}",
  other: "{name} auf {share}",
  mean: "{name} im Mittel {p}, von {low} bis {high}",
  points: ["1 Punkt", "{count} Punkte"], noPoints: "keine Punkte",
  wrong: "{points}, {wrong} falsch",
  off: "{points}, im Mittel {off} daneben",

  grid: "Die Ebene in Worten, {of} mal {of} Felder",
  gridHelp: "Pfeiltasten gehen weiter, Pos1 und Ende an den Rand der Zeile, Eingabe in ein Feld hinein, Escape zurück.",
  walkKey: "Die Ebene in Worten ablaufen (W)",
  tree: {
    title: "Das Netz, Schicht für Schicht", inputs: "Eingaben: {names}", layer: "Schicht {layer}: {units}, {title}", output: "Ausgabe: {units}, {title}",
    units: ["1 Einheit", "{count} Einheiten"], unit: "{name}: Bias {bias}, stärkstes Gewicht {weight} von {from}", weight: "von {from}: {value}", bias: "Bias: {value}",
    help: "Rechts öffnet, Links schließt, Eingabe führt zu den Zahlen.",
  },
  plane: "Die Ebene", network: "Das Netz", run: "Der Lauf",
  live: "Alle 5 Sekunden angesagt (M)", liveHelp: "Solange er läuft, wird der Lauf Screenreadern alle fünf Sekunden angesagt; ohne das wird nur beantwortet, was du tust",
  liveOn: "Live-Ansage an: Solange er läuft, wird der Lauf alle 5 Sekunden angesagt. {summary}", liveOff: "Live-Ansage aus.",
  now: "Der Lauf: {status}. {summary}", nowPlaying: "Der Lauf: {status}.",
  sound: {
    play: "Kurven als Klang (L)", volume: "Lautstärke", help: "Der Verlust Epoche für Epoche, je höher der Ton, desto größer: Training links, Test rechts, logarithmisch, wenn die Kurven es sind. L oder Esc beendet.",
    nothing: "Vor der zweiten Epoche gibt es nichts zu hören.", ended: "Das war bis Epoche {epoch}.",
  },
  noPicture: "Es gibt noch kein Bild der Ebene.",
  all: "Die ganze Ebene ist {name}.",
  region: "{share} der Ebene ist {name}: {where}.",
  regions: "{count} Klassen teilen sich die Ebene: {list}.",
  brief: "{name} {share}: {where}",
  pieces: "in {count} Stücken: {places}",
  enclosed: "{places}, eingeschlossen",
  ring: "ringsum",
  everywhere: "fast überall",
  except: "alles außer {places}",
  lineStraight: "Die Grenze ist fast eine Gerade, von {from} nach {to}.",
  lineBent: "Die Grenze ist eine Kurve, von {from} nach {to}.",
  surface: "Der Wert {name} geht von {low} ({lowest}) bis {high} ({highest}).",
  right: "Jeder Punkt liegt auf der richtigen Seite.",
  wrongSides: ["1 Punkt von {all} liegt auf der falschen Seite: {place}.", "{count} Punkte von {all} liegen auf der falschen Seite, die meisten {place}."],
  distance: "Punkte liegen im Mittel {off} daneben, am meisten {place}.",

  own: {
    cursorHelp: "Die Pfeiltasten bewegen ein Kreuz über die Ebene, mit Umschalt in größeren Schritten. Eingabe oder Leertaste setzt dort einen Punkt, eine Ziffer wählt seine Klasse, Entf löscht, was in der Nähe ist, Strg Z macht rückgängig. W beschreibt die Ebene Feld für Feld.",
    placed: "{name} gesetzt bei ({x1}; {x2}).", takes: "Die nächsten Punkte sind {name}.", noClass: "Es gibt {count} Klassen.", nothing: "Hier ist kein Punkt.", erased: ["1 Punkt gelöscht.", "{count} Punkte gelöscht."],
  },
};
