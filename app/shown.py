"""What there is to see of a run, as it goes over the wire."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field


class Boundary(BaseModel):
    """The network's answer over the domain, on a grid whose row 0 is the lowest x2."""

    epoch: int
    step: int
    metrics: dict[str, float | None]
    domain: tuple[tuple[float, float], tuple[float, float]]
    range: tuple[float, float]
    """The answers at the two ends of the colour scale; what lies beyond is cut."""
    boundary: dict[str, str]
    """(outputs, rows, columns) as a Plotly typed array."""
    boundary_range: tuple[float, float]
    """The answers that its 0 and its 255 stand for: value = first + u / 255 · (last − first)."""


class Picture(BaseModel):
    """What there is to see of a run at one moment, as a frame event has it; of the parts that were
    asked for."""

    epoch: int
    step: int
    metrics: dict[str, float | None]
    exact: bool
    """Whether it is what was asked for, to the bit. Workers of another kernel may count otherwise:
    then it is the nearest state before it that was kept."""
    domain: tuple[tuple[float, float], tuple[float, float]] | None = None
    range: tuple[float, float] | None = None
    boundary_range: tuple[float, float] | None = None
    boundary: dict[str, str] | None = None
    scales: list[float | None] | None = None
    maps: dict[str, str] | None = None
    weights: list[dict[str, str]] | None = None
    weight_norms: list[float | None] | None = None
    gradient_norms: list[float | None] | None = None
    dead: list[int] | None = None
    saturated: list[int] | None = None
    confusion: list[list[list[int]]] | list[list[int]] | None = None


class Act(BaseModel):
    """Something that was done to a run beside plain training."""

    kind: Literal["amend", "set_weights", "go_on", "samples", "refit"] = Field(
        description="amend: settings were changed; set_weights: weights were set by hand; go_on: "
        "an alarm was overruled; samples: it was trained on single points; refit: a fork or a "
        "rewind went on with another spec."
    )
    epoch: int = Field(description="How many epochs were over.")
    step: int = Field(description="How many updates had been made.")
    changes: dict[str, Any] | None = Field(None, description="The settings, as they were set.")
    before: dict[str, Any] | None = Field(None, description="What they had been.")
    count: int | None = Field(None, description="How many weights were set, or points taken.")
