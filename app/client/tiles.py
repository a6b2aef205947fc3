"""What there is to see of a sweep: the boundaries of its tiles side by side."""

from __future__ import annotations

import base64
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.client.spread import said
from app.exports.png import class_pixels, two_sided

GAP = 2
"""Points between tiles, in the measure of their own."""


@dataclass(frozen=True)
class Edge:
    """A field that varies along an edge of a grid, and its values in words."""

    name: str
    labels: tuple[str, ...]

    @classmethod
    def of(cls, sweep: Mapping[str, Any], edge: str) -> Edge | None:
        """The field at one edge of a sweep's grid; None where none varies there."""
        if not (planned := sweep["plan"].get(edge)):
            return None
        axis = next(axis for axis in sweep["axes"] if axis["path"] == planned["path"])
        return cls(axis["name"], tuple(map(said, axis["values"])))


@dataclass(frozen=True)
class Tiles:
    """The boundary of every tile, of the run whose loss is the median."""

    answers: tuple[NDArray[np.float64], ...]
    """Of each tile (outputs, rows, columns), row 0 the lowest x2."""
    scales: NDArray[np.float64]
    """(tiles, 2): the answers at the ends of the colour scale."""
    tasks: tuple[str, ...]
    """What each is about: binary, multiclass or regression."""
    columns: int
    across: Edge | None
    down: Edge | None
    """What columns and rows of a grid stand for; neither where tiles are a table."""
    epoch: int

    @classmethod
    def of(cls, frame: Mapping[str, Any], sweep: Mapping[str, Any]) -> Tiles:
        """What a frame of a sweep holds."""
        tiles, grid = sweep["tiles"], sweep["grid"]
        planes = array_of(frame["tiles"])
        ends = np.cumsum([tile["outputs"] for tile in tiles])[:-1]
        spread = zip(np.split(planes, ends), array_of(frame["ranges"]).astype(float), strict=True)
        return cls(
            answers=tuple(first + raw / 255 * (last - first) for raw, (first, last) in spread),
            scales=array_of(frame["scales"]).astype(float),
            tasks=tuple(tile["task"] for tile in tiles),
            columns=grid["columns"] if grid else math.ceil(math.sqrt(len(tiles))),
            across=Edge.of(sweep, "across") if grid else None,
            down=Edge.of(sweep, "down") if grid else None,
            epoch=sweep["epoch"],
        )

    def __len__(self) -> int:
        return len(self.answers)

    @property
    def rows(self) -> int:
        """How many rows there are in the picture."""
        return -(-len(self) // self.columns)

    @property
    def side(self) -> int:
        """Points along a side of a tile."""
        return int(self.answers[0].shape[-1])

    @property
    def is_grid(self) -> bool:
        """Whether columns and rows stand for values of a field each."""
        return bool(self.across or self.down)

    def pixels(self, number: int) -> NDArray[np.uint8]:
        """The picture of one tile, (side, side, 3), the top row first."""
        answers = self.answers[number]
        if self.tasks[number] != "regression" and len(answers) > 1:
            drawn = class_pixels(answers)
        else:
            drawn = two_sided(answers[0], self.scales[number])
        return drawn[::-1].round().astype(np.uint8)

    def mosaic(self) -> NDArray[np.uint8]:
        """All tiles in one picture, (height, width, 3), with gaps between."""
        pitch = self.side + GAP
        whole = np.full((self.rows * pitch - GAP, self.columns * pitch - GAP, 3), 255, np.uint8)
        for number in range(len(self)):
            row, column = divmod(number, self.columns)
            top, left = row * pitch, column * pitch
            whole[top : top + self.side, left : left + self.side] = self.pixels(number)
        return whole


def is_fresh(frame: Mapping[str, Any]) -> bool:
    """Whether all pictures of a frame are of where their runs stand: a sweep that nobody watched is
    drawn when somebody comes."""
    epochs, drawn = array_of(frame["epochs"]), array_of(frame["drawn"])
    return all(
        run is not None and epochs[run] == seen
        for run, seen in zip(frame["shown"], drawn, strict=True)
    )


def array_of(typed: Mapping[str, str]) -> NDArray[Any]:
    """An array that travels as JSON."""
    raw = np.frombuffer(base64.b64decode(typed["bdata"]), typed["dtype"])
    return raw.reshape([int(size) for size in typed["shape"].split(",")])
