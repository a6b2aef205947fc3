"""What every optimizer has: a learning rate, its schedule, and a limit to the gradient's length.

All parameters of a network lie in one flat vector, their gradient in another, so a step is a
handful of NumPy calls whatever the number of layers. What an optimizer remembers between steps are
its slots, vectors as long as the parameters that start at zero.
"""

from __future__ import annotations

from functools import partial
from typing import ClassVar

import numpy as np
from pydantic import Field

from engine.arrays import Array, Call, Vectors
from engine.choice import Choice
from engine.schedules import AnySchedule, Constant

Rates = float | Array
"""A number of one network, or those of many, (networks,)."""


def rate_field(default: float) -> float:
    """The field of a learning rate."""
    field: float = Field(
        default,
        gt=0,
        title="Learning rate",
        description="How far each step goes. Too small learns slowly, too large diverges.",
        json_schema_extra={"live": True, "scale": "log", "minimum": 1e-5, "maximum": 10},
    )
    return field


def share_field(default: float, title: str, description: str) -> float:
    """The field of a number from 0 to below 1."""
    field: float = Field(
        default,
        ge=0,
        lt=1,
        title=title,
        description=description,
        json_schema_extra={"maximum": 0.9999},
    )
    return field


def epsilon_field() -> float:
    """The field of the small number that keeps a division sound."""
    field: float = Field(
        1e-7,
        gt=0,
        le=1,
        title="ε",
        description="Keeps a tiny spread from giving a huge step.",
        json_schema_extra={"scale": "log"},
    )
    return field


class Optimizer(Choice):
    """One rule for a step."""

    slots: ClassVar[tuple[str, ...]] = ()
    """The names of the vectors that are remembered."""
    letters: ClassVar[tuple[str, ...]] = ()
    """What the formula calls them."""
    folds_rate: ClassVar[bool] = False
    """True where gradients arrive already multiplied by the rate, which saves a call each step."""
    factor_count: ClassVar[int] = 0
    """How many numbers `numbers` gives besides the rate."""

    learning_rate: float = rate_field(0.03)
    schedule: AnySchedule = Field(
        Constant(),
        title="Schedule",
        description="How the learning rate changes as training goes on.",
    )
    clip_norm: float = Field(
        0.0,
        ge=0,
        le=1000,
        title="Clip norm",
        description="A gradient longer than this is shortened to it; 0 leaves all as they are.",
        json_schema_extra={"live": True},
    )

    def rate(self, step: int) -> float:
        """The learning rate of update number `step`, counted from 1."""
        return self.learning_rate * self.schedule.factor(step)

    def numbers(self, step: int, rates: Rates) -> tuple[Rates, ...]:
        """All that `calls` needs and that changes from update to update: the rate, then any other
        factors. `rates` is the learning rate before its schedule, or those of many networks."""
        return (rates * self.schedule.factor(step),)

    @property
    def varies(self) -> bool:
        """True where `numbers` are not the same for every step."""
        return self.factor_count > 0 or not isinstance(self.schedule, Constant)

    @property
    def rule(self) -> str:
        """The formula as these settings have it."""
        return self.formula

    def overshoots(self, curvature: float) -> bool:
        """Whether steps down a parabola of this curvature lead ever further up its sides. Not where
        steps have a size of their own, however steep it is."""
        return False

    def calls(self, vectors: Vectors) -> list[Call]:
        """Calls that change the parameters, and the slots, in place by one step."""
        raise NotImplementedError

    def reach_calls(self, vectors: Vectors, reach: Array) -> list[Call]:
        """Calls that leave in reach (…, p) how far steps like the one just made would move each
        parameter if its gradient stayed 1."""
        return [partial(np.copyto, reach, vectors.rate)]

    def remembered(self, slots: Array) -> dict[str, Array]:
        """What the slots (k, p) hold, by the letters that `formula` has for it."""
        return dict(zip(self.letters, slots, strict=True))

    def clip_calls(self, vectors: Vectors) -> list[Call]:
        """Calls that shorten the gradient, all layers' in one, to clip_norm where it is longer."""
        if self.clip_norm == 0:
            return []
        gradients, scale, left = vectors.gradients, vectors.scale, vectors.share
        tiny = np.finfo(vectors.dtype).tiny

        def clip() -> None:
            # In float64, since the squares of what most needs clipping would overflow.
            squares = np.square(gradients, dtype=float)
            length = np.sqrt(squares.sum(axis=-1, keepdims=scale.ndim > 0))
            share = np.minimum(self.clip_norm * scale / np.maximum(length, tiny), 1)
            left[...] = share
            np.multiply(gradients, left, gradients)

        return [clip]
