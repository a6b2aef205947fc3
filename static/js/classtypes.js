// @ts-check
/**
 * The shapes of what a class, its teacher and its members are told.
 *
 * @typedef {object} ClassCard   what whoever joins a class has to know
 * @property {string} code
 * @property {string} title
 * @property {string[]} lessons
 * @property {import("./types.js").Spec|null} spec   what its members begin with
 * @property {{name: string, taken: boolean}[]|null} names   to choose from; null: whatever one likes
 * @property {boolean} open
 * @property {string|null} language   of its pages; null: what each browser asks for
 * @property {boolean} full
 *
 * @typedef {{lesson: string, task: number, title: string, tries: number, tried_at: string, passed_at: string|null, measure: string|null, best: number|null, epoch: number|null, moment: string|null}} TaskDone
 * @typedef {{lesson: string|null, question: number|null, asks: string, option: string, choice: number, right: boolean|null, predicted_at: string}} Prediction
 * @typedef {{id: string, name: string, joined_at: string, run: string|null, tasks: TaskDone[], predictions: Prediction[]}} Member   with all that is kept of them
 *
 * @typedef {object} Lead   what the teacher has on for everyone; each part has the number of its command
 * @property {number} number   of the last command
 * @property {{number: number, lesson: string|null, spec: import("./types.js").Spec|null}|null} sent
 * @property {{number: number, playing: boolean, speed: number|null}|null} playing
 * @property {{number: number, run: string, name: string|null}|null} shown
 * @property {Question|null} question
 *
 * @typedef {{code: string, title: string, lessons: string[], spec: import("./types.js").Spec|null, open: boolean, lead: Lead}} ClassRead   as its members may read it
 * @typedef {{number: number, lesson: string|null, asks: string, options: string[], revealed: boolean, answered?: number|null, answer: number|null, because: string|null, counts: number[]|null}} Question   `answered`: how many have, as the teacher alone is told
 *
 * @typedef {object} OnWall   a member, as the wall tells of them beside their tile
 * @property {string} id
 * @property {string} name
 * @property {boolean} here
 * @property {string|null} run
 * @property {boolean} held   whether the run is in the server's memory
 * @property {import("./types.js").Run["status"]|null} status
 * @property {boolean} diverged
 * @property {string|null} task   what kind of question the run's data put
 * @property {Record<string, number>} passed   tasks, by lesson
 * @property {string|null} at   the lesson of the task that they tried last
 * @property {number} tries
 * @property {"tries"|"still"|null} stuck
 *
 * @typedef {{card: ClassCard, lead: Lead, metrics: string[], warnings: import("./types.js").Sentence[], members: OnWall[]}} Wall
 * @typedef {{id: string, picture: import("./types.js").Picture|null, epoch: number, metrics: Record<string, number>}} Seen   what is on a member's tile
 */
export {};
