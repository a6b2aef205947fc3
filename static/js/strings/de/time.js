// @ts-check
/**
 * What is said of a run's time, in German.
 */

export default {
  axis: "Zeitpunkt des Laufs", flag: "Epoche {epoch}",
  value: "Epoche {epoch} von {last}, {measured}", metrics: { loss: "Trainingsverlust {value}", val_loss: "Testverlust {value}", accuracy: "Trainingsgenauigkeit {value}", val_accuracy: "Testgenauigkeit {value}", r2: "Trainings-R² {value}", val_r2: "Test-R² {value}" },
  at: "Epoche {epoch}: {changes}", changed: "{name} {before} → {after}", weightsSet: ["ein Gewicht von Hand gesetzt", "{count} Gewichte von Hand gesetzt"], wentOnAnyway: "der Alarm wurde übergangen", refit: "andere Einstellungen",
  film: "Von hier an abspielen", bar: "Ein früherer Zeitpunkt", of: "Epoche {epoch} von {last}", near: "nahe Epoche {epoch} von {last}",
  goOn: "Von hier weiter", goOnHelp: "Der Lauf geht von hier aus weiter; was er seitdem gelernt hat, bleibt als eigener Lauf",
  mine: "Von hier selbst weitermachen", back: "Zurück zum Jetzt", backHelp: "Den Lauf zeigen, wie er jetzt ist (Esc auf den Kurven)",
  wentOn: "Der Lauf geht von Epoche {epoch} aus weiter. Was er seitdem gelernt hatte, bleibt unter „Läufe“, unter dem Netz.",
  ledBack: "Der Lauf oder sein Server hat neu begonnen: So ist er jetzt.",
};
