"""The page names no choice: what there is to choose from, it has from the catalogue alone."""

import re
from pathlib import Path

import pytest

import engine

ROOT = Path(__file__).parent.parent
FAMILIES = ("activations", "datasets", "initializers", "inputs", "losses", "optimizers")
FILES = [
    path
    for folder, pattern in (("static/js", "**/*.js"), ("templates", "*.html"))
    for path in sorted((ROOT / folder).glob(pattern))
]
NAMES = {
    name
    for family in FAMILIES
    for entry in engine.catalogue()[family]
    for name in (entry["kind"], *entry["aliases"])
}

# Words of SVG, of Plotly and of the page itself that happen to be names of choices, too.
OTHERWISE = {"circle", "points", "step"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_choice_is_named(path: Path) -> None:
    words = set(re.findall(r"""["'`](\w+)["'`]""", path.read_text()))
    assert not (words & NAMES) - OTHERWISE
