"""Relatives of ReLU: open above, and below zero each has its own way not to die."""

from __future__ import annotations

from functools import partial
from typing import Literal

import numpy as np
from pydantic import Field

from engine.activations.base import Activation
from engine.arrays import Array, Call


def log1p_exp(z: Array) -> Array:
    """log(1 + eᶻ), without overflow."""
    return np.asarray(np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z))))


def logistic(z: Array) -> Array:
    """1 / (1 + e⁻ᶻ), without overflow."""
    return np.asarray(0.5 * np.tanh(0.5 * z) + 0.5)


class LeakyRelu(Activation):
    """A ReLU that lets a little through below zero, so that no unit can die."""

    kind: Literal["leaky_relu"] = "leaky_relu"
    title = "leaky ReLU"
    formula = "g(z) = z for z > 0, otherwise α z"
    derivative_formula = "g′(z) = 1 for z > 0, otherwise α"
    source = "Maas, Hannun & Ng, Rectifier Nonlinearities Improve Acoustic Models, 2013"
    kinks = (0.0,)

    negative_slope: float = Field(
        0.2,
        ge=0,
        lt=1,
        title="Slope α",
        description="How steep g is below zero.",
        json_schema_extra={"maximum": 0.9, "step": 0.05},
    )

    def value(self, z: Array) -> Array:
        return np.asarray(np.maximum(z, self.negative_slope * z))

    def derivative(self, z: Array, a: Array) -> Array:
        return np.where(z > 0, z.dtype.type(1), self.negative_slope)

    def value_calls(self, z: Array, a: Array) -> list[Call]:
        slope = np.array(self.negative_slope, z.dtype)
        return [partial(np.multiply, z, slope, a), partial(np.fmax, z, a, a)]


class Elu(Activation):
    """Above zero z itself, below it bends smoothly towards −α."""

    kind: Literal["elu"] = "elu"
    title = "ELU"
    formula = "g(z) = z for z > 0, otherwise α (eᶻ − 1)"
    derivative_formula = "g′(z) = 1 for z > 0, otherwise α eᶻ"
    source = "Clevert, Unterthiner & Hochreiter, Exponential Linear Units, 2016"
    kinks = (0.0,)
    flat_below = 0.1

    alpha: float = Field(
        1.0,
        gt=0,
        le=5,
        title="Depth α",
        description="How far below zero g can go.",
        json_schema_extra={"minimum": 0.1, "step": 0.1},
    )

    def value(self, z: Array) -> Array:
        return np.where(z > 0, z, self.alpha * np.expm1(np.minimum(z, 0)))

    def derivative(self, z: Array, a: Array) -> Array:
        return np.where(z > 0, 1, a + self.alpha)


class Selu(Activation):
    """An ELU of such a shape that signals keep mean 0 and spread 1 from layer to layer."""

    kind: Literal["selu"] = "selu"
    title = "SELU"
    formula = "g(z) = λ z for z > 0, otherwise λ α (eᶻ − 1); λ = 1.0507, α = 1.6733"
    derivative_formula = "g′(z) = λ for z > 0, otherwise λ α eᶻ"
    source = "Klambauer et al., Self-Normalizing Neural Networks, 2017"
    kinks = (0.0,)
    flat_below = 0.176

    def value(self, z: Array) -> Array:
        below = SELU_ALPHA * np.expm1(np.minimum(z, 0))
        return np.asarray(SELU_SCALE * np.where(z > 0, z, below))

    def derivative(self, z: Array, a: Array) -> Array:
        return np.where(z > 0, SELU_SCALE, a + SELU_SCALE * SELU_ALPHA)


# The fixed point of the paper's equations 14, to double precision.
SELU_SCALE = 1.0507009873554804934193349852946
SELU_ALPHA = 1.6732632423543772848170429916717


class Gelu(Activation):
    """z times the chance that a normal number is below z: a ReLU with a soft knee and a dip.

    This is the usual form by tanh (in Keras: approximate=True), within 0.0005 of the exact one.
    """

    kind: Literal["gelu"] = "gelu"
    title = "GELU"
    formula = "g(z) = ½ z (1 + tanh u), u = √(2/π) (z + 0.044715 z³)"
    derivative_formula = "g′(z) = ½ (1 + tanh u) + ½ z (1 − tanh² u) u′"
    source = "Hendrycks & Gimpel, Gaussian Error Linear Units, 2016"
    flat_below = 0.113

    def value(self, z: Array) -> Array:
        return np.asarray(0.5 * z * (1 + self._bend(z)))

    def derivative(self, z: Array, a: Array) -> Array:
        # Beyond, the slope is 0 or 1 to the last digit, but its formula has powers that overflow.
        z = np.clip(z, -20, 20)
        bend = self._bend(z)
        steepness = GELU_STRETCH * (1 + 3 * GELU_CUBIC * z * z)
        return np.asarray(0.5 * (1 + bend) + 0.5 * z * (1 - bend * bend) * steepness)

    @staticmethod
    def _bend(z: Array) -> Array:
        """tanh u."""
        return np.asarray(np.tanh(GELU_STRETCH * (z + GELU_CUBIC * z * z * z)))


GELU_STRETCH = 0.7978845608028654
GELU_CUBIC = 0.044715


class Silu(Activation):
    """z times its own sigmoid: smooth, and it dips below zero before it fades."""

    kind: Literal["silu"] = "silu"
    title = "SiLU (swish)"
    aliases = ("swish",)
    formula = "g(z) = z σ(z)"
    derivative_formula = "g′(z) = σ(z) + g(z) (1 − σ(z))"
    source = "Elfwing, Uchibe & Doya, Sigmoid-Weighted Linear Units, 2018"
    flat_below = 0.11

    def value(self, z: Array) -> Array:
        return z * logistic(z)

    def derivative(self, z: Array, a: Array) -> Array:
        gate = logistic(z)
        return gate + a * (1 - gate)


class Mish(Activation):
    """Much like SiLU, with a slightly deeper dip and a steeper rise."""

    kind: Literal["mish"] = "mish"
    title = "Mish"
    formula = "g(z) = z tanh(log(1 + eᶻ))"
    derivative_formula = "g′(z) = t + z σ(z) (1 − t²), t = tanh(log(1 + eᶻ))"
    source = "Misra, Mish: A Self Regularized Non-Monotonic Activation Function, 2019"
    flat_below = 0.109

    def value(self, z: Array) -> Array:
        return np.asarray(z * np.tanh(log1p_exp(z)))

    def derivative(self, z: Array, a: Array) -> Array:
        bend = np.tanh(log1p_exp(z))
        return np.asarray(bend + z * logistic(z) * (1 - bend * bend))


class Softplus(Activation):
    """ReLU with its corner rounded off; its slope is the sigmoid."""

    kind: Literal["softplus"] = "softplus"
    title = "softplus"
    formula = "g(z) = log(1 + eᶻ)"
    derivative_formula = "g′(z) = σ(z)"
    source = "Dugas et al., Incorporating Second-Order Functional Knowledge, 2001"
    flat_below = 0.1

    def value(self, z: Array) -> Array:
        return log1p_exp(z)

    def derivative(self, z: Array, a: Array) -> Array:
        return logistic(z)


Rectifiers = LeakyRelu | Elu | Selu | Gelu | Silu | Mish | Softplus
