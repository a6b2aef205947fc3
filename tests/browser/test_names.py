"""What is named in the engine is named there alone: menus are drawn from the catalogue."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import engine

ROOT = Path(__file__).parents[2]
FILES = sorted(
    path
    for folder, ending in (("static/js", "*.js"), ("templates", "*.html"))
    for path in (ROOT / folder).rglob(ending)
)
NAMES = {
    name
    for entries in engine.catalogue().values()
    if isinstance(entries, list)
    for entry in entries
    for name in (entry["kind"], *entry.get("aliases", ()))
}
# Words that JavaScript, CSS, the commands of a run and the columns of a file use for themselves.
WORDS = {"formula", "none", "linear", "points", "step", "x1", "x2"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_name_of_a_choice_is_written_in_the_page(path: Path) -> None:
    quoted = set(re.findall(r"""["'`]([a-z0-9_]+)["'`]""", path.read_text(encoding="utf-8")))
    assert not quoted & (NAMES - WORDS)
