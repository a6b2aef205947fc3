// @ts-check
/**
 * Optimizers side by side: a run for each, trained from the same start as fast as the server can, and then let go.
 */
import { commandRun, createRun, deleteRun, Problem, readHistory, readRun } from "../../api.js";
import { sleep } from "../../lib/time.js";

export const EPOCHS = 60;

/**
 * @param {any} spec of the lesson
 * @param {any[]} entries of the optimizers in the catalogue
 */
export const race = (spec, entries) => Promise.all(entries.map(async ({ title, defaults }) => {
  const run = await createRun({ ...spec, training: { ...spec.training, optimizer: defaults } });
  try {
    await commandRun(run, { command: "play", until: { epoch: EPOCHS } });
    for (let now = run; now.status !== "finished" && now.status !== "diverged"; now = await readRun(run.id)) {
      if (now.status === "failed") throw new Problem(0, now.message ?? "");
      await sleep(150);
    }
    return { title, rate: defaults.learning_rate, history: await readHistory(run.id) };
  } finally {
    // One that cannot be let go now is forgotten by the server in time.
    void deleteRun(run).catch(() => undefined);
  }
}));
