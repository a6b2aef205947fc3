"""The curves of a sweep: the metrics of all its runs at the end of epochs, at a stride at which
they can all be held, and drawn."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

MOST_ROWS = 300
"""Rows until the last epoch, about: more than a curve has room for."""


class Curves:
    """Rows (rows, runs, metrics), not-a-number where a run has none; at whole strides and at the
    last epoch."""

    def __init__(self, metrics: tuple[str, ...], runs: int, epochs: NDArray[np.int64]) -> None:
        self.metrics = metrics
        self.epochs = epochs
        """Of each row, those to come among them."""
        self.values = np.full((len(epochs), runs, len(metrics)), np.nan, np.float32)
        self._row_of = {int(epoch): row for row, epoch in enumerate(epochs)}
        self._columns: dict[tuple[str, ...], list[int]] = {}

    @classmethod
    def until(cls, until: int, metrics: tuple[str, ...], runs: int) -> Curves:
        """Rows from the start to an epoch."""
        return cls(metrics, runs, np.array(_epochs(until), np.int64))

    def at(self, epochs: NDArray[np.int64]) -> Curves:
        """The same metrics of the same runs at other epochs, as far as they are known."""
        other = Curves(self.metrics, self.values.shape[1], epochs)
        for row, epoch in enumerate(epochs.tolist()):
            if (own := self._row_of.get(epoch)) is not None:
                other.values[row] = self.values[own]
        return other

    def towards(self, until: int, most: float) -> Curves:
        """The same towards another end, where no run has come further than to an epoch: rows up to
        there stay, thinned where those to come will be, which lie otherwise."""
        to_come = _epochs(until)
        behind = self.epochs[: self.rows_to(most)].tolist()
        coarser = len(behind) > MOST_ROWS or _stride(until) > _stride(int(self.epochs[-1]))
        past = [epoch for epoch in behind if not coarser or epoch % _stride(until) == 0]
        return self.at(np.array([*past, *(each for each in to_come if each > most)], np.int64))

    def note(
        self,
        runs: Sequence[int],
        names: tuple[str, ...],
        epochs: NDArray[np.int64],
        values: NDArray[np.float64],
    ) -> None:
        """Runs have come by the end of these epochs, with values (epochs, runs, metrics)."""
        kept = [(k, self._row_of[e]) for k, e in enumerate(epochs.tolist()) if e in self._row_of]
        if kept:
            given, rows = map(list, zip(*kept, strict=True))
            self.values[np.ix_(rows, runs, self.columns(names))] = values[given]

    def columns(self, names: tuple[str, ...]) -> list[int]:
        """Where metrics of these names lie."""
        if names not in self._columns:
            self._columns[names] = [self.metrics.index(name) for name in names]
        return self._columns[names]

    def rows_to(self, epoch: float) -> int:
        """How many rows there are up to the end of an epoch."""
        return int(np.searchsorted(self.epochs, epoch, side="right"))

    def table(self, start: int, stop: int) -> NDArray[np.float32]:
        """Some rows as they travel, (rows, 1 + runs · metrics): first the epoch."""
        _, runs, metrics = self.values.shape
        plain = self.values[start:stop].reshape(stop - start, runs * metrics)
        return np.concatenate([self.epochs[start:stop, None].astype(np.float32), plain], axis=1)


def _stride(until: int) -> int:
    return -(-until // MOST_ROWS)


def _epochs(until: int) -> list[int]:
    return [*range(0, until, _stride(until)), until]
