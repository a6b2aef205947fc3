"""Lessons are read from folders: ours, and one of a teacher's own."""

from __future__ import annotations

from pathlib import Path

from app.lessons.claims import Start
from app.lessons.faults import faults_of
from app.lessons.format import Lesson
from app.lessons.shelf import File, Shelf

OURS = Path(__file__).parent

LessonFile = File[Lesson]
"""A file, and the lesson in it, or what is wrong with it."""


def read_lesson(path: Path, words: Path | None = None) -> LessonFile:
    """The lesson in a file, or the mistakes in it, perhaps with the words of another language.
    Never raises for what a file holds."""
    return File.read(
        path, Lesson, lambda lesson: faults_of(lesson, Start(weights=lesson.weights)), words
    )


class Library(Shelf[LessonFile]):
    """Every lesson there is."""

    def __init__(self, own: Path | None = None) -> None:
        super().__init__(read_lesson, OURS, own)
