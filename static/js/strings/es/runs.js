// @ts-check
/**
 * What is said of kept runs, in Spanish.
 */

export default {
  title: "Ejecuciones", counted: "Ejecuciones {count}", list: "Esta ejecución y las que se conservaron",
  keep: "Conservar", keepHelp: "Conservar una copia de esta ejecución tal como está, para compararla con lo que venga (K)",
  kept: "Conservada en la época {epoch}: hay una copia en Ejecuciones, bajo la red.", show: "Mostrarla",
  full: "Ya hay {count} ejecuciones conservadas. Quita antes una de ellas.",
  empty: "“Conservar” (K) pone aquí una copia de esta ejecución tal como está. Después prueba otra cosa: sus curvas quedan junto a las nuevas, las dos fronteras se pueden ver lado a lado y puedes continuar con cualquiera de las dos.",
  now: "esta ejecución", present: "{layers} · {activation}", rate: "tasa de aprendizaje {rate}",
  unknown: "{data} · {layers}", same: "misma configuración", more: "{first} y {count} más", differs: "Distinto de esta ejecución: {words}",
  figures: "{part} {share} · {loss}", loss: "{part} pérdida {loss}", test: "prueba", train: "entr.",
  epochs: "época {epoch}", diverged: "divergió en la época {epoch}",
  gone: "El servidor ya no tiene esta ejecución.", elsewhere: "Otra pestaña tiene abierta esta ejecución.",
  named: "{name}, época {epoch}",
  curve: "Curva", curveOn: "Dibujar las curvas de “{name}”", curveFull: "Ya hay {count} curvas dibujadas",
  open: "Abrir", openHelp: "Continuar con “{name}”; esta ejecución se conserva en su lugar",
  beside: "Comparar", besideHelp: "“{name}” junto a esta ejecución, y dónde difieren",
  remove: "Quitar “{name}”", removed: "Se quitó “{name}”.", back: "Recuperarla",
  pictured: "Lo que “{name}” responde sobre el plano",
  layers: "capas {layers}", noLayers: "sin capa oculta", inputs: "entradas {inputs}", frozen: "otros pesos congelados", weights: "pesos iniciales fijados a mano", points: "otros puntos", not: "sin {title}",
  compared: "Esta ejecución y “{name}”", leave: "Todas las ejecuciones", difference: "diferencia", other: "la conservada",
  decide: "Las dos deciden distinto en {share} del plano.", atMost: "Sus respuestas difieren como máximo en {most}.",
  leans: "la conservada se inclina más por {name}", shuns: "menos por {name}", otherClass: "la conservada dice otra clase",
  lower: "la conservada responde menos (−{most})", higher: "más (+{most})",
  otherPlane: "Se entrenaron con datos de otras clases o de otro plano, así que no se puede restar una de la otra.", apart: "Tienen otras salidas, así que no se puede restar una de la otra.",
};
