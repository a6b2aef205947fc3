// @ts-check
/**
 * What is said of what lies deeper in a run, in English.
 */

export default {
  title: "Inside", views: "What is shown of the inside", landscape_: "Loss landscape", space_: "Hidden space", surface_: "Surface",
  wait: "Reckoning…",
  landscape: {
    of: "Directions", random_: "random", path_: "own path", randomHelp: "Two random directions, as long as each neuron's own weights", pathHelp: "The plane of the way that training took",
    seed: "other directions", seedHelp: "Draw other random directions (now seed {seed})", span: "Span", spanRandom: "± {span}", spanPath: "× {span}",
    loss: "Loss of", train: "train points", test: "test points",
    first: "along one direction", second: "along another", component: "component {number}, {share}",
    here: "The network at epoch {epoch}: loss {loss}.", there: "Loss {loss} at {x}, {y}.", moment: "Epoch {epoch}: its own loss is {loss}, {distance} away from the plane.", beyond: "beyond all numbers",
    evaluatedTrain: "{count} losses evaluated, each on {points} training points.", evaluatedTest: "{count} losses evaluated, each on {points} test points.",
    random: "At 1 every neuron is moved by as much as its weights are long. Other directions look otherwise.", share: "The plane holds {share} of the variance of the path. Each dot has the colour of its own loss.",
    away: "The network as it is now lies {distance} beside this plane.",
    label: "Loss around the network: {count} losses, in the middle {loss}", help: "Click a place to see the network there in the plane.",
    place: "loss {loss} at {x}, {y}",
    drawn: "Drawn as", map_: "map", relief_: "surface", ends: "It goes from {low} at ({lowX}, {lowY}) to {high} at ({highX}, {highY}); heights are logarithms.",
  },
  space: {
    layer: "Layer", layerNumber: "layer {layer}", axes: "Axes", parts: "principal components", units: "two units", axis: "Unit along {axis}",
    unit: "unit {unit}", component: "component {number}, {share}",
    none: "This network has no hidden layer.",
    exact: "This is all there is: the layer has no further unit.", shadow: "A shadow: these two axes hold {share} of the variance of the layer's answers. The regions are those of the plane through their mean.",
    read: "The grid is the plane of the data, bent as the layer bends it; the regions are what the rest of the network answers.",
    label: "Where layer {layer} puts the points: {x} to the right, {y} upwards",
  },
  surface: {
    facts: "The answer goes from {low} at ({lowX}, {lowY}) to {high} at ({highX}, {highY}). The points are {off} away from it on average.",
    read: "Each point stands at what is true of it, and its line leads to what the network answers.",
    orLess: "{value} or less", orMore: "{value} or more",
    help: "Drag it, or press the arrow keys, to turn it; Home turns it back.",
  },
  minibatch: { update: "epoch {epoch} · update {number} of {count}" },
  report: {
    precision: "precision", recall: "recall", f1: "F1", support: "points", mean: "mean", r2: "R²", mae: "mean |error|", rmse: "√ mean error²",
    roc: "ROC of {name}, {part}: area {auc}", falsePositives: "taken for it, wrongly", truePositives: "taken for it, rightly",
    reliability: "Reliability of {name}, {part}: the larger a dot, the more points", answered: "answered probability", happened: "share that is",
    fit: "Answers against true values", residuals: "Residuals against answers", answer: "answer", residual: "true − answer",
    mark: "show errors", none: "No point is wrong.", wrong: "{count} wrong, the worst first", worst: "{count} wrong, the worst {shown}", furthest: "The furthest off",
    is: "is", taken: "taken for", loss: "loss", walk: "The arithmetic of this point",
  },
  tables: {
    title: "What is listed", epochs: "epochs", parameters: "parameters", batch: "next batch", points: "points", csv: "This table as CSV",
    caption: "{shown} of {all}", to: "neuron", from: "from", value: "value", part: "part",
    z: "mean z", a: "mean a", dz: "mean ∂loss/∂z", length: "length of its gradient", gradient: "∂loss/∂w, next batch",
  },
  back: "Back to the run", bar: "Something else than the run", placeTitle: "Elsewhere in the landscape", without: "{name}, switched off", answer: "answer", lossOnly: "loss {loss}", right: "{share} right",
  inPlane: "in the plane", inPlaneHelp: "Show the map of this neuron in the plane", off: "switch off", offHelp: "See the network without this neuron: its answer is held at 0. The run keeps it.",
};
