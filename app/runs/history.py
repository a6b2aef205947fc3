"""The history of a run as it grows: every epoch once, in order, never changed."""

from __future__ import annotations

import numpy as np

import engine
from app.work.texts import finite, to_json

SNAPSHOT_ROWS = 2000


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

    def rows_to(self, epoch: int) -> int:
        """How many rows there are up to the end of an epoch."""
        return int(np.searchsorted(self._epochs[: self._rows], epoch, side="right"))

    def agrees(self, other: engine.History) -> bool:
        """Whether the last row of another history is a row here, to the bit."""
        row = self.rows_to(int(other.epochs[-1])) - 1
        return row >= 0 and np.array_equal(self._values[row], other.values[-1], equal_nan=True)

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
        return {name: finite(value) for name, value in newest.items()}
