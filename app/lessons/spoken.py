"""A lesson in another language: a file of words, NN-name.de.toml, that is laid over the lesson's
own; numbers, checks and solutions stand in the lesson alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.problems import FieldError
from app.sentences import say

WORDS = {
    "title", "summary", "opening", "words", "asks", "options", "because", "reasons", "now_try",
    "hints", "says", "otherwise", "formulas",
}  # fmt: skip
"""What a file of words may have in place of the lesson's."""


def laid_over(lesson: Any, words: Any) -> Any:
    """What a lesson's file holds, with the words that there are. A question's answer is the option
    at the place of the lesson's own, and so are reasons that have no words yet."""
    if isinstance(lesson, list):
        return [laid_over(*both) for both in zip(lesson, words, strict=False)] + lesson[
            len(words) :
        ]
    found = dict(lesson)
    for name, value in words.items():
        inner = found.get(name)
        if (
            name in ("question", "tasks", "check", "claims", "sweep", "formulas")
            and inner is not None
        ):
            found[name] = laid_over(inner, value)
        else:
            found[name] = value
    if "options" in words and "options" in lesson:
        called = dict(zip(lesson["options"], words["options"], strict=False))
        found["answer"] = called.get(lesson["answer"], lesson["answer"])
        if "reasons" in lesson and "reasons" not in words:
            found["reasons"] = {called.get(k, k): v for k, v in lesson["reasons"].items()}
    return found


def faults_of_words(lesson: Any, words: Any, pointer: str = "") -> Iterator[FieldError]:
    """What of a file of words is none, or about something that the lesson does not have."""
    if isinstance(words, list):
        if not isinstance(lesson, list) or len(words) > len(lesson):
            most = len(lesson) if isinstance(lesson, list) else 0
            yield FieldError.at(pointer, say("too_long", max_length=most))
            return
        for place, item in enumerate(words):
            yield from faults_of_words(lesson[place], item, f"{pointer}/{place}")
    elif isinstance(words, dict):
        for name, value in words.items():
            here = f"{pointer}/{name}"
            if name in WORDS:
                known = lesson.get("options") if name == "options" else None
                if known is not None and len(known) != len(value):
                    yield FieldError.at(here, say("too_short", min_length=len(known)))
            elif not isinstance(value, dict | list) or name not in lesson:
                yield FieldError.at(here, say("extra_forbidden"))
            else:
                yield from faults_of_words(lesson[name], value, here)
    else:
        yield FieldError.at(pointer, say("dict_type"))
