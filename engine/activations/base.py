"""An activation is a function g, and its slope g′."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.arrays import Array, Call
from engine.choice import Choice

MOST_CORNERS = 10
"""Of a g that has more, those nearest to 0 are told."""


class Activation(Choice):
    """g and its derivative.

    `value_calls` and `derivative_calls` say the same as `value` and `derivative`, as in-place NumPy
    calls for the training loop. An activation may leave them out: it is then a little slower. The
    arrays they are given are always distinct and never move.
    """

    derivative_formula: ClassVar[str]
    kinks: ClassVar[tuple[float, ...]] = ()
    """The z at which g has no derivative; a numerical check has to keep away from them."""
    flat_below: ClassVar[float | None] = None
    """A unit whose mean |g′| is under this, a tenth of the steepest, hardly learns: saturated.
    None where g has no flat ends. (A mean of exactly 0 needs no limit: the unit is dead.)"""

    def value(self, z: Array) -> Array:
        """g(z), of the shape of z."""
        raise NotImplementedError

    def derivative(self, z: Array, a: Array) -> Array:
        """g′(z), of the shape of z; a = g(z) is at hand since many derivatives are short in it."""
        raise NotImplementedError

    def value_calls(self, z: Array, a: Array) -> list[Call]:
        """Calls that leave g(z) in a."""
        return [lambda: np.copyto(a, self.value(z))]

    def derivative_calls(self, z: Array, a: Array, slope: Array) -> list[Call]:
        """Calls that leave g′(z) in slope."""
        return [lambda: np.copyto(slope, self.derivative(z, a))]

    def corners(self) -> tuple[float, ...]:
        """The z at which g has no slope, since it bends or jumps there."""
        return self.kinks

    def flat_limit(self) -> float | None:
        """`flat_below`, where it depends on hyper-parameters."""
        return self.flat_below

    @classmethod
    def entry(cls) -> dict[str, Any]:
        """The catalogue's entry, with the formula of g′."""
        return {"derivative": cls.derivative_formula} | super().entry()

    def drawn(self) -> dict[str, Any]:
        """A sampled curve of g and g′ to draw, and where g has no slope."""
        z = np.linspace(-5, 5, 101)
        a = self.value(z)
        slope = self.derivative(z, a)
        curve = {"z": z, "g": a, "dg": slope}
        return {
            "curve": {name: [round(float(v), 4) for v in values] for name, values in curve.items()},
            "corners": sorted(sorted(self.corners(), key=abs)[:MOST_CORNERS]),
        }
