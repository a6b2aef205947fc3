"""A regularizer makes large weights cost something, so that the network prefers a simple answer.

Biases are never penalised. The penalty is reported apart from the data's loss.
"""

from __future__ import annotations

from functools import partial
from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from engine.arrays import Array, Call, Vectors
from engine.choice import Choice, OneOf


def _rate(title: str, description: str, default: float = 0.001) -> float:
    field: float = Field(
        default,
        ge=0,
        le=10,
        title=title,
        description=description,
        json_schema_extra={"live": True, "scale": "log"},
    )
    return field


class Regularizer(Choice):
    """A price on weights.

    A smooth price joins the gradient before the optimizer's step. |w| has a corner at 0, where a
    gradient would only make weights jump from side to side; it is paid after the step instead, by
    moving every weight towards 0 and stopping there (the proximal step), which gives exact zeros.
    How far is the optimizer's to say, so that price and gradient balance where the loss and λ Σ |w|
    together are least.
    """

    @property
    def l1_rate(self) -> float:
        """The price of |w|."""
        return 0.0

    @property
    def l2_rate(self) -> float:
        """The price of w²."""
        return 0.0

    def penalty(self, weights: Array) -> Array:
        """What is added to J(W) for a layer's weights (…, d_in, d_out), biases left out: (…)."""
        sizes = np.abs(weights).sum(axis=(-2, -1), dtype=float)
        return np.asarray(self.l1_rate * sizes + self.smooth_penalty(weights))

    def smooth_penalty(self, weights: Array) -> Array:
        """The part of the penalty that joins the gradient, of the same shape."""
        return np.asarray(self.l2_rate * np.square(weights, dtype=float).sum(axis=(-2, -1)))

    def gradient_calls(self, vectors: Vectors) -> list[Call]:
        """Calls that add scale · ∂(smooth penalty)/∂W to the gradients."""
        if self.l2_rate == 0:
            return []
        price = vectors.is_weight * np.array(2 * self.l2_rate, vectors.dtype)
        pull = np.empty_like(vectors.gradients)
        return [
            partial(np.multiply, vectors.parameters, price, pull),
            partial(np.multiply, pull, vectors.scale, pull),
            partial(np.add, vectors.gradients, pull, vectors.gradients),
        ]

    def shrink_calls(self, vectors: Vectors, reach: Array) -> list[Call]:
        """Calls that move weights towards 0 by l1_rate · reach (…, p), after the optimizer's step,
        with reach as working memory."""
        parameters = vectors.parameters
        price = vectors.is_weight * np.array(self.l1_rate, vectors.dtype)
        part = np.empty_like(parameters)
        return [
            partial(np.multiply, price, reach, reach),
            partial(np.minimum, parameters, reach, out=part),
            partial(np.negative, reach, reach),
            partial(np.maximum, part, reach, out=part),
            partial(np.subtract, parameters, part, parameters),
        ]


class NoRegularizer(Regularizer):
    """Weights cost nothing."""

    kind: Literal["none"] = "none"
    title = "none"
    formula = "0"


class L1(Regularizer):
    """The sum of weights' sizes: takes as much from small ones as from large, until they are 0."""

    kind: Literal["l1"] = "l1"
    title = "L1"
    aliases = ("lasso",)
    formula = "λ Σ |w|"
    source = "Tibshirani, Regression Shrinkage and Selection via the Lasso, 1996"

    rate: float = _rate("Rate λ", "How much each unit of weight costs.")

    @property
    def l1_rate(self) -> float:
        return self.rate


class L2(Regularizer):
    """The sum of squared weights: pulls every weight towards zero, the large ones most."""

    kind: Literal["l2"] = "l2"
    title = "L2"
    aliases = ("ridge",)
    formula = "λ Σ w²"
    source = "Hoerl & Kennard, Ridge Regression, 1970"

    rate: float = _rate("Rate λ", "How much a squared weight costs.")

    @property
    def l2_rate(self) -> float:
        return self.rate


class L1L2(Regularizer):
    """Both prices at once: some weights end at zero, the others stay small."""

    kind: Literal["l1_l2"] = "l1_l2"
    title = "L1 and L2"
    aliases = ("elastic_net",)
    formula = "λ₁ Σ |w| + λ₂ Σ w²"
    source = "Zou & Hastie, Regularization and Variable Selection via the Elastic Net, 2005"

    l1: float = _rate("Rate λ₁", "How much each unit of weight costs.", 0.0005)
    l2: float = _rate("Rate λ₂", "How much a squared weight costs.", 0.0005)

    @property
    def l1_rate(self) -> float:
        return self.l1

    @property
    def l2_rate(self) -> float:
        return self.l2


AnyRegularizer = Annotated[
    NoRegularizer | L1 | L2 | L1L2,
    OneOf(),
]
