"""A loss says how wrong one answer is; training makes its mean over the data, J(W), small.

Each loss owns the link of the output layer (a probability needs a sigmoid) and works on z, the
output before that link, so that a pair that does not fit cannot be written and no logarithm of
zero is ever taken. Shapes: z and targets t are (outputs, n).
"""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from engine.activations import AnyActivation, Linear, Sigmoid
from engine.arrays import Array, Call
from engine.choice import Choice, OneOf

Task = Literal["binary", "multiclass", "regression"]


class Loss(Choice):
    """The error of one point, its derivative, and the output layer that goes with it."""

    output: ClassVar[AnyActivation]
    """The link: ŷ = output(z)."""
    tasks: ClassVar[tuple[Task, ...]]
    """The kinds of question this loss can be asked."""
    low: ClassVar[float] = 0.0
    high: ClassVar[float] = 1.0
    """The target of class 0 and of class 1; an answer above their middle means class 1."""

    def outputs(self, classes: int) -> int:
        """How many output units the network needs."""
        return 1

    def targets(self, labels: Array) -> Array:
        """Targets t (outputs, n) of class numbers 0, 1 (n,)."""
        return np.asarray(self.low + (self.high - self.low) * labels)[np.newaxis]

    def link(self, z: Array) -> Array:
        """The answer ŷ (outputs, n) for z (outputs, n)."""
        return self.output.value(z)

    def decide(self, z: Array) -> NDArray[np.intp]:
        """The class (n,) that z (outputs, n) speaks for."""
        return np.asarray(self.link(z)[0] > (self.low + self.high) / 2, np.intp)

    def value(self, z: Array, t: Array) -> Array:
        """The loss (n,) of each point."""
        raise NotImplementedError

    def slope(self, z: Array, t: Array) -> Array:
        """dz = ∂loss/∂z (outputs, n) of each point, not yet divided by n."""
        raise NotImplementedError

    def slope_calls(self, z: Array, t: Array, dz: Array) -> list[Call]:
        """Calls that leave `slope` in dz; without them the training loop is a little slower."""
        return [lambda: np.copyto(dz, self.slope(z, t))]

    @classmethod
    def entry(cls) -> dict[str, Any]:
        """The catalogue's entry, with the output layer and the tasks that go with this loss."""
        return super().entry() | {
            "output": {"activation": cls.output.kind, "title": cls.output.title},
            "tasks": list(cls.tasks),
            "range": [cls.low, cls.high],
        }


class BinaryCrossentropy(Loss):
    """How surprised the network is by the right answer: a confident mistake costs most."""

    kind: Literal["binary_crossentropy"] = "binary_crossentropy"
    title = "binary cross-entropy"
    aliases = ("bce", "log_loss")
    formula = "−(t log ŷ + (1 − t) log(1 − ŷ)), ŷ = sigmoid(z)"
    output = Sigmoid()
    tasks = ("binary",)

    def value(self, z: Array, t: Array) -> Array:
        return np.asarray((np.logaddexp(0, z) - t * z)[0])

    def slope(self, z: Array, t: Array) -> Array:
        return np.asarray(self.output.value(z) - t)

    def slope_calls(self, z: Array, t: Array, dz: Array) -> list[Call]:
        return [*self.output.value_calls(z, dz), partial(np.subtract, dz, t, dz)]


class MeanSquaredError(Loss):
    """The squared distance from the target: for real values, where far off counts much more."""

    kind: Literal["mean_squared_error"] = "mean_squared_error"
    title = "mean squared error"
    aliases = ("mse",)
    formula = "(ŷ − t)², ŷ = z"
    output = Linear()
    tasks = ("binary", "regression")

    def value(self, z: Array, t: Array) -> Array:
        return np.asarray(np.square(z - t).mean(axis=0))

    def slope(self, z: Array, t: Array) -> Array:
        return np.asarray((z - t) * (2 / len(z)))

    def slope_calls(self, z: Array, t: Array, dz: Array) -> list[Call]:
        factor = np.array(2 / len(z), dz.dtype)
        return [partial(np.subtract, z, t, dz), partial(np.multiply, dz, factor, dz)]


AnyLoss = Annotated[
    BinaryCrossentropy | MeanSquaredError,
    OneOf(),
]
