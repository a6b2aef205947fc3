// @ts-check
/**
 * Points and how they fare: what the network answers to each, and which it gets wrong.
 */

/** @typedef {{answers: (number|null)[][], losses: (number|null)[], decisions: number[]|null, residuals: (number|null)[][]|null}} PointFigures */
/** @typedef {{part: "train"|"test", x1: number, x2: number, target: any, answers: (number|null)[], decision: number|null, loss: number|null, wrong: boolean}} Fared */

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
