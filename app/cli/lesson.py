"""The commands for whoever writes lessons: a new one to begin with, and whether one holds."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel

from app.cli.files import UsageError, unwritable
from app.cli.words import _, said

if TYPE_CHECKING:
    from app.lessons import Fault, File

T = TypeVar("T", bound=BaseModel)

MODEL = Path(__file__).with_name("lesson.toml")
"""A lesson with every kind of field, the same that docs/lessons.md explains."""


def add_parser(commands: Any) -> None:
    """What the commands take."""
    lesson = commands.add_parser("lesson", help=_("write lessons of your own, and check them"))
    kinds = lesson.add_subparsers(dest="kind", metavar=_("WHAT"), required=True)
    check = kinds.add_parser(
        "check",
        help=_("try files out: fields, solutions, conditions, claims; all mistakes at once"),
    )
    check.add_argument("files", nargs="+", type=Path, metavar=_("FILE"), help=_("NN-name.toml"))
    check.set_defaults(run=run_check)
    new = kinds.add_parser("new", help=_("a whole lesson to begin with, which you then change"))
    new.add_argument("file", type=Path, help=_("NN-name.toml, such as 20-moons.toml"))
    new.set_defaults(run=run_new)


def run_new(given: argparse.Namespace) -> int:
    """Write a lesson that is complete, and has still to be made one's own."""
    from app.lessons import FILE_NAME
    from app.sentences import say

    path: Path = given.file
    if not re.fullmatch(FILE_NAME, path.name):
        raise UsageError(said(say("lesson_name")))
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(MODEL.read_text(encoding="utf-8"))
    except FileExistsError as error:
        raise UsageError(said(say("file_there", path=str(path)))) from error
    except OSError as error:
        raise unwritable(error) from error
    check = f"nn-playground lesson check {path}"
    see = f"PLAYGROUND_LESSONS_DIR={path.parent} nn-playground"
    print(
        _(
            "{path} is a whole lesson: change what it says, then: {command}",
            path=str(path),
            command=check,
        )
    )
    print(_("To see it: {command}, and open /lessons", command=see))
    return 0


def run_check(given: argparse.Namespace) -> int:
    """Say all that is wrong with lessons, or that nothing is; 1 where something is."""
    from app.lessons import Lesson, problems_of, read_lesson

    def well(lesson: Lesson) -> str:
        claims = len(lesson.claims) + (len(lesson.sweep.claims) if lesson.sweep else 0)
        return _(
            "Tasks: {tasks}; claims that hold: {claims}.", tasks=len(lesson.tasks), claims=claims
        )

    return checked(given.files, read_lesson, problems_of, well)


def checked(
    paths: Iterable[Path],
    read: Callable[[Path], File[T]],
    problems: Callable[[T], Iterable[Fault]],
    well: Callable[[T], str],
) -> int:
    """Print all that is wrong with files, or `well`; 1 where something is."""
    from app.lessons import Mistake, place_of
    from app.sentences import say

    wrong = 0
    for path in paths:
        if not path.is_file():
            raise UsageError(said(say("file_missing", path=str(path))))
        file = read(path)
        mistakes = list(file.mistakes)
        if file.rest:
            mistakes += [
                Mistake(file.file, place_of(pointer), sentence)
                for pointer, sentence in problems(file.rest)
                if file.is_sound(pointer)
            ]
        for mistake in mistakes:
            print(said(mistake.whole()))
        wrong += len(mistakes)
        if file.content and not mistakes:
            print(_("{file}: all is well. {found}", file=file.file, found=well(file.content)))
    return 1 if wrong else 0
