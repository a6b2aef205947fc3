"""Questions of lessons in GIFT, which Moodle and other learning platforms import.

Source: https://docs.moodle.org/en/GIFT_format
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.lessons.format import Lesson


def to_gift(lessons: Iterable[Lesson]) -> str:
    """The question of each lesson, with what is said to each answer."""
    return "\n\n".join(map(_question, lessons)) + "\n"


def _question(lesson: Lesson) -> str:
    asked = lesson.question
    lines = [f"::{_plain(lesson.title)}::{_plain(asked.asks)} {{"]
    for option in asked.options:
        right = option == asked.answer
        said = asked.because if right else asked.reasons.get(option, asked.because)
        lines.append(f"{'=' if right else '~'}{_plain(option)}#{_plain(said)}")
    return "\n".join([*lines, "}"])


def _plain(text: str) -> str:
    """Text in one line, whose signs stand for themselves."""
    return re.sub(r"([\\~=#{}:])", r"\\\1", re.sub(r"\s+", " ", text))
