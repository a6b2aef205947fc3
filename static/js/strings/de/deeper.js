// @ts-check
/**
 * What is said of what lies deeper in a run, in German.
 */

export default {
  title: "Innen", views: "Was vom Inneren gezeigt wird", landscape_: "Verlustlandschaft", space_: "Verborgener Raum", surface_: "Fläche",
  wait: "Wird berechnet…",
  landscape: {
    of: "Richtungen", random_: "zufällig", path_: "eigener Weg", randomHelp: "Zwei zufällige Richtungen, so lang wie die eigenen Gewichte jedes Neurons", pathHelp: "Die Ebene des Weges, den das Training genommen hat",
    seed: "andere Richtungen", seedHelp: "Andere zufällige Richtungen ziehen (jetzt Startwert {seed})", span: "Spanne", spanRandom: "± {span}", spanPath: "× {span}",
    loss: "Verlust der", train: "Trainingspunkte", test: "Testpunkte",
    first: "entlang der einen Richtung", second: "entlang der anderen", component: "Komponente {number}, {share}",
    here: "Das Netz in Epoche {epoch}: Verlust {loss}.", there: "Verlust {loss} bei {x}; {y}.", moment: "Epoche {epoch}: Ihr eigener Verlust ist {loss}, {distance} von der Ebene entfernt.", beyond: "jenseits aller Zahlen",
    evaluatedTrain: "{count} Verluste berechnet, jeder auf {points} Trainingspunkten.", evaluatedTest: "{count} Verluste berechnet, jeder auf {points} Testpunkten.",
    random: "Bei 1 ist jedes Neuron so weit verschoben, wie seine Gewichte lang sind. Andere Richtungen sehen anders aus.", share: "Die Ebene enthält {share} der Varianz des Weges. Jeder Punkt hat die Farbe seines eigenen Verlustes.",
    away: "Das Netz, wie es jetzt ist, liegt {distance} neben dieser Ebene.",
    label: "Verlust rings um das Netz: {count} Verluste, in der Mitte {loss}", help: "Eine Stelle anklicken, um das Netz dort in der Ebene zu sehen.",
    place: "Verlust {loss} bei {x}; {y}",
    drawn: "Gezeichnet als", map_: "Karte", relief_: "Fläche", ends: "Er geht von {low} bei ({lowX}; {lowY}) bis {high} bei ({highX}; {highY}); Höhen sind Logarithmen.",
  },
  space: {
    layer: "Schicht", layerNumber: "Schicht {layer}", axes: "Achsen", parts: "Hauptkomponenten", units: "zwei Einheiten", axis: "Einheit entlang {axis}",
    unit: "Einheit {unit}", component: "Komponente {number}, {share}",
    none: "Dieses Netz hat keine verborgene Schicht.",
    exact: "Das ist alles, was es gibt: Die Schicht hat keine weitere Einheit.", shadow: "Ein Schatten: Diese beiden Achsen enthalten {share} der Varianz dessen, was die Schicht ausgibt. Die Flächen sind die der Ebene durch den Mittelwert.",
    read: "Das Gitter ist die Ebene der Daten, gebogen, wie die Schicht sie biegt; die Flächen sind, was der Rest des Netzes ausgibt.",
    label: "Wohin Schicht {layer} die Punkte legt: {x} nach rechts, {y} nach oben",
  },
  surface: {
    facts: "Die Ausgabe geht von {low} bei ({lowX}; {lowY}) bis {high} bei ({highX}; {highY}). Die Punkte liegen im Mittel {off} daneben.",
    read: "Jeder Punkt steht dort, was für ihn wahr ist, und seine Linie führt zu dem, was das Netz ausgibt.",
    orLess: "{value} oder weniger", orMore: "{value} oder mehr",
    help: "Ziehen oder Pfeiltasten drehen sie; Pos1 dreht sie zurück.",
  },
  minibatch: { update: "Epoche {epoch} · Schritt {number} von {count}" },
  report: {
    precision: "Präzision", recall: "Trefferquote", f1: "F1", support: "Punkte", mean: "Mittel", r2: "R²", mae: "mittlerer |Fehler|", rmse: "√ mittlerer Fehler²",
    roc: "ROC-Kurve von {name}, {part}: Fläche {auc}", falsePositives: "zu Unrecht dafür gehalten", truePositives: "zu Recht dafür gehalten",
    reliability: "Verlässlichkeit von {name}, {part}: je größer ein Kreis, desto mehr Punkte", answered: "ausgegebene Wahrscheinlichkeit", happened: "tatsächlicher Anteil",
    fit: "Ausgaben gegen wahre Werte", residuals: "Residuen gegen Ausgaben", answer: "Ausgabe", residual: "wahr − Ausgabe",
    mark: "Fehler zeigen", none: "Kein Punkt ist falsch.", wrong: "{count} falsch, die schlimmsten zuerst", worst: "{count} falsch, die {shown} schlimmsten", furthest: "Am weitesten daneben",
    is: "ist", taken: "erkannt als", loss: "Verlust", walk: "Die Rechnung dieses Punktes",
  },
  tables: {
    title: "Was aufgelistet wird", epochs: "Epochen", parameters: "Parameter", batch: "nächster Batch", points: "Punkte", csv: "Diese Tabelle als CSV",
    caption: "{shown} von {all}", to: "Neuron", from: "von", value: "Wert", part: "Teil",
    z: "mittleres z", a: "mittleres a", dz: "mittleres ∂Verlust/∂z", length: "Länge seines Gradienten", gradient: "∂Verlust/∂w, nächster Batch",
  },
  back: "Zurück zum Lauf", bar: "Etwas anderes als der Lauf", placeTitle: "Anderswo in der Landschaft", without: "{name}, abgeschaltet", answer: "Ausgabe", lossOnly: "Verlust {loss}", right: "{share} richtig",
  inPlane: "in der Ebene", inPlaneHelp: "Die Karte dieses Neurons in der Ebene zeigen", off: "abschalten", offHelp: "Das Netz ohne dieses Neuron sehen: Seine Ausgabe wird auf 0 gehalten. Der Lauf behält es.",
};
