// @ts-check
/**
 * A language without blanks, capitals and plurals, whose numbers are often typed in full width: Japanese, as the document says.
 */
import assert from "node:assert/strict";
import test from "node:test";

Object.assign(globalThis, { document: { documentElement: { lang: "ja" } } });
const { brief, counted, percent, short } = await import("../../static/js/lib/format.js");
const { folded, localized, marks, withinSentence } = await import("../../static/js/lib/locale.js");
const { parseNumber } = await import("../../static/js/lib/typed.js");
const { readCode } = await import("../../static/js/lib/joincode.js");
const { linesIn, ordered } = await import("../../static/js/lib/wall.js");

test("there is one form, and no blank before a percent sign, in a list or between sentences", () => {
  assert.deepEqual([counted(["{count}点"], 1), counted(["{count}点"], 1250), percent(0.125), localized("97.5 %")], ["1点", "1,250点", "12.5%", "97.5%"]);
  assert.deepEqual([["層", "入力"].join(marks.list), ["一。", "二。"].join(marks.sentence), short(1250.4), brief(13000)], ["層、入力", "一。二。", "1,250", "1.3万"]);
});

test("what has no small letters, or is no word, is within a sentence as it is", () => {
  assert.deepEqual(["学習率", "L1とL2", "Tステップ", "Learning rate"].map(withinSentence), ["学習率", "L1とL2", "Tステップ", "learning rate"]);
});

test("letters and digits of full width are read as what they are", () => {
  assert.deepEqual(["０．２５", "１，２５０", "－３", "１ｅ－３"].map(parseNumber), [0.25, 1250, -3, 0.001]);
  assert.deepEqual(readCode("ｋ７ｐ　ｑ２ｍ"), { code: "K7PQ2M", fault: "" });
  assert.ok(folded("活性化関数 ReLU ﾌﾟﾗｲ").includes(folded("ｒｅｌｕ プライ")));
  assert.deepEqual(linesIn("佐藤　花子\r\n佐藤 花子\n鈴木"), ["佐藤 花子", "鈴木"]);
});

test("names are in the order of the page's language", () => {
  const entries = ["ンゴマ", "さとう", "アキラ", "Bea", "いとう"].map((name, number) => /** @type {any} */ ({ member: { name }, number }));
  assert.deepEqual(ordered(entries, "name", true).map(({ member }) => member.name), ["Bea", "アキラ", "いとう", "さとう", "ンゴマ"]);
});
