// @ts-check
/**
 * What is said of weights, in Spanish: of a neuron's, and of a layer's as a table.
 */

export default {
  title: "Neurona", choose: "Elige una neurona o una arista del diagrama para ver sus números y fijarlos a mano.",
  ofInput: "Una entrada no tiene pesos propios.", help: "Fija un número, y el mapa y la pérdida lo siguen al instante.",
  freeze: "Congelar {name}", freezeHelp: "El entrenamiento no toca lo que está congelado", freezeLayer: "congelar capa", noBiases: "sin sesgos",
  bias: "Sesgo", weight: "Peso de {from}", from: "neurona {unit}",
  table: "Todos los pesos de esta capa como tabla", ofLayer: "Pesos de la capa {layer}", ofOutput: "Pesos de la salida",
  tableHelp: "Las filas son de dónde vienen los pesos; las columnas, adónde llevan. Se puede pegar una tabla en cualquier celda: de una hoja de cálculo, o como la imprime NumPy.",
  cell: "Peso de {from} a {to}", biasCell: "Sesgo de {to}", set: "Fijar estos pesos", copy: "Copiar la tabla",
  moment: "El entrenamiento sigue: estos son los pesos de la época {epoch}.", noNumber: "Lo pegado no es un número aquí.",
  ragged: "La fila {row} de lo pegado no tiene tantas celdas como la primera: {count}, no {first}.",
  shape: "Lo pegado tiene {rows} × {columns} celdas (filas × columnas). Desde aquí, “{cell}”, hay lugar para {height} × {width}.",
  turn: "Aquí las filas y las columnas están al revés.",
  draw: "mejor al azar", drawHelp: "Sortear estos pesos y sesgos como los demás",
  untold: "Son más pesos de los que caben en la configuración: un enlace no los lleva, y Reiniciar los sortea de nuevo.",
  gone: {
    freed: "La red es otra ahora, y ya no están congelados: {names}. Deshacer devuelve lo que había.",
    drawn: "Sorteados de nuevo, y ya no fijados a mano: {names}. Deshacer devuelve lo que había.",
    layer: { all: "{layer}", bias: "sesgos de {layer}", weight: "pesos de la entrada {from} a {layer}" },
    unit: { all: "neurona {unit} de {layer}", bias: "el sesgo de la neurona {unit} de {layer}", weight: "un peso de la neurona {unit} de {layer}" },
    output: "la salida", more: "y {count} más",
  },
};
