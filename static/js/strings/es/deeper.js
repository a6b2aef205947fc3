// @ts-check
/**
 * What is said of what lies deeper in a run, in Spanish.
 */

export default {
  title: "Interior", views: "Qué se muestra del interior", landscape_: "Paisaje de la pérdida", space_: "Espacio oculto", surface_: "Superficie",
  wait: "Calculando…",
  landscape: {
    of: "Direcciones", random_: "al azar", path_: "camino propio", randomHelp: "Dos direcciones al azar, tan largas como los pesos de cada neurona", pathHelp: "El plano del camino que siguió el entrenamiento",
    seed: "otras direcciones", seedHelp: "Sortear otras direcciones (ahora semilla {seed})", span: "Alcance", spanRandom: "± {span}", spanPath: "× {span}",
    loss: "Pérdida de", train: "puntos de entrenamiento", test: "puntos de prueba",
    first: "en una dirección", second: "en otra", component: "componente {number}, {share}",
    here: "La red en la época {epoch}: pérdida {loss}.", there: "Pérdida {loss} en {x}; {y}.", moment: "Época {epoch}: su propia pérdida es {loss}, a {distance} del plano.", beyond: "más allá de todo número",
    evaluatedTrain: "{count} pérdidas evaluadas, cada una con {points} puntos de entrenamiento.", evaluatedTest: "{count} pérdidas evaluadas, cada una con {points} puntos de prueba.",
    random: "En 1 cada neurona se ha movido tanto como miden sus pesos. Otras direcciones se ven de otro modo.", share: "El plano contiene {share} de la varianza del camino. Cada punto tiene el color de su propia pérdida.",
    away: "La red como está ahora queda a {distance} de este plano.",
    label: "Pérdida alrededor de la red: {count} pérdidas, en el centro {loss}", help: "Haz clic en un lugar para ver en el plano la red que hay ahí.",
    place: "pérdida {loss} en {x}; {y}",
    drawn: "Dibujado como", map_: "mapa", relief_: "superficie", ends: "Va de {low} en ({lowX}; {lowY}) a {high} en ({highX}; {highY}); las alturas son logaritmos.",
  },
  space: {
    layer: "Capa", layerNumber: "capa {layer}", axes: "Ejes", parts: "componentes principales", units: "dos unidades", axis: "Unidad en {axis}",
    unit: "unidad {unit}", component: "componente {number}, {share}",
    none: "Esta red no tiene capa oculta.",
    exact: "Esto es todo lo que hay: la capa no tiene más unidades.", shadow: "Una sombra: estos dos ejes contienen {share} de la varianza de las respuestas de la capa. Las regiones son las del plano que pasa por su media.",
    read: "La cuadrícula es el plano de los datos, doblado como lo dobla la capa; las regiones son lo que responde el resto de la red.",
    label: "Dónde pone los puntos la capa {layer}: {x} hacia la derecha, {y} hacia arriba",
  },
  surface: {
    facts: "La respuesta va de {low} en ({lowX}; {lowY}) a {high} en ({highX}; {highY}). Los puntos se apartan de ella {off} en promedio.",
    read: "Cada punto está a la altura de su valor verdadero, y su línea lleva a lo que responde la red.",
    orLess: "{value} o menos", orMore: "{value} o más",
    help: "Arrástrala, o usa las teclas de flecha, para girarla; Inicio la devuelve a su posición.",
  },
  minibatch: { update: "época {epoch} · actualización {number} de {count}" },
  report: {
    precision: "precisión", recall: "exhaustividad", f1: "F1", support: "puntos", mean: "media", r2: "R²", mae: "|error| medio", rmse: "√ error² medio",
    roc: "ROC de {name}, {part}: área {auc}", falsePositives: "tomados por ella, por error", truePositives: "tomados por ella, con razón",
    reliability: "Fiabilidad de {name}, {part}: cuanto más grande el punto, más puntos", answered: "probabilidad respondida", happened: "proporción que lo es",
    fit: "Respuestas frente a valores verdaderos", residuals: "Residuos frente a respuestas", answer: "respuesta", residual: "verdadero − respuesta",
    mark: "mostrar errores", none: "Ningún punto está mal.", wrong: "{count} mal, los peores primero", worst: "{count} mal, los {shown} peores", furthest: "Los más alejados",
    is: "es", taken: "se toma por", loss: "pérdida", walk: "El cálculo de este punto",
  },
  tables: {
    title: "Qué se lista", epochs: "épocas", parameters: "parámetros", batch: "próximo lote", points: "puntos", csv: "Esta tabla como CSV",
    caption: "{shown} de {all}", to: "neurona", from: "desde", value: "valor", part: "parte",
    z: "z media", a: "a media", dz: "∂pérdida/∂z media", length: "longitud de su gradiente", gradient: "∂pérdida/∂w, próximo lote",
  },
  back: "Volver a la ejecución", bar: "Algo distinto de la ejecución", placeTitle: "En otro lugar del paisaje", without: "{name}, apagada", answer: "respuesta", lossOnly: "pérdida {loss}", right: "{share} correctos",
  inPlane: "en el plano", inPlaneHelp: "Mostrar el mapa de esta neurona en el plano", off: "apagar", offHelp: "Ver la red sin esta neurona: su respuesta se mantiene en 0. La ejecución la conserva.",
};
