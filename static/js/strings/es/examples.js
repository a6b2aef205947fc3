// @ts-check
/**
 * What is said of examples, in Spanish.
 */

export default {
  open: "Ejemplos",
  openHelp: "Redes que funcionan, redes que fallan y por qué, y las de los libros con sus números",
  help: "Cada uno empieza aquí de nuevo. Lo que tienes ahora vuelve con Deshacer.",
  groups: { works: "Funciona", fails: "Falla, y por qué", texts: "De los libros" },
  mistake: "{file}, {field}: {detail}",
  mistakeWhole: "{file}: {detail}",
  close: "Quitar este ejemplo",
  run: "Ejecutar hasta la época {epoch}",
  cure: "Qué ayuda: {says}",
  tryCure: "Probar lo que ayuda",
  cured: "Ahora con lo que ayuda: {says}",
  uncure: "Volver a lo que falla",
  changed: "La configuración ha cambiado desde entonces.",
  again: "Empezar el ejemplo de nuevo",
  source: "Números: {source}.",
  numbers: { epoch: "época", printed: "impreso", here: "aquí", caption: "Lo que imprime el texto y lo que tiene esta ejecución", agrees: "como está impreso", differs: "difiere", notYet: "aún no se alcanza" },
};
