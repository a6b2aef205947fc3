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

test("views import lib, each other, the store and what it holds; only pages draw them", () => {
  const allowed = /^(lib\/|views\/|store\.js|state\.js|t\.js|plotly\.js)/;
  for (const name of files) {
    for (const other of importsOf(name)) {
      if (name.startsWith("views/")) assert.match(other, allowed, `${name} imports ${other}`);
      else if (!name.startsWith("pages/")) assert.ok(!other.startsWith("views/"), `${name} imports ${other}`);
    }
  }
});

test("only api and events touch the network", () => {
  for (const name of files.filter((file) => !["api.js", "pages/playground/events.js"].includes(file))) {
    assert.doesNotMatch(source(name), /\bfetch\(|new WebSocket|new EventSource|XMLHttpRequest|sendBeacon/, name);
  }
});

test("every file is checked, opens with a sentence, and is short", () => {
  for (const name of files) {
    const text = source(name);
    assert.ok(text.startsWith("// @ts-check\n/**\n * "), name);
    assert.ok(text.split("\n").length <= 250, `${name} is too long`);
  }
});
