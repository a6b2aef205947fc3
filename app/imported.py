"""What is answered when a file of points is read."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

import engine

MOST_VALUES = 10
"""Columns of values that a point may have, as in a spec."""


class LineError(engine.Sentence):
    """A line of a file that could not be used."""

    line: int


class FileColumn(BaseModel):
    """A column of a file of points."""

    name: str = Field(description="What the file calls it; empty where it has no name.")
    cells: list[str] = Field(description="Its first cells.")


class ChosenColumns(BaseModel):
    """The places of the columns that are read; the first is 0."""

    x1: int
    x2: int
    label: int
    more: list[int] = Field(
        default_factory=list,
        description="Where a point has several values: the columns of those beside label.",
    )

    @property
    def labels(self) -> list[int]:
        """The columns of the class or value, or of all values."""
        return [self.label, *self.more]


class ReadPoints(BaseModel):
    """What a file of points holds, as the `data` of a spec, and the lines that were left out."""

    data: dict[str, Any]
    errors: list[LineError]
    columns: list[FileColumn]
    chosen: ChosenColumns
    sure: bool = Field(
        description="False where it was guessed which column is what: ask again with x1, x2, label "
        "and more if the guess is wrong."
    )
