"""A lesson or an example in another language: a file of words, NN-name.de.toml, that is laid over
its own; numbers, checks and solutions stand in its own alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.problems import FieldError
from app.sentences import say

WORDS = {
    "title", "summary", "opening", "words", "asks", "options", "because", "reasons", "now_try",
    "hints", "says", "otherwise", "formulas", "sentence", "look", "source", "differs", "name",
    "axis_names", "class_names", "value_names",
}  # fmt: skip
"""What a file of words may have in place of the lesson's, or the example's."""
ONE_FOR_ONE = {"options", "axis_names", "class_names", "value_names"}
"""Lists in which the place of a word counts."""
WITHIN = {"question", "tasks", "check", "claims", "sweep", "cure", "printed", "spec", "data"}
"""What has words within it, and other things, too."""
KINDS: dict[type[Any], str] = {str: "string_type", list: "list_type", dict: "dict_type"}


def laid_over(lesson: Any, words: Any) -> Any:
    """What a lesson's file holds, with the words that there are, in which `faults_of_words` finds
    nothing. A question's answer is the option at the place of the lesson's own, and so are reasons
    that have no words yet."""
    if isinstance(lesson, list):
        rest = lesson[len(words) :]
        return [laid_over(*both) for both in zip(lesson, words, strict=False)] + rest
    found = dict(lesson)
    for name, value in words.items():
        if name in WITHIN:
            found[name] = laid_over(lesson[name], value)
        elif name == "formulas":
            found[name] = {**lesson.get(name, {}), **value}
        else:
            found[name] = value
    if "options" in words and "options" in lesson:
        called = dict(zip(lesson["options"], words["options"], strict=True))
        found["answer"] = called.get(lesson["answer"], lesson["answer"])
        if "reasons" in lesson and "reasons" not in words:
            found["reasons"] = {called.get(k, k): v for k, v in lesson["reasons"].items()}
    return found


def faults_of_words(lesson: Any, words: Any, pointer: str = "") -> Iterator[FieldError]:
    """What of a file of words is none, or about something that the lesson, which is a good one,
    does not have."""
    if type(words) is not type(lesson):
        yield FieldError.at(pointer, say(KINDS[type(lesson)]))
    elif isinstance(words, list):
        if len(words) > len(lesson):
            yield FieldError.at(pointer, say("too_long", max_length=len(lesson)))
            return
        for place, item in enumerate(words):
            yield from faults_of_words(lesson[place], item, f"{pointer}/{place}")
    elif isinstance(words, dict):
        for name, value in words.items():
            here = f"{pointer}/{name}"
            if name in WORDS:
                yield from _faults_of_texts(lesson, name, value, here)
            elif name not in WITHIN or not isinstance(lesson.get(name), dict | list):
                yield FieldError.at(here, say("extra_forbidden"))
            else:
                yield from faults_of_words(lesson[name], value, here)


def _faults_of_texts(lesson: Any, name: str, value: Any, pointer: str) -> Iterator[FieldError]:
    own = lesson.get(name, {} if name == "formulas" else value)
    if type(value) is not type(own):
        yield FieldError.at(pointer, say(KINDS[type(own)]))
    elif isinstance(value, list) and not all(isinstance(item, str) for item in value):
        yield FieldError.at(pointer, say("string_type"))
    elif name in ONE_FOR_ONE and name in lesson and len(value) != len(own):
        yield FieldError.at(pointer, say("too_short", min_length=len(own)))
