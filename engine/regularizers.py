"""A regularizer makes large weights cost something, so that the network prefers a simple answer.

Biases are never penalised. The penalty is reported apart from the data's loss.
"""

from __future__ import annotations

from functools import partial
from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from engine.arrays import Array, Call
from engine.choice import Choice, OneOf


class Regularizer(Choice):
    """A price on weights."""

    def penalty(self, weights: Array) -> float:
        """What is added to J(W) for these weights (any shape, biases left out)."""
        raise NotImplementedError

    def gradient(self, weights: Array) -> Array:
        """∂penalty/∂W, of the shape of weights."""
        raise NotImplementedError

    def calls(
        self, parameters: Array, gradients: Array, is_weight: Array, factor: Array
    ) -> list[Call]:
        """Calls that add factor · ∂penalty/∂W to gradients.

        parameters, gradients and is_weight (1 for a weight, 0 for a bias) are flat vectors; factor
        is a 0-d array that the training loop may change between steps.
        """
        raise NotImplementedError


class NoRegularizer(Regularizer):
    """Weights cost nothing."""

    kind: Literal["none"] = "none"
    title = "none"
    formula = "0"

    def penalty(self, weights: Array) -> float:
        return 0.0

    def gradient(self, weights: Array) -> Array:
        return np.zeros_like(weights)

    def calls(
        self, parameters: Array, gradients: Array, is_weight: Array, factor: Array
    ) -> list[Call]:
        return []


class L2(Regularizer):
    """The sum of squared weights: pulls every weight towards zero, the large ones most."""

    kind: Literal["l2"] = "l2"
    title = "L2"
    aliases = ("ridge",)
    formula = "λ Σ w²"
    source = "Hoerl & Kennard, Ridge Regression, 1970"

    rate: float = Field(
        0.001,
        ge=0,
        le=10,
        title="Rate λ",
        description="How much a squared weight costs.",
        json_schema_extra={"live": True, "scale": "log"},
    )

    def penalty(self, weights: Array) -> float:
        return self.rate * float(np.square(weights, dtype=np.float64).sum())

    def gradient(self, weights: Array) -> Array:
        return 2 * self.rate * weights

    def calls(
        self, parameters: Array, gradients: Array, is_weight: Array, factor: Array
    ) -> list[Call]:
        price = is_weight * np.array(2 * self.rate, gradients.dtype)
        pull = np.empty_like(gradients)
        return [
            partial(np.multiply, parameters, price, pull),
            partial(np.multiply, pull, factor, pull),
            partial(np.add, gradients, pull, gradients),
        ]


AnyRegularizer = Annotated[
    NoRegularizer | L2,
    OneOf(),
]
