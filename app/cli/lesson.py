"""The commands for whoever writes lessons: a new one to begin with, and whether one holds."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Any

from app.cli.files import UsageError, unwritable

MODEL = Path(__file__).with_name("lesson.toml")
"""A lesson with every kind of field, the same that docs/lessons.md explains."""


def add_parser(commands: Any) -> None:
    """What the commands take."""
    lesson = commands.add_parser("lesson", help="write lessons of your own, and check them")
    kinds = lesson.add_subparsers(dest="kind", metavar="WHAT", required=True)
    check = kinds.add_parser(
        "check", help="try files out: fields, solutions, conditions, claims; all mistakes at once"
    )
    check.add_argument("files", nargs="+", type=Path, metavar="FILE", help="NN-name.toml")
    check.set_defaults(run=run_check)
    new = kinds.add_parser("new", help="a whole lesson to begin with, which you then change")
    new.add_argument("file", type=Path, help="NN-name.toml, such as 20-moons.toml")
    new.set_defaults(run=run_new)


def run_new(given: argparse.Namespace) -> int:
    """Write a lesson that is complete, and has still to be made one's own."""
    from app.lessons import FILE_NAME
    from app.sentences import say

    path: Path = given.file
    if not re.fullmatch(FILE_NAME, path.name):
        raise UsageError(say("lesson_name").detail)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(MODEL.read_text(encoding="utf-8"))
    except FileExistsError as error:
        raise UsageError(f"{path} is there already.") from error
    except OSError as error:
        raise unwritable(error) from error
    print(f"{path} is a whole lesson: change what it says, then: nn-playground lesson check {path}")
    print(f"To see it: PLAYGROUND_LESSONS_DIR={path.parent} nn-playground, and open /lessons")
    return 0


def run_check(given: argparse.Namespace) -> int:
    """Say all that is wrong with lessons, or that nothing is; 1 where something is."""
    from app.lessons import Mistake, place_of, problems_of, read_lesson

    wrong = 0
    for path in given.files:
        if not path.is_file():
            raise UsageError(f"There is no file {path}.")
        file = read_lesson(path)
        mistakes = list(file.mistakes)
        if file.lesson:
            mistakes += [
                Mistake(file.file, place_of(pointer), sentence)
                for pointer, sentence in problems_of(file.lesson)
            ]
        for mistake in mistakes:
            print(mistake)
        wrong += len(mistakes)
        if file.lesson and not mistakes:
            tasks, claims = len(file.lesson.tasks), len(file.lesson.claims)
            claims += len(file.lesson.sweep.claims) if file.lesson.sweep else 0
            print(f"{file.file}: all is well. Tasks: {tasks}; claims that hold: {claims}.")
    return 1 if wrong else 0
