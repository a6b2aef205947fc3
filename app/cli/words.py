"""The words of the command line: in the language of the system's locale, as other commands have
theirs, and in English where it is none of ours."""

from __future__ import annotations

import argparse
import codecs
import os
import re
import sys
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.languages import Language
    from app.problems import FieldError
    from engine import Sentence

LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")
"""The variables that say which it is; the first that is there holds."""
BREAKABLE = re.compile(
    r"\s+|[「（]*(?:[^\s\u2e80-\uffdc]+|[\u2e80-\uffdc])[\u3001\u3002」）：ーァィゥェォッャュョぁぃぅぇぉっゃゅょ]*"
)
"""What stays whole at the end of a line: a word, or a sign of a script without blanks with those
that never begin one."""


def _wanted() -> list[str]:
    """The languages that are asked for, the most wanted first."""
    place = next(filter(None, map(os.environ.get, LOCALE)), "C")
    tags = [re.split(r"[.@]", each)[0].replace("_", "-") for each in (*_listed(), place)]
    is_plain = tags[-1] in ("C", "POSIX") or not (_is_utf8(sys.stdout) and _is_utf8(sys.stderr))
    return ["en"] if is_plain else tags


def _listed() -> list[str]:
    """Several languages, as GNU's commands take them."""
    return [each for each in os.environ.get("LANGUAGE", "").split(":") if each]


def _is_utf8(stream: Any) -> bool:
    """Whether all signs can be written there."""
    return codecs.lookup(getattr(stream, "encoding", None) or "utf-8").name == "utf-8"


def _is_english() -> bool:
    """Known without the languages, which take longer to load than many a command."""
    return _wanted()[0].partition("-")[0].lower() == "en"


def language() -> Language:
    """The language that is spoken here."""
    from app.languages import chosen

    return chosen(_wanted())


def _(english: str, **values: str | int) -> str:
    """The words in that language; `values` are put into them as they are."""
    return english.format_map(values) if _is_english() else language().command(english, **values)


def said(sentence: Sentence) -> str:
    """A sentence of the shell or the engine."""
    return language().said(sentence)


def located(errors: Iterable[FieldError]) -> str:
    """What is wrong with fields, one on a line."""
    places = ((each.pointer, said(each.sentence)) for each in errors)
    return "\n  ".join(f"{place}: {words}" if place else words for place, words in places)


def value(english: str) -> str:
    """A word that is put into a sentence, such as what a system says of a file."""
    return english if _is_english() else language().command_values.get(english, english)


def figure(number: float, form: str) -> str:
    """A number in a form of Python's, with the marks of the language."""
    text = format(number, form)
    return text if _is_english() else language().number(text)


def columns(text: str) -> int:
    """How wide a terminal shows it."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def padded(text: str, width: int) -> str:
    """The text with blanks behind it, up to so many columns."""
    return text + " " * (width - columns(text))


class Help(argparse.RawDescriptionHelpFormatter):
    """Help whose lines are as long as they look: a Japanese letter takes two columns."""

    def _format_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None) -> str:
        words = _of_argparse("usage: ") if prefix is None else prefix
        room = "x" * columns(words)
        return super()._format_usage(usage, actions, groups, room).replace(room, words, 1)

    def _split_lines(self, text: str, width: int) -> list[str]:
        if columns(text) == len(text):
            return super()._split_lines(text, width)
        lines = [""]
        for piece in BREAKABLE.findall(text):
            if lines[-1] and columns(lines[-1] + piece.rstrip()) > width:
                lines.append("")
            lines[-1] += piece if lines[-1] else piece.lstrip()
        return lines


class Parser(argparse.ArgumentParser):
    """A parser whose help and errors are in that language, argparse's own words among them."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"formatter_class": Help, **options})


def _of_argparse(english: str) -> str:
    return english if _is_english() else language().command_words.get(english, english)


def _counted(one: str, many: str, count: int) -> str:
    return _of_argparse(one if count == 1 else many)


# It asks gettext for its words by these two names, and nobody has ever given gettext any.
argparse._, argparse.ngettext = _of_argparse, _counted  # type: ignore[attr-defined]
