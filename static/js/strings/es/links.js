// @ts-check
/**
 * What is said of links, files, and this browser's other runs, in Spanish.
 */

export default {
  share: {
    title: "Nueva ejecución, compartir, descargar y tamaño", projector: "Más grande, para un proyector", fresh: "Nueva ejecución", earlier: "Ejecuciones anteriores …", copied: "El enlace está copiado: quien lo abra tiene esta ejecución desde su comienzo.", watch: "Copiar enlace para ver", watchCopied: "El enlace para ver está copiado: quien lo abra sigue esta ejecución y no puede dirigirla.",
    embed: "Copiar líneas para insertar", embedCopied: "Las líneas están copiadas: dentro de otra página muestran el playground como está ahora. El servidor dice qué páginas pueden hacerlo (PLAYGROUND_FRAME_ANCESTORS).",
    open: "Abrir enlace o archivo …", openHelp: "Un enlace de este playground o de playground.tensorflow.org; o una red entrenada que se guardó como archivo (“Modelo JSON”), que también se puede soltar sobre la página.", openField: "Enlace", openGo: "Abrir",
    notOurs: "Esto no es un enlace de este playground ni de playground.tensorflow.org.", notes: "Abierto desde TensorFlow Playground. {notes}",
    watchers: "{count} viendo", watchersHelp: "Navegadores que siguen esta ejecución, incluido este",
  },
  saved: {
    choose: "Elegir un archivo", opened: "“{name}” continúa en una ejecución propia, desde la época {epoch}. La ejecución de antes se conserva: ⋯ → Ejecuciones anteriores.", refused: "No se abrió “{name}”. {detail}", tooLarge: "“{name}” supera los {size} MB que admite el servidor.",
    none: "“{name}” no es una red guardada. ⋯ → “Modelo JSON” guarda una; los archivos de puntos se leen en “puntos propios”.",
  },
  earlier: {
    title: "Ejecuciones anteriores", help: "Este navegador las tiene de antes. Quien use este navegador puede continuar con ellas.", none: "Este navegador no tiene otra ejecución.",
    name: "{data} · {layers} · época {epoch}", noLayers: "sin capa oculta", remove: "Quitar {name}", removeHelp: "Quitar esta ejecución", fresh: "Empezar una ejecución nueva",
    gone: "El servidor ya no tiene esta ejecución.", goneHere: "El servidor ya no tiene la ejecución que estaba aquí, así que empieza de nuevo con la misma configuración.",
  },
};
