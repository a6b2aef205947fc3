"""Real values over the plane: the network answers how much, not which."""

from __future__ import annotations

from typing import Literal

import numpy as np

from engine.arrays import Array
from engine.datasets.base import Drawn
from engine.datasets.fields import noise_field
from engine.losses import Task

HILLS = np.array(
    [
        [-4.0, 2.5, 1.0],
        [0.0, 2.5, -1.0],
        [4.0, 2.5, 1.0],
        [-4.0, -2.5, -1.0],
        [0.0, -2.5, 1.0],
        [4.0, -2.5, -1.0],
    ]
)
"""Where each hill or hollow lies, and its height."""


class Surface(Drawn):
    """A value for every point of the plane."""

    noise: float = noise_field(
        "How rough values are: points stay, each with the value of where it would have strayed to, "
        "evenly, by up to 6 × noise along each axis."
    )

    @property
    def task(self) -> Task:
        return "regression"

    @property
    def classes(self) -> tuple[str, ...]:
        return ()

    @property
    def values(self) -> tuple[str, ...]:
        return ("value",)

    def height(self, x1: Array, x2: Array) -> Array:
        """The value (n,), or values (k, n), at x1 (n,) and x2 (n,)."""
        raise NotImplementedError

    def draw(self, random: np.random.Generator) -> tuple[Array, Array, Array]:
        x = random.uniform(-6, 6, (2, self.n))
        strays = random.uniform(-6, 6, (2, self.n)) * self.noise
        return x[0], x[1], self.height(*(x + strays))


class RegPlane(Surface):
    """A slanting plane: one neuron without any bend is enough."""

    kind: Literal["reg_plane"] = "reg_plane"
    title = "plane"

    def height(self, x1: Array, x2: Array) -> Array:
        return (x1 + x2) / 10


class RegGauss(Surface):
    """Three hills and three hollows on flat land."""

    kind: Literal["reg_gauss"] = "reg_gauss"
    title = "hills and hollows"

    def height(self, x1: Array, x2: Array) -> Array:
        distances = np.hypot(x1 - HILLS[:, :1], x2 - HILLS[:, 1:2])
        heights = HILLS[:, 2:] * np.clip(1 - distances / 2, 0, 1)
        return np.asarray(heights[np.abs(heights).argmax(axis=0), np.arange(x1.size)])


class Waves(Surface):
    """A sea of waves in both directions."""

    kind: Literal["waves"] = "waves"
    title = "waves"

    def height(self, x1: Array, x2: Array) -> Array:
        return np.asarray(np.sin(x1) * np.cos(x2))


class Whirl(Surface):
    """A wind around the centre: two values at every point, so the network has two outputs."""

    kind: Literal["whirl"] = "whirl"
    title = "whirl (two outputs)"

    @property
    def values(self) -> tuple[str, ...]:
        return ("eastward", "northward")

    def height(self, x1: Array, x2: Array) -> Array:
        calm = np.exp(-(x1 * x1 + x2 * x2) / 18)
        return np.stack([-x2 * calm, x1 * calm]) / 2


RealValues = RegPlane | RegGauss | Waves | Whirl
