"""What a file of words, NN-name.de.toml, lacks of all that its lesson, or its example, says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from app.lessons.shelf import place_of
from app.lessons.spoken import WITHIN, WORDS
from app.lessons.words import figures_of, names_of_formulas, to_html

SAME = 40
"""So many signs may a text have that is the same in both languages, such as a name."""
BLOCKS = re.compile(r"<(p|h\d|ul|ol|li|pre|table|tr|th|td|img|div)\b")


def lacks(own: dict[str, Any], words: dict[str, Any], pointer: str = "") -> Iterator[str]:
    """Each place of a file that has no words in the language, or not all of them."""
    for name, value in own.items():
        here = f"{pointer}/{name}"
        if name == "formulas":
            told = words.get(name, {})
            said = {each for each, text in value.items() if _has_words("".join(_texts(text)))}
            yield from (place_of(f"{here}/{each}") for each in sorted(said - set(told)))
        elif name in WORDS:
            yield from (f"{place_of(here)}: {fault}" for fault in _faults(value, words.get(name)))
        elif name in WITHIN and isinstance(value, dict):
            yield from lacks(value, words.get(name, {}), here)
        elif name in WITHIN and isinstance(value, list):
            rows = words.get(name, [])
            for place, row in enumerate(value):
                told = rows[place] if place < len(rows) else {}
                yield from lacks(row, told, f"{here}/{place}")


def _faults(own: str | list[str] | dict[str, str], words: Any) -> Iterator[str]:
    said = [own] if isinstance(own, str) else list(own)
    if not any(map(_has_words, said)):
        return
    if words is None:
        yield "no words"
    elif isinstance(own, str):
        if own == words and len(own) > SAME:
            yield "in English"
        told = _built(words)
        yield from (f"other {what}" for what, there in _built(own).items() if told[what] != there)
    elif len(own) != len(words):
        yield f"{len(words)} in place of {len(own)}"


def _built(words: str) -> dict[str, Any]:
    """What translated words have as the English ones do."""
    html = to_html(words, {})
    return {
        "cards": len(re.findall("note-card", html)),
        "paragraphs, headings or lists": BLOCKS.findall(html),
        "formulas": names_of_formulas(words),
        "figures": figures_of(words),
        "links": sorted(re.findall(r'(?:href|src)="([^"]*)"', html)),
    }


def _texts(formula: str) -> list[str]:
    return re.findall("<mtext>(.*?)</mtext>", formula)


def _has_words(text: str) -> bool:
    """Whether a text says something, and is no number or sign such as w₅."""
    return any(one.isalpha() and other.isalpha() for one, other in pairwise(text))
