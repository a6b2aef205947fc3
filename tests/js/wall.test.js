// @ts-check
/**
 * The wall of a class: addresses, who has done what, order, size of tiles, and the table of progress.
 */
import assert from "node:assert/strict";
import test from "node:test";
import { registerOf, sortedLines } from "../../static/js/lib/register.js";
import { codeInHalves, doneOf, figureOf, inTwoLines, isDone, linesIn, ordered, presentLesson, readAddress, seenIn, tileWidth } from "../../static/js/lib/wall.js";

/** @param {any} part @returns {any} */
const member = (part) => ({ id: "a", name: "Ada", here: true, passed: {}, tries: 0, stuck: null, ...part });
/** @param {any} part @returns {any} */
const entry = ({ number = 1, figure = { metric: "", value: NaN }, done = { passed: 0, all: 0 }, ...part }) => ({ member: member(part), number, seen: null, figure, done });
/** @param {any} metrics @returns {any} */
const seen = (metrics) => ({ id: "a", picture: null, epoch: 0, metrics });
const lessons = /** @type {any[]} */ ([{ name: "loss", tasks: 3 }, { name: "depth", tasks: 2 }]);

test("an address has a class, its progress, and perhaps a token", () => {
  assert.deepEqual(readAddress(""), { code: "", view: "wall", token: "" });
  assert.deepEqual(readAddress("#K7PQ2M"), { code: "K7PQ2M", view: "wall", token: "" });
  assert.deepEqual(readAddress("#s1-K7PQ2M/progress"), { code: "s1-K7PQ2M", view: "progress", token: "" });
  assert.deepEqual(readAddress("#K7PQ2M&token=a_b-c"), { code: "K7PQ2M", view: "wall", token: "a_b-c" });
  assert.deepEqual(readAddress("#K7PQ2M&token=a/../b").code, "");
  assert.deepEqual([readAddress("#k7p-q2m").code, readAddress("#s1-K7P-Q2M").code], ["K7PQ2M", "s1-K7PQ2M"]);
  assert.equal(codeInHalves("K7PQ2M"), "K7P-Q2M");
  assert.equal(codeInHalves("s1-K7PQ2M"), "s1-K7P-Q2M");
});

test("a pasted list has each line once", () => {
  assert.deepEqual(linesIn(" Ada \r\n\nMax\tP.\n  ada\n"), ["ada", "Max P."]);
  assert.deepEqual(linesIn("\n \n"), []);
});

test("a frame has a picture of as many planes as the network has outputs", () => {
  const grid = (/** @type {number[]} */ values, /** @type {number[]} */ shape) => ({ values: Float32Array.from(values), shape });
  const tiles = { values: Uint8Array.from([0, 255, 0, 255, 1, 2, 3, 4, 5, 6, 7, 8]), shape: [3, 2, 2] };
  const frame = { members: ["a", "b"], planes: [1, 2], tiles, ranges: grid([0, 1, 0, 255], [2, 2]), scales: grid([0, 1, 0, 255], [2, 2]), epochs: grid([3, 4], [2]), metrics: grid([0.5, NaN, 0.25, 1], [2, 2]) };
  const [one, two] = seenIn(frame, ["loss", "accuracy"]);
  assert.deepEqual([one.id, one.epoch, one.metrics.loss, one.metrics.accuracy], ["a", 3, 0.5, NaN]);
  assert.deepEqual([...(one.picture?.boundary?.values ?? [])], [0, 255, 0, 255]);
  assert.deepEqual(two.picture?.boundary?.shape, [2, 2, 2]);
  assert.deepEqual([...(two.picture?.boundary?.values ?? [])], [1, 2, 3, 4, 5, 6, 7, 8]);
  assert.deepEqual(seenIn({ ...frame, members: [], planes: [], tiles: { values: new Uint8Array(0), shape: [0, 2, 2] } }, []), []);
});

test("a member is compared by accuracy, or by the loss where there is none; of new points first", () => {
  assert.deepEqual(figureOf(seen({ loss: 1, val_loss: 2, accuracy: 0.5, val_accuracy: 0.25 })), { metric: "accuracy", value: 0.25 });
  assert.deepEqual(figureOf(seen({ loss: 1, val_loss: NaN, accuracy: 0.5, val_accuracy: NaN })), { metric: "accuracy", value: 0.5 });
  assert.deepEqual(figureOf(seen({ loss: 1, val_loss: 2, accuracy: NaN, val_accuracy: NaN })), { metric: "loss", value: 2 });
  assert.equal(figureOf(null).metric, "");
});

test("tasks are those of the lesson that all are at, or of all lessons of the class", () => {
  const wall = (/** @type {any} */ sent, /** @type {string[]} */ own) => /** @type {any} */ ({ card: { lessons: own }, lead: { sent } });
  assert.equal(presentLesson(wall({ lesson: "loss" }, ["depth"])), "loss");
  assert.equal(presentLesson(wall({ lesson: null, spec: {} }, ["depth"])), "depth");
  assert.equal(presentLesson(wall(null, ["depth", "loss"])), null);
  const ada = member({ passed: { loss: 2, depth: 2, other: 1 } });
  assert.deepEqual(doneOf(ada, "depth", ["loss"], lessons), { passed: 2, all: 2 });
  assert.deepEqual(doneOf(ada, null, ["loss", "depth"], lessons), { passed: 4, all: 5 });
  assert.deepEqual(doneOf(ada, null, [], lessons), { passed: 5, all: 0 });
  assert.deepEqual([isDone({ passed: 2, all: 2 }), isDone({ passed: 1, all: 2 }), isDone({ passed: 5, all: 0 })], [true, false, false]);
});

test("members stand by name, by what they reach, by tasks, or the stuck first; hidden names tell nothing by their place", () => {
  const all = [
    entry({ id: "z", name: "Zoe", number: 1, figure: { metric: "loss", value: 0.1 }, done: { passed: 2, all: 3 } }),
    entry({ id: "a", name: "ada", number: 2, figure: { metric: "accuracy", value: 0.5 }, stuck: "tries", tries: 4 }),
    entry({ id: "b", name: "Bao", number: 3, figure: { metric: "accuracy", value: 0.9 }, here: false }),
    entry({ id: "n", name: "Noor", number: 4, stuck: "still" }),
  ];
  const ids = (/** @type {any} */ order, named = true) => ordered(all, order, named).map(({ member: { id } }) => id).join("");
  assert.deepEqual([ids("name"), ids("name", false)], ["abnz", "zabn"]);
  assert.equal(ids("accuracy"), "bazn");
  assert.equal(ids("tasks"), "zabn");
  assert.equal(ids("stuck"), "anzb");
});

test("tiles are as large as all fit at once, and no smaller than can be seen", () => {
  const sizes = { gap: 0.6, words: 3, least: 7, most: 15 };
  const room = { width: 100, height: 45 };
  for (const count of [1, 2, 7, 24, 40]) {
    const { width, fits } = tileWidth(count, room, sizes);
    const across = Math.floor((room.width + sizes.gap) / (width + sizes.gap));
    assert.ok(fits && Math.ceil(count / across) * (width + sizes.words + sizes.gap) <= room.height + sizes.gap, String(count));
  }
  assert.equal(tileWidth(1, room, sizes).width, 15);
  assert.deepEqual(tileWidth(300, room, sizes), { width: 7, fits: false });
  assert.deepEqual(tileWidth(0, room, sizes), { width: 7, fits: false });
});

test("progress has a line for everyone, a column for each task, and turns around", () => {
  const row = (/** @type {any} */ part) => ({ title: part.lesson, passed_at: null, tries: 1, measure: null, best: null, epoch: null, run: null, ...part });
  const rows = [
    row({ member: "b", name: "Bao", lesson: "depth", task: 0, passed_at: "2026-01-02" }), row({ member: "a", name: "Ada", lesson: "depth", task: 0, passed_at: "2026-01-03" }),
    row({ member: "c", name: "Cem", lesson: "depth", task: 0 }), row({ member: "a", name: "Ada", lesson: "loss", task: 1, passed_at: "2026-01-01" }), row({ member: "c", name: "Cem", lesson: "own", task: 0 }),
  ];
  const { columns, lines } = registerOf(rows, [{ id: "n", name: "Noor" }], ["loss", "depth"]);
  assert.deepEqual(columns.map(({ lesson, task }) => `${lesson} ${task}`), ["loss 1", "depth 0", "own 0"]);
  assert.deepEqual(lines.map(({ name, passed }) => `${name} ${passed}`), ["Noor 0", "Bao 1", "Ada 2", "Cem 0"]);
  const names = (/** @type {any} */ by, turned = false) => sortedLines(lines, by, turned).map(({ name }) => name[0]).join("");
  assert.deepEqual([names("name"), names("name", true)], ["ABCN", "NCBA"]);
  assert.equal(names("passed"), "ABCN");
  assert.deepEqual([names(1), names(1, true)], ["BACN", "NCAB"]);
});

test("a long name has two lines, and is cut in the middle where they do not do", () => {
  const lines = (/** @type {string} */ name, room = 16) => inTwoLines(name, room, (text) => text.length).join("|");
  assert.equal(lines("Konstantinos Papadopoulos"), "Konstantinos|Papadopoulos");
  assert.equal(lines("Anna-Katharina Weidenhofen", 16), "Anna-Katharina|Weidenhofen");
  assert.equal(lines("Jean-Baptiste-Emmanuel Li"), "Jean-Baptiste-|Emmanuel Li");
  assert.equal(lines("山田太郎山田太郎", 5), "山田太郎山|田太郎");
  assert.equal(lines("Maximilian Alexander Hohenberg"), "Maximilian Alexa|nder Hohenberg");
  assert.equal(lines("Maximilian Alexander Hohenberg (2)"), "Maximilian Alex…|Hohenberg (2)");
  assert.equal(lines("Wolfeschlegelsteinhausenbergerdorff"), "Wolfeschlegelst…|ausenbergerdorff");
  // A sign of several code points is one.
  assert.equal(lines("e\u0301".repeat(20), 8).split("|")[1], "e\u0301".repeat(4));
});
