"""An activation of one's own, by a formula in z."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, Any, Literal

import numpy as np

from engine import formulas
from engine.activations.base import Activation
from engine.arrays import Array, Call
from engine.formulas import Node, Ranges, printed, read, unsound
from engine.formulas.field import expression_field, is_formula, not_finite, said, stretch
from engine.sentences import Sentence, say

NAMES = ("z",)
Z = formulas.name("z")
RANGE: Ranges = (("z", -20.0, 20.0),)
"""For which z such a formula and its slope have to be finite: what neurons sum is seldom beyond."""
LEGIBLE = 240
"""Characters of a slope that is written out; a longer one is only drawn."""
FLAT = 0.1
"""The share of the steepest slope below which g counts as flat."""


class OwnActivation(Activation):
    """A formula of your own in z; the playground finds its slope by the rules of differentiation.

    Both have to be finite for every z from −20 to 20. Where g bends or jumps it has no slope; there
    that of one side is taken, or 0.
    """

    kind: Literal["formula"] = "formula"
    title = "your own"
    derivative_formula = ""

    expression: Annotated[str, is_formula(NAMES)] = expression_field(
        NAMES, "z * sigmoid(z)", "g(z),"
    )

    def fault(self) -> Sentence | None:
        if place := unsound(self.tree, RANGE):
            return not_finite(place, RANGE)
        if place := unsound(self.slope, RANGE):
            return say("formula_slope_not_finite", place=said(place), range=stretch(RANGE))
        return None

    @property
    def tree(self) -> Node:
        """g as a tree."""
        return read(self.expression, NAMES)

    @property
    def slope(self) -> Node:
        """g′ as a tree."""
        return formulas.slope(self.tree)

    def value(self, z: Array) -> Array:
        return formulas.value(self.tree, {"z": z})

    def derivative(self, z: Array, a: Array) -> Array:
        return formulas.value(self.slope, {"z": z})

    def value_calls(self, z: Array, a: Array) -> list[Call]:
        return formulas.calls(self.tree, {Z: z}, a)

    def derivative_calls(self, z: Array, a: Array, slope: Array) -> list[Call]:
        return formulas.calls(self.slope, {Z: z, self.tree: a}, slope)

    def corners(self) -> tuple[float, ...]:
        return formulas.corners(self.tree, RANGE)

    def flat_limit(self) -> float | None:
        return _flat_limit(self.expression)

    def drawn(self) -> dict[str, Any]:
        derivative = printed(self.slope)
        return super().drawn() | {
            "formula": f"g(z) = {printed(self.tree)}",
            "derivative": f"g′(z) = {derivative if len(derivative) <= LEGIBLE else '…'}",
        }


@lru_cache(maxsize=512)
def _flat_limit(text: str) -> float | None:
    """A tenth of the steepest slope of a g that nears flat ends; None where it has none, or is
    flat altogether there, as ReLU is."""
    z = np.linspace(RANGE[0][1], RANGE[0][2], 4001)
    slopes = np.abs(formulas.value(formulas.slope(read(text, NAMES)), {"z": z}))
    steepest = float(slopes.max())
    gentle = slopes[slopes < FLAT * steepest]
    ends = min(slopes[0], slopes[-1]) < FLAT * steepest
    return FLAT * steepest if ends and gentle.any() else None


Own = OwnActivation
