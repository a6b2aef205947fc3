"""Gradient descent as it is, with or without momentum."""

from __future__ import annotations

from functools import partial
from typing import Literal

import numpy as np
from pydantic import Field

from engine.arrays import Array, Call, Vectors
from engine.optimizers.base import Optimizer


class SGD(Optimizer):
    """Steps straight down the gradient of one batch; momentum lets it keep rolling."""

    kind: Literal["sgd"] = "sgd"
    title = "SGD"
    formula = "v ← μ v − η g;  W ← W + v;  Nesterov: W ← W + μ v − η g"
    source = "Polyak, Some methods of speeding up the convergence of iteration methods, 1964"
    slots = ("velocity",)
    letters = ("v",)
    folds_rate = True

    momentum: float = Field(
        0.0,
        ge=0,
        lt=1,
        title="Momentum μ",
        description="How much of the last step is carried into the next one.",
        json_schema_extra={"live": True, "maximum": 0.99},
    )
    nesterov: bool = Field(
        False,
        title="Nesterov",
        description="Looks ahead: steps from where momentum is about to lead.",
    )

    @property
    def rule(self) -> str:
        """The formula as these settings have it."""
        if self.momentum == 0:
            return "W ← W − η g"
        step = "μ v − η g" if self.nesterov else "v"
        return f"v ← μ v − η g;  W ← W + {step}"

    def overshoots(self, curvature: float) -> bool:
        # Momentum lets steps be longer; looking ahead takes some of that back.
        limit = 2 * (1 + self.momentum)
        if self.nesterov:
            limit /= 1 + 2 * self.momentum
        return self.learning_rate * curvature >= limit

    def calls(self, vectors: Vectors) -> list[Call]:
        parameters, gradients = vectors.parameters, vectors.gradients
        if self.momentum == 0:
            return [partial(np.subtract, parameters, gradients, parameters)]
        # The slot holds −v: η is folded into the gradient, so both steps are plain sums.
        velocity = vectors.slots[0]
        momentum = np.array(self.momentum, vectors.dtype)
        roll: list[Call] = [
            partial(np.multiply, velocity, momentum, velocity),
            partial(np.add, velocity, gradients, velocity),
        ]
        if not self.nesterov:
            return [*roll, partial(np.subtract, parameters, velocity, parameters)]
        ahead = np.empty_like(gradients)
        return [
            *roll,
            partial(np.multiply, velocity, momentum, ahead),
            partial(np.add, ahead, gradients, ahead),
            partial(np.subtract, parameters, ahead, parameters),
        ]

    def reach_calls(self, vectors: Vectors, reach: Array) -> list[Call]:
        # What momentum carries on adds up to 1 + μ + μ² + … steps.
        steps = np.array(1 / (1 - self.momentum), vectors.dtype)
        return [partial(np.multiply, vectors.rate, steps, reach)]

    def remembered(self, slots: Array) -> dict[str, Array]:
        # The slot holds −v, and nothing at all without momentum.
        return super().remembered(-slots) if self.momentum else {}


Plain = SGD
