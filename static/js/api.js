// @ts-check
/**
 * The public HTTP interface, one function a request.
 */

import { dialect, locale, marks } from "./lib/locale.js";
import { sleep } from "./lib/time.js";
import { files, root } from "./root.js";
import { fieldName, fill, namedHere, t, translated } from "./t.js";

const API = `${root}api/v1`;

/** @type {(sentence: string, wait_s: number) => void} */
let listener = () => undefined;

/**
 * Hear of requests that the server makes wait: its sentence and for how long; an empty sentence once it takes them again.
 * @param {(sentence: string, wait_s: number) => void} hear
 */
export const whenHeld = (hear) => {
  listener = hear;
};

/** @typedef {{pointer?: string, detail?: string, fault?: {detail: string}}} Fault   `fault`: what is wrong by itself, where the sentence is about one of many things */

/** A fault, and of what it is, in words: a pointer is for programs. @param {Fault} fault */
export function placed({ pointer = "", detail = "" }) {
  const name = pointer.split("/").findLast((part) => part && !/^\d+$/.test(part));
  return name ? `${fieldName(name)}: ${detail}` : detail;
}

/** Each once: what is wrong with a number in a list may be wrong with all. @param {Fault[]} errors */
const told = (errors) => [...new Set(errors.map(placed))].join(marks.sentence);

/** A request that did not work out: the server's own sentence, or status 0 when it could not be reached. */
export class Problem extends Error {
  /**
   * @param {number} status
   * @param {string} detail
   * @param {Fault[]} [errors]
   */
  constructor(status, detail, errors = []) {
    // One fault is said where it belongs; of several each says of what it is.
    super(errors.length === 1 ? errors[0].detail ?? detail : told(errors) || detail);
    this.name = "Problem";
    this.status = status;
    this.errors = errors;
  }

  /** What is said far from where it belongs. */
  get placed() {
    return told(this.errors) || this.message;
  }
}

/** Where what is asked for has words in the page's language: also in English, since a class may have another. @param {string} path */
const inLanguage = (path) => `${path}${path.includes("?") ? "&" : "?"}lang=${locale}`;

const TRY_LATER = [429, 503];

/**
 * @param {string} method
 * @param {string} path
 * @param {{body?: any, text?: string, token?: string|null, once?: string, base?: string, signal?: AbortSignal}} [options]
 *   `text`: a file of points, instead of a body; `once`: a key by which it is done once, however often it is asked for; `signal`: ends the wait to ask again
 * @returns {Promise<any>}
 */
async function request(method, path, { body, text, token, once, base = API, signal } = {}) {
  /** @type {Record<string, string>} */
  const headers = { accept: "application/json" };
  if (body !== undefined) headers["content-type"] = "application/json";
  if (text !== undefined) headers["content-type"] = "text/csv";
  if (once) headers["idempotency-key"] = once;
  if (token) headers.authorization = `Bearer ${token}`;
  // A page may be left right after it was asked to remove something.
  const sent = { method, headers, body: text ?? (body === undefined ? undefined : JSON.stringify(body)), keepalive: method === "DELETE" };
  for (let held = false; ; held = true) {
    let response;
    try {
      response = await fetch(base + path, sent);
    } catch {
      throw new Problem(0, t.unreached);
    }
    const isJson = (response.headers.get("content-type") ?? "").includes("json");
    const content = response.status === 204 ? null : translated(await (isJson ? response.json() : response.text()).catch(() => {
      // A refusal says enough by its number; an answer that broke off is none.
      if (response.ok) throw new Problem(0, t.unreached);
    }));
    const problem = response.ok ? null : new Problem(response.status, content?.detail ?? content?.title ?? fill(t.answered, { status: response.status }), content?.errors ?? []);
    // Asked too often, or full: the server says when to ask again, and nothing is lost meanwhile.
    const wait_s = problem && TRY_LATER.includes(problem.status) ? Number(response.headers.get("retry-after")) : 0;
    if (problem && wait_s > 0) {
      listener(problem.message, wait_s);
      await sleep(wait_s * 1000, signal);
      if (!signal?.aborted) continue;
      listener("", 0);
      throw new Problem(0, t.unreached);
    }
    if (held) listener("", 0);
    if (problem) throw problem;
    return content;
  }
}

// Both stay what they are while the server runs, so browsers keep them like the page's files.
export const readCatalogue = () => request("GET", `catalogue${dialect}.json`, { base: files });
export const readLimits = () => request("GET", "limits.json", { base: files });
/** The catalogue's entry of a choice with its own parameters. @param {string} family @param {any} choice */
export const readEntry = (family, choice) => request("POST", `/catalogue/${family}`, { body: choice });
/** @param {any} spec @param {string|null} [key] the server's, where it wants one */
export const createRun = (spec, key) => request("POST", "/runs", { body: spec, token: key });
/** @param {string} id */
export const readRun = (id) => request("GET", `/runs/${id}`);
/** @param {string} id @returns {Promise<import("./types.js").Act[]>} */
export const readActs = (id) => request("GET", `/runs/${id}/acts`);
/** Those of some runs that there are. @param {string[]} ids @returns {Promise<import("./types.js").Run[]>} */
export const readRuns = (ids) => request("GET", `/runs?ids=${ids.join(",")}`);
/** Where a small picture of a run is; another one for each thing that was done to it. @param {import("./types.js").Run} run @param {number} size */
export const thumbnailOf = ({ id, generation, version }, size) => `${API}/runs/${id}/thumbnail.png?size=${size}&stand=${generation}-${version}`;
/** The points of a run, whose names are told in the page's language unless a person gave them. @param {string} id @param {any} own the data of its spec @returns {Promise<import("./types.js").Data>} */
export const readData = async (id, own) => {
  const data = await request("GET", `/runs/${id}/data`);
  return own.points ? data : namedHere(data);
};
/** @param {{id: string, token?: string}} run @param {any} changes */
export const amendRun = ({ id, token }, changes) => request("PATCH", `/runs/${id}`, { body: changes, token });
/** @param {{id: string, token?: string}} run @param {any} command @param {AbortSignal} [signal] */
export const commandRun = ({ id, token }, command, signal) => request("POST", `/runs/${id}/commands`, { body: command, token, signal });
/** @param {{id: string, token?: string}} run */
export const deleteRun = ({ id, token }) => request("DELETE", `/runs/${id}`, { token });
/** @param {{id: string, token?: string}} run @param {import("./types.js").Weight[]} weights @param {boolean} [remember] whether that can be undone */
export const setWeights = ({ id, token }, weights, remember = false) => request("PATCH", `/runs/${id}/weights`, { body: { weights, remember }, token });
/** What there is to see of a run at the end of an epoch, or now. @param {string} id @param {number|null} epoch @param {object} look */
export const readPicture = (id, epoch, look) => request("GET", `/runs/${id}/picture?look=${encodeURIComponent(JSON.stringify(look))}${epochAt(epoch)}`);
/** What is asked for, within an address; null is left out. @param {Record<string, any>} wanted */
const asked = (wanted) => String(new URLSearchParams(Object.entries(wanted).flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]]))));
/** The loss around a run. @param {string} id @param {{of: string, seed: number, span: number, loss: string, epoch: number|null}} wanted */
export const readLandscape = (id, wanted) => request("GET", `/runs/${id}/landscape?${asked(wanted)}`);
/** What there is to see of the network at a place of it. @param {string} id @param {{of: string, seed: number|null, x: number, y: number, epoch: number|null}} place @param {object} look */
export const readPlace = (id, place, look) => request("GET", `/runs/${id}/landscape/picture?${asked({ ...place, look: JSON.stringify(look) })}`);
/** What there would be to see of a run without a hidden unit. @param {string} id @param {{layer: number, unit: number}} held @param {number|null} epoch @param {object} look */
export const readWithout = (id, { layer, unit }, epoch, look) => request("GET", `/runs/${id}/picture?${asked({ epoch, look: JSON.stringify(look), without: `${layer},${unit}` })}`);
/** Where a hidden layer puts the points and the plane. @param {string} id @param {{layer: number|null, units: [number, number]|null}} hidden @param {number|null} epoch */
export const readSpace = (id, { layer, units }, epoch) => request("GET", `/runs/${id}/hidden?${asked({ layer, units, epoch })}`);
/** The points of the last update and of the next. @param {string} id @param {number|null} epoch @returns {Promise<import("./lib/minibatch.js").Minibatch>} */
export const readMinibatch = (id, epoch) => request("GET", `/runs/${id}/minibatch?${asked({ epoch })}`);
/** Figures beyond loss and accuracy, with every point's. @param {string} id @param {number|null} epoch @returns {Promise<import("./lib/misfits.js").Report>} */
export const readReport = (id, epoch) => request("GET", `/runs/${id}/report?points=true${epochAt(epoch)}`);
/** @param {string} id @returns {Promise<import("./types.js").History>} */
export const readHistory = (id) => request("GET", `/runs/${id}/history.json`);
/** @param {string} id @returns {Promise<string>} */
export const readHistoryCsv = (id) => request("GET", `/runs/${id}/history.csv`);
/** @param {string} id */
export const exportJson = (id) => request("GET", `/runs/${id}/export/json`);
/** @param {string} id */
export const readFormats = (id) => request("GET", `/runs/${id}/export`);
/** @param {string} id @param {string} format @returns {Promise<string>} */
export const readExport = (id, format) => request("GET", `/runs/${id}/export/${format}`);
/** @param {string} url of a playground.tensorflow.org page @returns {Promise<{spec: any, notes: string[]}>} */
export const readLink = (url) => request("POST", "/links", { body: { url } });
/** @param {string} text a CSV file @param {import("./views/columns.js").Columns|null} chosen @returns {Promise<import("./views/columns.js").ReadPoints>} */
export const readDataset = (text, chosen) => request("POST", `/datasets${chosen ? `?x1=${chosen.x1}&x2=${chosen.x2}&label=${chosen.label}${chosen.more.map((k) => `&more=${k}`).join("")}` : ""}`, { text });
/** @returns {Promise<any[]>} */
export const readExamples = () => request("GET", inLanguage("/examples"));
/** @param {string} name @returns {Promise<import("./views/examplecard.js").Example>} */
export const readExample = (name) => request("GET", inLanguage(`/examples/${name}`));
/** What a run has beside the numbers of an example's text. @param {string} name @param {string} run @returns {Promise<{here: (number|null)[]}>} */
export const readNumbers = (name, run) => request("GET", `/examples/${name}/numbers?run=${run}`);
/** @param {string} name */
export const readLesson = (name) => request("GET", inLanguage(`/lessons/${name}`));
/** Whether a run passes a task. @param {string} name @param {number} task @param {string} run */
export const checkTask = (name, task, run) => request("POST", inLanguage(`/lessons/${name}/tasks/${task}/check?run=${run}`));

/** @typedef {{code: string, token: string}} Room   a class, by what its teacher holds */
/** @typedef {import("./classtypes.js").ClassCard} ClassCard */
/** @param {any} about @param {string|null} [key] the server's, where it wants one @returns {Promise<ClassCard & {token: string}>} */
export const createClass = (about, key) => request("POST", "/classes", { body: about, token: key });
/** A new token for a teacher, who has the server's key. @param {string} code @param {string} key @returns {Promise<{token: string}>} */
export const renewTeacher = (code, key) => request("POST", `/classes/${code}/token`, { token: key });
/** @param {Room} room @param {any} changes @returns {Promise<ClassCard>} */
export const amendClass = ({ code, token }, changes) => request("PATCH", `/classes/${code}`, { body: changes, token });
/** @param {Room} room */
export const deleteClass = ({ code, token }) => request("DELETE", `/classes/${code}`, { token });
/** @param {Room} room @param {any} command @returns {Promise<import("./classtypes.js").Lead>} */
export const commandClass = ({ code, token }, command) => request("POST", inLanguage(`/classes/${code}/commands`), { body: command, token });
/** @param {Room} room @param {string} id @returns {Promise<import("./classtypes.js").Member>} */
export const readMemberOf = ({ code, token }, id) => request("GET", `/classes/${code}/members/${id}`, { token });
/** @param {Room} room @param {string} id @param {string} name @returns {Promise<import("./classtypes.js").Member>} */
export const renameMemberOf = ({ code, token }, id, name) => request("PATCH", `/classes/${code}/members/${id}`, { body: { name }, token });
/** @param {Room} room @param {string} id */
export const removeMemberOf = ({ code, token }, id) => request("DELETE", `/classes/${code}/members/${id}`, { token });
/** @param {Room} room @returns {Promise<{tasks: any[], predictions: any[]}>} */
export const readProgress = ({ code, token }) => request("GET", `/classes/${code}/progress`, { token });
/** @param {Room} room @param {"tasks"|"predictions"} rows @returns {Promise<string>} */
export const readProgressCsv = ({ code, token }, rows) => request("GET", `/classes/${code}/progress.csv?rows=${rows}`, { token });
/** Where the code is that phones read. @param {string} code */
export const qrOf = (code) => `${API}/classes/${code}/qr.svg`;

/** A point, with what it should be, within an address, where the + of 1e+22 would be a blank. @param {[number, number]} point @param {number|number[]|null} target */
const pointAt = ([x1, x2], target) => String(new URLSearchParams([["x1", x1], ["x2", x2], ...[target ?? []].flat().map((each) => ["target", each])].map((pair) => pair.map(String))));

/** An earlier moment, within an address. @param {number|null} moment */
const epochAt = (moment) => (moment === null ? "" : `&epoch=${moment}`);

/** The arithmetic of a point, or of the one that is next. @param {string} id @param {[number, number]|null} point @param {number|number[]|null} target @param {number|null} moment */
export const readTrace = (id, point, target, moment) => request("GET", `/runs/${id}/trace${point ? `?${pointAt(point, target)}${epochAt(moment)}` : ""}`);
/** A unit's gradients, found by nudging each weight. @param {string} id @param {[number, number]} point @param {number|number[]} target @param {number} layer @param {number} unit @param {number|null} moment */
export const readDifferences = (id, point, target, layer, unit, moment) => request("GET", `/runs/${id}/trace/differences?${pointAt(point, target)}&layer=${layer}&unit=${unit}${epochAt(moment)}`);

/** @typedef {import("./types.js").Sweep} Sweep */
/** @param {any} plan @param {string|null} [key] the server's, where it wants one @returns {Promise<Sweep>} */
export const createSweep = (plan, key) => request("POST", "/sweeps", { body: plan, token: key });
/** What a sweep would take. @param {any} plan @param {string|null} key @returns {Promise<{tiles: number, runs: number, epochs: number, seconds: number}>} */
export const estimateSweep = (plan, key) => request("POST", "/sweeps/estimate", { body: plan, token: key });
/** @param {string} id @returns {Promise<Sweep>} */
export const readSweep = (id) => request("GET", `/sweeps/${id}`);
/** @param {{id: string, token?: string}} sweep @param {any} changes @returns {Promise<Sweep>} */
export const amendSweep = ({ id, token }, changes) => request("PATCH", `/sweeps/${id}`, { body: changes, token });
/** @param {{id: string, token?: string}} sweep @param {any} command @returns {Promise<Sweep>} */
export const commandSweep = ({ id, token }, command) => request("POST", `/sweeps/${id}/commands`, { body: command, token });
/** The whole specification of one of its runs. @param {string} id @param {number} run @returns {Promise<import("./types.js").Spec>} */
export const readSweepSpec = (id, run) => request("GET", `/sweeps/${id}/spec?run=${run}`);
/** @param {string} id @returns {Promise<string>} */
export const readSweepTable = (id) => request("GET", `/sweeps/${id}/table.csv`);

/** @typedef {import("./membership.js").Membership} Membership */
/** @typedef {import("./classtypes.js").Member} Member */
/** What whoever joins a class has to know. @param {string} code @returns {Promise<import("./classtypes.js").ClassCard>} */
export const readClass = (code) => request("GET", `/classes/${code}`);
/** @param {string} code @param {string} name @param {string} once @returns {Promise<Member & {token: string}>} */
export const joinClass = (code, name, once) => request("POST", `/classes/${code}/members`, { body: { name }, once });
/** @param {Membership} of @param {string} [part] */
const mine = ({ code }, part = "") => `/classes/${code}/members/me${part}`;
/** All that is kept of oneself. @param {Membership} of @returns {Promise<Member>} */
export const readMember = (of) => request("GET", mine(of), { token: of.token });
/** @param {Membership} of @param {string} name @returns {Promise<Member>} */
export const renameMember = (of, name) => request("PATCH", mine(of), { body: { name }, token: of.token });
/** @param {Membership} of */
export const removeMember = (of) => request("DELETE", mine(of), { token: of.token });
/** Say which run one works on. @param {Membership} of @param {{id: string, token: string}} run @returns {Promise<Member>} */
export const setOwnRun = (of, { id, token }) => request("PUT", mine(of, "/run"), { body: { id, token }, token: of.token });
/** Whether one's present run passes a task; recorded. @param {Membership} of @param {string} lesson @param {number} task */
export const checkOwnTask = (of, lesson, task) => request("POST", inLanguage(mine(of, "/tasks")), { body: { lesson, task }, token: of.token });
/** @param {Membership} of @param {{lesson?: string, question?: number, choice: number}} prediction */
export const predict = (of, prediction) => request("POST", inLanguage(mine(of, "/predictions")), { body: prediction, token: of.token });
/** @returns {Promise<import("./types.js").LessonSummary[]>} */
export const readLessons = () => request("GET", inLanguage("/lessons"));
