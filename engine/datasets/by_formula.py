"""Data by a formula of one's own: points all over the plane, told apart or valued by it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import numpy as np
from pydantic import AfterValidator, Field

from engine import formulas
from engine.arrays import Array
from engine.datasets.base import Flipping
from engine.datasets.real_values import Surface
from engine.formulas import Ranges
from engine.formulas.field import checked, expression_field, not_finite
from engine.sentences import invalid

NAMES = ("x1", "x2")
REACH = 6.0
PLANE: Ranges = (("x1", -REACH, REACH), ("x2", -REACH, REACH))


def _sound(text: str) -> str:
    if place := formulas.unsound(checked(text, NAMES), PLANE):
        raise invalid(not_finite(place, PLANE))
    return text


Expression = Annotated[str, AfterValidator(_sound)]


def _value(text: str, x: Array) -> Array:
    """The formula's values (n,) at points x (2, n), which are brought back onto the plane first if
    noise has taken them beyond: there the formula need not have any."""
    x1, x2 = np.clip(x, -REACH, REACH)
    return formulas.value(formulas.read(text, NAMES), {"x1": x1, "x2": x2})


class FormulaClasses(Flipping):
    """Your own boundary: class 1 is where a formula in x1 and x2 is above 0."""

    kind: Literal["formula"] = "formula"
    title = "your own formula"

    expression: Expression = expression_field(NAMES, "x2 - 2*sin(x1)", "Class 1 where > 0;")

    def draw(self, random: np.random.Generator) -> tuple[Array, Array, Array]:
        x = random.uniform(-REACH, REACH, (2, self.n))
        strays = random.uniform(-5, 5, (2, self.n)) * self.noise
        labels, strayed = (_value(self.expression, each) > 0 for each in (x, x + strays))
        return x[0], x[1], self.flipped(labels, strayed, random)

    def drawn(self) -> dict[str, Any]:
        return _with_formula(super().drawn(), self.expression, " > 0")


class FormulaValues(Surface):
    """Your own surface: the value of a formula in x1 and x2, to be learned as it is."""

    kind: Literal["formula_values"] = "formula_values"
    title = "your own values"

    expression: Expression = expression_field(NAMES, "sin(x1) * x2 / 4", "The value;")
    value_scaling: Literal["none", "standard"] = Field(
        "none",
        title="Scaling of values",
        description="Standard: real values are learned with mean 0 and spread 1, however large.",
    )

    @property
    def scales_values(self) -> bool:
        return self.value_scaling == "standard"

    def height(self, x1: Array, x2: Array) -> Array:
        return _value(self.expression, np.stack([x1, x2]))

    def drawn(self) -> dict[str, Any]:
        return _with_formula(super().drawn(), self.expression, "")


def _with_formula(drawn: dict[str, Any], text: str, condition: str) -> dict[str, Any]:
    return drawn | {"formula": formulas.printed(formulas.read(text, NAMES)) + condition}


ByFormula = FormulaClasses | FormulaValues
