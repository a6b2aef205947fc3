"""An optimizer turns the gradient into a step downhill.

All parameters of a network lie in one flat vector P, their gradient in another, G, so a step is a
handful of NumPy calls whatever the number of layers. What an optimizer remembers between steps are
its slots, vectors as long as P that start at zero.
"""

from __future__ import annotations

from functools import partial
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from engine.arrays import Array, Call
from engine.choice import Choice, OneOf


class Optimizer(Choice):
    """One rule for a step."""

    slots: ClassVar[tuple[str, ...]] = ()
    """The names of the vectors that are remembered."""
    folds_rate: ClassVar[bool] = False
    """True where G arrives already multiplied by rate(step), which saves a call each step."""

    learning_rate: float = Field(
        0.03,
        gt=0,
        title="Learning rate",
        description="How far each step goes. Too small learns slowly, too large diverges.",
        json_schema_extra={"live": True, "scale": "log", "minimum": 1e-5, "maximum": 10},
    )

    def rate(self, step: int) -> float:
        """The factor of update number `step`, counted from 1."""
        return self.learning_rate

    @property
    def rate_varies(self) -> bool:
        """True where `rate` is not the same for every step."""
        return False

    def calls(self, parameters: Array, gradients: Array, slots: Array, rate: Array) -> list[Call]:
        """Calls that change parameters (p,), and slots (k, p), in place by one step.

        rate is a 0-d array that holds rate(step).
        """
        raise NotImplementedError


class SGD(Optimizer):
    """Steps straight down the gradient of one batch; momentum lets it keep rolling."""

    kind: Literal["sgd"] = "sgd"
    title = "SGD"
    formula = "v ← μ v − η ∂J/∂W;  W ← W + v"
    source = "Polyak, Some methods of speeding up the convergence of iteration methods, 1964"
    slots = ("velocity",)
    folds_rate = True

    momentum: float = Field(
        0.0,
        ge=0,
        lt=1,
        title="Momentum",
        description="How much of the last step is carried into the next one.",
        json_schema_extra={"live": True, "maximum": 0.99},
    )

    def calls(self, parameters: Array, gradients: Array, slots: Array, rate: Array) -> list[Call]:
        if self.momentum == 0:
            return [partial(np.subtract, parameters, gradients, parameters)]
        # The slot holds −v: η is folded into the gradient, so both steps are plain sums.
        velocity = slots[0]
        momentum = np.array(self.momentum, gradients.dtype)
        return [
            partial(np.multiply, velocity, momentum, velocity),
            partial(np.add, velocity, gradients, velocity),
            partial(np.subtract, parameters, velocity, parameters),
        ]


class Adam(Optimizer):
    """A step size for every weight, from the mean and spread of its recent gradients."""

    kind: Literal["adam"] = "adam"
    title = "Adam"
    formula = "m ← β₁m + (1−β₁)g;  v ← β₂v + (1−β₂)g²;  W ← W − η m̂ / (√v̂ + ε)"
    source = "Kingma & Ba, Adam: A Method for Stochastic Optimization, 2015"
    slots = ("mean", "square")

    learning_rate: float = Field(
        0.01,
        gt=0,
        title="Learning rate",
        description="How far each step goes. Too small learns slowly, too large diverges.",
        json_schema_extra={"live": True, "scale": "log", "minimum": 1e-5, "maximum": 10},
    )
    beta_1: float = Field(
        0.9, ge=0, lt=1, title="β₁", description="How long the mean of gradients is remembered."
    )
    beta_2: float = Field(
        0.999, ge=0, lt=1, title="β₂", description="How long the mean of squares is remembered."
    )
    epsilon: float = Field(
        1e-7, gt=0, le=1, title="ε", description="Keeps a tiny spread from giving a huge step."
    )

    @property
    def rate_varies(self) -> bool:
        return True

    def rate(self, step: int) -> float:
        # Both corrections for starting at zero, m̂ and v̂, come down to one factor a step.
        correction = (1 - self.beta_2**step) ** 0.5 / (1 - self.beta_1**step)
        return self.learning_rate * float(correction)

    def calls(self, parameters: Array, gradients: Array, slots: Array, rate: Array) -> list[Call]:
        mean, square = slots
        dtype = gradients.dtype
        forget_1, forget_2 = np.array(1 - self.beta_1, dtype), np.array(1 - self.beta_2, dtype)
        keep_2, epsilon = np.array(self.beta_2, dtype), np.array(self.epsilon, dtype)
        change = np.empty_like(gradients)
        return [
            partial(np.subtract, gradients, mean, change),
            partial(np.multiply, change, forget_1, change),
            partial(np.add, mean, change, mean),
            partial(np.multiply, gradients, gradients, change),
            partial(np.multiply, change, forget_2, change),
            partial(np.multiply, square, keep_2, square),
            partial(np.add, square, change, square),
            partial(np.sqrt, square, change),
            partial(np.add, change, epsilon, change),
            partial(np.divide, mean, change, change),
            partial(np.multiply, change, rate, change),
            partial(np.subtract, parameters, change, parameters),
        ]


AnyOptimizer = Annotated[
    SGD | Adam,
    OneOf(),
]
