"""What every data set has: points in random order, part of them held back as the test set."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from engine import rng
from engine.arrays import Array, read_only, rounded
from engine.choice import Choice
from engine.datasets.fields import flips_field, noise_field, stratified_field
from engine.losses import Task

Domain = tuple[tuple[float, float], tuple[float, float]]
ScalingKind = Literal["none", "standard", "min_max"]
THUMBNAIL = 120
NARROWEST, TINY = 1e-9, 1e-290
"""A stretch below this share of its numbers, or this at all, counts as none: round numbers could
not tell its ends apart, and rounding makes one of numbers that are all the same."""


class Dataset(Choice):
    """Points and their labels, part of them held back as the test set."""

    linked: ClassVar[bool] = False
    """Whether it comes with links alone, and is not there to be chosen."""

    test_fraction: float = Field(
        0.5,
        ge=0,
        le=0.9,
        title="Test share",
        description="The share of points the network is tested on and never learns from.",
        json_schema_extra={"step": 0.1},
    )

    @property
    def task(self) -> Task:
        """The kind of question: which of two classes, which of several, or how much."""
        return "binary"

    @property
    def axes(self) -> tuple[str, str]:
        """What the coordinates are called."""
        return ("x₁", "x₂")

    @property
    def classes(self) -> tuple[str, ...]:
        """The names of the classes; none for real values."""
        return ("class 0", "class 1")

    @property
    def values(self) -> tuple[str, ...]:
        """The names of the real values to be learned; none for classes."""
        return ()

    @property
    def width(self) -> int:
        """How many classes, or real values, there are."""
        return len(self.classes or self.values)

    @property
    def domain(self) -> Domain:
        """The stretch of (x1, x2) that maps show."""
        return ((-6.0, 6.0), (-6.0, 6.0))

    @property
    def scaling_kind(self) -> ScalingKind:
        """How coordinates are scaled before the network is given them."""
        return "none"

    @property
    def scales_values(self) -> bool:
        """Whether real values are learned with mean 0 and standard deviation 1."""
        return False

    @property
    def splits_evenly(self) -> bool:
        """Whether every class has its share among the training points, rather than by chance."""
        return False

    def ordered(self) -> tuple[Array, Array]:
        """Coordinates x (2, n) and labels (n,) or (values, n), in the order in which the first
        ones become the training points. The same data set always gives the same points."""
        raise NotImplementedError

    def drawn(self) -> dict[str, Any]:
        """What it is about, with a few points for a thumbnail."""
        drawn = points(self)
        sample = {"x1": drawn.x[0], "x2": drawn.x[1], "y": np.atleast_2d(drawn.labels)[0]}
        return {
            "linked": self.linked,
            "task": self.task,
            "axes": list(self.axes),
            "classes": list(self.classes),
            "values": list(self.values),
            "domain": [list(side) for side in self.domain],
            "sample": {
                name: rounded(values[:THUMBNAIL], 3).tolist() for name, values in sample.items()
            },
        }


class Drawn(Dataset):
    """Points drawn by chance, anew from every seed."""

    n: int = Field(500, ge=2, title="Points", description="How many points, train and test.")
    noise: float = noise_field("How far points stray.")
    seed: int = Field(
        1, ge=0, lt=2**32, title="Data seed", description="Another seed draws other points."
    )
    stratified: bool = stratified_field()

    @property
    def splits_evenly(self) -> bool:
        return self.stratified

    def draw(self, random: np.random.Generator) -> tuple[Array, Array, Array]:
        """Coordinates x1 (n,), x2 (n,) and labels: class numbers (n,), or values (n,) or
        (values, n)."""
        raise NotImplementedError

    def ordered(self) -> tuple[Array, Array]:
        x1, x2, labels = self.draw(rng.generator(self.seed, "data"))
        order = rng.permutation(self.seed, "split", 0, len(x1))
        return np.stack([x1, x2])[:, order], labels[..., order]


class Flipping(Drawn):
    """Points of two classes where noise flips labels, and the points stay."""

    noise: float = flips_field("evenly, by up to 5 × noise along each axis")
    # Off unless asked for, so that data from before it was there stay as they are.
    even_flips: bool = Field(
        False,
        title="Even flips",
        description="Noise flips the labels of as large a share of either class: half of itself.",
    )

    def flipped(
        self, labels: NDArray[np.bool_], strayed: NDArray[np.bool_], random: np.random.Generator
    ) -> Array:
        """The classes (n,) of points with these labels, that would have strayed to those."""
        if not self.even_flips:
            return strayed.astype(float)
        flipped, order = labels.copy(), np.argsort(random.random(len(labels)), kind="stable")
        for label in (False, True):
            own = order[labels[order] == label]
            flipped[own[: round(self.noise / 2 * len(own))]] = not label
        return flipped.astype(float)


@dataclass(frozen=True)
class Scaling:
    """The network is given (x − centre) / spread, axis by axis; for "none" that is x itself."""

    kind: ScalingKind
    centre: tuple[float, float]
    spread: tuple[float, float]

    @classmethod
    def of(cls, kind: ScalingKind, x: Array) -> Scaling:
        """The scaling of that kind for points x (2, n): "standard" gives them mean 0 and standard
        deviation 1, "min_max" takes the least to −1 and the greatest to 1."""
        if kind == "none":
            return cls(kind, (0.0, 0.0), (1.0, 1.0))
        low, high = x.min(axis=1), x.max(axis=1)
        centre, spread = (low + high) / 2, (high - low) / 2
        if kind == "standard":
            with np.errstate(over="ignore"):
                deviation = x.std(axis=1)
            # The squares of very small or large numbers are beyond what there is.
            shares = (x - centre[:, np.newaxis]) / np.where(spread > 0, spread, 1)[:, np.newaxis]
            sound = (deviation > 0) & np.isfinite(deviation)
            centre, spread = x.mean(axis=1), np.where(sound, deviation, spread * shares.std(axis=1))
        # Coordinates that are all the same, or would be without rounding, are only centred.
        centre, spread = np.where(varies(low, high), (centre, spread), (low, np.ones(2)))
        return cls(kind, (centre[0].item(), centre[1].item()), (spread[0].item(), spread[1].item()))

    def apply(self, x: Array) -> Array:
        """Scaled coordinates (2, n) of points x (2, n)."""
        if self.kind == "none":
            return x
        columns = np.array([self.centre, self.spread])[:, :, np.newaxis]
        return np.asarray((x - columns[0]) / columns[1])


@dataclass(frozen=True, eq=False)
class Points:
    """The points of a data set in random order, the training points first. Arrays are read-only."""

    x: Array  # (2, n)
    labels: Array  # (n,), or (values, n)
    train: int
    """How many of them are training points."""
    scaling: Scaling
    """Measured on the training points alone: the test points are not to be seen before the test."""
    value_centre: float = 0.0
    value_spread: float = 1.0
    """Real values are learned as (value − centre) / spread, measured likewise."""

    @property
    def goals(self) -> Array:
        """The labels as they are learned, of the same shape."""
        return self.scaled(self.labels)

    def scaled(self, values: Array) -> Array:
        """Real values as they are learned; anything else as it is."""
        if (self.value_centre, self.value_spread) == (0, 1):
            return values
        return np.asarray((values - self.value_centre) / self.value_spread)

    def unscaled(self, answers: Array) -> Array:
        """The network's answers in the values' own units; those for classes as they are."""
        if (self.value_centre, self.value_spread) == (0, 1):
            return answers
        # In float64, since values may be beyond the numbers that the network has.
        return answers.astype(float) * self.value_spread + self.value_centre


@lru_cache(maxsize=64)
def points(data: Dataset) -> Points:
    """The points of a data set; the same data set always gives the same."""
    x, labels = data.ordered()
    n = x.shape[1]
    train = max(1, n - int(n * data.test_fraction + 0.5))
    if data.splits_evenly and data.classes:
        order = _evenly(labels, train)
        x, labels = x[:, order], labels[order]
    centre, spread = 0.0, 1.0
    if data.scales_values and data.values:
        # Of a single value; what its scaling is along one axis.
        told = Scaling.of("standard", np.broadcast_to(labels[:train], (2, train)))
        centre, spread = told.centre[0], told.spread[0]
    return Points(
        x=read_only(x),
        labels=read_only(labels),
        train=train,
        scaling=Scaling.of(data.scaling_kind, x[:, :train]),
        value_centre=centre,
        value_spread=spread,
    )


def _evenly(labels: Array, train: int) -> NDArray[np.intp]:
    """An order of points with these class numbers (n,) in which the first `train` have the same
    share of every class, one point at the least, and that else leaves them as they follow."""
    shares = np.empty(len(labels))
    for number in np.unique(labels):
        own = np.flatnonzero(labels == number)
        shares[own] = np.arange(len(own)) / len(own)
    is_test = np.ones(len(labels), bool)
    is_test[np.argsort(shares, kind="stable")[:train]] = False
    return np.argsort(is_test, kind="stable")


def varies(low: Array, high: Array) -> NDArray[np.bool_]:
    """Whether numbers from low to high are more than one number and its rounding."""
    sizes = np.maximum(np.abs(low), np.abs(high))
    return np.asarray(high - low > np.maximum(NARROWEST * sizes, TINY))


def halves(n: int) -> tuple[int, int]:
    """n in two parts as equal as can be, the first the greater."""
    return n - n // 2, n // 2


def class_numbers(n: int, classes: int) -> Array:
    """Class numbers 0 … classes − 1 (n,) in ascending order, each as often as the others."""
    return np.asarray(np.arange(n) * classes // n, float)
