"""An input is what the first layer is given: a coordinate of a point, or something made of both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import model_serializer

from engine import formulas
from engine.arrays import Array
from engine.choice import Choice, OneOf
from engine.formulas.field import expression_field, is_formula, not_finite
from engine.sentences import Sentence

NAMES = ("x1", "x2")
MAP_SIDE = 20
"""Points a side of an input's map in the catalogue, as many as a frame's maps have."""
PLANE = ((-6.0, 6.0), (-6.0, 6.0))
"""What that map reaches over: the plane of most data sets."""


class Feature(Choice):
    """A function of the two coordinates of a point."""

    def drawn(self) -> dict[str, Any]:
        """A `map` of the input over the plane from -6 to 6."""
        return {"map": self.map_over(PLANE)}

    def map_over(self, plane: Sequence[Sequence[float]]) -> list[list[float]]:
        """The input over a plane, given as the least and the greatest x1 and x2: rows from the
        lowest x2, as shares of its largest value, -1 to 1."""
        x1, x2 = np.meshgrid(*(np.linspace(low, high, MAP_SIDE) for low, high in plane))
        with np.errstate(all="ignore"):
            values = self.value(x1, x2)
        # One's own may be made for other data than this plane's, and 0 all over it.
        values = np.where(np.isfinite(values), values, 0)
        shares: list[list[float]] = np.round(values / (np.abs(values).max() or 1), 2).tolist()
        return shares

    def value(self, x1: Array, x2: Array) -> Array:
        """The input (n,) for coordinates x1 (n,) and x2 (n,)."""
        raise NotImplementedError

    @model_serializer
    def short(self) -> str:
        """A feature has no parameters, so its name says all."""
        return self.kind


class X1(Feature):
    """The first coordinate."""

    kind: Literal["x1"] = "x1"
    title = "x₁"

    def value(self, x1: Array, x2: Array) -> Array:
        return x1


class X2(Feature):
    """The second coordinate."""

    kind: Literal["x2"] = "x2"
    title = "x₂"

    def value(self, x1: Array, x2: Array) -> Array:
        return x2


class X1Squared(Feature):
    """The first coordinate, squared: with the other square, a circle becomes a line."""

    kind: Literal["x1_squared"] = "x1_squared"
    title = "x₁²"

    def value(self, x1: Array, x2: Array) -> Array:
        return np.square(x1)


class X2Squared(Feature):
    """The second coordinate, squared: with the other square, a circle becomes a line."""

    kind: Literal["x2_squared"] = "x2_squared"
    title = "x₂²"

    def value(self, x1: Array, x2: Array) -> Array:
        return np.square(x2)


class X1X2(Feature):
    """The product of both: its sign tells the quadrants of xor apart."""

    kind: Literal["x1_x2"] = "x1_x2"
    title = "x₁x₂"

    def value(self, x1: Array, x2: Array) -> Array:
        return x1 * x2


class SinX1(Feature):
    """A wave along the first coordinate."""

    kind: Literal["sin_x1"] = "sin_x1"
    title = "sin x₁"

    def value(self, x1: Array, x2: Array) -> Array:
        return np.sin(x1)


class SinX2(Feature):
    """A wave along the second coordinate."""

    kind: Literal["sin_x2"] = "sin_x2"
    title = "sin x₂"

    def value(self, x1: Array, x2: Array) -> Array:
        return np.sin(x2)


class CosX1(Feature):
    """A wave along the first coordinate that starts at its crest."""

    kind: Literal["cos_x1"] = "cos_x1"
    title = "cos x₁"

    def value(self, x1: Array, x2: Array) -> Array:
        return np.cos(x1)


class CosX2(Feature):
    """A wave along the second coordinate that starts at its crest."""

    kind: Literal["cos_x2"] = "cos_x2"
    title = "cos x₂"

    def value(self, x1: Array, x2: Array) -> Array:
        return np.cos(x2)


class OwnFeature(Feature):
    """A formula of your own in x1 and x2. It has to be finite all over the plane of the data."""

    kind: Literal["formula"] = "formula"
    title = "your own"

    expression: Annotated[str, is_formula(NAMES)] = expression_field(
        NAMES, "x1^2 + x2^2", "The input,"
    )

    @property
    def tree(self) -> formulas.Node:
        """The formula as a tree."""
        return formulas.read(self.expression, NAMES)

    def value(self, x1: Array, x2: Array) -> Array:
        return formulas.value(self.tree, {"x1": x1, "x2": x2})

    def fault_on(self, plane: formulas.Ranges) -> Sentence | None:
        """Where on this plane it has no finite value; None where it has one all over."""
        place = formulas.unsound(self.tree, plane)
        return not_finite(place, plane) if place else None

    def drawn(self) -> dict[str, Any]:
        return super().drawn() | {"formula": formulas.printed(self.tree)}

    @model_serializer
    def short(self) -> dict[str, str]:  # type: ignore[override]
        """Here the name does not say all."""
        return {"kind": self.kind, "expression": self.expression}


AnyFeature = Annotated[
    X1 | X2 | X1Squared | X2Squared | X1X2 | SinX1 | SinX2 | CosX1 | CosX2 | OwnFeature,
    OneOf(),
]
