"""Two to ten classes: one output for each, and a softmax between them."""

from __future__ import annotations

from typing import Literal

import numpy as np
from pydantic import Field

from engine.arrays import Array
from engine.datasets.base import Drawn, class_numbers
from engine.datasets.fields import noise_field, strays_field
from engine.losses import Task


class Classes(Drawn):
    """Points of as many classes as asked for."""

    n_classes: int = Field(
        3, ge=2, le=10, title="Classes", description="How many classes there are to tell apart."
    )

    @property
    def task(self) -> Task:
        return "binary" if self.n_classes == 2 else "multiclass"

    @property
    def classes(self) -> tuple[str, ...]:
        return tuple(f"class {number}" for number in range(self.n_classes))


class Blobs(Classes):
    """Round clouds in a circle, one for each class: straight lines are enough."""

    kind: Literal["blobs"] = "blobs"
    title = "clouds"

    noise: float = noise_field(
        "How wide the clouds are: σ = 2 / classes + 3 × noise along each axis."
    )

    def draw(self, random: np.random.Generator) -> tuple[Array, Array, Array]:
        labels = class_numbers(self.n, self.n_classes)
        angle = 2 * np.pi * labels / self.n_classes
        spread = 2 / self.n_classes + 3 * self.noise
        strays = spread * random.standard_normal((2, self.n))
        return 3.5 * np.cos(angle) + strays[0], 3.5 * np.sin(angle) + strays[1], labels


class Rings(Classes):
    """Rings within rings, one for each class."""

    kind: Literal["rings"] = "rings"
    title = "rings"

    noise: float = strays_field("normally, by σ = 1 × noise")

    def draw(self, random: np.random.Generator) -> tuple[Array, Array, Array]:
        labels = class_numbers(self.n, self.n_classes)
        breadth = 5.5 / self.n_classes
        radius = (labels + random.uniform(0.05, 0.75, self.n)) * breadth
        angle = random.uniform(0, 2 * np.pi, self.n)
        strays = random.standard_normal((2, self.n)) * self.noise
        return radius * np.sin(angle) + strays[0], radius * np.cos(angle) + strays[1], labels


class Arms(Classes):
    """A spiral with an arm for each class."""

    kind: Literal["arms"] = "arms"
    title = "spiral arms"

    noise: float = noise_field(
        "How far points stray from their arm: normally, by σ = 0.15 + 2 × noise along each axis at "
        "its end, and by less the nearer to its beginning."
    )

    def draw(self, random: np.random.Generator) -> tuple[Array, Array, Array]:
        labels = class_numbers(self.n, self.n_classes)
        along = random.uniform(0.05, 1, self.n)
        angle = 2 * np.pi * labels / self.n_classes + 4 * along
        strays = random.standard_normal((2, self.n)) * (0.15 + 2 * self.noise) * along
        return (
            5 * along * np.sin(angle) + strays[0],
            5 * along * np.cos(angle) + strays[1],
            labels,
        )


class Checkerboard(Classes):
    """A board of four by four squares whose classes take turns."""

    kind: Literal["checkerboard"] = "checkerboard"
    title = "checkerboard"

    noise: float = strays_field("normally, by σ = 2 × noise")

    n_classes: int = Field(
        2, ge=2, le=10, title="Classes", description="How many classes there are to tell apart."
    )

    def draw(self, random: np.random.Generator) -> tuple[Array, Array, Array]:
        labels = class_numbers(self.n, self.n_classes)
        row, column = np.divmod(np.arange(16), 4)
        owner = (2 * row + column) % self.n_classes if self.n_classes > 2 else (row + column) % 2
        x = np.empty((2, self.n))
        for number in range(self.n_classes):
            own = np.flatnonzero(labels == number)
            squares = np.flatnonzero(owner == number)
            square = squares[random.integers(0, len(squares), len(own))]
            x[:, own] = np.stack([column[square], row[square]])
        x = 2.5 * (x + random.uniform(0.04, 0.96, (2, self.n)) - 2)
        strays = random.standard_normal((2, self.n)) * 2 * self.noise
        return x[0] + strays[0], x[1] + strays[1], labels


ManyClasses = Blobs | Rings | Arms | Checkerboard
