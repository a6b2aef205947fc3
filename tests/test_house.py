"""The house rules that neither linter nor import contract holds."""

import ast
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
MOST_LINES = 300
SOURCES = [
    path for room in ("app", "engine", "nn_playground") for path in (ROOT / room).rglob("*.py")
]
TEMPLATES = list((ROOT / "templates").rglob("*.html"))


def test_a_file_of_python_opens_with_a_sentence() -> None:
    silent = [path for path in SOURCES if not ast.get_docstring(ast.parse(path.read_bytes()))]
    assert not silent


def test_python_and_templates_are_short() -> None:
    assert TEMPLATES
    for path in SOURCES + TEMPLATES:
        lines = len(path.read_text(encoding="utf-8").splitlines())
        assert lines <= MOST_LINES, f"{path.relative_to(ROOT)} has {lines} lines"


def test_every_room_is_in_a_contract_about_web_frameworks() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    named = {
        room
        for contract in contracts
        if "fastapi" in contract.get("forbidden_modules", ())
        for room in contract["source_modules"]
    }
    rooms = {
        f"app.{path.stem}"
        for path in (ROOT / "app").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert rooms - named == {"app.__init__", "app.process", "app.web"}
