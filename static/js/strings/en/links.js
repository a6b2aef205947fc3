// @ts-check
/**
 * What is said of links, files, and this browser's other runs, in English.
 */

export default {
  share: {
    title: "New run, share, download and size", projector: "Larger, for a projector", fresh: "New run", earlier: "Earlier runs …", copied: "The link is copied: whoever opens it has this run from its start.", watch: "Copy watch link", watchCopied: "The watch link is copied: whoever opens it follows this run and cannot steer it.",
    embed: "Copy lines to embed", embedCopied: "The lines are copied: within another page they show the playground as it is now. The server says which pages may (PLAYGROUND_FRAME_ANCESTORS).",
    open: "Open a link or file …", openHelp: "A link of this playground, or of playground.tensorflow.org; or a trained network that was saved as a file (“Model JSON”), which can also be dropped on the page.", openField: "Link", openGo: "Open",
    notOurs: "This is neither a link of this playground nor of playground.tensorflow.org.", notes: "Opened from TensorFlow Playground. {notes}",
    watchers: "{count} watching", watchersHelp: "Browsers that follow this run, this one included",
  },
  saved: {
    choose: "Choose a file", opened: "“{name}” goes on in a run of its own, from epoch {epoch} on. The run before is kept: ⋯ → Earlier runs.", refused: "“{name}” was not opened. {detail}", tooLarge: "“{name}” is larger than the {size} MB that the server takes.",
    none: "“{name}” is no saved network. ⋯ → “Model JSON” saves one; files of points are read by “your own points”.",
  },
  earlier: {
    title: "Earlier runs", help: "This browser has them from before. Whoever uses this browser can go on with them.", none: "There is no other run of this browser's.",
    name: "{data} · {layers} · epoch {epoch}", noLayers: "no hidden layer", remove: "Remove {name}", removeHelp: "Remove this run", fresh: "Begin a new run",
    gone: "The server no longer keeps this run.", goneHere: "The server no longer keeps the run that was here, so it begins again from the same settings.",
  },
};
