"""The activations of the first lecture: none at all, the perceptron's step, two S curves, ReLU."""

from __future__ import annotations

from functools import partial
from typing import Literal

import numpy as np

from engine.activations.base import Activation
from engine.arrays import Array, Call


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


class Step(Activation):
    """The perceptron's all or nothing: it has no slope to follow, so a layer of it cannot learn."""

    kind: Literal["step"] = "step"
    title = "step"
    aliases = ("heaviside", "binary_step")
    formula = "g(z) = 1 for z ≥ 0, otherwise 0"
    derivative_formula = "g′(z) = 0"
    source = "Rosenblatt, The Perceptron: A Probabilistic Model, 1958"
    kinks = (0.0,)

    def value(self, z: Array) -> Array:
        return (z >= 0).astype(z.dtype)

    def derivative(self, z: Array, a: Array) -> Array:
        return np.zeros_like(z)

    def derivative_calls(self, z: Array, a: Array, slope: Array) -> list[Call]:
        slope[...] = 0
        return []


class Sigmoid(Activation):
    """An S from 0 to 1, read as a probability; its slope is never more than a quarter."""

    kind: Literal["sigmoid"] = "sigmoid"
    title = "sigmoid"
    aliases = ("logistic",)
    formula = "g(z) = 1 / (1 + e⁻ᶻ)"
    derivative_formula = "g′(z) = g(z) (1 − g(z))"
    flat_below = 0.025

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


class Tanh(Activation):
    """An S from −1 to 1 through the origin: smooth, and flat far from zero, where it saturates."""

    kind: Literal["tanh"] = "tanh"
    title = "tanh"
    formula = "g(z) = (eᶻ − e⁻ᶻ) / (eᶻ + e⁻ᶻ)"
    derivative_formula = "g′(z) = 1 − g(z)²"
    flat_below = 0.1

    def value(self, z: Array) -> Array:
        return np.tanh(z)

    def derivative(self, z: Array, a: Array) -> Array:
        return 1 - a * a

    def value_calls(self, z: Array, a: Array) -> list[Call]:
        return [partial(np.tanh, z, a)]

    def derivative_calls(self, z: Array, a: Array, slope: Array) -> list[Call]:
        one = np.ones((), slope.dtype)
        return [partial(np.square, a, slope), partial(np.subtract, one, slope, slope)]


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


Classic = Linear | Step | Sigmoid | Tanh | Relu
