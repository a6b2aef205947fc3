"""What is left of a file that has mistakes: the parts at fault are replaced by stand-ins, so that
one look finds what is wrong with the others, too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

R = TypeVar("R", bound=BaseModel)

BEGINNINGS = {"/spec", "/weights"}
"""What all else begins from: with a mistake there, nothing can be said of what is trained."""
TEXTS = ("opening", "words", "now_try")
"""Words, whose mistakes leave all else as it is."""


def is_of_words(pointer: str) -> bool:
    """Whether a mistake is one of words alone."""
    return pointer.rpartition("/")[2] in TEXTS


def may_follow(pointer: str, code: str | None, at_fault: Set[str]) -> bool:
    """Whether a mistake may be one only because of those that are known."""
    if code == "formula_missing":
        return "/formulas" in at_fault
    return bool(at_fault & BEGINNINGS) and not is_of_words(pointer)


def unit_of(pointer: str) -> str:
    """The part of a file that a mistake is in: a whole field, or one of many tasks or claims."""
    name, *inner = pointer.split("/")[1:] or [""]
    whole = f"/{name}"
    one_of_many = whole not in BEGINNINGS and inner and inner[0].isdecimal()
    return f"{whole}/{inner[0]}" if one_of_many else whole


def rest_of(written: Mapping[str, Any], units: Iterable[str], model: type[R]) -> R | None:
    """A file's content with stand-ins for its parts at fault; None where it is none even so."""
    stand_ins: Mapping[str, Any] = getattr(model, "stand_ins", {})
    rest = dict(written)
    for unit in sorted(units):
        name, _, number = unit[1:].partition("/")
        stand_in = stand_ins.get(name)
        if number and stand_in and isinstance(rest.get(name), list):
            rest[name] = [*rest[name]]
            rest[name][int(number)] = stand_in[0]
        elif stand_in:
            rest[name] = stand_in
        else:
            rest.pop(name, None)
    try:
        return model.model_validate(rest)
    except ValidationError:
        return None
