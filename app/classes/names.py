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


def _text(given: str) -> str:
    text = " ".join(unicodedata.normalize("NFC", given).split(" ")).strip()
    text = " ".join(filter(None, text.split(" ")))
    marks = 0
    for at, sign in enumerate(text):
        kind = unicodedata.category(sign)
        marks = marks + 1 if kind in ("Mn", "Me") else 0
        joins = sign in JOINERS and 0 < at < len(text) - 1 and text[at - 1] not in f"{JOINERS} "
        hidden = kind[0] == "C" or kind in ("Zl", "Zp") or (kind == "Zs" and sign != " ")
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
    return "".join(sign for sign in folded if unicodedata.category(sign) != "Cf")


def told_apart(name: str, taken: Collection[str]) -> str:
    """The name, with a number behind it where another has it already."""
    known = {alike(each) for each in taken}
    number, told = 1, name
    while alike(told) in known:
        number += 1
        tail = f" ({number})"
        told = f"{name[: MOST_SIGNS - len(tail)].rstrip()}{tail}"
    return told
