"""A metric is one number that says how well a network does: its loss, its accuracy, its R².

Their names are Keras': those of the test points begin with val_. The penalty of a regularizer is
apart from the loss.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.activations import Activation, Linear
from engine.arrays import Array, Call
from engine.losses import Loss, Task
from engine.network import Shape
from engine.plans import ForwardPlan, Passage
from engine.regularizers import NoRegularizer, Regularizer

LARGEST = float(np.finfo(np.float32).max)
"""What is shown for a loss beyond all numbers, which JSON could not carry."""


class Metrics:
    """The calls that measure a network on all of its data; stacked networks are measured at once.

    inputs (…, d + 1, n), targets (…, outputs, n) and labels (…, n), or (…, values, n), are those of
    all points, the first `train` of them the training points.
    """

    def __init__(
        self,
        shape: Shape,
        parameters: Array,
        activations: Sequence[Activation],
        loss: Loss,
        regularizer: Regularizer,
        task: Task,
        inputs: Array,
        targets: Array,
        labels: Array,
        train: int,
    ):
        blocks = shape.blocks(parameters)
        self.parameters = parameters
        self._measured: tuple[bytes, list[Any]] | None = None
        self.passage = Passage(shape, blocks, activations, inputs)
        self.weights = [block[..., :-1, :] for block in blocks]
        self.regularizer = regularizer
        self.penalised = not isinstance(regularizer, NoRegularizer)
        z = self.passage.z_output
        losses = np.empty((*z.shape[:-2], z.shape[-1]), z.dtype)
        self.calls: list[Call] = [*self.passage.calls, *loss.value_calls(z, targets, losses)]
        n = z.shape[-1]
        parts = [slice(0, train)] + ([slice(train, n)] if train < n else [])
        # A mean as a product with 1/n: on arrays this small `dot` is much quicker than `mean`.
        self.losses = [
            partial(part_of.dot, np.full(part_of.shape[-1], 1 / part_of.shape[-1], z.dtype))
            for part_of in (losses[..., part] for part in parts)
        ]

        self.right: list[NDArray[np.bool_]] = []
        self.residuals: list[tuple[Array, Array]] = []
        if task == "regression":
            score = "r2"
            squares, answers = np.empty_like(z), z
            if not isinstance(loss.output, Linear):
                answers = np.empty_like(z)
                self.calls += loss.output.value_calls(z, answers)
            self.calls.append(partial(np.subtract, answers, targets, squares))
            self.calls.append(partial(np.square, squares, squares))
            for part in parts:
                t = targets[..., part].astype(float)
                total = np.square(t - t.mean(axis=-1, keepdims=True)).sum(axis=-1)
                # Rounding gives targets that are all the same a variance, too.
                total[t.min(axis=-1) == t.max(axis=-1)] = 0
                self.residuals.append((squares[..., part], total))
        else:
            score = "accuracy"
            right = np.empty(losses.shape, bool)
            self.calls += _right_calls(loss, z, labels, right)
            self.right = [right[..., part] for part in parts]
        names = ["loss", score, "val_loss", f"val_{score}"][: 2 * len(parts)]
        self.names = (*names, "penalty") if self.penalised else tuple(names)

    def measure(self) -> list[Any]:
        """The values by `names`, each a number or an array (…,), always finite."""
        # A frame most often follows the end of an epoch, whose metrics are known already.
        parameters = self.parameters.tobytes()
        if self._measured and self._measured[0] == parameters:
            return self._measured[1]
        for call in self.calls:
            call()
        values: list[Any] = []
        for k, mean_loss in enumerate(self.losses):
            values.append(mean_loss())
            values.append(self._accuracy(k) if self.right else self._r2(k))
        if self.penalised:
            values.append(self.penalty())
        if not _is_finite(sum(values)):
            values = [_finite(value, name) for value, name in zip(values, self.names)]
        self._measured = parameters, values
        return values

    def penalty(self) -> Array:
        """What the regularizer adds to J(W), a scalar () or (…,)."""
        return np.asarray(sum(self.regularizer.penalty(weights) for weights in self.weights))

    def _accuracy(self, part: int) -> Any:
        right = self.right[part]
        count = np.count_nonzero(right) if right.ndim == 1 else np.count_nonzero(right, axis=-1)
        return count / right.shape[-1]

    def _r2(self, part: int) -> Array:
        """R², the share of the targets' variance that is explained; the mean over the outputs."""
        squares, total = self.residuals[part]
        missing = squares.sum(axis=-1, dtype=float)
        # Targets that never vary leave nothing to explain: done perfectly, or not at all.
        shares = np.where(total > 0, 1 - missing / np.where(total > 0, total, 1), missing == 0)
        return np.asarray(shares.mean(axis=-1))


class Steepness:
    """The calls that find how steep each hidden unit is on average where the training points are.

    plan is that of the metrics' passage, which leaves the first points' numbers in it.
    """

    def __init__(
        self, plan: ForwardPlan, activations: Sequence[Activation], shape: Shape, train: int
    ):
        seen = min(train, plan.inputs.shape[-1])
        z, a = plan.z_rows[:, :seen], plan.a_rows[:, :seen]
        slopes = np.zeros_like(a)
        self.calls: list[Call] = []
        for activation, rows in shape.runs(activations):
            self.calls += activation.derivative_calls(z[rows], a[rows], slopes[rows])
        self.calls.append(partial(np.absolute, slopes, slopes))
        self.mean = partial(slopes.dot, np.full(seen, 1 / seen, slopes.dtype))

    def measure(self) -> list[float]:
        """The mean |g′| of each of the plan's rows."""
        for call in self.calls:
            call()
        steepness: list[float] = self.mean().tolist()
        return steepness


def _right_calls(loss: Loss, z: Array, labels: Array, right: NDArray[np.bool_]) -> list[Call]:
    """Calls that leave True in right (…, n) where the network's decision is the label."""
    if z.shape[-2] > 1:
        numbers = labels.astype(np.intp)
        return [lambda: np.equal(loss.decide(z), numbers, right)]
    middle, is_one = np.array(loss.middle, z.dtype), labels == 1
    return [
        partial(loss.reaches, z[..., 0, :], middle, right),
        partial(np.equal, right, is_one, right),
    ]


def _is_finite(value: Any) -> bool:
    # One number is asked much more quickly by Python than by NumPy.
    return bool(np.isfinite(value).all()) if isinstance(value, np.ndarray) else math.isfinite(value)


def _finite(value: Any, name: str) -> Any:
    # What is no number any more is as bad as can be: a loss the largest, R² the lowest.
    worst = -LARGEST if name.endswith("r2") else LARGEST
    return np.nan_to_num(value, nan=worst, posinf=LARGEST, neginf=-LARGEST)
