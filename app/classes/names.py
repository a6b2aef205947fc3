"""Names that people give themselves or a class: text, and nothing but text.

They are shown to others, on walls and in spreadsheets. So nothing may be in them that is not seen,
turns the writing around or piles up over the line; markup and formulas are mere signs here, and
whoever shows them or writes them down treats them so.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from typing import Annotated

from pydantic import AfterValidator, Field

import engine
from app.sentences import say

MOST_SIGNS = 40
MOST_MARKS = 3
"""Accents and the like on one letter."""
JOINERS = "\u200c\u200d"
"""Not seen, but needed within words of some scripts."""
UNSEEN = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
"""Letters, marks and signs by their kind, but nothing is seen of them."""
SELECTORS = "".join(map(chr, (*range(0x180B, 0x1810), *range(0xFE00, 0xFE10))))
"""Not seen either: which shape the sign before has. So have those from 0xE0100 to 0xE01EF."""


def _text(given: str) -> str:
    # A list that comes from elsewhere has blanks of other kinds, and stops of the tabulator.
    blanks = (sign == "\t" or unicodedata.category(sign) == "Zs" for sign in given)
    plain = "".join(" " if blank else sign for blank, sign in zip(blanks, given, strict=True))
    text = " ".join(filter(None, unicodedata.normalize("NFC", plain).strip().split(" ")))
    marks = 0
    for at, sign in enumerate(text):
        kind = unicodedata.category(sign)
        marks = marks + 1 if kind in ("Mn", "Me") else 0
        joins = sign in JOINERS and 0 < at < len(text) - 1 and text[at - 1] not in f"{JOINERS} "
        hidden = kind[0] == "C" or kind in ("Zl", "Zp") or sign in UNSEEN
        if (hidden and not joins) or marks > MOST_MARKS:
            raise engine.invalid(say("name_signs"))
    if not any(unicodedata.category(sign)[0] in "LN" for sign in text):
        raise engine.invalid(say("name_empty"))
    return text


Name = Annotated[str, Field(max_length=MOST_SIGNS), AfterValidator(_text)]
"""A name of a person."""
Title = Annotated[str, Field(max_length=2 * MOST_SIGNS), AfterValidator(_text)]
"""A name of a class, a question or an answer to it."""
Words = Annotated[str, Field(max_length=10 * MOST_SIGNS), AfterValidator(_text)]
"""A question."""


def alike(name: str) -> str:
    """What two names have in common that look the same."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(sign for sign in folded if not _shapes(sign))


def _shapes(sign: str) -> bool:
    """Whether it is nothing by itself, and shapes what is beside it."""
    selects = sign in SELECTORS or 0xE0100 <= ord(sign) <= 0xE01EF
    return selects or unicodedata.category(sign) == "Cf"


def told_apart(name: str, taken: Collection[str]) -> str:
    """The name, with a number behind it where another has it already."""
    known = {alike(each) for each in taken}
    number, told = 1, name
    while alike(told) in known:
        number += 1
        tail = f" ({number})"
        told = f"{name[: MOST_SIGNS - len(tail)].rstrip()}{tail}"
    return told
