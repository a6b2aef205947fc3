"""Losses for real values; some can tell classes apart as well."""

from __future__ import annotations

from functools import partial
from typing import Literal

import numpy as np
from pydantic import Field

from engine.activations import Linear
from engine.arrays import Array, Call
from engine.losses.base import PerOutput


class MeanSquaredError(PerOutput):
    """The squared distance from the target: for real values, where far off counts much more."""

    kind: Literal["mean_squared_error"] = "mean_squared_error"
    title = "mean squared error"
    aliases = ("mse",)
    formula = "(ŷ − t)², ŷ = z; mean or sum over outputs"
    source = "Legendre, Nouvelles méthodes pour la détermination des orbites des comètes, 1805"
    output = Linear()
    tasks = ("regression", "binary", "multiclass")
    middle = 0.5

    def value(self, z: Array, t: Array) -> Array:
        return self.pooled(np.square(z - t))

    def slope(self, z: Array, t: Array) -> Array:
        return self.shared(2 * (z - t))

    def slope_unit(self, outputs: int) -> float:
        return 2 * self.share(outputs)

    def slope_calls(self, z: Array, t: Array, dz: Array) -> list[Call]:
        return [partial(np.subtract, z, t, dz)]


class HalfSquaredError(PerOutput):
    """Half of the squared distance from the target, so that its slope is the distance itself."""

    kind: Literal["half_squared_error"] = "half_squared_error"
    title = "half squared error"
    formula = "½ (ŷ − t)², ŷ = z; mean or sum over outputs"
    source = "Widrow & Hoff, Adaptive Switching Circuits, 1960"
    output = Linear()
    tasks = ("regression",)

    def value(self, z: Array, t: Array) -> Array:
        return 0.5 * self.pooled(np.square(z - t))

    def slope(self, z: Array, t: Array) -> Array:
        return self.shared(z - t)


class MeanAbsoluteError(PerOutput):
    """The distance from the target: every point pulls alike, so that a stray one is ignored."""

    kind: Literal["mean_absolute_error"] = "mean_absolute_error"
    title = "mean absolute error"
    aliases = ("mae",)
    formula = "|ŷ − t|, ŷ = z; mean or sum over outputs"
    source = "Laplace, Sur quelques points du système du monde, 1789"
    output = Linear()
    tasks = ("regression",)

    def value(self, z: Array, t: Array) -> Array:
        return self.pooled(np.abs(z - t))

    def slope(self, z: Array, t: Array) -> Array:
        return self.shared(np.sign(z - t))


class Huber(PerOutput):
    """Squared error close to the target, absolute error beyond δ: smooth, and calm about strays."""

    kind: Literal["huber"] = "huber"
    title = "Huber"
    formula = (
        "½ d² for |d| ≤ δ, otherwise δ (|d| − ½ δ); d = ŷ − t, ŷ = z; mean or sum over outputs"
    )
    source = "Huber, Robust Estimation of a Location Parameter, 1964"
    output = Linear()
    tasks = ("regression",)

    delta: float = Field(
        1.0,
        gt=0,
        le=100,
        title="Bend δ",
        description="The distance at which a parabola becomes a straight line.",
        json_schema_extra={"minimum": 0.01, "scale": "log"},
    )

    def value(self, z: Array, t: Array) -> Array:
        far = np.abs(z - t)
        near = np.minimum(far, self.delta)
        return self.pooled(near * (far - 0.5 * near))

    def slope(self, z: Array, t: Array) -> Array:
        return self.shared(np.clip(z - t, -self.delta, self.delta))


Regression = MeanSquaredError | HalfSquaredError | MeanAbsoluteError | Huber
