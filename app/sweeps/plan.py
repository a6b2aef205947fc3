"""The plan of a sweep: which fields of a spec vary, over what, how many seeds, and how long."""

from __future__ import annotations

import difflib
import math
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, field_validator, model_validator

import engine
from app.problems import FieldError, Invalid
from app.schemas import STRICT
from app.sentences import say

MOST_VALUES, MOST_AXES = 256, 8
LAYERS = "/network/hidden_layers"
SHORT = {"activation": f"{LAYERS}/*/activation", "units": f"{LAYERS}/*/units", "layers": LAYERS}
"""What is meant by names that several places have, or none."""

COLUMNS = {"run", "seed", "epoch", "outcome", "cause", "standstill", "loss"}
"""What a table has beside the axes that a field may be called, too."""

Number = Annotated[int | float, Field(ge=-1e300, le=1e300)]
"""An end of a range, whose length is a number, too."""
Place = tuple[str, ...]


class Axis(BaseModel):
    """A field that varies: over values, or where tiles are drawn from a range."""

    model_config = STRICT

    path: str = Field(
        max_length=200,
        description="A JSON pointer into the spec; * is every item of a list.",
    )
    values: list[Any] | None = Field(None, min_length=1, max_length=MOST_VALUES)
    low: Number | None = None
    high: Number | None = None
    scale: Literal["linear", "log"] = "linear"

    @field_validator("path")
    @classmethod
    def _is_a_pointer(cls, path: str) -> str:
        first, *parts = path.split("/")
        if first or not parts or not all(parts):
            raise engine.invalid(say("axis_pointer"))
        return path

    @model_validator(mode="after")
    def _is_one_of_both(self) -> Axis:
        ends = [end for end in (self.low, self.high) if end is not None]
        if len(ends) != (2 if self.values is None else 0):
            raise engine.invalid(say("axis_of"))
        if self.low is not None and self.high is not None:
            least = 0 if self.scale == "log" else -math.inf
            if not least < self.low < self.high:
                raise engine.invalid(say("axis_range"))
        return self

    @property
    def place(self) -> Place:
        """The parts of the path."""
        return tuple(self.path.split("/")[1:])


class Sample(BaseModel):
    """Tiles drawn from the axes, in place of all that there are."""

    model_config = STRICT

    runs: int = Field(ge=1, description="How many tiles.")
    seed: int = Field(0, ge=0, lt=2**32)


class SweepUntil(BaseModel):
    """How long every run of a sweep is trained."""

    model_config = STRICT

    epoch: int = Field(ge=1)


class Plan(BaseModel):
    """What a sweep is made of. One axis is needed; two in `across` and `down` are a grid, with
    `more` or `sample` there is a table."""

    model_config = STRICT

    spec: dict[str, Any] = Field({}, description="What all runs have in common, as of a run.")
    across: Axis | None = None
    down: Axis | None = None
    more: list[Axis] = Field([], max_length=MOST_AXES)
    sample: Sample | None = None
    seeds: int = Field(1, ge=1, description="Runs of each tile: the spec's seed, and those after.")
    seeded: Literal["training", "data", "both"] = Field(
        "training",
        description="What the seeds vary: first weights and the order of points, or the points.",
    )
    until: SweepUntil = SweepUntil(epoch=100)

    @model_validator(mode="after")
    def _has_axes(self) -> Plan:
        if not self.axes:
            raise engine.invalid(say("axis_needed"))
        return self

    @property
    def placed(self) -> list[tuple[str, Axis]]:
        """The axes, and where in the plan each is given: across, down, more."""
        given = [("/across", self.across), ("/down", self.down)]
        given += [(f"/more/{number}", axis) for number, axis in enumerate(self.more)]
        return [(pointer, axis) for pointer, axis in given if axis is not None]

    @property
    def axes(self) -> list[Axis]:
        """The fields that vary."""
        return [axis for _, axis in self.placed]

    @property
    def grid(self) -> tuple[int, int] | None:
        """Columns and rows; None where tiles are a table."""
        if self.more or self.sample:
            return None
        columns, rows = (len(each.values or ()) if each else 1 for each in (self.across, self.down))
        return columns, rows

    @property
    def names(self) -> list[str]:
        """What the axes are called in tables: by their fields, and what these belong to where
        another column is called alike."""
        places = [[part for part in axis.place if not _is_item(part)] for axis in self.axes]
        names = [place[-1] if place else "" for place in places]
        return [
            ".".join(place[-2:]) if names.count(name) > 1 or name in COLUMNS else name
            for name, place in zip(names, places, strict=True)
        ]


def _is_item(part: str) -> bool:
    return part == "*" or part.isdecimal()


Spec = Annotated[dict[str, Any], "as POST /runs takes it"]


def pointer_of(name: str, spec: Spec | None = None) -> str:
    """The path of a field that is called by its name alone, such as "learning_rate", or by more of
    it where several are called so, "data.seed". Raises Invalid where it is none, or not one."""
    if name.startswith("/"):
        return name
    if name in SHORT:
        return SHORT[name]
    whole = engine.Spec.model_validate(spec or {}).model_dump(mode="json")
    wanted = name.split(".")
    places = _places(whole, ())
    found = [place for place in places if list(place[-len(wanted) :]) == wanted]
    nearest = [place for place in found if len(place) == min(map(len, found))]
    if not nearest:
        known = {place[-1] for place in places} | SHORT.keys()
        near = difflib.get_close_matches(wanted[-1], sorted(known), n=1)
        hint = say("axis_near", near=near[0]) if near else say("axis_far")
        raise Invalid([FieldError.at("/path", say("axis_name", hint=hint))])
    if len(nearest) > 1:
        all_of_them = ", ".join(".".join(place[-2:]) for place in nearest)
        raise Invalid([FieldError.at("/path", say("axis_names", known=all_of_them))])
    return "".join(f"/{part}" for part in nearest[0])


def _places(node: dict[str, Any], above: Place) -> list[Place]:
    found: list[Place] = []
    for name, value in node.items():
        found.append((*above, name))
        if isinstance(value, dict):
            found += _places(value, (*above, name))
    return found
