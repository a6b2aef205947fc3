"""Lessons from the command line: one to begin with, and whether one holds, all mistakes at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.cli.command import run
from tests.app.lessons.test_lessons import EXAMPLE


def changed(text: str, *pairs: tuple[str, str]) -> str:
    """A text with the first of each taken for the other."""
    for before, after in pairs:
        assert before in text
        text = text.replace(before, after, 1)
    return text


def test_a_new_lesson_is_the_documented_one_and_holds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "20-moons.toml"
    assert run(["lesson", "new", str(path)]) == 0
    assert path.read_text(encoding="utf-8") == EXAMPLE
    assert run(["lesson", "check", str(path)]) == 0
    assert "20-moons.toml: all is well. Tasks: 1; claims that hold: 3." in capsys.readouterr().out
    # Nothing is written over, or where it would not be found.
    assert run(["lesson", "new", str(path)]) == 2
    assert run(["lesson", "new", str(tmp_path / "moons.toml")]) == 2
    assert run(["lesson", "new", str(tmp_path / "no" / "20-moons.toml")]) == 2
    assert run(["lesson", "check", str(tmp_path / "21-moons.toml")]) == 2
    said = capsys.readouterr().err
    for part in ("is there already", "is called NN-name.toml", "cannot be written", "no file"):
        assert part in said


def test_all_that_is_wrong_is_said_in_one_go(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = changed(
        EXAMPLE,
        ("$line$", "$lime$"),
        ("- Watch where", "[[losses: hing]]\n\n- Watch where"),
        ("hidden_layers = [8] } }, epochs = 150 }", "hidden_layers = [0] } }, epochs = 150 }"),
        ("values = [[2], [4]", "values = [[2], [0]"),
    )
    unread = tmp_path / "20-unread.toml"
    unread.write_text(told, encoding="utf-8")
    tried = changed(
        EXAMPLE,
        (
            "check = [\n",
            """check = [
  { what = "accuracy", at_least = 97 },
  { what = "loss", at_least = 0.5, at_most = 0.1 },
  { what = "val_r2", at_least = 0.5 },
  { field = "network.hidden_layers.7.units", equals = 1, says = "x" },
""",
        ),
        ('"val_accuracy", at_most = 0.92', '"val_accuracy", at_most = 0.6'),
        ("at_least = 4\n", "at_least = 5\n"),
        ("tile = [[8]]", "tile = [[2]]"),
    )
    untrue = tmp_path / "21-untrue.toml"
    untrue.write_text(tried, encoding="utf-8")
    easy = tmp_path / "22-easy.toml"
    easy.write_text(
        changed(EXAMPLE, ('"val_accuracy", at_least = 0.97 }', '"val_accuracy", at_least = 0.8 }'))
        + """
[[tasks]]
title = "At once"
words = "Nothing."
check = [{ what = "epoch", at_least = 0 }]
solution = {}

[[tasks]]
title = "Never"
words = "Too much."
check = [{ what = "val_accuracy", at_least = 0.97 }]
solution = { epochs = 5 }
""",
        encoding="utf-8",
    )
    mixed = tmp_path / "23-mixed.toml"
    mixed.write_text(
        changed(
            EXAMPLE,
            ('answer = "About 85"', 'answer = "About 86"'),
            ("minutes = 5", "minuets = 5"),
            ("$line$", "$lime$"),
            ("at_least = 0.97 },", "at_least = 97 },"),
            ("values = [[2], [4]", "values = [[2], [0]"),
            ('"val_accuracy", at_most = 0.92', '"val_accuracy", at_most = 0.6'),
        ),
        encoding="utf-8",
    )
    assert run(["lesson", "check", *map(str, (unread, untrue, easy, mixed))]) == 1
    said = capsys.readouterr().out
    for line in (
        "20-unread.toml, opening: The words name a formula that is not under formulas: lime.",
        "20-unread.toml, words: There is no figure of hing among losses. Known: ",
        "20-unread.toml, tasks 1, solution: network.hidden_layers.0",
        "20-unread.toml, sweep: network.hidden_layers.0",
        "21-untrue.toml, tasks 1, check 1: A share is never above 1",
        "21-untrue.toml, tasks 1, check 2: Nothing is at least the one and at most the other.",
        "21-untrue.toml, tasks 1, check 3: There is no val_r2 in the solution's run.",
        "21-untrue.toml, tasks 1, check 4: There is no network.hidden_layers.7.units in the spec",
        "21-untrue.toml, claims 1: It holds in 0 of 10 tries. One of the others: the test accuracy",
        "21-untrue.toml, sweep, claims 1: It holds in ",
        "22-easy.toml, tasks 1: Its solution changes settings, but the network that the lesson",
        "22-easy.toml, tasks 2: It is passed at once",
        "22-easy.toml, tasks 3, solution: The solution does not pass: the test accuracy is at",
        # Of one kind and of another: what is at fault hides nothing of the rest.
        "23-mixed.toml, question: The answer should be one of the options",
        "23-mixed.toml, minuets: There is no such field here",
        "23-mixed.toml, opening: The words name a formula that is not under formulas: lime.",
        "23-mixed.toml, sweep: network.hidden_layers.0",
        "23-mixed.toml, tasks 1, check 1: A share is never above 1",
        "23-mixed.toml, claims 1: It holds in 0 of 10 tries.",
    ):
        assert line in said, said
    assert len(said.splitlines()) == 19
