"""Lessons are read from folders: ours, and one of a teacher's own, whose files win."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from app.lessons.claims import Start
from app.lessons.faults import faults_of
from app.lessons.format import Lesson
from app.problems import field_errors
from app.sentences import say
from engine import Sentence

OURS = Path(__file__).parent
MAX_BYTES = 200_000
FILE_NAME = re.compile(r"(\d{1,3})-([a-z0-9]+(?:-[a-z0-9]+)*)\.toml")


@dataclass(frozen=True)
class Mistake:
    """One thing wrong with a lesson's file: which file, which field, and what in a sentence."""

    file: str
    field: str
    sentence: Sentence

    def whole(self) -> Sentence:
        """The sentence with its place before it."""
        place = f"{self.file}, {self.field}" if self.field else self.file
        return say("mistake", file=place, mistake=self.sentence)

    def __str__(self) -> str:
        return str(self.whole())


@dataclass(frozen=True)
class LessonFile:
    """A file, and the lesson in it, or what is wrong with it."""

    number: int
    name: str
    file: str
    lesson: Lesson | None
    mistakes: tuple[Mistake, ...] = ()


def read_lesson(path: Path) -> LessonFile:
    """The lesson in a file, or the mistakes in it. Never raises for what a file holds."""
    named = FILE_NAME.fullmatch(path.name)
    if not named:
        mistake = Mistake(path.name, "", say("lesson_name"))
        return LessonFile(999, path.stem, path.name, None, (mistake,))
    number, name = int(named[1]), named[2]
    try:
        lesson, mistakes = _parse(path)
    except OSError:
        lesson, mistakes = None, [Mistake(path.name, "", say("lesson_unreadable"))]
    return LessonFile(number, name, path.name, lesson, tuple(mistakes))


def _parse(path: Path) -> tuple[Lesson | None, list[Mistake]]:
    if path.stat().st_size > MAX_BYTES:
        return None, [Mistake(path.name, "", say("lesson_too_large", maximum=MAX_BYTES))]
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        return None, [Mistake(path.name, "", say("lesson_encoding"))]
    except tomllib.TOMLDecodeError as error:
        return None, [Mistake(path.name, "", say("lesson_not_toml", error=str(error)))]
    try:
        lesson = Lesson.model_validate(content)
    except ValidationError as error:
        return None, [
            Mistake(path.name, place_of(item.pointer), item.sentence)
            for item in field_errors(error.errors(), content)
        ]
    begin = Start(weights=lesson.weights)
    mistakes = [
        Mistake(path.name, place_of(pointer), sentence)
        for pointer, sentence in faults_of(lesson, begin)
    ]
    return (None if mistakes else lesson), mistakes


def place_of(pointer: str) -> str:
    """A pointer as people count: /tasks/0/check/1 is tasks 1, check 2."""
    parts: list[str] = []
    for part in pointer.split("/")[1:]:
        if part.isdecimal() and parts:
            parts[-1] += f" {int(part) + 1}"
        else:
            parts.append(part)
    return ", ".join(parts)


@dataclass
class Library:
    """Every lesson there is. Files are read again once they have changed, so that a teacher who
    writes one sees it at the next look."""

    own: Path | None = None
    _read: dict[Path, tuple[int, LessonFile]] = field(default_factory=dict)

    def files(self) -> list[LessonFile]:
        """Every lesson's file in order; a teacher's own takes the place of ours of that name."""
        found: dict[str, LessonFile] = {}
        for folder in filter(None, (OURS, self.own)):
            for path in sorted(folder.glob("*.toml")):
                file = self._file(path)
                found[file.name] = file
        return sorted(found.values(), key=lambda file: (file.number, file.name))

    def find(self, name: str) -> LessonFile | None:
        """The lesson of that name."""
        return next((file for file in self.files() if file.name == name), None)

    def _file(self, path: Path) -> LessonFile:
        try:
            changed = path.stat().st_mtime_ns
        except OSError:
            changed = 0
        known = self._read.get(path)
        if known is None or known[0] != changed:
            known = self._read[path] = changed, read_lesson(path)
        return known[1]
