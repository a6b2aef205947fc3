"""Two classes in the plane, from those a line can part to those that take a deep network."""

from __future__ import annotations

from typing import Literal

import numpy as np
from pydantic import Field

from engine.arrays import Array
from engine.datasets.base import Drawn, Flipping, class_numbers, halves
from engine.datasets.fields import noise_field, strays_field


class Circle(Flipping):
    """A disc inside a ring: no straight line can part them."""

    kind: Literal["circle"] = "circle"
    title = "circle"

    def draw(self, random: np.random.Generator) -> tuple[Array, Array, Array]:
        inner, outer = halves(self.n)
        radius = np.concatenate([random.uniform(0, 2.5, inner), random.uniform(3.5, 5, outer)])
        angle = random.uniform(0, 2 * np.pi, self.n)
        x1, x2 = radius * np.sin(angle), radius * np.cos(angle)
        strays = random.uniform(-5, 5, (2, self.n)) * self.noise
        labels = np.arange(self.n) < inner
        strayed = np.hypot(x1 + strays[0], x2 + strays[1]) < 2.5
        return x1, x2, self.flipped(labels, strayed, random)


class Xor(Flipping):
    """Opposite quarters belong together: one neuron cannot tell, two can."""

    kind: Literal["xor"] = "xor"
    title = "exclusive or"

    def draw(self, random: np.random.Generator) -> tuple[Array, Array, Array]:
        x = random.uniform(-5, 5, (2, self.n))
        x += np.where(x > 0, 0.3, -0.3)
        strays = random.uniform(-5, 5, (2, self.n)) * self.noise
        labels, strayed = np.prod(x, axis=0) >= 0, np.prod(x + strays, axis=0) >= 0
        return x[0], x[1], self.flipped(labels, strayed, random)


class Gauss(Drawn):
    """Two round clouds, one for each class: a straight line is enough."""

    kind: Literal["gauss"] = "gauss"
    title = "two clouds"

    noise: float = noise_field("How wide the clouds are: σ² = 0.5 + 7 × noise along each axis.")

    def draw(self, random: np.random.Generator) -> tuple[Array, Array, Array]:
        labels = 1 - class_numbers(self.n, 2)
        spread = np.sqrt(0.5 + 7 * self.noise)
        x = np.where(labels == 1, 2.0, -2.0) + spread * random.standard_normal((2, self.n))
        return x[0], x[1], labels


class Spiral(Drawn):
    """Two arms wound around each other: hard for a small network."""

    kind: Literal["spiral"] = "spiral"
    title = "spiral"

    noise: float = strays_field("evenly, by up to 1 × noise")

    def draw(self, random: np.random.Generator) -> tuple[Array, Array, Array]:
        counts = halves(self.n)
        along = np.concatenate([np.arange(count) / count for count in counts])
        labels = np.repeat([1.0, 0.0], counts)
        angle = 1.75 * 2 * np.pi * along + np.where(labels == 1, 0, np.pi)
        strays = random.uniform(-1, 1, (2, self.n)) * self.noise
        return (
            5 * along * np.sin(angle) + strays[0],
            5 * along * np.cos(angle) + strays[1],
            labels,
        )


class Moons(Drawn):
    """Two half-moons, each reaching into the other: a line gets most, a bend gets all."""

    kind: Literal["moons"] = "moons"
    title = "moons"

    noise: float = strays_field("normally, by σ = 2 × noise")

    def draw(self, random: np.random.Generator) -> tuple[Array, Array, Array]:
        labels = class_numbers(self.n, 2)
        angle = random.uniform(0, np.pi, self.n)
        side = 1 - 2 * labels
        x1 = 3 * np.cos(angle) - side * 1.5
        x2 = side * (3 * np.sin(angle) - 0.75)
        strays = random.normal(0, 2, (2, self.n)) * self.noise
        return x1 + strays[0], x2 + strays[1], labels


class Separable(Drawn):
    """Two classes with a clear gap along a slanting line: one neuron is enough."""

    kind: Literal["separable"] = "separable"
    title = "a line between"

    noise: float = strays_field("normally, by σ = 3 × noise")

    def draw(self, random: np.random.Generator) -> tuple[Array, Array, Array]:
        labels = class_numbers(self.n, 2)
        along = random.uniform(-4.5, 4.5, self.n)
        across = np.where(labels == 1, 1, -1) * random.uniform(0.6, 3.5, self.n)
        strays = random.normal(0, 3, (2, self.n)) * self.noise
        return (
            0.8 * along - 0.6 * across + strays[0],
            0.6 * along + 0.8 * across + strays[1],
            labels,
        )


class Overfit(Drawn):
    """A few points from two clouds that overlap: a large network learns them by heart instead."""

    kind: Literal["overfit"] = "overfit"
    title = "few and noisy"

    n: int = Field(40, ge=2, title="Points", description="How many points, train and test.")
    noise: float = noise_field(
        "How wide the clouds are: σ² = 0.5 + 7 × noise along each axis; what lies beyond the plane "
        "is on its border.",
        0.3,
    )

    def draw(self, random: np.random.Generator) -> tuple[Array, Array, Array]:
        labels = class_numbers(self.n, 2)
        spread = np.sqrt(0.5 + 7 * self.noise)
        x = np.where(labels == 1, 1.2, -1.2) + spread * random.standard_normal((2, self.n))
        return np.clip(x[0], -6, 6), np.clip(x[1], -6, 6), labels


class TwoSides(Drawn):
    """Points on the two sides of a curve, x2 = f(x1)."""

    noise: float = strays_field("normally, by σ = 3 × noise")

    def curve(self, x1: Array) -> Array:
        """f(x1) (n,)."""
        raise NotImplementedError

    def draw(self, random: np.random.Generator) -> tuple[Array, Array, Array]:
        labels = class_numbers(self.n, 2)
        x1 = random.uniform(-5, 5, self.n)
        edge = self.curve(x1)
        # From the curve, with a narrow gap, up or down to the border: as many points on each side.
        reach = np.where(labels == 1, 5.5 - edge, edge + 5.5)
        height = 0.25 + (reach - 0.25) * random.uniform(0, 1, self.n)
        x2 = edge + np.where(labels == 1, height, -height)
        strays = random.normal(0, 3, (2, self.n)) * self.noise
        return x1 + strays[0], x2 + strays[1], labels


class Sine(TwoSides):
    """Above or below a sine wave: the boundary has to bend several times."""

    kind: Literal["sine"] = "sine"
    title = "above a sine"

    def curve(self, x1: Array) -> Array:
        return np.asarray(2 * np.sin(1.2 * x1))


class Cubic(TwoSides):
    """Above or below a cubic: the boundary rises, falls and rises again."""

    kind: Literal["cubic"] = "cubic"
    title = "above a cubic"

    def curve(self, x1: Array) -> Array:
        return np.asarray(0.08 * x1 * (x1 - 4) * (x1 + 4))


class Absolute(TwoSides):
    """Above or below |x₁|: two ReLUs draw the corner exactly."""

    kind: Literal["absolute"] = "absolute"
    title = "above |x₁|"

    def curve(self, x1: Array) -> Array:
        return np.asarray(1.5 * np.abs(x1) - 3.5)


TwoClasses = Circle | Xor | Gauss | Spiral | Moons | Separable | Sine | Cubic | Absolute | Overfit
