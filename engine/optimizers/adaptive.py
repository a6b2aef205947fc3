"""Optimizers that give every weight a step size of its own, from its recent gradients g."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import Literal

import numpy as np
from pydantic import Field

from engine.arrays import Array, Call, Vectors
from engine.optimizers.base import Optimizer, Rates, epsilon_field, rate_field, share_field


class Adagrad(Optimizer):
    """Weights that have moved much take ever smaller steps."""

    kind: Literal["adagrad"] = "adagrad"
    title = "Adagrad"
    formula = "s ← s + g²;  W ← W − η g / (√s + ε)"
    source = "Duchi, Hazan & Singer, Adaptive Subgradient Methods, 2011"
    slots = ("square",)
    letters = ("s",)

    learning_rate: float = rate_field(0.1)
    initial_accumulator: float = Field(
        0.1,
        ge=0,
        le=10,
        title="First s",
        description="What s starts at; more of it makes the first steps smaller.",
    )
    epsilon: float = epsilon_field()

    def calls(self, vectors: Vectors) -> list[Call]:
        gradients, square = vectors.gradients, vectors.slots[0]
        start = np.array(self.initial_accumulator, vectors.dtype)
        spread = np.empty_like(gradients)
        return [
            partial(np.multiply, gradients, gradients, spread),
            partial(np.add, square, spread, square),
            partial(np.add, square, start, spread),
            *_divided_step(vectors, gradients, spread, self.epsilon),
        ]

    def reach_calls(self, vectors: Vectors, reach: Array) -> list[Call]:
        start = np.array(self.initial_accumulator, vectors.dtype)
        return [
            partial(np.add, vectors.slots[0], start, reach),
            *_divided(vectors.rate, reach, np.array(self.epsilon, vectors.dtype)),
        ]

    def remembered(self, slots: Array) -> dict[str, Array]:
        # The slot starts at zero like every other; s starts at what it is given.
        return super().remembered(slots + self.initial_accumulator)


class RMSprop(Optimizer):
    """Divides each step by the size of that weight's gradients of late."""

    kind: Literal["rmsprop"] = "rmsprop"
    title = "RMSprop"
    formula = "v ← ρ v + (1 − ρ) g²;  W ← W − η g / (√v + ε)"
    source = "Tieleman & Hinton, Lecture 6.5 of Neural Networks for Machine Learning, 2012"
    slots = ("square",)
    letters = ("v",)

    learning_rate: float = rate_field(0.01)
    rho: float = share_field(0.9, "ρ", "How long the mean of squares is remembered.")
    epsilon: float = epsilon_field()

    def calls(self, vectors: Vectors) -> list[Call]:
        gradients, square = vectors.gradients, vectors.slots[0]
        spread = np.empty_like(gradients)
        return [
            *_squares(vectors, square, self.rho, spread),
            partial(np.copyto, spread, square),
            *_divided_step(vectors, gradients, spread, self.epsilon),
        ]

    def reach_calls(self, vectors: Vectors, reach: Array) -> list[Call]:
        return [
            partial(np.copyto, reach, vectors.slots[0]),
            *_divided(vectors.rate, reach, np.array(self.epsilon, vectors.dtype)),
        ]


class Moments(Optimizer):
    """Remembers the mean and the spread of every weight's gradients."""

    slots = ("mean", "square")
    letters = ("m", "v")
    factor_count = 3

    learning_rate: float = rate_field(0.01)
    beta_1: float = share_field(0.9, "β₁", "How long the mean of gradients is remembered.")
    beta_2: float = share_field(0.999, "β₂", "How long the mean of squares is remembered.")
    epsilon: float = epsilon_field()

    def numbers(self, step: int, rates: Rates) -> tuple[Rates, ...]:
        # Both corrections for starting at zero, m̂ and v̂, come down to one factor a step, when ε
        # is corrected alike.
        rate, root = rates * self.schedule.factor(step), (1 - self.beta_2**step) ** 0.5
        step_size = rate * root / (1 - self.beta_1**step)
        return (rate, step_size, self.epsilon * root, rate * root)

    def calls(self, vectors: Vectors) -> list[Call]:
        mean, square = vectors.slots
        rate, epsilon = vectors.factors[0, ...], _common(vectors.factors[1, ...])
        change = np.empty_like(vectors.gradients)
        return [
            *_moments(vectors, self.beta_1, self.beta_2),
            partial(np.sqrt, square, change),
            partial(np.add, change, epsilon, change),
            partial(np.divide, mean, change, change),
            partial(np.multiply, change, rate, change),
            partial(np.subtract, vectors.parameters, change, vectors.parameters),
        ]

    def reach_calls(self, vectors: Vectors, reach: Array) -> list[Call]:
        # Not with the mean's correction: of a gradient that stays, the mean lacks nothing.
        epsilon, rate = vectors.factors[-2, ...], vectors.factors[-1, ...]
        return [partial(np.copyto, reach, vectors.slots[1]), *_divided(rate, reach, epsilon)]


class Adam(Moments):
    """A step size for every weight, from the mean and spread of its recent gradients."""

    kind: Literal["adam"] = "adam"
    title = "Adam"
    formula = "m ← β₁m + (1−β₁)g;  v ← β₂v + (1−β₂)g²;  W ← W − η m̂ / (√v̂ + ε)"
    source = "Kingma & Ba, Adam: A Method for Stochastic Optimization, 2015"


class AdamW(Moments):
    """Adam whose weights also fade a little with every step, however steep the loss."""

    kind: Literal["adamw"] = "adamw"
    title = "AdamW"
    formula = "W ← W − η λ W, then as Adam"
    source = "Loshchilov & Hutter, Decoupled Weight Decay Regularization, 2019"

    weight_decay: float = Field(
        0.004,
        ge=0,
        le=10,
        title="Weight decay λ",
        description="How fast weights fade; biases do not.",
        json_schema_extra={"live": True, "scale": "log"},
    )

    def calls(self, vectors: Vectors) -> list[Call]:
        parameters = vectors.parameters
        fading = vectors.is_weight * np.array(self.weight_decay, vectors.dtype)
        loss = np.empty_like(parameters)
        return [
            partial(np.multiply, parameters, fading, loss),
            partial(np.multiply, loss, vectors.rate, loss),
            partial(np.subtract, parameters, loss, parameters),
            *super().calls(vectors),
        ]


class Nadam(Moments):
    """Adam with Nesterov's look ahead in its momentum."""

    kind: Literal["nadam"] = "nadam"
    title = "Nadam"
    formula = (
        "μₜ = β₁ (1 − ½ 0.96^(0.004 t));  "
        "W ← W − η (μₜ₊₁ m / (1 − Π μₜ₊₁) + (1 − μₜ) g / (1 − Π μₜ)) / (√v̂ + ε)"
    )
    source = "Dozat, Incorporating Nesterov Momentum into Adam, 2016"
    factor_count = 4

    def numbers(self, step: int, rates: Rates) -> tuple[Rates, ...]:
        rate, root = rates * self.schedule.factor(step), (1 - self.beta_2**step) ** 0.5
        now, ahead = _momentum(self.beta_1, step), _momentum(self.beta_1, step + 1)
        product = _momentum_product(self.beta_1, step)
        return (
            rate,
            rate * root * ahead / (1 - product * ahead),
            rate * root * (1 - now) / (1 - product),
            self.epsilon * root,
            rate * root,
        )

    def calls(self, vectors: Vectors) -> list[Call]:
        mean, square = vectors.slots
        by_mean, by_gradient, epsilon = (vectors.factors[k, ...] for k in range(3))
        epsilon = _common(epsilon)
        spread, change = np.empty_like(mean), np.empty_like(mean)
        return [
            *_moments(vectors, self.beta_1, self.beta_2),
            partial(np.sqrt, square, spread),
            partial(np.add, spread, epsilon, spread),
            partial(np.multiply, vectors.gradients, by_gradient, vectors.gradients),
            partial(np.multiply, mean, by_mean, change),
            partial(np.add, change, vectors.gradients, change),
            partial(np.divide, change, spread, change),
            partial(np.subtract, vectors.parameters, change, vectors.parameters),
        ]


def _common(factor: Array) -> Array:
    """A factor that all networks of a stack have alike: a number is quicker than a column."""
    return factor[:1] if factor.ndim else factor


def _moments(vectors: Vectors, beta_1: float, beta_2: float) -> list[Call]:
    """mean ← β₁ · mean + (1 − β₁) g and square ← β₂ · square + (1 − β₂) g², both at once."""
    # As mean + (1 − β₁) (g − mean), which for both together is three calls. `forget` is as large
    # as they are, since NumPy is slower at stretching a column.
    change, forget = np.empty_like(vectors.slots), np.empty_like(vectors.slots)
    forget[0], forget[1] = 1 - beta_1, 1 - beta_2
    return [
        partial(np.copyto, change[0], vectors.gradients),
        partial(np.square, vectors.gradients, change[1]),
        partial(np.subtract, change, vectors.slots, change),
        partial(np.multiply, change, forget, change),
        partial(np.add, vectors.slots, change, vectors.slots),
    ]


def _squares(vectors: Vectors, square: Array, keep: float, change: Array) -> list[Call]:
    """square ← keep · square + (1 − keep) g², with change as working memory."""
    kept, added = np.array(keep, vectors.dtype), np.array(1 - keep, vectors.dtype)
    return [
        partial(np.multiply, vectors.gradients, vectors.gradients, change),
        partial(np.multiply, change, added, change),
        partial(np.multiply, square, kept, square),
        partial(np.add, square, change, square),
    ]


def _divided_step(vectors: Vectors, step: Array, spread: Array, epsilon: float) -> list[Call]:
    """W ← W − η step / (√spread + ε), with spread as working memory."""
    small = np.array(epsilon, vectors.dtype)
    return [
        partial(np.sqrt, spread, spread),
        partial(np.add, spread, small, spread),
        partial(np.divide, step, spread, spread),
        partial(np.multiply, spread, vectors.rate, spread),
        partial(np.subtract, vectors.parameters, spread, vectors.parameters),
    ]


def _divided(rate: Array, spread: Array, epsilon: Array) -> list[Call]:
    """spread ← rate / (√spread + epsilon)."""
    return [
        partial(np.sqrt, spread, spread),
        partial(np.add, spread, epsilon, spread),
        partial(np.divide, rate, spread, spread),
    ]


def _momentum(beta: float, step: int) -> float:
    """μₜ, which grows from half of β towards β."""
    return float(beta * (1 - 0.5 * 0.96 ** (0.004 * step)))


MOMENTA = 4096
"""As many μ multiplied make less than the smallest number there is, whatever β < 1."""


@lru_cache(maxsize=16)
def _momentum_products(beta: float) -> list[float]:
    products = np.cumprod([_momentum(beta, step) for step in range(1, MOMENTA + 1)])
    return [float(product) for product in products]


def _momentum_product(beta: float, step: int) -> float:
    """μ₁ μ₂ … μₜ."""
    return _momentum_products(beta)[min(step, MOMENTA) - 1]


Adaptive = Adagrad | RMSprop | Adam | AdamW | Nadam
