"""An activation bends what a neuron has summed: a = g(z), applied to every number alone.

To add one: write its class below with `value` and `derivative`, and add it to the union at the
end. Every menu, document and gradient check finds it there.
"""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any, ClassVar, Literal

import numpy as np

from engine.arrays import Array, Call
from engine.choice import Choice, OneOf


class Activation(Choice):
    """g and its derivative.

    `value_calls` and `derivative_calls` say the same as `value` and `derivative`, as in-place NumPy
    calls for the training loop. An activation may leave them out: it is then a little slower.
    """

    derivative_formula: ClassVar[str]
    kinks: ClassVar[tuple[float, ...]] = ()
    """The z at which g has no derivative; a numerical check has to keep away from them."""

    def value(self, z: Array) -> Array:
        """g(z), of the shape of z."""
        raise NotImplementedError

    def derivative(self, z: Array, a: Array) -> Array:
        """g′(z), of the shape of z; a = g(z) is at hand since many derivatives are short in it."""
        raise NotImplementedError

    def value_calls(self, z: Array, a: Array) -> list[Call]:
        """Calls that leave g(z) in a."""
        return [lambda: np.copyto(a, self.value(z))]

    def derivative_calls(self, z: Array, a: Array, slope: Array) -> list[Call]:
        """Calls that leave g′(z) in slope."""
        return [lambda: np.copyto(slope, self.derivative(z, a))]

    @classmethod
    def entry(cls) -> dict[str, Any]:
        """The catalogue's entry, with a sampled curve of g and g′ to draw."""
        z = np.linspace(-5, 5, 101)
        activation = cls()
        a = activation.value(z)
        slope = activation.derivative(z, a)
        curve = {"z": z, "g": a, "dg": slope}
        return super().entry() | {
            "derivative": cls.derivative_formula,
            "curve": {name: [round(float(v), 4) for v in values] for name, values in curve.items()},
        }


class Linear(Activation):
    """Passes z on unchanged: layers of it can only ever draw a straight line."""

    kind: Literal["linear"] = "linear"
    title = "linear"
    aliases = ("identity",)
    formula = "g(z) = z"
    derivative_formula = "g′(z) = 1"

    def value(self, z: Array) -> Array:
        return z.copy()

    def derivative(self, z: Array, a: Array) -> Array:
        return np.ones_like(z)

    def value_calls(self, z: Array, a: Array) -> list[Call]:
        return [partial(np.positive, z, a)]

    def derivative_calls(self, z: Array, a: Array, slope: Array) -> list[Call]:
        slope[...] = 1
        return []


class Relu(Activation):
    """Zero below zero, z above: cheap and quick to learn, but stuck below zero it is dead."""

    kind: Literal["relu"] = "relu"
    title = "ReLU"
    formula = "g(z) = max(0, z)"
    derivative_formula = "g′(z) = 1 for z > 0, otherwise 0"
    source = "Nair & Hinton, Rectified Linear Units Improve Restricted Boltzmann Machines, 2010"
    kinks = (0.0,)

    def value(self, z: Array) -> Array:
        return np.maximum(z, 0)

    def derivative(self, z: Array, a: Array) -> Array:
        return (z > 0).astype(z.dtype)

    def value_calls(self, z: Array, a: Array) -> list[Call]:
        # fmax is four times quicker than maximum on arrays this small; it turns NaN into 0, so
        # divergence is looked for in the parameters, never in activations.
        return [partial(np.fmax, z, np.zeros_like(z), a)]

    def derivative_calls(self, z: Array, a: Array, slope: Array) -> list[Call]:
        return [partial(np.sign, a, slope)]


class Tanh(Activation):
    """An S from −1 to 1 through the origin: smooth, and flat far from zero, where it saturates."""

    kind: Literal["tanh"] = "tanh"
    title = "tanh"
    formula = "g(z) = (eᶻ − e⁻ᶻ) / (eᶻ + e⁻ᶻ)"
    derivative_formula = "g′(z) = 1 − g(z)²"

    def value(self, z: Array) -> Array:
        return np.tanh(z)

    def derivative(self, z: Array, a: Array) -> Array:
        return 1 - a * a

    def value_calls(self, z: Array, a: Array) -> list[Call]:
        return [partial(np.tanh, z, a)]

    def derivative_calls(self, z: Array, a: Array, slope: Array) -> list[Call]:
        one = np.ones((), slope.dtype)
        return [partial(np.multiply, a, a, slope), partial(np.subtract, one, slope, slope)]


class Sigmoid(Activation):
    """An S from 0 to 1, read as a probability; its slope is never more than a quarter."""

    kind: Literal["sigmoid"] = "sigmoid"
    title = "sigmoid"
    aliases = ("logistic",)
    formula = "g(z) = 1 / (1 + e⁻ᶻ)"
    derivative_formula = "g′(z) = g(z) (1 − g(z))"

    def value(self, z: Array) -> Array:
        # By tanh: no exponential that could overflow, and tanh is vectorised.
        return np.asarray(0.5 * np.tanh(0.5 * z) + 0.5)

    def derivative(self, z: Array, a: Array) -> Array:
        return a * (1 - a)

    def value_calls(self, z: Array, a: Array) -> list[Call]:
        half = np.array(0.5, a.dtype)
        return [
            partial(np.multiply, z, half, a),
            partial(np.tanh, a, a),
            partial(np.multiply, a, half, a),
            partial(np.add, a, half, a),
        ]

    def derivative_calls(self, z: Array, a: Array, slope: Array) -> list[Call]:
        one = np.ones((), slope.dtype)
        return [partial(np.subtract, one, a, slope), partial(np.multiply, slope, a, slope)]


AnyActivation = Annotated[
    Linear | Relu | Tanh | Sigmoid,
    OneOf(),
]
