// @ts-check
/**
 * What is said of a run's time, in Spanish.
 */

export default {
  axis: "Momento de la ejecución", flag: "época {epoch}",
  value: "época {epoch} de {last}, {measured}", metrics: { loss: "pérdida de entrenamiento {value}", val_loss: "pérdida de prueba {value}", accuracy: "exactitud de entrenamiento {value}", val_accuracy: "exactitud de prueba {value}", r2: "R² de entrenamiento {value}", val_r2: "R² de prueba {value}" },
  at: "época {epoch}: {changes}", changed: "{name} {before} → {after}", weightsSet: ["un peso fijado a mano", "{count} pesos fijados a mano"], wentOnAnyway: "se pasó por alto la alarma", refit: "otra configuración",
  film: "Repetir desde aquí", bar: "Un momento anterior", of: "época {epoch} de {last}", near: "cerca de la época {epoch} de {last}",
  goOn: "Continuar desde aquí", goOnHelp: "La ejecución continúa desde aquí; lo que aprendió después se conserva como una ejecución aparte",
  mine: "Seguir por mi cuenta desde aquí", back: "Volver al presente", backHelp: "Mostrar la ejecución como está ahora (Esc en las curvas)",
  wentOn: "La ejecución continúa desde la época {epoch}. Lo que había aprendido después se conserva en Ejecuciones, bajo la red.",
  ledBack: "La ejecución, o su servidor, empezó de nuevo: así está ahora.",
};
