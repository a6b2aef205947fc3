// @ts-check
import assert from "node:assert/strict";
import test from "node:test";

import { readGrid, singleText, writtenGrid } from "../../static/js/lib/grid.js";

const TWO_ROWS = [[0.15, 0.25, -1], [0.2, 0.3, 2e-3]];

test("a table is read as spreadsheets copy it, as libraries print it, and as it is typed", () => {
  const texts = {
    spreadsheet: "0.15\t0.25\t-1\n0.2\t0.3\t0.002\n",
    "a spreadsheet with decimal commas": "0,15\t0,25\t−1\r\n0,2\t0,3\t2E-3\r\n",
    CSV: "0.15, 0.25, -1\n0.2, 0.3, 0.002",
    "CSV with semicolons": "0,15;0,25;-1\n0,2;0,3;0,002\n",
    typed: " 0.15   0.25 -1 \n\n 0.2 0.3   2e-3 ",
    "typed with decimal commas": "0,15 0,25 −1,0\n0,2 0,3 0,002",
    NumPy: "[[ 0.15   0.25  -1.   ]\n [ 0.2    0.3    0.002]]",
    "NumPy in two lines a row": "[[ 0.15   0.25\n   -1.   ]\n [ 0.2    0.3\n    0.002]]",
    "NumPy's repr": "array([[ 1.5e-01,  2.5e-01, -1.0e+00],\n       [ 2.0e-01,  3.0e-01,  2.0e-03]], dtype=float32)",
    PyTorch: "tensor([[ 0.1500,  0.2500, -1.0000],\n        [ 0.2000,  0.3000,  0.0020]], grad_fn=<AddmmBackward0>)",
    JSON: "[[0.15,0.25,-1],[0.2,0.3,0.002]]",
    "JSON of one pair of brackets a line": "[0.15, 0.25, -1]\n[0.2, 0.3, 0.002]",
    MATLAB: "W = [0.15 0.25 -1; 0.2 0.3 0.002]",
  };
  for (const [name, text] of Object.entries(texts)) assert.deepEqual(readGrid(text), { rows: 2, columns: 3, fault: "", values: TWO_ROWS, doubt: null }, name);
});

test("what is no table says where it is none, and nothing beside brackets is lost", () => {
  assert.deepEqual(readGrid("1\t2\n3\n"), { fault: "ragged", row: 1, count: 1, first: 2 });
  assert.deepEqual(readGrid("1 2\n3 nan"), { rows: 2, columns: 2, fault: "number", row: 1, column: 1 });
  assert.deepEqual(readGrid("1\t\n3\t4"), { rows: 2, columns: 2, fault: "number", row: 0, column: 1 });
  assert.deepEqual(readGrid("[[1 ... 2]\n [3 ... 4]]"), { rows: 2, columns: 3, fault: "number", row: 0, column: 1 });
  assert.deepEqual(readGrid("1 2\n[3 4]"), { rows: 2, columns: 2, fault: "", values: [[1, 2], [3, 4]], doubt: null });
  assert.deepEqual(readGrid("1\t2\n3\t1,500"), { rows: 2, columns: 2, fault: "", values: [[1, 2], [3, 1500]], doubt: { row: 1, column: 1, text: "1,500" } });
  assert.deepEqual(readGrid(" \n"), { rows: 0, columns: 0, fault: "", values: [], doubt: null });
});

test("a table that is written is read again, each float32 as it was", () => {
  const values = Float32Array.from([0.1, -0.74824953, 1 / 3, 1e-7, 16777217, -0.5]);
  const texts = Array.from(values, singleText);
  assert.deepEqual(texts.slice(0, 2), ["0.1", "-0.74824953"]);
  const read = readGrid(writtenGrid([texts.slice(0, 3), texts.slice(3)]));
  assert.ok(!("first" in read) && read.fault === "");
  assert.deepEqual(Float32Array.from(read.values.flat()), values);
});
