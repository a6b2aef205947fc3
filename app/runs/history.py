"""The history of a run as it grows: every epoch once, in order, never changed."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import numpy as np

import engine

SNAPSHOT_ROWS = 2000
PIECE = 5000


class HistoryLog:
    """An append-only history; a reader keeps the number of rows it has, and asks for the rest."""

    def __init__(self, first: engine.History) -> None:
        self._names = first.names
        self._epochs, self._values = first.epochs.copy(), first.values.copy()
        self._rows = len(first)
        self._told: tuple[int, int, bytes] = (0, 0, b"")

    def __len__(self) -> int:
        return self._rows

    def append(self, later: engine.History) -> None:
        """Add rows at the end."""
        rows = self._rows + len(later)
        if rows > len(self._epochs):
            # Doubling, so that a long run is not copied for every epoch.
            self._epochs = np.resize(self._epochs, 2 * rows)
            self._values = np.resize(self._values, (2 * rows, len(self._names)))
        self._epochs[self._rows : rows] = later.epochs
        self._values[self._rows : rows] = later.values
        self._rows = rows

    def since(self, row: int, stop: int | None = None) -> engine.History:
        """The rows from `row` on, or up to `stop`."""
        rows = slice(row, self._rows if stop is None else min(stop, self._rows))
        return engine.History(self._names, self._epochs[rows], self._values[rows])

    def tell(self, row: int, most: int) -> tuple[bytes, int]:
        """The rows from `row` on as JSON, at most so many, and the row after them. Viewers of a run
        mostly ask for the same ones, so the latest answer is kept."""
        stop = min(self._rows, row + most)
        if self._told[:2] != (row, stop):
            self._told = row, stop, to_json(self.since(row, stop))
        return self._told[2], stop

    def thinned(self, row: int = 0, most: int = SNAPSHOT_ROWS) -> engine.History:
        """The rows from `row` on, evenly thinned to about `most`, the newest always among them."""
        rows = self.since(row)
        stride = -(-len(rows) // most) or 1
        # Counted back from the end, for the newest row to be kept.
        keep = slice((len(rows) - 1) % stride if len(rows) else 0, None, stride)
        return engine.History(self._names, rows.epochs[keep], rows.values[keep])

    def last(self) -> dict[str, float | None]:
        """The newest metrics by name."""
        newest = self.since(self._rows - 1).last()
        return {name: _finite(value) for name, value in newest.items()}


def columns(history: engine.History) -> dict[str, list[Any]]:
    """Plain lists under Keras' names, ready for JSON: not-a-number is None."""
    lists: dict[str, list[Any]] = dict(history.lists())
    if not np.isfinite(history.values).all():
        lists = {name: [_finite(value) for value in column] for name, column in lists.items()}
    return lists


def to_json(history: engine.History) -> bytes:
    """The columns as JSON."""
    parts = (f"{json.dumps(name)}:[{_listed(list_)}]" for name, list_ in columns(history).items())
    return f"{{{','.join(parts)}}}".encode()


def _listed(values: list[Any]) -> str:
    """Piece by piece: all in one call would let no other thread have its turn."""
    pieces = (values[start : start + PIECE] for start in range(0, len(values), PIECE))
    return ",".join(
        json.dumps(piece, allow_nan=False, separators=(",", ":"))[1:-1] for piece in pieces
    )


def to_csv(history: engine.History) -> str:
    """A line for each epoch, under a header."""
    lists = columns(history)
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(lists)
    for row in zip(*lists.values(), strict=True):
        # One by one, for the same reason.
        writer.writerow(row)
    return file.getvalue()


def _finite(value: float) -> float | None:
    return value if np.isfinite(value) else None
