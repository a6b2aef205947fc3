"""Every sentence is written once, under a code of its own, and whoever says one gives what it
asks for."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest
from pydantic_core.core_schema import ErrorType

import app.sentences
import engine.sentences
from tests.sentences import PARTS, TABLE

ROOT = Path(__file__).parents[1]
TABLES = {"engine": engine.sentences.SENTENCES, "app": app.sentences.SENTENCES}
GROUPS = (
    app.sentences.LIMITS, app.sentences.REQUESTS, app.sentences.REWORDED, app.sentences.RUNS,
    app.sentences.FILES, app.sentences.SAVED, app.sentences.EXPORTS, app.sentences.CLIENT,
    app.sentences.LESSONS, app.sentences.SWEEPS, app.sentences.SWEEP_FILES,
    app.sentences.CLASSES, app.sentences.STARTING, engine.sentences.SENTENCES,
)  # fmt: skip

# Where a sentence is made of words that are there already.
MAKERS = {
    "engine/sentences.py",
    "engine/state.py",
    "app/cli/config.py",
    "app/problems.py",
    "app/web/refusals.py",
    "app/storage/database.py",
    "app/lessons/conditions.py",
}


def calls(package: str) -> Iterator[tuple[str, ast.Call, str]]:
    """Every call in a package: where, the call, and the name of what is called."""
    for path in sorted((ROOT / package).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                named = node.func
                name = named.attr if isinstance(named, ast.Attribute) else getattr(named, "id", "")
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node, name


def asked(code: str) -> set[str]:
    """The parameters of a template."""
    return {name for _, name, _, _ in Formatter().parse(TABLE[code]) if name}


def codes(node: ast.expr, table: dict[str, str]) -> list[str] | None:
    """The codes that an expression may stand for; None where it does not show."""
    if isinstance(node, ast.Constant):
        return [str(node.value)]
    if isinstance(node, ast.JoinedStr):
        parts = [
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"\w+"
            for part in node.values
        ]
        return [code for code in table if re.fullmatch("".join(parts), code)]
    return None


def test_codes_are_unique_and_plain() -> None:
    assert sum(map(len, GROUPS)) == len(TABLE)
    for code in TABLE:
        assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", code), code


def test_what_is_reworded_is_pydantics() -> None:
    kinds = get_args(ErrorType)
    assert set(app.sentences.REWORDED) <= set(kinds)
    ours = set(TABLE) - set(app.sentences.REWORDED)
    # Two that FastAPI and we find before pydantic does.
    assert ours & set(kinds) <= {"json_invalid"}


@pytest.mark.parametrize("package", TABLES)
def test_whoever_says_a_sentence_gives_all_its_parameters_and_no_others(package: str) -> None:
    seen = 0
    for where, call, name in calls(package):
        if name != "say":
            continue
        possible = codes(call.args[0], TABLES[package])
        if possible is None or where.startswith("app/limits.py"):
            continue  # tests/app/test_limits.py has them said
        assert possible, where
        given = {keyword.arg for keyword in call.keywords}
        for code in possible:
            assert code in TABLES[package], (where, code)
            if None not in given:
                assert given == asked(code), (where, code)
        seen += 1
    assert seen > 10


def test_reasons_of_an_export_are_given_what_they_ask_for() -> None:
    for where, call, name in calls("app"):
        if name == "refuse":
            (code,) = codes(call.args[1], TABLE) or ["no code"]
            given = {keyword.arg for keyword in call.keywords}
            assert given | {"framework"} == asked(code), where


@pytest.mark.parametrize("package", TABLES)
def test_every_sentence_is_said_somewhere(package: str) -> None:
    said = set(app.sentences.REWORDED)
    for path in (ROOT / package).rglob("*.py"):
        if path.name == "sentences.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant | ast.JoinedStr):
                said.update(codes(node, TABLES[package]) or ())
    assert not set(TABLES[package]) - said


def test_no_sentence_is_made_without_its_code() -> None:
    for package in TABLES:
        for where, _, name in calls(package):
            file = where.partition(":")[0]
            if name == "Sentence":
                assert file in MAKERS, where
            if name == "FieldError":
                assert file == "app/problems.py", where
            if name == "PydanticCustomError":
                # The settings are said to whoever starts the server, not to a client.
                assert file in ("engine/sentences.py", "app/settings.py"), where


def test_parts_are_named_alike() -> None:
    """A parameter is a code everywhere or nowhere: a translation goes by its name."""
    for package in TABLES:
        for where, call, name in calls(package):
            if name != "say":
                continue
            for keyword in call.keywords:
                value = keyword.value
                inner = isinstance(value, ast.Call) and getattr(value.func, "id", "") == "say"
                assert not inner or keyword.arg in PARTS, where
