// @ts-check
/**
 * Every sentence and label of the lessons and the reference, in English; a translation is a copy of this file.
 */

export default {
  theme: { light: "Switch to the light theme", dark: "Switch to the dark theme" },
  unreachable: "The server does not answer. Reload the page to try again.",

  families: {
    activations: "Activations",
    losses: "Losses",
    optimizers: "Optimizers",
    schedules: "Schedules of the learning rate",
    regularizers: "Regularizers",
    initializers: "First weights",
    inputs: "Inputs",
    datasets: "Data sets",
  },
  libraries: { keras: "Keras", pytorch: "PyTorch" },
  alsoCalled: "also called {names}",
  curves: {
    g: { line: "g(z)", slope: "g′(z)", label: "{title}: g and its slope over z from −5 to 5" },
    loss: { line: "loss", slope: "slope", label: "{title}: the loss and its slope over z from −5 to 5, where class 1 is right" },
  },
  sample: "{title}: a sample of its points",
  parameters: "Parameters",
  parameter: "{title} = {value}",
  bounds: { minimum: "at least {value}", exclusiveMinimum: "above {value}", maximum: "at most {value}", exclusiveMaximum: "below {value}" },
  outputLayer: "output layer: {title}",
  source: "Source: {source}",
  found: ["{count} entry", "{count} entries"],
  notFound: "Nothing of that name.",

  done: "{done} of {all} tasks done",
  allDone: "Done",
  right: "Right.",
  wrong: "Not quite.",
  passed: "Well done: everything holds.",
  notYet: "Not yet. What is missing:",
  finding: "{says} (now {value})",
  notLoaded: "The playground is still loading. Try again in a moment.",
  lessonFinished: "All tasks of this lesson are done.",
};
