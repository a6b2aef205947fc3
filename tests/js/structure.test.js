// @ts-check
/**
 * The house rules of static/js: who imports whom, who may reach the network, and how long a file may be.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../static/js/", import.meta.url));
const files = readdirSync(ROOT, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".js"));
const source = (/** @type {string} */ name) => readFileSync(join(ROOT, name), "utf8");
const importsOf = (/** @type {string} */ name) =>
  [...source(name).matchAll(/^(?:import|export)[^;]*? from "(\.[^"]+)";/gm)].map(([, path]) => relative(ROOT, join(ROOT, dirname(name), path)));

test("lib imports nothing from outside", () => {
  for (const name of files.filter((file) => file.startsWith("lib/"))) {
    for (const other of importsOf(name)) assert.ok(other.startsWith("lib/"), `${name} imports ${other}`);
  }
});

test("views know no store and no server: they import lib, each other, the words, the plotting library and where the playground lies", () => {
  const allowed = /^(lib\/|views\/|root\.js|t\.js|plotly\.js)/;
  for (const name of files.filter((file) => file.startsWith("views/"))) {
    for (const other of importsOf(name)) assert.match(other, allowed, `${name} imports ${other}`);
    assert.doesNotMatch(source(name), /AppStore|\bstore\b|types\.js"\)\.State\b/, name);
  }
});

test("views can be drawn many times on one page: no element of a module's own, none with an id of its own", () => {
  for (const name of files.filter((file) => file.startsWith("views/"))) {
    assert.doesNotMatch(source(name), /^(export )?(const|let) .*(document\.|= h\(|= svg\()/m, name);
    assert.doesNotMatch(source(name), /[{,] id: "|\.id = "|"#[a-z]/, name);
  }
});

test("only pages draw views", () => {
  for (const name of files.filter((file) => !/^(pages|views)\//.test(file))) {
    for (const other of importsOf(name)) assert.ok(!other.startsWith("views/"), `${name} imports ${other}`);
  }
});

test("only api, streams, a page's events and what takes their place in a notebook touch the network", () => {
  for (const name of files.filter((file) => !/^(api|streams|pages\/\w+\/events|pages\/notebook\/inside)\.js$/.test(file))) {
    assert.doesNotMatch(source(name), /\bfetch\(|new WebSocket|new EventSource|XMLHttpRequest|sendBeacon/, name);
  }
});

test("no sentence is written in views and pages: words are in strings, by language", () => {
  const literal = /"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g;
  for (const name of files.filter((file) => /^(views|pages)\//.test(file))) {
    const code = source(name).replace(/\/\*[^]*?\*\//g, "").replace(/(^|\s)\/\/ .*$/gm, "");
    for (const [, quoted, made] of code.matchAll(literal)) {
      const words = (quoted ?? made).replace(/\$\{[^}]*\}/g, "");
      assert.doesNotMatch(words, /^[^:;=#.<[]*\b[A-Za-z][a-z]+,? [a-z]+,? [a-z]{2,}[^[]*$|[A-Z][a-z]+ [a-z]{2,}/, `${name}: ${words}`);
    }
  }
});

test("every file is checked, opens with a sentence, and is short", () => {
  for (const name of files) {
    const text = source(name);
    assert.ok(text.startsWith("// @ts-check\n/**\n * "), name);
    assert.ok(text.split("\n").length <= 250, `${name} is too long`);
  }
});

test("a file of styles opens with what it is of, and is short", () => {
  const styles = join(ROOT, "../css");
  for (const name of readdirSync(styles)) {
    const text = readFileSync(join(styles, name), "utf8");
    assert.ok(text.startsWith("/*"), name);
    assert.ok(text.split("\n").length <= 300, `${name} is too long`);
  }
});

test("a style goes by a window's width in em, so that who has larger text gets the page of a smaller window", () => {
  const styles = join(ROOT, "../css");
  for (const name of readdirSync(styles)) assert.doesNotMatch(readFileSync(join(styles, name), "utf8"), /@media[^{]*\dpx/, name);
});
