"""Activations that stay within bounds: S curves without exponentials, a wave and a bump."""

from __future__ import annotations

from functools import partial
from typing import Literal

import numpy as np

from engine.activations.base import Activation
from engine.arrays import Array, Call


class Softsign(Activation):
    """An S like tanh that nears its ends more slowly, so that it saturates later."""

    kind: Literal["softsign"] = "softsign"
    title = "softsign"
    formula = "g(z) = z / (1 + |z|)"
    derivative_formula = "g′(z) = 1 / (1 + |z|)²"
    source = "Glorot & Bengio, Understanding the difficulty of training deep networks, 2010"
    flat_below = 0.1

    def value(self, z: Array) -> Array:
        return np.asarray(z / (1 + np.abs(z)))

    def derivative(self, z: Array, a: Array) -> Array:
        return np.asarray(np.square(1 - np.abs(a)))


class HardTanh(Activation):
    """tanh drawn with a ruler: a straight line, cut off at −1 and 1."""

    kind: Literal["hard_tanh"] = "hard_tanh"
    title = "hard tanh"
    formula = "g(z) = max(−1, min(1, z))"
    derivative_formula = "g′(z) = 1 for −1 < z < 1, otherwise 0"
    source = "Collobert, Large Scale Machine Learning, 2004"
    kinks = (-1.0, 1.0)
    flat_below = 0.1

    def value(self, z: Array) -> Array:
        return np.clip(z, -1, 1)

    def derivative(self, z: Array, a: Array) -> Array:
        return (np.abs(z) < 1).astype(z.dtype)

    def value_calls(self, z: Array, a: Array) -> list[Call]:
        low, high = np.full((), -1, z.dtype), np.ones((), z.dtype)
        return [partial(np.maximum, z, low, out=a), partial(np.minimum, a, high, out=a)]


class HardSigmoid(Activation):
    """A sigmoid drawn with a ruler: from 0 at −3 to 1 at 3 in a straight line."""

    kind: Literal["hard_sigmoid"] = "hard_sigmoid"
    title = "hard sigmoid"
    formula = "g(z) = max(0, min(1, z / 6 + ½))"
    derivative_formula = "g′(z) = 1/6 for −3 < z < 3, otherwise 0"
    source = "Howard et al., Searching for MobileNetV3, 2019"
    kinks = (-3.0, 3.0)
    flat_below = 0.0167

    def value(self, z: Array) -> Array:
        return np.clip(z / 6 + 0.5, 0, 1)

    def derivative(self, z: Array, a: Array) -> Array:
        return np.asarray((np.abs(z) < 3) / z.dtype.type(6))


class Sin(Activation):
    """A wave: one unit can draw many stripes."""

    kind: Literal["sin"] = "sin"
    title = "sin"
    formula = "g(z) = sin z"
    derivative_formula = "g′(z) = cos z"
    source = "Sitzmann et al., Implicit Neural Representations with Periodic Activations, 2020"

    def value(self, z: Array) -> Array:
        return np.sin(z)

    def derivative(self, z: Array, a: Array) -> Array:
        return np.cos(z)

    def value_calls(self, z: Array, a: Array) -> list[Call]:
        return [partial(np.sin, z, a)]

    def derivative_calls(self, z: Array, a: Array, slope: Array) -> list[Call]:
        return [partial(np.cos, z, slope)]


class Gaussian(Activation):
    """A bump: a unit answers near its own line only, and forgets what lies far on either side."""

    kind: Literal["gaussian"] = "gaussian"
    title = "Gaussian"
    formula = "g(z) = e^(−z²)"
    derivative_formula = "g′(z) = −2 z g(z)"
    source = "Broomhead & Lowe, Radial Basis Functions, 1988"
    flat_below = 0.0858

    def value(self, z: Array) -> Array:
        return np.exp(-z * z)

    def derivative(self, z: Array, a: Array) -> Array:
        return -2 * (z * a)


Bounded = Softsign | HardTanh | HardSigmoid | Sin | Gaussian
