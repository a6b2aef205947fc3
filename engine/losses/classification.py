"""Losses for telling classes apart: with two classes one output is enough, else one a class."""

from __future__ import annotations

from functools import partial
from typing import Literal

import numpy as np

from engine.activations import Linear, Sigmoid, Step, Tanh
from engine.arrays import Array, Call
from engine.losses.base import Loss, PerOutput, Task


class BinaryCrossentropy(PerOutput):
    """How surprised the network is by the right answer: a confident mistake costs most."""

    kind: Literal["binary_crossentropy"] = "binary_crossentropy"
    title = "binary cross-entropy"
    aliases = ("bce", "log_loss")
    formula = "−(t log ŷ + (1 − t) log(1 − ŷ)), ŷ = sigmoid(z); mean or sum over outputs"
    source = "Good, Rational Decisions, 1952"
    output = Sigmoid()
    is_probability = True
    tasks = ("binary", "multiclass")

    def value(self, z: Array, t: Array) -> Array:
        losses = np.maximum(z, 0) - t * z + np.log1p(np.exp(-np.abs(z)))
        return self.pooled(losses)

    def slope(self, z: Array, t: Array) -> Array:
        return self.shared(self.output.value(z) - t)

    def value_calls(self, z: Array, t: Array, out: Array) -> list[Call]:
        if z.shape[-2] > 1:
            return super().value_calls(z, t, out)
        z, t, zeros, gain = z[..., 0, :], t[..., 0, :], np.zeros_like(out), np.empty_like(out)
        return [
            partial(np.absolute, z, out),
            partial(np.negative, out, out),
            partial(np.exp, out, out),
            partial(np.log1p, out, out),
            partial(np.multiply, t, z, gain),
            partial(np.subtract, out, gain, out),
            partial(np.fmax, z, zeros, gain),
            partial(np.add, out, gain, out),
        ]

    # ŷ − t = ½ (tanh(z/2) − (2t − 1)): with targets of ±1, and ½ left for later, two calls fewer.
    def slope_targets(self, t: Array) -> Array:
        return 2 * t - 1

    def slope_unit(self, outputs: int) -> float:
        return 0.5 * self.share(outputs)

    def slope_calls(self, z: Array, t: Array, dz: Array) -> list[Call]:
        half = np.array(0.5, dz.dtype)
        return [
            partial(np.multiply, z, half, dz),
            partial(np.tanh, dz, dz),
            partial(np.subtract, dz, t, dz),
        ]


class CategoricalCrossentropy(Loss):
    """Cross-entropy for several classes, whose probabilities share one whole by a softmax."""

    kind: Literal["categorical_crossentropy"] = "categorical_crossentropy"
    title = "categorical cross-entropy"
    aliases = ("cce", "softmax_crossentropy")
    formula = "−Σ t log ŷ, ŷ = softmax(z) = eᶻ / Σ eᶻ"
    source = "Bridle, Probabilistic Interpretation of Feedforward Network Outputs, 1990"
    output = Linear()
    is_probability = True
    tasks = ("multiclass", "binary")

    def outputs(self, task: Task, width: int) -> int:
        return width

    def link(self, z: Array) -> Array:
        powers = np.exp(z - z.max(axis=-2, keepdims=True))
        return np.asarray(powers / powers.sum(axis=-2, keepdims=True))

    def value(self, z: Array, t: Array) -> Array:
        # log Σ eᶻ − z of the right class, with the largest z taken out before the exponentials.
        z = z - z.max(axis=-2, keepdims=True)
        return np.asarray(np.log(np.exp(z).sum(axis=-2)) - (t * z).sum(axis=-2))

    def slope(self, z: Array, t: Array) -> Array:
        return np.asarray(self.link(z) - t)

    def slope_calls(self, z: Array, t: Array, dz: Array) -> list[Call]:
        one = np.empty_like(z[..., :1, :])
        return [
            partial(np.maximum.reduce, z, -2, None, one, True),
            partial(np.subtract, z, one, dz),
            partial(np.exp, dz, dz),
            partial(np.add.reduce, dz, -2, None, one, True),
            partial(np.divide, dz, one, dz),
            partial(np.subtract, dz, t, dz),
        ]

    @classmethod
    def output_name(cls) -> str:
        return "softmax"

    @classmethod
    def output_title(cls) -> str:
        return "softmax"


class Hinge(PerOutput):
    """Asks for a margin: an answer that is right by more than 1 costs nothing and is left alone."""

    kind: Literal["hinge"] = "hinge"
    title = "hinge"
    formula = "max(0, 1 − t z), t = ±1, ŷ = z; mean or sum over outputs"
    source = "Cortes & Vapnik, Support-Vector Networks, 1995"
    output = Linear()
    tasks = ("binary", "multiclass")
    low = -1.0

    def value(self, z: Array, t: Array) -> Array:
        return self.pooled(np.maximum(0, 1 - t * z))

    def slope(self, z: Array, t: Array) -> Array:
        return self.shared(np.where(t * z < 1, -t, 0))


class Squared(PerOutput):
    """Half of the squared distance between target and answer, behind an S curve."""

    tasks = ("binary", "multiclass", "regression")

    def value(self, z: Array, t: Array) -> Array:
        return 0.5 * self.pooled(np.square(self.output.value(z) - t))

    def slope(self, z: Array, t: Array) -> Array:
        y = self.output.value(z)
        return self.shared((y - t) * self.output.derivative(z, y))

    def slope_unit(self, outputs: int) -> float:
        return self.share(outputs)

    def slope_calls(self, z: Array, t: Array, dz: Array) -> list[Call]:
        y, slope = np.empty_like(z), np.empty_like(z)
        return [
            *self.output.value_calls(z, y),
            *self.output.derivative_calls(z, y, slope),
            partial(np.subtract, y, t, dz),
            partial(np.multiply, dz, slope, dz),
        ]


class SquaredTanh(Squared):
    """Squared error on a tanh output: where tanh is flat even a bad mistake teaches little."""

    kind: Literal["squared_error_tanh"] = "squared_error_tanh"
    title = "squared error, tanh output"
    formula = "½ (ŷ − t)², t = ±1 or values, ŷ = tanh(z); mean or sum over outputs"
    source = "Rumelhart, Hinton & Williams, Learning Representations by Back-propagating, 1986"
    output = Tanh()
    low = -1.0


class SquaredSigmoid(Squared):
    """Squared error on a sigmoid output: the classic slow learner, beside cross-entropy."""

    kind: Literal["squared_error_sigmoid"] = "squared_error_sigmoid"
    title = "squared error, sigmoid output"
    formula = "½ (ŷ − t)², t = 0 or 1 or values, ŷ = sigmoid(z); mean or sum over outputs"
    source = "Rumelhart, Hinton & Williams, Learning Representations by Back-propagating, 1986"
    output = Sigmoid()
    is_probability = True


class Perceptron(PerOutput):
    """Rosenblatt's rule: only a wrong answer moves the weights, by η times the inputs.

    Its steps are W ← W + η (t − ŷ) x, for a single layer with plain gradient descent on one point
    at a time: the slope of a loss that is 0 where the answer is right and |z| where it is wrong.
    """

    kind: Literal["perceptron"] = "perceptron"
    title = "perceptron rule, step output"
    formula = "(ŷ − t) z, t = 0 or 1, ŷ = step(z); mean or sum over outputs"
    source = "Rosenblatt, The Perceptron: A Probabilistic Model, 1958"
    output = Step()
    tasks = ("binary", "multiclass")
    reaches = np.greater_equal

    def value(self, z: Array, t: Array) -> Array:
        return self.pooled((self.output.value(z) - t) * z)

    def slope(self, z: Array, t: Array) -> Array:
        return self.shared(self.output.value(z) - t)

    def indifferent(self, t: Array) -> float:
        # z = 0 costs nothing here, and how large the loss is means nothing: it grows with the
        # weights, which may begin at 0.
        return float(np.finfo(np.float32).max)


Classification = (
    BinaryCrossentropy | CategoricalCrossentropy | Hinge | SquaredTanh | SquaredSigmoid | Perceptron
)
