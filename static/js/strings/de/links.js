// @ts-check
/**
 * What is said of links, files, and this browser's other runs, in German.
 */

export default {
  share: {
    title: "Neuer Lauf, Teilen, Herunterladen und Größe", projector: "Größer, für den Beamer", fresh: "Neuer Lauf", earlier: "Frühere Läufe …", copied: "Der Link ist kopiert: Wer ihn öffnet, hat diesen Lauf von Anfang an.", watch: "Link zum Zusehen kopieren", watchCopied: "Der Link zum Zusehen ist kopiert: Wer ihn öffnet, folgt diesem Lauf und kann ihn nicht steuern.",
    embed: "Zeilen zum Einbetten kopieren", embedCopied: "Die Zeilen sind kopiert: In einer anderen Seite zeigen sie den Playground, wie er jetzt ist. Welche Seiten das dürfen, bestimmt der Server (PLAYGROUND_FRAME_ANCESTORS).",
    open: "Link oder Datei öffnen …", openHelp: "Ein Link dieses Playgrounds oder von playground.tensorflow.org; oder ein trainiertes Netz, das als Datei gespeichert wurde („Modell als JSON“). Es lässt sich auch auf die Seite ziehen.", openField: "Link", openGo: "Öffnen",
    notOurs: "Das ist weder ein Link dieses Playgrounds noch einer von playground.tensorflow.org.", notes: "Aus TensorFlow Playground geöffnet. {notes}",
    watchers: "{count} sehen zu", watchersHelp: "Browser, die diesem Lauf folgen, dieser eingeschlossen",
  },
  saved: {
    choose: "Datei wählen", opened: "„{name}“ geht in einem eigenen Lauf weiter, von Epoche {epoch} an. Der Lauf davor bleibt: ⋯ → Frühere Läufe.", refused: "„{name}“ wurde nicht geöffnet. {detail}", tooLarge: "„{name}“ ist größer als die {size} MB, die der Server annimmt.",
    none: "„{name}“ ist kein gespeichertes Netz. ⋯ → „Modell als JSON“ speichert eines; Dateien mit Punkten liest „eigene Punkte“.",
  },
  earlier: {
    title: "Frühere Läufe", help: "Dieser Browser hat sie von früher. Wer diesen Browser benutzt, kann mit ihnen weitermachen.", none: "Dieser Browser hat keinen anderen Lauf.",
    name: "{data} · {layers} · Epoche {epoch}", noLayers: "keine verborgene Schicht", remove: "{name} entfernen", removeHelp: "Diesen Lauf entfernen", fresh: "Neuen Lauf beginnen",
    gone: "Der Server hat diesen Lauf nicht mehr.", goneHere: "Der Server hat den Lauf von hier nicht mehr, deshalb beginnt er mit denselben Einstellungen von vorn.",
  },
};
