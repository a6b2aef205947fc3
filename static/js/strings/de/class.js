// @ts-check
/**
 * What is said to the teacher of a class, in German.
 */

export default {
  title: "Kurs",
  orders: { name: "Name", accuracy: "Genauigkeit", tasks: "Aufgaben", stuck: "hängt fest" }, number: "Nummer",
  sort: "Sortieren", close: "Schließen", back: "Zurück zur Wand",

  home: {
    title: "Kurs", lead: "Alle treten mit einem Code und einem Namen bei, ohne Konto. Die Lehrkraft sieht alle Netze auf einmal, schickt Lektionen und Einstellungen, stellt Fragen und sieht, wer welche Aufgabe geschafft hat.",
    make: "Kurs anlegen", makeIt: "Kurs anlegen", mine: "Kurse dieses Browsers", forgetHelp: "Dieser Browser vergisst, dass er {title} leitet; der Kurs bleibt",
    forgotten: "Dieser Browser leitet {title} nicht mehr.", undo: "Rückgängig",
    again: "Ein Kurs, den dieser Browser nicht kennt", againHelp: "Der Link der Lehrkraft öffnet ihn. Wer ihn verloren hat, kommt mit dem Schlüssel des Servers hinein; der Link von vorher gilt dann nicht mehr.",
    code: "Code", key: "Der Schlüssel des Servers", comeIn: "Hinein", codeWanted: "Ein Code hat sechs Zeichen.",
    kept: "Dieser Browser speichert nichts für uns. Vor dem Schließen der Seite den Link der Lehrkraft unter „Einstellungen“ kopieren, sonst führt kein Weg zurück.",
  },
  fields: {
    title: "Titel", titleHelp: "Wer beitritt, sieht ihn: „Dienstag 9b“", titleWanted: "Der Kurs braucht einen Titel.",
    lessons: "Lektionen, die er bearbeitet", all: "alle", none: "keine", minutes: "{count} min", freely: "Keine ist angekreuzt: freies Spiel.",
    begin: "Mitglieder beginnen mit", free: "was sie mögen", settings: "den Einstellungen des Playgrounds hier ({what})", same: "den Einstellungen, die der Kurs hat", noSettings: "den Einstellungen des Playgrounds hier (ihn zuerst in diesem Browser öffnen)",
    language: "Sprache der Seiten", languageHelp: "Für alle, die beitreten, wenn sie keine andere wählen.", asked: "die des jeweiligen Browsers",
    names: "Namen zur Auswahl", namesHelp: "Einer je Zeile, wenn es eine Liste geben soll. Ohne sie tippen alle einen Namen. Wer den Code hat, sieht die Liste.",
  },

  join: "Diesem Kurs beitreten", joinAt: "Beitreten unter", code: "Code {code}", qr: "QR-Code der Adresse zum Beitreten", large: "Den Code groß zeigen (L)",
  reach: {
    alone: "Nur dieser Rechner erreicht den Server. Für einen Kurs so starten: nn-playground --host 0.0.0.0",
    unknown: "Dieser Rechner ist in keinem Netz, deshalb kann ihn niemand sonst erreichen.",
    found: "Die eigene Adresse dieses Rechners. Wenn andere sie nicht öffnen können, diese Seite unter der Adresse öffnen, die sie benutzen.",
  },
  counts: { here: ["1 hier", "{count} hier"], away: "{count} weg", done: ["1 hat die Aufgaben erledigt", "{count} haben die Aufgaben erledigt"], closed: "geschlossen: niemand kann beitreten", full: "voll" },
  stuck: { title: ["1 hängt fest:", "{count} hängen fest:"], tries: "{name} ({count} Versuche)", still: "{name} (still)", stillHelp: "Hat fünf Minuten lang nichts getan", triesHelp: "Hat dieselbe Aufgabe {count}-mal versucht", more: "und {count} weitere" },

  names: { on: "Namen an", off: "Namen aus", help: "Namen auf der Wand zeigen oder verbergen (N)", member: "Mitglied {number}" },
  tile: { epoch: "Epoche {epoch}", playing: "läuft", away: "weg", none: "noch kein Netz", diverged: "divergiert", tries: "hängt fest: {count} Versuche", still: "hängt fest: still", tasks: "{passed} von {all} Aufgaben", some: ["1 Aufgabe", "{count} Aufgaben"], accuracy: "{value} richtig", loss: "Verlust {value}", wall: "Mitglieder des Kurses, {count}" },
  empty: { title: "Noch ist niemand beigetreten", text: "Alle öffnen {address} und tippen den Code ein, oder scannen das Bild. Jedes Mitglied ist hier eine Kachel, die vor aller Augen lernt." },

  connection: { connecting: "verbindet", lost: "verbindet neu", silent: "Der Server antwortet nicht. Die Wand kommt von selbst zurück, sobald er es tut." },
  ended: {
    gone: "Diesen Kurs gibt es nicht mehr: Er wurde gelöscht oder lange nicht benutzt.", token: "Dieser Browser leitet den Kurs {code} nicht. Der Link der Lehrkraft öffnet ihn, ebenso der Schlüssel des Servers.",
    join: "Als Mitglied beitreten",
  },

  lead: {
    send: "Schicken", sendHelp: "Allen eine Lektion oder Einstellungen schicken", pause: "Alle anhalten", play: "Alle starten", speed: "mit {speed}", own: "wie sie mögen", speedLabel: "Tempo aller", ask: "Fragen", askHelp: "Allen eine Frage stellen",
    progress: "Fortschritt", progressHelp: "Wer welche Aufgabe geschafft hat, nach Namen", settings: "Einstellungen",
    on: "Gerade:", sentLesson: "Lektion „{title}“ geschickt", sentSettings: "Einstellungen geschickt", paused: "alle angehalten", playing: "alle gestartet", shown: "Alle sehen das Netz von {name}", stop: "Nicht mehr zeigen",
    question: "Frage", answered: "{count} von {all} haben geantwortet", reveal: "Antworten zeigen", drop: "Frage beenden", right: "richtig", bar: "{option}: {count} von {all}", nobody: "Niemand hat geantwortet.",
  },
  send: {
    title: "Allen schicken", help: "Alle bekommen es sofort, und wer später kommt, auch. Was Mitglieder hatten, bleibt unter ihren Läufen.",
    lesson: "Eine Lektion", sendLesson: "Lektion schicken", settings: "Einstellungen", mine: "Die des Playgrounds hier: {what}", noMine: "Hier ist kein Lauf eines Playgrounds bekannt: ihn zuerst in diesem Browser öffnen, oder einen Link einfügen.",
    link: "Die eines Links", linkHelp: "In einem Playground kopiert, oder von playground.tensorflow.org", sendSettings: "Einstellungen schicken", unread: "Das ist kein Link mit Einstellungen.", linkWanted: "Hier gehört ein Link hin.", ofClass: "Lektionen dieses Kurses", others: "Andere Lektionen",
  },
  ask: {
    title: "Alle fragen", help: "Antworten bleiben verborgen, bis sie gezeigt werden.", ofLesson: "Die Frage einer Lektion", own: "Eine eigene Frage", asks: "Frage", options: "Antworten, eine je Zeile", right: "Welche richtig ist", noRight: "keine", go: "Fragen",
    wanted: "Eine Frage und mindestens zwei Antworten werden gebraucht.", asking: "Die Frage wird gelesen …",
  },

  side: {
    noRun: "Von diesem Mitglied gibt es noch kein Netz.", frame: "Das Netz von {name}", open: "In neuem Tab öffnen", show: "Allen zeigen", showHelp: "Alle sehen dieses Netz, bis es beendet wird", showNamed: "Mit dem Namen zeigen", stop: "Nicht mehr zeigen",
    tasks: "Aufgaben", noTasks: "Noch wurde keine Aufgabe versucht.", tries: ["1 Versuch", "{count} Versuche"], run: "der Lauf, der bestanden hat", predictions: "Vorhersagen",
    name: "Name", rename: "Umbenennen", remove: "Entfernen …", removeSure: "{name} geht mit allem, was behalten war: Aufgaben, Vorhersagen und Läufe, die bestanden haben. Das lässt sich nicht zurückholen.", removeIt: "Endgültig entfernen", keep: "Behalten", removed: "{name} wurde entfernt.",
  },

  progress: {
    title: "Fortschritt", of: "{title}: Fortschritt", caption: "Aufgaben, die Mitglieder versucht oder geschafft haben", member: "Mitglied", overall: "geschafft", passed: "geschafft nach {tries}, {when}", tried: "noch nicht geschafft nach {tries}", best: "am besten: {measure} {value}", none: "nicht versucht",
    csv: "CSV", csvPredictions: "Vorhersagen als CSV", json: "JSON", print: "Drucken", empty: "Noch hat niemand eine Aufgabe versucht. Was Mitglieder schaffen, steht hier, mit dem Lauf, der bestanden hat.", noMembers: "Noch ist niemand beigetreten.",
    predictions: "Vorhersagen", columns: { name: "Mitglied", of: "Frage", option: "Antwort", right: "Richtig", when: "Wann" }, yes: "richtig", no: "falsch", open: "–", read: "Stand {when}", failed: "Was hier steht, wurde um {when} gelesen. {reason}",
    openRun: "Den Lauf öffnen, der bestanden hat",
  },

  settings: {
    title: "Einstellungen des Kurses", save: "Speichern", saved: "Gespeichert.", open: "Offen: Wer den Code hat, kann beitreten", link: "Link der Lehrkraft", linkHelp: "Öffnet diesen Kurs in einem anderen Browser, als seine Lehrkraft. Wer ihn hat, kann alles, was diese kann.", copyLink: "Link der Lehrkraft kopieren", copied: "Kopiert.",
    privacyTitle: "Was behalten wird", privacy: "Kein Konto, keine E-Mail-Adresse: ein Name, wie er getippt wurde, Aufgaben, Vorhersagen und die Netze, die bestanden haben. Alles verschwindet 30 Tage nach der letzten Benutzung des Kurses (PLAYGROUND_CLASS_DAYS), oder wenn er gelöscht wird.", privacyMore: "Was behalten wird, wo und wie lange",
    remove: "Diesen Kurs löschen …", removeSure: "„{title}“ geht mit allem: {count}, ihre Aufgaben, Vorhersagen und die Läufe, die bestanden haben. Nichts davon lässt sich zurückholen.", members: ["1 Mitglied", "{count} Mitglieder"], removeIt: "Endgültig löschen", keep: "Behalten", removed: "{title} wurde gelöscht, mit allem, was behalten war.",
  },
  privacy: {
    title: "Was von einem Kurs behalten wird",
    rows: [
      ["Titel, Lektionen, Code, Namensliste", "wer den Code hat, sieht es"],
      ["Der Name eines Mitglieds, und wann es beigetreten ist", "die Lehrkraft und das Mitglied; andere nur, wenn er mit einem Lauf gezeigt wird"],
      ["Versuchte und geschaffte Aufgaben, Vorhersagen", "die Lehrkraft und das Mitglied"],
      ["Netze, die eine Aufgabe bestanden haben, und ihre Punkte", "wer ihre Adresse hat: die Lehrkraft und das Mitglied"],
      ["Der jetzige Lauf eines Mitglieds", "die Lehrkraft, solange es Mitglied ist; er gehört dem Mitglied und bleibt, wenn der Kurs geht"],
      ["Netzadressen", "niemand: Sie sind nur im Speicher, solange der Kurs benutzt wird"],
    ],
    end: "Es liegt im Datenordner des Servers und geht an keinen anderen. Mitglieder können alles sehen, herunterladen und löschen, was von ihnen behalten ist. Der ganze Text für Schulen ist docs/privacy.md, das mit der Software kommt.",
  },
};
