"""A loss is the error of one answer, its slope, and the link of the output layer it goes with.

Each loss owns that link (a probability needs a sigmoid) and works on z, the output before it, so
that a pair that does not fit cannot be written and no logarithm of zero is ever taken. Shapes: z
and targets t are (…, outputs, n), whatever axes come before.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from engine.activations import Activation
from engine.arrays import Array, Call
from engine.choice import Choice

Task = Literal["binary", "multiclass", "regression"]


class Loss(Choice):
    """The error of one point, its derivative, and the output layer that goes with it."""

    output: ClassVar[Activation]
    """The link: ŷ = output(z)."""
    tasks: ClassVar[tuple[Task, ...]]
    """The kinds of question this loss can be asked; the first is what it is made for."""
    low: ClassVar[float] = 0.0
    high: ClassVar[float] = 1.0
    """The target of class 0 and of class 1. With several outputs, one a class, `high` is the target
    of the right one."""
    middle: ClassVar[float] = 0.0
    """The z of a single output that is undecided between both classes."""

    is_probability: ClassVar[bool] = False
    """Whether the answer is how probable a class is taken to be."""

    reaches: ClassVar[np.ufunc] = np.greater
    """How z compares with `middle` where it speaks for class 1."""

    def outputs(self, task: Task, width: int) -> int:
        """How many output units the network needs, for `width` classes or real values."""
        return 1 if task == "binary" else width

    def targets(self, labels: Array, task: Task, width: int) -> Array:
        """Targets t (outputs, n) of labels (n,), class numbers, or (n,) or (values, n) values."""
        if task == "regression":
            return np.atleast_2d(labels)
        if self.outputs(task, width) > 1:
            labels = (labels == np.arange(width)[:, np.newaxis]).astype(float)
        return np.atleast_2d(self.low + (self.high - self.low) * labels)

    def link(self, z: Array) -> Array:
        """The answer ŷ (…, outputs, n) for z (…, outputs, n)."""
        return self.output.value(z)

    def decide(self, z: Array) -> NDArray[np.intp]:
        """The class (…, n) that z (…, outputs, n) speaks for."""
        if z.shape[-2] == 1:
            return np.asarray(self.reaches(z[..., 0, :], self.middle), np.intp)
        return np.asarray(z.argmax(axis=-2), np.intp)

    def value(self, z: Array, t: Array) -> Array:
        """The loss (…, n) of each point."""
        raise NotImplementedError

    def indifferent(self, t: Array) -> float:
        """The mean loss of an answer that says nothing, z = 0; one far above it is a bad sign."""
        return float(self.value(np.zeros_like(t), t).mean())

    def slope(self, z: Array, t: Array) -> Array:
        """dz = ∂loss/∂z (…, outputs, n) of each point, not yet divided by n."""
        raise NotImplementedError

    def value_calls(self, z: Array, t: Array, out: Array) -> list[Call]:
        """Calls that leave `value` in out (…, n)."""
        return [lambda: np.copyto(out, self.value(z, t))]

    def slope_targets(self, t: Array) -> Array:
        """Targets t in the form in which `slope_calls` has the least to do with them."""
        return t

    def slope_unit(self, outputs: int) -> float:
        """What the numbers that `slope_calls` leaves are still to be multiplied by; the training
        loop does it together with its own factor."""
        return 1.0

    def slope_calls(self, z: Array, t: Array, dz: Array) -> list[Call]:
        """Calls that leave `slope` in dz, in units of `slope_unit`, given the `slope_targets`;
        without all three the training loop is a little slower."""
        return [lambda: np.copyto(dz, self.slope(z, t))]

    def share(self, outputs: int) -> float:
        """The weight of each output's own loss in a point's, where outputs have one."""
        return 1.0

    @classmethod
    def entry(cls) -> dict[str, Any]:
        """The catalogue's entry, with the output layer and the tasks that go with this loss."""
        return super().entry() | {
            "output": {
                "activation": cls.output_name(),
                "title": cls.output_title(),
                "of_two_classes": cls().outputs("binary", 2),
            },
            "tasks": list(cls.tasks),
            "range": [cls.low, cls.high],
            "plot": cls._plot(),
        }

    @classmethod
    def _plot(cls) -> dict[str, list[float]]:
        """The loss, its slope and the answer over z where class 1, or the value 1, would be right.
        With two outputs, z is that of class 1, and the other is 0."""
        loss, z = cls(), np.linspace(-5, 5, 101)
        t = loss.targets(np.ones_like(z), "binary" if "binary" in cls.tasks else "regression", 2)
        both = np.zeros_like(t)
        both[-1] = z
        plot = {
            "z": z,
            "loss": loss.value(both, t),
            "slope": loss.slope(both, t)[-1],
            "answer": loss.link(both)[-1],
        }
        return {name: [round(float(v), 4) for v in values] for name, values in plot.items()}

    @classmethod
    def output_name(cls) -> str:
        """The output layer's activation, by Keras' name."""
        return cls.output.kind

    @classmethod
    def output_title(cls) -> str:
        """The output layer's activation, for a person."""
        return cls.output.title


class PerOutput(Loss):
    """A loss that every output has for itself; that of a point is their mean or their sum."""

    over_outputs: Literal["mean", "sum"] = Field(
        "mean",
        title="Over outputs",
        description="With several outputs, the loss of a point is their mean, as in libraries, or "
        "their sum, as in many texts: its gradient is as many times as long.",
        json_schema_extra={"seldom": True},
    )

    @property
    def pooled(self) -> Callable[[Array], Array]:
        """What makes the loss (…, n) of each point of those of its outputs (…, outputs, n)."""
        return mean_of_outputs if self.over_outputs == "mean" else sum_of_outputs

    @property
    def shared(self) -> Callable[[Array], Array]:
        """What makes ∂loss/∂z (…, outputs, n) of the slopes of the outputs' own losses."""
        return part_of_mean if self.over_outputs == "mean" else part_of_sum

    def share(self, outputs: int) -> float:
        return 1 / outputs if self.over_outputs == "mean" else 1.0


def mean_of_outputs(losses: Array) -> Array:
    """The loss of a point is the mean of its outputs'."""
    return np.asarray(losses.mean(axis=-2))


def sum_of_outputs(losses: Array) -> Array:
    """The loss of a point is the sum of its outputs'."""
    return np.asarray(losses.sum(axis=-2))


def part_of_mean(slopes: Array) -> Array:
    """Each output has its part of a mean."""
    return np.asarray(slopes / slopes.shape[-2])


def part_of_sum(slopes: Array) -> Array:
    """Each output counts in full."""
    return slopes
