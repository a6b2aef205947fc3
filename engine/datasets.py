"""A data set is a cloud of labelled points in the plane, drawn anew from its seed.

To add one: write its class with `draw`, and add it to the union at the end.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any, ClassVar, Literal

import numpy as np
from pydantic import Field

from engine import rng
from engine.arrays import Array, read_only
from engine.choice import Choice, OneOf
from engine.losses import Task

Domain = tuple[tuple[float, float], tuple[float, float]]


class Dataset(Choice):
    """Points and their labels, part of them held back as the test set."""

    task: ClassVar[Task] = "binary"
    axes: ClassVar[tuple[str, str]] = ("x₁", "x₂")
    classes: ClassVar[tuple[str, ...]] = ("class 0", "class 1")
    domain: ClassVar[Domain] = ((-6.0, 6.0), (-6.0, 6.0))
    """The stretch of (x1, x2) that maps show."""

    n: int = Field(500, ge=2, title="Points", description="How many points, train and test.")
    noise: float = Field(
        0.0,
        ge=0,
        le=0.5,
        title="Noise",
        description="How far points stray from where they belong.",
        json_schema_extra={"step": 0.05},
    )
    test_fraction: float = Field(
        0.5,
        ge=0,
        le=0.9,
        title="Test share",
        description="The share of points the network is tested on and never learns from.",
        json_schema_extra={"step": 0.1},
    )
    seed: int = Field(
        1, ge=0, lt=2**32, title="Data seed", description="Another seed draws other points."
    )

    def draw(self, random: np.random.Generator) -> tuple[Array, Array, Array]:
        """Coordinates x1 (n,), x2 (n,) and labels (n,): class numbers, or real values."""
        raise NotImplementedError

    @classmethod
    def entry(cls) -> dict[str, Any]:
        """The catalogue's entry, with a few points for a thumbnail."""
        drawn = points(cls(n=120, test_fraction=0.0))
        sample = {"x1": drawn.x[0], "x2": drawn.x[1], "y": drawn.labels}
        return super().entry() | {
            "task": cls.task,
            "axes": list(cls.axes),
            "classes": list(cls.classes),
            "domain": [list(side) for side in cls.domain],
            "sample": {name: np.round(values, 3).tolist() for name, values in sample.items()},
        }


@dataclass(frozen=True, eq=False)
class Points:
    """The points of a data set in random order, the training points first. Arrays are read-only."""

    x: Array  # (2, n)
    labels: Array  # (n,)
    train: int
    """How many of them are training points."""


@lru_cache(maxsize=64)
def points(data: Dataset) -> Points:
    """Draw and shuffle the points of a data set. The same data set always gives the same points."""
    x1, x2, labels = data.draw(rng.generator(data.seed, "data"))
    order = rng.permutation(data.seed, "split", 0, len(labels))
    return Points(
        x=read_only(np.stack([x1, x2])[:, order]),
        labels=read_only(labels[order]),
        train=max(1, len(labels) - int(len(labels) * data.test_fraction + 0.5)),
    )


def _halves(n: int) -> tuple[int, int]:
    return n - n // 2, n // 2


class Circle(Dataset):
    """A disc inside a ring: no straight line can part them."""

    kind: Literal["circle"] = "circle"
    title = "circle"

    def draw(self, random: np.random.Generator) -> tuple[Array, Array, Array]:
        inner, outer = _halves(self.n)
        radius = np.concatenate([random.uniform(0, 2.5, inner), random.uniform(3.5, 5, outer)])
        angle = random.uniform(0, 2 * np.pi, self.n)
        x1, x2 = radius * np.sin(angle), radius * np.cos(angle)
        strays = random.uniform(-5, 5, (2, self.n)) * self.noise
        return x1, x2, (np.hypot(x1 + strays[0], x2 + strays[1]) < 2.5).astype(float)


class Xor(Dataset):
    """Opposite quarters belong together: one neuron cannot tell, two can."""

    kind: Literal["xor"] = "xor"
    title = "exclusive or"

    def draw(self, random: np.random.Generator) -> tuple[Array, Array, Array]:
        x = random.uniform(-5, 5, (2, self.n))
        x += np.where(x > 0, 0.3, -0.3)
        strays = random.uniform(-5, 5, (2, self.n)) * self.noise
        return x[0], x[1], (np.prod(x + strays, axis=0) >= 0).astype(float)


class Gauss(Dataset):
    """Two round clouds, one for each class: a straight line is enough."""

    kind: Literal["gauss"] = "gauss"
    title = "two clouds"

    def draw(self, random: np.random.Generator) -> tuple[Array, Array, Array]:
        counts = _halves(self.n)
        labels = np.repeat([1.0, 0.0], counts)
        spread = np.sqrt(0.5 + 7 * self.noise)
        x = np.where(labels == 1, 2.0, -2.0) + spread * random.standard_normal((2, self.n))
        return x[0], x[1], labels


class Spiral(Dataset):
    """Two arms wound around each other: hard for a small network."""

    kind: Literal["spiral"] = "spiral"
    title = "spiral"

    def draw(self, random: np.random.Generator) -> tuple[Array, Array, Array]:
        counts = _halves(self.n)
        along = np.concatenate([np.arange(count) / count for count in counts])
        labels = np.repeat([1.0, 0.0], counts)
        angle = 1.75 * 2 * np.pi * along + np.where(labels == 1, 0, np.pi)
        strays = random.uniform(-1, 1, (2, self.n)) * self.noise
        return (
            5 * along * np.sin(angle) + strays[0],
            5 * along * np.cos(angle) + strays[1],
            labels,
        )


AnyDataset = Annotated[
    Circle | Xor | Gauss | Spiral,
    OneOf(),
]
