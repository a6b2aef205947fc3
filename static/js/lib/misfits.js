// @ts-check
/**
 * Points and how they fare: what the network answers to each, and which it gets wrong.
 */

/** @typedef {{answers: (number|null)[][], losses: (number|null)[], decisions: number[]|null, residuals: (number|null)[][]|null}} PointFigures */
/** @typedef {{part: "train"|"test", x1: number, x2: number, target: any, answers: (number|null)[], decision: number|null, loss: number|null, wrong: boolean}} Fared */

/**
 * @typedef {{precision: number|null, recall: number|null, f1: number|null, support: number}} ClassFigures
 * @typedef {object} SideFigures
 * @property {number} n
 * @property {number} loss
 * @property {number|null} accuracy
 * @property {ClassFigures[]|null} classes
 * @property {ClassFigures|null} macro   the plain mean over classes
 * @property {{false_positive_rate: number[], true_positive_rate: number[], auc: number}|null} roc
 * @property {{counts: number[], mean: (number|null)[], share: (number|null)[]}|null} reliability
 * @property {{r2: number|null, mean_absolute_error: number|null, root_mean_squared_error: number|null}[]|null} values
 * @property {PointFigures|null} points
 * @typedef {{epoch: number, step: number, train: SideFigures, test: SideFigures|null}} Report
 */

/**
 * Every point, the one with the greatest loss first; one whose loss is beyond all numbers before all others.
 * @param {{train: {points: PointFigures|null}, test: {points: PointFigures|null}|null}|null} report
 * @param {{train: any, test: any}|null} data
 * @returns {Fared[]}
 */
export function fared(report, data) {
  const parts = /** @type {const} */ (["train", "test"]).flatMap((part) => {
    const figures = report?.[part]?.points;
    const points = data?.[part];
    // Other data may have come since.
    if (!figures || !points || figures.losses.length !== points.y.length) return [];
    return figures.losses.map((loss, i) => {
      const decision = figures.decisions?.[i] ?? null;
      return { part, x1: points.x1[i], x2: points.x2[i], target: points.y[i], answers: figures.answers[i], decision, loss, wrong: decision !== null && decision !== points.y[i] };
    });
  });
  return parts.sort((a, b) => (b.loss ?? Infinity) - (a.loss ?? Infinity));
}

/** So many of real values are called misfits: none is wrong, but some are further off. */
const FURTHEST = 10;

/** Of points in order those that are got wrong; of real values those that are furthest off. @param {Fared[]} points */
export const misfits = (points) => (points.some(({ decision }) => decision !== null) ? points.filter(({ wrong }) => wrong) : points.slice(0, FURTHEST));
