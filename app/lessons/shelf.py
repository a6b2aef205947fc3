"""Files of one kind are read from folders: ours, and one of a teacher's own, whose files win."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from app.languages import LANGUAGES
from app.lessons.rest import BEGINNINGS, is_of_words, may_follow, rest_of, unit_of
from app.lessons.spoken import faults_of_words, laid_over
from app.problems import field_errors
from app.sentences import say
from engine import Sentence

MAX_BYTES = 200_000
FILE_NAME = re.compile(r"(\d{1,3})-([a-z0-9]+(?:-[a-z0-9]+)*)\.toml")

Fault = tuple[str, Sentence]
"""A pointer to where it is, and what it is."""

T = TypeVar("T", bound=BaseModel)


@dataclass(frozen=True)
class Mistake:
    """One thing wrong with a file: which file, which field, and what in a sentence."""

    file: str
    field: str
    sentence: Sentence

    def whole(self) -> Sentence:
        """The sentence with its place before it."""
        place = f"{self.file}, {self.field}" if self.field else self.file
        return say("mistake", file=place, mistake=self.sentence)

    def __str__(self) -> str:
        return str(self.whole())


class ReadMistake(Sentence):
    """One thing wrong with a file, as it is answered."""

    file: str
    field: str

    @classmethod
    def about(cls, mistake: Mistake) -> ReadMistake:
        """The same, for whoever asks."""
        return cls(file=mistake.file, field=mistake.field, **dict(mistake.sentence))


@dataclass(frozen=True)
class File(Generic[T]):
    """A file, and what is in it, or what is wrong with it."""

    number: int
    name: str
    file: str
    content: T | None
    mistakes: tuple[Mistake, ...] = ()
    rest: T | None = None
    """What can be tried of it: all, or what is left without its parts at fault."""
    at_fault: frozenset[str] = frozenset()
    """Those parts, as pointers."""

    def is_sound(self, pointer: str) -> bool:
        """Whether what is there is the file's own, and no stand-in."""
        return unit_of(pointer) not in self.at_fault

    @classmethod
    def read(
        cls,
        path: Path,
        model: type[T],
        faults: Callable[[T], Iterable[Fault]],
        words: Path | None = None,
    ) -> File[T]:
        """What is in a file, or the mistakes in it, perhaps with the words of another language.
        Never raises for what a file holds."""
        named = FILE_NAME.fullmatch(path.name)
        if not named:
            mistake = Mistake(path.name, "", say("lesson_name"))
            return cls(999, path.stem, path.name, None, (mistake,))
        number, name = int(named[1]), named[2]
        try:
            read = _parse(path, model, faults, words)
        except OSError:
            read = _Read(None, [Mistake(path.name, "", say("lesson_unreadable"))])
        return cls(
            number, name, path.name, read.content, tuple(read.mistakes), read.rest, read.at_fault
        )


@dataclass(frozen=True)
class _Read(Generic[T]):
    content: T | None
    mistakes: list[Mistake]
    rest: T | None = None
    at_fault: frozenset[str] = frozenset()


def _parse(
    path: Path, model: type[T], faults: Callable[[T], Iterable[Fault]], words: Path | None
) -> _Read[T]:
    written, mistakes = _written(path)
    if written is None:
        return _Read(None, mistakes)
    read = _content(path.name, written, model, faults)
    if read.content is None or words is None:
        return read
    spoken, mistakes = _written(words)
    if spoken is None:
        return _Read(None, mistakes)
    if found := list(faults_of_words(written, spoken)):
        return _Read(
            None, [Mistake(words.name, place_of(each.pointer), each.sentence) for each in found]
        )
    return _content(words.name, laid_over(written, spoken), model, faults)


def _content(
    file: str, written: dict[str, Any], model: type[T], faults: Callable[[T], Iterable[Fault]]
) -> _Read[T]:
    content: T | None = None
    rest: T | None
    found = list[Fault]()
    try:
        content = rest = model.model_validate(written)
    except ValidationError as error:
        found = [(each.pointer, each.sentence) for each in field_errors(error.errors(), written)]
        rest = rest_of(written, {unit_of(pointer) for pointer, _ in found}, model)
    at_fault = {unit_of(pointer) for pointer, _ in found}
    if rest:
        more = [each for each in faults(rest) if not may_follow(each[0], each[1].code, at_fault)]
        found += more
        if spoiled := {unit_of(pointer) for pointer, _ in more if not is_of_words(pointer)}:
            at_fault |= spoiled
            rest = rest_of(written, at_fault, model)
    if at_fault & BEGINNINGS:
        rest = None
    mistakes = [Mistake(file, place_of(pointer), sentence) for pointer, sentence in found]
    return _Read(None if mistakes else content, mistakes, rest, frozenset(at_fault))


def _written(path: Path) -> tuple[dict[str, Any] | None, list[Mistake]]:
    """What a file holds, as TOML."""
    if path.stat().st_size > MAX_BYTES:
        return None, [Mistake(path.name, "", say("lesson_too_large", maximum=MAX_BYTES))]
    try:
        return tomllib.loads(path.read_text(encoding="utf-8")), []
    except UnicodeDecodeError:
        return None, [Mistake(path.name, "", say("lesson_encoding"))]
    except tomllib.TOMLDecodeError as error:
        return None, [Mistake(path.name, "", say("lesson_not_toml", error=str(error)))]


def place_of(pointer: str) -> str:
    """A pointer as people count: /tasks/0/check/1 is tasks 1, check 2."""
    parts: list[str] = []
    for part in pointer.split("/")[1:]:
        if part.isdecimal() and parts:
            parts[-1] += f" {int(part) + 1}"
        else:
            parts.append(part)
    return ", ".join(parts)


F = TypeVar("F", bound=File[Any])
S = TypeVar("S", bound="Shelf[Any]")


@dataclass
class Shelf(Generic[F]):
    """Every file there is. Files are read again once they have changed, so that a teacher who
    writes one sees it at the next look."""

    read: Callable[[Path, Path | None], F]
    ours: Path
    own: Path | None = None
    language: str = "en"
    """Which words they have, where there are any in it; English is a file's own."""
    _read: dict[tuple[Path, str], tuple[list[int], F]] = field(default_factory=dict)

    def spoken(self: S, language: str) -> S:
        """The same files in a language, by its code."""
        other = copy(self)
        other.language = language
        return other

    def files(self) -> list[F]:
        """Every file in order; a teacher's own takes the place of ours of that name."""
        found: dict[str, F] = {}
        for folder in filter(None, (self.ours, self.own)):
            for path in sorted(folder.glob("*.toml")):
                if Path(path.stem).suffix.removeprefix(".") in LANGUAGES:
                    continue
                file = self._file(path)
                found[file.name] = file
        return sorted(found.values(), key=lambda file: (file.number, file.name))

    def find(self, name: str) -> F | None:
        """The file of that name."""
        return next((file for file in self.files() if file.name == name), None)

    def _file(self, path: Path) -> F:
        words = path.with_suffix(f".{self.language}.toml")
        spoken = words if self.language != "en" and words.is_file() else None
        changed = [_changed(each) for each in (path, spoken) if each]
        known = self._read.get((path, self.language))
        if known is None or known[0] != changed:
            known = self._read[path, self.language] = changed, self.read(path, spoken)
        return known[1]


def _changed(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
