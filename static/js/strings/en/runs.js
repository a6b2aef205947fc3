// @ts-check
/**
 * What is said of kept runs, in English.
 */

export default {
  title: "Runs", counted: "Runs {count}", list: "This run, and those that were kept",
  keep: "Keep", keepHelp: "Keep a copy of this run as it stands, to compare with what comes (K)",
  kept: "Kept, as of epoch {epoch}: a copy rests among Runs, below the network.", show: "Show it",
  full: "{count} runs are kept already. Remove one of them first.",
  empty: "“Keep” (K) puts a copy of this run here, as it stands. Then try something else: its curves stay beside the new ones, both boundaries can be seen side by side, and you can go on with either.",
  now: "this run", present: "{layers} · {activation}", rate: "learning rate {rate}",
  unknown: "{data} · {layers}", same: "same settings", more: "{first} and {count} more", differs: "Other than this run: {words}",
  figures: "{part} {share} · {loss}", loss: "{part} loss {loss}", test: "test", train: "train",
  epochs: "epoch {epoch}", diverged: "diverged at epoch {epoch}",
  gone: "The server no longer keeps this run.", elsewhere: "Another tab has this run open.",
  named: "{name}, epoch {epoch}",
  curve: "Curve", curveOn: "Draw the curves of “{name}”", curveFull: "{count} curves are drawn already",
  open: "Open", openHelp: "Go on with “{name}”; this run is kept in its place",
  beside: "Compare", besideHelp: "“{name}” beside this run, and where the two differ",
  remove: "Remove “{name}”", removed: "“{name}” is removed.", back: "Bring it back",
  pictured: "What “{name}” answers over the plane",
  layers: "layers {layers}", noLayers: "no hidden layer", inputs: "inputs {inputs}", frozen: "other weights frozen", weights: "first weights set by hand", points: "other points", not: "no {title}",
  compared: "This run and “{name}”", leave: "All runs", difference: "difference", other: "the kept run",
  decide: "The two decide otherwise on {share} of the plane.", atMost: "Their answers differ by {most} at most.",
  leans: "the kept run leans more to {name}", shuns: "less to {name}", otherClass: "the kept run says another class",
  lower: "the kept run answers less (−{most})", higher: "more (+{most})",
  otherPlane: "They were trained on data of other classes or another plane, so one cannot be taken from the other.", apart: "They have other outputs, so one cannot be taken from the other.",
};
