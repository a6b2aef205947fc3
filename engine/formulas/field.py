"""The field of a choice that holds a formula of a person's own."""

from __future__ import annotations

from pydantic import AfterValidator, Field

from engine.errors import FormulaError
from engine.formulas.places import Place, Ranges
from engine.formulas.read import LONGEST, read
from engine.formulas.tree import FUNCTIONS, Node
from engine.sentences import Sentence, invalid, say


def expression_field(names: tuple[str, ...], default: str, wanted: str) -> str:
    """The field, whose description says what is wanted of it and what it is made of."""
    field: str = Field(
        default,
        title="Formula",
        description=f"{wanted} made of {', '.join(names)}, numbers, + - * / ^, brackets, pi, e "
        f"and {', '.join(FUNCTIONS)}.",
        json_schema_extra={"maxLength": LONGEST, "formula": True},
    )
    return field


def checked(text: str, names: tuple[str, ...]) -> Node:
    """The tree of a formula of these names, as a validator asks for it."""
    try:
        return read(text, names)
    except FormulaError as error:
        raise invalid(error.sentence) from error


def is_formula(names: tuple[str, ...]) -> AfterValidator:
    """Marks the type of a field that takes formulas of these names."""

    def check(text: str) -> str:
        checked(text, names)
        return text

    return AfterValidator(check)


def said(place: Place) -> str:
    """A place, such as "x1 = 0, x2 = -1.5"."""
    return ", ".join(f"{name} = {round(value, 4) + 0.0:g}" for name, value in place)


def not_finite(place: Place, ranges: Ranges) -> Sentence:
    """That a formula has no finite value there, and should have one for all of these."""
    return say("formula_not_finite", place=said(place), range=stretch(ranges))


def stretch(ranges: Ranges) -> str:
    """The ranges, such as "z from -20 to 20"."""
    return " and ".join(f"{name} from {low:g} to {high:g}" for name, low, high in ranges)
