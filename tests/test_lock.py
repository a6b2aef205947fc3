"""What the Docker image installs is what the project asks for, pinned, and from nowhere special."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
LOCK = (ROOT / "requirements.lock").read_text()
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def pinned(name: str) -> list[Requirement]:
    lines = re.findall(rf"^{re.escape(name)}==.*?(?= \\$)", LOCK, re.MULTILINE)
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize("text", PROJECT["dependencies"])
@pytest.mark.parametrize("python", ["3.11", "3.13"])
def test_what_is_asked_for_is_pinned(text: str, python: str) -> None:
    asked = Requirement(text)
    environment = {"python_full_version": f"{python}.1", "python_version": python}
    found = [
        each
        for each in pinned(asked.name)
        if each.marker is None or each.marker.evaluate(environment)
    ]
    assert len(found) == 1, f"make lock: {found}"
    (at,) = found[0].specifier
    assert at.version in asked.specifier, "make lock"


def test_everything_has_hashes_and_no_place_is_named() -> None:
    pins = re.findall(r"^\S+==.*\\$", LOCK, re.MULTILINE)
    assert len(pins) == len(re.findall(r"^[a-z].*$", LOCK, re.MULTILINE))
    assert len(re.findall(r"^\S+==.*\\\n    --hash=sha256:", LOCK, re.MULTILINE)) == len(pins)
    assert "://" not in LOCK
