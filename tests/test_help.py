"""Scripts for developers say what they do when they are asked, and do nothing else."""

from __future__ import annotations

import os
import re
import runpy
import sys
from pathlib import Path
from unittest import mock

import pytest

ROOT = Path(__file__).parent.parent
TEXTS = [
    ROOT / "Makefile",
    *ROOT.glob("*.md"),
    *ROOT.glob("docs/*.md"),
    *ROOT.glob("tests/**/*.py"),
]
SCRIPTS = sorted(
    {
        found
        for text in TEXTS
        for found in re.findall(r"python -m (tests(?:\.\w+)+)", text.read_text(encoding="utf-8"))
    }
    - {
        "tests.frozen",
        "tests.bench.contenders",
        "tests.bench.sweeps",
    }  # started by others, never by a person
)


def test_there_are_scripts() -> None:
    assert {"tests.bench", "tests.contract.openapi", "tests.tools.weight"} <= set(SCRIPTS)


@pytest.mark.parametrize("name", SCRIPTS)
def test_whoever_asks_for_help_gets_it(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = ROOT.joinpath(*name.split("."))
    source = (path / "__main__.py" if path.is_dir() else path.with_suffix(".py")).read_text()
    assert "ArgumentParser(description=__doc__)" in source
    if "import torch" in source:
        return  # that alone takes seconds, where it is installed at all
    monkeypatch.setattr(sys, "argv", [name, "--help"])
    for known in (name, f"{name}.__main__"):
        monkeypatch.delitem(sys.modules, known, raising=False)  # it is run anew
    with mock.patch.dict(os.environ), pytest.raises(SystemExit) as left:
        runpy.run_module(name, run_name="__main__")
    assert left.value.code == 0
    assert capsys.readouterr().out.startswith("usage: ")
