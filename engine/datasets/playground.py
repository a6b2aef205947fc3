"""The very points of a playground.tensorflow.org link, drawn as that page draws them."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from typing import Literal

import numpy as np
from pydantic import Field

from engine.arc4 import Arc4
from engine.arrays import Array
from engine.datasets.base import Dataset
from engine.datasets.fields import noise_field
from engine.datasets.real_values import HILLS
from engine.losses import Task

Shape = Literal["circle", "xor", "gauss", "spiral", "reg-plane", "reg-gauss"]
Row = tuple[float, float, float]
POINTS, REGRESSION_POINTS = 500, 1200


class PlaygroundPoints(Dataset):
    """The points behind a playground.tensorflow.org link, number for number."""

    kind: Literal["tfplayground"] = "tfplayground"
    title = "from a TensorFlow Playground link"
    linked = True
    source = "Smilkov et al., Direct-Manipulation Visualization of Deep Networks, 2017"

    dataset: Shape = Field("circle", title="Data set", description="Its name in the link.")
    link_seed: str = Field(
        "0.59704", max_length=100, title="Link seed", description="The seed in the link."
    )
    noise: float = noise_field(
        "How far points stray from where they belong; in the link's circle, exclusive or, plane "
        "and hills they stay, with the class or value of where they would have strayed to."
    )

    @property
    def n(self) -> int:
        """How many points there are."""
        return POINTS if self.task == "binary" else REGRESSION_POINTS

    @property
    def task(self) -> Task:
        return "regression" if self.dataset.startswith("reg-") else "binary"

    @property
    def classes(self) -> tuple[str, ...]:
        return ("class 0", "class 1") if self.task == "binary" else ()

    @property
    def values(self) -> tuple[str, ...]:
        return ("value",) if self.task == "regression" else ()

    def ordered(self) -> tuple[Array, Array]:
        rows, _ = drawn(self.dataset, self.link_seed, self.noise)
        x1, x2, labels = np.array(rows).T
        if self.task == "binary":
            labels = np.asarray(labels > 0, float)
        return np.stack([x1, x2]), labels


@lru_cache(maxsize=16)
def drawn(dataset: Shape, seed: str, noise: float) -> tuple[tuple[Row, ...], int]:
    """Shuffled rows (x1, x2, label), classes as ±1, and how many random numbers they took: the
    initial weights come from the same stream, after them."""
    random = Arc4(seed)
    n = REGRESSION_POINTS if dataset.startswith("reg-") else POINTS
    rows = _DRAW[dataset](random, n, noise)
    for counter in range(n, 0, -1):
        chosen = math.floor(random.uniform() * counter)
        rows[counter - 1], rows[chosen] = rows[chosen], rows[counter - 1]
    return tuple(rows), random.drawn


def _circle(random: Arc4, n: int, noise: float) -> list[Row]:
    rows = []
    for low, high in ((0, 2.5), (3.5, 5)):
        for _ in range(n // 2):
            radius, angle = random.between(low, high), random.between(0, 2 * math.pi)
            x, y = radius * math.sin(angle), radius * math.cos(angle)
            stray_x, stray_y = random.between(-5, 5) * noise, random.between(-5, 5) * noise
            far = math.sqrt((x + stray_x) ** 2 + (y + stray_y) ** 2)
            rows.append((x, y, 1.0 if far < 2.5 else -1.0))
    return rows


def _xor(random: Arc4, n: int, noise: float) -> list[Row]:
    rows = []
    for _ in range(n):
        x, y = random.between(-5, 5), random.between(-5, 5)
        x, y = x + (0.3 if x > 0 else -0.3), y + (0.3 if y > 0 else -0.3)
        stray_x, stray_y = random.between(-5, 5) * noise, random.between(-5, 5) * noise
        rows.append((x, y, 1.0 if (x + stray_x) * (y + stray_y) >= 0 else -1.0))
    return rows


def _gauss(random: Arc4, n: int, noise: float) -> list[Row]:
    variance = 0.5 + 7 * noise
    return [
        (random.normal(centre, variance), random.normal(centre, variance), label)
        for centre, label in ((2, 1.0), (-2, -1.0))
        for _ in range(n // 2)
    ]


def _spiral(random: Arc4, n: int, noise: float) -> list[Row]:
    rows = []
    for turn, label in ((0.0, 1.0), (math.pi, -1.0)):
        for i in range(n // 2):
            radius = i / (n // 2) * 5
            angle = 1.75 * i / (n // 2) * 2 * math.pi + turn
            x = radius * math.sin(angle) + random.between(-1, 1) * noise
            y = radius * math.cos(angle) + random.between(-1, 1) * noise
            rows.append((x, y, label))
    return rows


def _surface(height: Callable[[float, float], float]) -> Callable[[Arc4, int, float], list[Row]]:
    def draw(random: Arc4, n: int, noise: float) -> list[Row]:
        rows = []
        for _ in range(n):
            x, y = random.between(-6, 6), random.between(-6, 6)
            stray_x, stray_y = random.between(-6, 6) * noise, random.between(-6, 6) * noise
            rows.append((x, y, height(x + stray_x, y + stray_y)))
        return rows

    return draw


def _plane(x: float, y: float) -> float:
    # (x + y) / 10, rounded as that page's scale from −10 … 10 to −1 … 1 rounds it.
    return -1 + 2 * ((x + y + 10) / 20)


def _hills(x: float, y: float) -> float:
    heights: list[float] = [
        sign * min(1.0, max(0.0, 1 - math.sqrt((x - cx) ** 2 + (y - cy) ** 2) / 2))
        for cx, cy, sign in HILLS.tolist()
    ]
    return max(heights, key=abs)


_DRAW: dict[Shape, Callable[[Arc4, int, float], list[Row]]] = {
    "circle": _circle,
    "xor": _xor,
    "gauss": _gauss,
    "spiral": _spiral,
    "reg-plane": _surface(_plane),
    "reg-gauss": _surface(_hills),
}

Playground = PlaygroundPoints
