"""A schedule says how the learning rate changes as training goes on, as a factor of each update.

It is a pure function of the number of the update, counted from 1, so that training can be cut
anywhere and go on as if it had not been.
"""

from __future__ import annotations

import math
from typing import Annotated, Literal

from pydantic import Field

from engine.choice import Choice, OneOf


def _steps(default: int, title: str, description: str) -> int:
    field: int = Field(
        default,
        ge=1,
        le=10_000_000,
        title=title,
        description=description,
        json_schema_extra={"scale": "log"},
    )
    return field


class Schedule(Choice):
    """The learning rate over time."""

    def factor(self, step: int) -> float:
        """What the learning rate is multiplied by in update number `step`, counted from 1."""
        raise NotImplementedError


class Constant(Schedule):
    """The learning rate stays as it is."""

    kind: Literal["constant"] = "constant"
    title = "constant"
    formula = "ηₜ = η"

    def factor(self, step: int) -> float:
        return 1.0


class StepDecay(Schedule):
    """The learning rate falls in stairs."""

    kind: Literal["step"] = "step"
    title = "in steps"
    formula = "ηₜ = η γ^⌊(t − 1) / T⌋"

    decay_steps: int = _steps(1000, "Every T updates", "How many updates each stair lasts.")
    decay_rate: float = Field(
        0.5,
        gt=0,
        le=1,
        title="Factor γ",
        description="What the rate is multiplied by at each stair.",
        json_schema_extra={"minimum": 0.05, "step": 0.05},
    )

    def factor(self, step: int) -> float:
        return float(self.decay_rate ** ((step - 1) // self.decay_steps))


class ExponentialDecay(Schedule):
    """The learning rate falls by the same share with every update."""

    kind: Literal["exponential"] = "exponential"
    title = "exponential"
    formula = "ηₜ = η γ^((t − 1) / T)"

    decay_steps: int = _steps(1000, "Over T updates", "How many updates one factor γ takes.")
    decay_rate: float = Field(
        0.5,
        gt=0,
        le=1,
        title="Factor γ",
        description="What the rate is multiplied by over T updates.",
        json_schema_extra={"minimum": 0.05, "step": 0.05},
    )

    def factor(self, step: int) -> float:
        return float(self.decay_rate ** ((step - 1) / self.decay_steps))


class CosineDecay(Schedule):
    """The learning rate glides down half a cosine wave and then stays at the bottom."""

    kind: Literal["cosine"] = "cosine"
    title = "cosine"
    formula = "ηₜ = η (α + (1 − α) ½ (1 + cos(π min(1, (t − 1) / T))))"
    source = "Loshchilov & Hutter, SGDR: Stochastic Gradient Descent with Warm Restarts, 2017"

    decay_steps: int = _steps(10_000, "Over T updates", "How many updates the glide takes.")
    alpha: float = Field(
        0.0,
        ge=0,
        le=1,
        title="Bottom α",
        description="The share of the rate that is left at the end.",
        json_schema_extra={"step": 0.05},
    )

    def factor(self, step: int) -> float:
        way = min(1.0, (step - 1) / self.decay_steps)
        return self.alpha + (1 - self.alpha) * 0.5 * (1 + math.cos(math.pi * way))


class WarmUp(Schedule):
    """The learning rate grows from almost nothing to its full size, and then stays."""

    kind: Literal["warmup"] = "warmup"
    title = "warm-up"
    aliases = ("warm_up",)
    formula = "ηₜ = η min(1, t / T)"
    source = "Goyal et al., Accurate, Large Minibatch SGD, 2017"

    warmup_steps: int = _steps(100, "Over T updates", "How many updates the growth takes.")

    def factor(self, step: int) -> float:
        return min(1.0, step / self.warmup_steps)


AnySchedule = Annotated[
    Constant | StepDecay | ExponentialDecay | CosineDecay | WarmUp,
    OneOf(),
]
