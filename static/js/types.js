// @ts-check
/**
 * The shapes of the things that travel between the server, the store and the views.
 *
 * @typedef {{kind: string, [parameter: string]: any}} Choice
 * @typedef {{units: number, activation: Choice, [field: string]: any}} Layer
 * @typedef {{data: Choice, network: Record<string, any> & {inputs: any[], hidden_layers: Layer[]}, training: Record<string, any>}} Spec
 * @typedef {Record<string, any>} JsonSchema
 *
 * @typedef {object} Entry
 * @property {string} kind
 * @property {string} title
 * @property {string} [help]
 * @property {string} [formula]
 * @property {JsonSchema} schema
 * @property {Choice} defaults
 * @property {string} [derivative]
 * @property {number[]} [corners]   the z at which an activation has no slope
 * @property {{z: number[], g: number[], dg: number[]}} [curve]
 * @property {{activation: string, title: string, of_two_classes: number}} [output]  of a loss: what comes last, and how many of them two classes have
 * @property {{x1: number[], x2: number[], y: number[]}} [sample]
 * @property {string} [task]
 * @property {string[]} [tasks]
 *
 * @typedef {Record<string, any> & {spec_schema: JsonSchema, default_spec: Spec}} Catalogue
 * @typedef {Record<string, {minimum?: number, maximum?: number, exclusiveMinimum?: number}>} Limits
 *
 * @typedef {{code: string|null, detail: string, params: Record<string, any>}} Sentence
 *
 * @typedef {object} Run
 * @property {string} id
 * @property {string} generation   a random name for this stretch of the run: a reset begins another
 * @property {number} version      grows with everything that happens to the run
 * @property {"ready"|"playing"|"paused"|"queued"|"finished"|"diverged"|"failed"} status
 * @property {number} epoch
 * @property {number} step
 * @property {number|null} speed
 * @property {Record<string, number|null>} metrics
 * @property {{kind: string, cause: string, epoch?: number}|null} outcome
 * @property {string|null} message   what is said of it if one thing alone is: the first of its warnings, where it has nothing to say itself
 * @property {Sentence[]} [warnings]    what there is to mind besides
 * @property {Sentence[]} [standstill]  why its network does not move
 * @property {number} watchers
 * @property {boolean} can_undo
 * @property {number} [acts]   how often something was done to it by hand
 * @property {boolean} can_redo
 * @property {string|null} lesson   the name of the lesson that its holder shows it beside
 * @property {number|null} [queue_position]
 * @property {number|null} [wait_s]   about how long it waits for its turn
 * @property {Record<string, number>|null} [until]
 * @property {Spec} spec
 * @property {{run: string, epoch: number}|null} [parent]   the moment of another run that it began at
 * @property {string} [token]
 * @property {{id: string, token: string}} [branch]   what the last way back has left, a run of its own
 *
 * @typedef {import("./lib/arrays.js").Grid} Grid
 *
 * @typedef {object} Frame  A picture as it travels: of its parts those that are looked at.
 * @property {number} seq
 * @property {string} generation   of the run that it is a picture of
 * @property {number} epoch
 * @property {number} step
 * @property {number} [asked]   the epoch that was asked for, of an earlier moment
 * @property {boolean} [exact]   whether it is just that one
 * @property {Record<string, number|null>} metrics
 * @property {Grid} [boundary]
 * @property {[number, number]} [boundary_range]  the answers that its 0 and its 255 stand for
 * @property {[number, number]} [range]  the answers at the ends of the colour scale
 * @property {Grid} [maps]
 * @property {number[]} [scales]
 * @property {Grid[]} [weights]
 * @property {number[]} [weight_norms]
 * @property {number[]} [gradient_norms]
 * @property {number[]} [dead]
 * @property {number[]} [saturated]
 * @property {number[][][]|null} [confusion]
 *
 * @typedef {object} Picture A frame, decoded and ready to be drawn. A part that is not looked at is null.
 * @property {number} seq
 * @property {number} epoch
 * @property {number} step
 * @property {boolean} exact   whether it is just what was asked for, and not the nearest that was kept
 * @property {Record<string, number|null>} metrics
 * @property {Grid & {range: [number, number]}|null} boundary  on the colour scale, from 0 to 255, as finely as the frame has it; `range`: the answers at its ends
 * @property {Grid & {scales: number[]}|null} maps   `scales`: what a neuron answers at most, either way
 * @property {Grid[]|null} weights
 * @property {{weights: number[], gradients: number[], dead: number[], saturated: number[]}|null} health  by layer
 * @property {number[][][]|null} confusion   train, then test: rows are true classes, columns answers; of real values there is none
 *
 * @typedef {{kind: string, epoch: number, step: number, changes?: Record<string, any>, before?: Record<string, any>, count?: number}} Act   something that was done to a run by hand
 * @typedef {{epoch: number[], [metric: string]: (number|null)[]}} History
 *
 * @typedef {object} Kept  A run that rests, to be compared with the present one.
 * @property {string} id
 * @property {string} token
 * @property {string} kind   of its data
 * @property {number[]} layers
 * @property {number} epoch   how far it had come when it was last heard of
 * @property {number|null} curve   which colour its curves have; null: they are not drawn
 * @property {Run|null} run   what the server says of it, once it was asked
 * @property {boolean} gone   the server no longer has it
 * @property {History|null} history   once its curves are to be drawn
 *
 * @typedef {object} Beside  A kept run that is seen beside the present one.
 * @property {string} id
 * @property {Picture|null} picture   of it as it is, or at the moment that is shown
 * @property {Data|null} data
 * @property {string} fault   why there is nothing to see
 *
 * @typedef {{kind: "neuron"|"without", column: number, unit: number}|{kind: "place", of: string, seed: number|null, x: number, y: number, epoch: number|null, loss: number}} Instead
 *   the map of a neuron, the network without one, or the network at a place of a landscape
 *
 * @typedef {{x1: number[], x2: number[], y: any[]}} Points  y: class numbers, real values, or a list of them a point
 * @typedef {{kind: string, centre: number[], spread: number[]}} Scaling
 * @typedef {{axes: string[], classes: string[]|null, values?: string[], task: string, domain: [number, number][], scaling?: Scaling, input_maps?: Record<string, number[][]>|null, train: Points, test: Points, sent?: Data}} Data
 *
 * @typedef {{theme: string, data: Data|null, discretize?: boolean, output?: number|null, zero?: {values: ArrayLike<number>, shape: number[]}|null, rings?: [number, number][]|null}} Options
 *   how a picture is drawn: in flat colours or shaded; one output of several, or all of them; `zero`: what over the plane is 0 along the line that is drawn in values; and the places of points that are ringed
 *
 * @typedef {{kind: string, epoch: number, cause: string, code?: string|null, params?: Record<string, any>}} Outcome
 *
 * @typedef {object} Sweep
 * @property {string} id
 * @property {string} generation   a random name for this stretch of the sweep: a reset begins another
 * @property {number} version      grows with everything that happens to it
 * @property {Run["status"]} status
 * @property {string|null} message
 * @property {number|null} speed
 * @property {any} plan   as it is sent, with all defaults
 * @property {{path: string, name: string, values: any[]|null}[]} axes   across, down, and further ones; of a range no values
 * @property {{columns: number, rows: number}|null} grid
 * @property {string[]} metrics
 * @property {string} compared_by   the metric that tells which tile is best
 * @property {number} epoch   the least of the runs that go on
 * @property {{epoch: number}} until
 * @property {{values: any[], outputs: number, task: string, runs: {seed: number, epoch: number, outcome: Outcome|null, standstill?: Sentence[]}[]}[]} tiles
 * @property {number|null} [queue_position]
 * @property {number|null} [wait_s]
 * @property {Sentence[]} [warnings]   what there is to mind besides
 * @property {string} [token]
 *
 * @typedef {object} Board   what there is to see of a sweep at one moment
 * @property {number} seq
 * @property {string} generation
 * @property {(number|null)[]} shown   by tile: the run whose boundary it shows, once there is one
 * @property {number|null} best
 * @property {Grid} epochs   by run
 * @property {Grid} metrics   by run and metric; NaN: not measured
 * @property {Grid} tiles   each tile's boundary
 * @property {Grid} ranges   by tile: the answers that its 0 and its 255 stand for
 * @property {Grid} scales   by tile: the answers at the ends of the colour scale
 * @typedef {{epochs: number[], rows: ArrayLike<number>[]}} Course   of a sweep: by epoch the metrics of every run
 *
 * @typedef {{name: string, number: number, title: string, minutes: number, tasks: number, mistakes: any[]}} LessonSummary
 *
 * @typedef {{label: string, act: () => void}} NoticeAction
 * @typedef {{tone: "info"|"warn"|"error", text: string, actions?: NoticeAction[]}} Notice
 *
 * @typedef {{layer: number, unit: number, input: number|"bias"|null, value: number}} Weight   to be set; no input: the bias
 */

/**
 * @typedef {object} State
 * @property {"loading"|"ready"|"unreachable"} phase
 * @property {Catalogue|null} catalogue
 * @property {Record<string, Entry>} drawn   entries of choices with parameters of their own, see lib/entries.js
 * @property {Limits} limits
 * @property {Spec|null} spec         what the controls show
 * @property {Run|null} run           what the server last said
 * @property {boolean} wantsPlay      the person's wish, which outlives resets and reconnects
 * @property {History} history
 * @property {Picture|null} picture   of now, or of the moment that is shown
 * @property {number|null} moment   the epoch at whose end the run is shown; null: as it is now
 * @property {Act[]} acts   what was changed in the run by hand
 * @property {boolean} film   moments follow each other, from the one that is shown to now
 * @property {Data|null} data
 * @property {"connecting"|"open"|"lost"} connection
 * @property {Notice|null} notice
 * @property {string|null} held       why the server makes a request wait, and how long
 * @property {{problem: string, give: (key: string) => void}|null} keyWanted   the server wants its key before a run is created
 * @property {Record<string, string>} errors   JSON pointer → sentence
 * @property {number|null} speed
 * @property {string} stepUnit
 * @property {boolean} discretize
 * @property {number[][]|null} draft   points that are being drawn, before the run has them
 * @property {import("./pages/playground/past.js").Steps} steps   what was done to the run, and undone
 * @property {boolean} watching   the run is someone else's: to be seen, not steered
 * @property {boolean} aloud   the run is told of every few seconds to who listens to the page
 * @property {boolean} sounds   the curves are heard now
 * @property {boolean} logScale
 * @property {boolean} smooth       curves are drawn as means of neighbouring epochs
 * @property {string|null} panel   the open panel of the dock
 * @property {Kept[]} kept   the latest first
 * @property {Beside|null} beside   which of them is seen beside the present run
 * @property {{view: "landscape"|"space"|"surface", layer: number|null, units: [number, number]|null}} inside   what the dock shows of the inside, and of the hidden space which layer on which axes; null: those that are chosen for it
 * @property {import("./lib/landscape.js").Space|{fault: string}|null} space   that of a hidden layer, while somebody looks at it
 * @property {Instead|null} instead   what the plane shows in place of what the run answers
 * @property {{column: number, unit: number}|null} hovered   the neuron under the pointer: the plane shows its map meanwhile
 * @property {import("./lib/misfits.js").Report|null} report   figures beyond loss and accuracy, while somebody looks at them
 * @property {import("./views/numbers.js").Listed} listed   which table the dock's numbers are
 * @property {import("./lib/minibatch.js").Minibatch|null} minibatch   of the state that is shown, or one shortly before
 * @property {boolean} marked   whether the points that the network gets wrong are ringed in the plane
 * @property {Picture|null} other   the picture of it, once it is there
 * @property {[number, number]|null} point   the point whose arithmetic is wanted
 * @property {import("./lib/stops.js").Stop & {place: number, stops: number, by: import("./lib/stops.js").Stride}|null} walk   through one update: where it has got to
 * @property {{column: number, unit: number, input?: number|null, byHand?: boolean}|null} selection   a neuron, and perhaps one of its weights; `byHand`: the keyboard goes there
 * @property {number|null} output   the one output that is shown; null: all of them
 * @property {"light"|"dark"} theme
 */
export {};
