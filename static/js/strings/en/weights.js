// @ts-check
/**
 * What is said of weights, in English: of a neuron's, and of a layer's as a table.
 */

export default {
  title: "Neuron", choose: "Choose a neuron or an edge of the diagram to see its numbers and to set them.",
  ofInput: "An input has no weights of its own.", help: "Set a number, and the map and the loss follow at once.",
  freeze: "Freeze {name}", freezeHelp: "Training leaves alone what is frozen", freezeLayer: "freeze layer", noBiases: "no biases",
  bias: "Bias", weight: "Weight of {from}", from: "neuron {unit}",
  table: "All weights of this layer as a table", ofLayer: "Weights of layer {layer}", ofOutput: "Weights of the output",
  tableHelp: "Rows are what weights come from, columns where they lead. Paste a table into any cell: from a spreadsheet, or as NumPy prints it.",
  cell: "Weight from {from} to {to}", biasCell: "Bias of {to}", set: "Set these weights", copy: "Copy the table",
  moment: "Training goes on: these are the weights of epoch {epoch}.", noNumber: "What was pasted is no number here.",
  ragged: "Row {row} of what was pasted has another number of cells than the first: {count}, not {first}.",
  shape: "What was pasted has {rows} × {columns} cells (rows × columns). There is room for {height} × {width} from here on, “{cell}”.",
  turn: "Rows and columns are the other way round here.",
  draw: "draw instead", drawHelp: "Draw these weights and biases like the others",
  untold: "These are more weights than settings hold: a link does not carry them, and Reset draws them anew.",
  gone: {
    freed: "The network is another now, and no longer frozen: {names}. Undo brings back what was.",
    drawn: "Drawn anew, and no longer set by hand: {names}. Undo brings back what was.",
    layer: { all: "{layer}", bias: "biases of {layer}", weight: "weights from input {from} to {layer}" },
    unit: { all: "neuron {unit} of {layer}", bias: "the bias of neuron {unit} of {layer}", weight: "a weight of neuron {unit} of {layer}" },
    output: "the output", more: "and {count} more",
  },
};
