// @ts-check
/**
 * What is said of a run's time, in English.
 */

export default {
  axis: "Moment of the run", flag: "epoch {epoch}",
  value: "epoch {epoch} of {last}, {measured}", metrics: { loss: "train loss {value}", val_loss: "test loss {value}", accuracy: "train accuracy {value}", val_accuracy: "test accuracy {value}", r2: "train R² {value}", val_r2: "test R² {value}" },
  at: "epoch {epoch}: {changes}", changed: "{name} {before} → {after}", weightsSet: ["a weight set by hand", "{count} weights set by hand"], wentOnAnyway: "the alarm was overruled", refit: "other settings",
  film: "Replay from here", bar: "An earlier moment", of: "epoch {epoch} of {last}", near: "near epoch {epoch} of {last}",
  goOn: "Go on from here", goOnHelp: "The run goes on from here; what it learned since is kept as a run of its own",
  mine: "Make it mine from here", back: "Back to now", backHelp: "Show the run as it is now (Esc on the curves)",
  wentOn: "The run goes on from epoch {epoch}. What it had learned since is kept among Runs, below the network.",
  ledBack: "The run was begun anew, or its server was: you see it as it is now.",
};
