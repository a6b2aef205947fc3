// @ts-check
/**
 * What is said of a run to those who do not see it, or would rather read, in Spanish.
 */

export default {
  title: "En palabras",
  places: ["arriba a la izquierda", "arriba en el centro", "arriba a la derecha", "a la izquierda", "en el centro", "a la derecha", "abajo a la izquierda", "abajo en el centro", "abajo a la derecha"],
  part: "{place}, {part}",
  field: "{place}: {answer}; {points}",
  sure: "{name}, con {p} de seguridad",
  answers: "{name}, responde {p} en promedio",
  split: "{name} en {share}, {others}; donde lo es, {answer}",
  other: "{name} en {share}",
  mean: "{name} {p} en promedio, de {low} a {high}",
  points: ["1 punto", "{count} puntos"], noPoints: "ningún punto",
  wrong: "{points}, {wrong} mal",
  off: "{points}, a {off} en promedio",

  grid: "El plano en palabras, {of} por {of} campos",
  gridHelp: "Las teclas de flecha recorren, Inicio y Fin van por una fila, Intro entra en un campo, Escape vuelve.",
  walkKey: "Recorrer el plano en palabras (W)",
  tree: {
    title: "La red, capa por capa", inputs: "Entradas: {names}", layer: "Capa {layer}: {units}, {title}", output: "Salida: {units}, {title}",
    units: ["1 unidad", "{count} unidades"], unit: "{name}: sesgo {bias}, peso más fuerte {weight} desde {from}", weight: "desde {from}: {value}", bias: "sesgo: {value}",
    help: "La flecha derecha abre, la izquierda cierra, Intro lleva a los números.",
  },
  plane: "El plano", network: "La red", run: "La ejecución",
  live: "Contarla cada 5 segundos (M)", liveHelp: "Mientras está en marcha, la ejecución se cuenta a los lectores de pantalla cada cinco segundos; sin esto solo se responde a lo que haces",
  liveOn: "Modo en vivo activado: mientras está en marcha, la ejecución se cuenta cada 5 segundos. {summary}", liveOff: "Modo en vivo desactivado.",
  now: "Estado de la ejecución: {status}. {summary}", nowPlaying: "Estado de la ejecución: {status}.",
  sound: {
    play: "Curvas como sonido (L)", volume: "Volumen", help: "La pérdida por época: cuanto más agudo el tono, mayor; entrenamiento a la izquierda, prueba a la derecha, logarítmica si lo son las curvas. L o Esc lo detiene.",
    nothing: "Antes de la segunda época no hay nada que oír.", ended: "Eso fue hasta la época {epoch}.",
  },
  noPicture: "Todavía no hay imagen del plano.",
  all: "Todo el plano es {name}.",
  region: "{share} del plano es {name}: {where}.",
  regions: "{count} clases se reparten el plano: {list}.",
  brief: "{name} {share}: {where}",
  pieces: "en {count} trozos: {places}",
  enclosed: "{places}, rodeado",
  ring: "todo alrededor",
  everywhere: "casi en todas partes",
  except: "todo menos {places}",
  lineStraight: "La frontera es casi una recta que une estos dos lugares: {from} y {to}.",
  lineBent: "La frontera es una curva que une estos dos lugares: {from} y {to}.",
  surface: "El valor {name} va de {low} ({lowest}) a {high} ({highest}).",
  right: "Todos los puntos están del lado correcto.",
  wrongSides: ["1 punto de {all} está del lado equivocado: {place}.", "{count} puntos de {all} están del lado equivocado, la mayoría {place}."],
  distance: "Los puntos se desvían {off} en promedio; donde más, {place}.",

  own: {
    cursorHelp: "Las teclas de flecha mueven una cruz por el plano; con Mayús, en pasos más grandes. Intro o Espacio coloca ahí un punto, una cifra elige su clase, Supr quita lo que está cerca, Ctrl Z deshace. W describe el plano campo por campo.",
    placed: "{name} colocado en ({x1}; {x2}).", takes: "Los siguientes puntos son de {name}.", noClass: "Hay {count} clases.", nothing: "Aquí no hay ningún punto.", erased: ["1 punto quitado.", "{count} puntos quitados."],
  },
};
