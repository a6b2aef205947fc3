// @ts-check
/**
 * What is said of a run to those who do not see it, or would rather read, in English.
 */

export default {
  title: "In words",
  places: ["top left", "top middle", "top right", "middle left", "middle", "middle right", "bottom left", "bottom middle", "bottom right"],
  part: "{part} of the {place}",
  field: "{place}: {answer}; {points}",
  sure: "{name}, {p} sure",
  answers: "{name}, answers {p} on average",
  split: "{name} on {share}, {others}; where it is {answer}",
  other: "{name} on {share}",
  mean: "{name} {p} on average, from {low} to {high}",
  points: ["1 point", "{count} points"], noPoints: "no points",
  wrong: "{points}, {wrong} wrong",
  off: "{points}, {off} off on average",

  grid: "The plane in words, {of} by {of} fields",
  gridHelp: "Arrow keys walk, Home and End go along a row, Enter goes into a field, Escape back.",
  walkKey: "Walk the plane in words (W)",
  tree: {
    title: "The network, layer by layer", inputs: "Inputs: {names}", layer: "Layer {layer}: {units}, {title}", output: "Output: {units}, {title}",
    units: ["1 unit", "{count} units"], unit: "{name}: bias {bias}, strongest weight {weight} from {from}", weight: "from {from}: {value}", bias: "bias: {value}",
    help: "Right opens, Left closes, Enter leads to the numbers.",
  },
  plane: "The plane", network: "The network", run: "The run",
  live: "Told every 5 seconds (M)", liveHelp: "While it plays, the run is told of to screen readers every five seconds; without it only what you do is answered",
  liveOn: "Live mode on: the run is told of every 5 seconds while it plays. {summary}", liveOff: "Live mode off.",
  now: "The run is {status}. {summary}", nowPlaying: "The run is {status}.",
  sound: {
    play: "Curves as sound (L)", volume: "Volume", help: "The loss by epoch, the higher the tone the larger: train on the left, test on the right, logarithmic if the curves are. L or Esc stops.",
    nothing: "There is nothing to hear before the second epoch.", ended: "That was up to epoch {epoch}.",
  },
  noPicture: "There is no picture of the plane yet.",
  all: "All of the plane is {name}.",
  region: "{share} of the plane is {name}: {where}.",
  regions: "{count} classes share the plane: {list}.",
  brief: "{name} {share}: {where}",
  pieces: "in {count} pieces: {places}",
  enclosed: "{places}, enclosed",
  ring: "all around",
  everywhere: "nearly everywhere",
  except: "all but {places}",
  lineStraight: "The boundary is nearly a straight line from the {from} to the {to}.",
  lineBent: "The boundary is a curve from the {from} to the {to}.",
  surface: "The value {name} goes from {low} ({lowest}) to {high} ({highest}).",
  right: "Every point is on its right side.",
  wrongSides: ["1 point of {all} is on a wrong side: {place}.", "{count} points of {all} are on a wrong side, most of them {place}."],
  distance: "Points are {off} off on average, most {place}.",

  own: {
    cursorHelp: "Arrow keys move a cross over the plane; with Shift, in larger steps. Enter or Space places a point there, a digit chooses its class, Delete removes what is near, Ctrl Z undoes. W tells the plane field by field.",
    placed: "{name} placed at ({x1}, {x2}).", takes: "The next points are of {name}.", noClass: "There are {count} classes.", nothing: "There is no point here.", erased: ["1 point removed.", "{count} points removed."],
  },
};
