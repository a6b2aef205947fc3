// @ts-check
/**
 * What is said of weights, in German: of a neuron's, and of a layer's as a table.
 */

export default {
  title: "Neuron", choose: "Ein Neuron oder eine Kante im Bild wählen, um die Zahlen zu sehen und zu setzen.",
  ofInput: "Eine Eingabe hat keine eigenen Gewichte.", help: "Eine Zahl setzen, und Karte und Verlust folgen sofort.",
  freeze: "{name} einfrieren", freezeHelp: "Was eingefroren ist, lässt das Training in Ruhe", freezeLayer: "Schicht einfrieren", noBiases: "ohne Bias",
  bias: "Bias", weight: "Gewicht von {from}", from: "Neuron {unit}",
  table: "Alle Gewichte dieser Schicht als Tabelle", ofLayer: "Gewichte von Schicht {layer}", ofOutput: "Gewichte der Ausgabe",
  tableHelp: "Zeilen sind, woher Gewichte kommen, Spalten, wohin sie führen. Eine Tabelle lässt sich in jede Zelle einfügen: aus einer Tabellenkalkulation oder wie NumPy sie ausgibt.",
  cell: "Gewicht von {from} nach {to}", biasCell: "Bias von {to}", set: "Diese Gewichte setzen", copy: "Tabelle kopieren",
  moment: "Das Training geht weiter: Das sind die Gewichte von Epoche {epoch}.", noNumber: "Was eingefügt wurde, ist hier keine Zahl.",
  ragged: "Zeile {row} des Eingefügten hat eine andere Zahl von Zellen als die erste: {count} statt {first}.",
  shape: "Das Eingefügte hat {rows} × {columns} Zellen (Zeilen × Spalten). Von hier an, „{cell}“, ist Platz für {height} × {width}.",
  turn: "Zeilen und Spalten sind hier vertauscht.",
  draw: "stattdessen ziehen", drawHelp: "Diese Gewichte und Bias-Werte ziehen wie die anderen",
  untold: "Das sind mehr Gewichte, als Einstellungen fassen: Ein Link nimmt sie nicht mit, und Zurücksetzen zieht sie neu.",
  gone: {
    freed: "Das Netz ist jetzt ein anderes, und nicht mehr eingefroren: {names}. „Rückgängig“ bringt zurück, was war.",
    drawn: "Neu gezogen und nicht mehr von Hand gesetzt: {names}. „Rückgängig“ bringt zurück, was war.",
    layer: { all: "{layer}", bias: "Bias-Werte von {layer}", weight: "Gewichte von Eingabe {from} nach {layer}" },
    unit: { all: "Neuron {unit} von {layer}", bias: "der Bias von Neuron {unit} von {layer}", weight: "ein Gewicht von Neuron {unit} von {layer}" },
    output: "die Ausgabe", more: "und {count} weitere",
  },
};
