"""A person's own points: measured, drawn on the page, or read from a file."""

from __future__ import annotations

import math
from typing import Annotated, Literal

import numpy as np
from pydantic import Field, model_validator

from engine import rng
from engine.arrays import Array
from engine.datasets.base import NARROWEST, Dataset, Domain, ScalingKind, varies
from engine.datasets.fields import stratified_field
from engine.losses import Task
from engine.sentences import invalid, say

Name = Annotated[str, Field(min_length=1, max_length=80)]
MOST_VALUES = 10
Row = Annotated[tuple[float, ...], Field(strict=False, min_length=3, max_length=2 + MOST_VALUES)]
MARGIN = 0.05
"""How much wider than the points themselves the maps are at least, on every side."""
WIDEST = 1e300
"""How far apart coordinates may lie: numbers end soon after, and a map is wider than its points."""


class OwnPoints(Dataset):
    """Your own points, each with a class, or with one or several real values."""

    kind: Literal["points"] = "points"
    title = "your own points"
    aliases = ("own",)

    points: tuple[Row, ...] = Field(
        ((-2.0, -2.0, 0.0), (-2.0, 2.0, 1.0), (2.0, -2.0, 1.0), (2.0, 2.0, 0.0)),
        min_length=1,
        strict=False,
        title="Points",
        description="One row a point: both coordinates, then its class's number or its values.",
    )
    axis_names: tuple[Name, Name] = Field(
        ("x₁", "x₂"), strict=False, title="Axes", description="What the coordinates are called."
    )
    class_names: tuple[Name, ...] = Field(
        ("class 0", "class 1"),
        max_length=10,
        strict=False,
        title="Classes",
        description="The classes' names, two to ten. None means real values.",
    )
    value_names: tuple[Name, ...] = Field(
        ("value",),
        min_length=1,
        max_length=MOST_VALUES,
        strict=False,
        title="Values",
        description="Where there are no classes: what the values of every point are called.",
    )
    scaling: ScalingKind = Field(
        "none",
        title="Scaling",
        description="How coordinates are brought to a common size for the network.",
    )
    value_scaling: Literal["none", "standard"] = Field(
        "none",
        title="Scaling of values",
        description="Standard: real values are learned with mean 0 and spread 1, however large.",
        json_schema_extra={"tasks": ["regression"]},
    )
    test_fraction: float = Field(
        0.0,
        ge=0,
        le=0.9,
        title="Test share",
        description="The share of points the network is tested on and never learns from.",
        json_schema_extra={"step": 0.1},
    )
    seed: int = Field(
        1, ge=0, lt=2**32, title="Data seed", description="Another seed, another test set."
    )
    stratified: bool = stratified_field()

    @model_validator(mode="after")
    def _labels_are_classes(self) -> OwnPoints:
        if len(self.class_names) == 1:
            raise invalid(say("classes_too_few"))
        if len(set(self.class_names)) < len(self.class_names):
            raise invalid(say("classes_repeated"))
        if len(set(self.value_names)) < len(self.value_names):
            raise invalid(say("values_repeated"))
        if any(len(row) != 2 + self.labelled for row in self.points):
            raise invalid(say("row_length", length=2 + self.labelled, labels=self.labelled))
        known = set(map(float, range(len(self.class_names))))
        if self.class_names and any(row[2] not in known for row in self.points):
            raise invalid(say("label_unknown", last=len(self.class_names) - 1))
        if self.scales_values and len(self.values) > 1:
            raise invalid(say("values_not_scaled"))
        if self.scales_values and self._apart(2) > WIDEST / 2:
            raise invalid(say("values_too_far", most=WIDEST))
        return self

    @model_validator(mode="after")
    def _coordinates_fit_a_map(self) -> OwnPoints:
        if max(self._apart(0), self._apart(1)) > WIDEST / 2:
            raise invalid(say("points_too_far", most=WIDEST))
        return self

    def _apart(self, column: int) -> float:
        """Half of how far apart a column's numbers lie: the whole may be no number any more."""
        halves = [row[column] / 2 for row in self.points]
        return max(halves) - min(halves)

    def __hash__(self) -> int:
        # That of all points would take longer than most of what is looked up by it.
        return hash((len(self.points), self.points[:10], self.points[-10:]))

    @property
    def labelled(self) -> int:
        """How many numbers stand behind the coordinates of each point."""
        return 1 if self.class_names else len(self.value_names)

    @property
    def n(self) -> int:
        """How many points there are."""
        return len(self.points)

    @property
    def task(self) -> Task:
        if not self.class_names:
            return "regression"
        return "binary" if len(self.class_names) == 2 else "multiclass"

    @property
    def axes(self) -> tuple[str, str]:
        return self.axis_names

    @property
    def classes(self) -> tuple[str, ...]:
        return self.class_names

    @property
    def values(self) -> tuple[str, ...]:
        return () if self.class_names else self.value_names

    @property
    def domain(self) -> Domain:
        x = np.array(self.points)[:, :2]
        low, high = x.min(axis=0), x.max(axis=0)
        various = varies(low, high)
        narrowest = np.maximum(NARROWEST * np.maximum(np.abs(low), np.abs(high)), 1.0)
        margin = np.where(various, MARGIN * (high - low), narrowest)
        # What is measured is often never below 0: a margin does not go there where no point does.
        least = np.where((low > 0) | (various & (low == 0)), 0.0, -np.inf)
        left, bottom = np.maximum(low - margin, least).tolist()
        right, top = (high + margin).tolist()
        return _round_stretch(left, right), _round_stretch(bottom, top)

    @property
    def scales_values(self) -> bool:
        return self.value_scaling == "standard"

    @property
    def splits_evenly(self) -> bool:
        return self.stratified

    @property
    def scaling_kind(self) -> ScalingKind:
        return self.scaling

    def ordered(self) -> tuple[Array, Array]:
        rows = np.array(self.points)[rng.permutation(self.seed, "split", 0, self.n)].T
        return rows[:2], rows[2] if len(rows) == 3 else rows[2:]


def _round_stretch(low: float, high: float) -> tuple[float, float]:
    """The stretch widened to round numbers, which are read at a glance and stay as they are while
    points are drawn within them."""
    tenth = (high - low) / 10
    power = 10.0 ** math.floor(math.log10(tenth))
    step = power * next((few for few in (1, 2, 5) if few * power >= tenth), 10)
    ends = math.floor(low / step) * step, math.ceil(high / step) * step
    return float(f"{ends[0]:.12g}"), float(f"{ends[1]:.12g}")


Own = OwnPoints
