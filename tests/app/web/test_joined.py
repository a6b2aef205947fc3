"""Modules in one file: the browser's tests run it; here is what it says, and what it refuses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.web.joined import COMMENT, joined

ROOT = Path(__file__).parents[3]
WITHIN = re.compile(r"/\*\*.*?\*/| // .*")
"""Comments beside code, which are left in."""

MODULES = {
    "js/pages/main.js": 'import { two as second, one } from "../lib/numbers.js";\n'
    'import * as all from "../lib/numbers.js";\n'
    'import words from "../words.js";\n'
    'export { one as first } from "../lib/numbers.js";\n'
    "words(one, second, all);\n",
    "js/lib/numbers.js": "// @ts-check\n/**\n * Numbers * all / of them.\n */\n\n"
    "/** The first. @type {number} */\nexport const one = /** @type {number} */ (1); // of two\n"
    "  // The other.\nexport async function two() {}\n",
    "js/words.js": "export default { here: import.meta.url };\n",
}

JOINED = """\
// js/lib/numbers.js
const m0 = (() => {

const one = /** @type {number} */ (1); // of two
async function two() {}
return { one, two };
})();

// js/words.js
const m1 = (() => {
const $default = { here: new URL("../words.js", import.meta.url).href };
return { default: $default };
})();

// js/pages/main.js
const m2 = (() => {
const { two: second, one } = m0;
const all = m0;
const { default: words } = m1;

words(one, second, all);
return { first: m0.one };
})();
"""


def test_each_module_stands_once_after_those_it_imports() -> None:
    assert joined(MODULES, "js/pages/main.js") == JOINED


def test_what_is_left_out_is_no_text_of_a_module() -> None:
    """Within backticks a line may begin as a comment does."""
    for path in (ROOT / "static/js").rglob("*.js"):
        text = path.read_text()
        for match in COMMENT.finditer(text):
            before = WITHIN.sub("", COMMENT.sub("", text[: match.start()]))
            assert before.count("`") % 2 == 0, f"{path.name}: {match[0]}"


@pytest.mark.parametrize(
    "line",
    ["export let count = 0;", 'import one, { two } from "./a.js";', "export { here };"],
)
def test_what_is_not_understood_is_refused_with_its_place(line: str) -> None:
    with pytest.raises(ValueError, match=r"^js/main\.js, line 2: "):
        joined({"js/main.js": f"// A page.\n{line}\n"}, "js/main.js")


def test_a_ring_of_modules_is_refused() -> None:
    ring = {"js/a.js": 'import { b } from "./b.js";', "js/b.js": 'import { a } from "./a.js";'}
    with pytest.raises(ValueError, match=r"js/a\.js → js/b\.js → js/a\.js"):
        joined(ring, "js/a.js")
