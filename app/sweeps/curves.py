"""The curves of a sweep: the metrics of all its runs at the end of epochs, at a stride at which
they can all be held, and drawn."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

import engine

MOST_ROWS = 300
"""Rows until the last epoch, about: more than a curve has room for."""


class Curves:
    """Rows (rows, runs, metrics), not-a-number where a run has none; at whole strides and at the
    last epoch."""

    def __init__(
        self,
        metrics: tuple[str, ...],
        runs: int,
        until: int,
        past: Sequence[int] = (),
        least: float = -1,
    ) -> None:
        """Rows until an epoch; those of the past, where all runs have come to an epoch already."""
        self.stride = -(-until // MOST_ROWS)
        self.metrics = metrics
        to_come = [epoch for epoch in (*range(0, until, self.stride), until) if epoch > least]
        self.epochs = np.array([*past, *to_come], np.int64)
        self.values = np.full((len(self.epochs), runs, len(metrics)), np.nan, np.float32)
        self._row_of = {int(epoch): row for row, epoch in enumerate(self.epochs)}
        self._columns: dict[tuple[str, ...], list[int]] = {}

    def note(self, run: int, history: engine.History) -> None:
        """A run has come by the end of these epochs."""
        columns = self.columns(history.names)
        for epoch, values in zip(history.epochs.tolist(), history.values, strict=True):
            if (row := self._row_of.get(epoch)) is not None:
                self.values[row, run, columns] = values

    def columns(self, names: tuple[str, ...]) -> list[int]:
        """Where metrics of these names lie."""
        if names not in self._columns:
            self._columns[names] = [self.metrics.index(name) for name in names]
        return self._columns[names]

    def rows_to(self, epoch: float) -> int:
        """How many rows there are up to the end of an epoch."""
        return int(np.searchsorted(self.epochs, epoch, side="right"))

    def until(self, until: int, least: float) -> Curves:
        """The same towards another end, where all runs have come to an epoch: what is behind them
        stays, thinned where the rest will be, and the rest lies otherwise."""
        stride = -(-until // MOST_ROWS)
        past = [
            int(epoch)
            for epoch in self.epochs[: self.rows_to(least)]
            if stride <= self.stride or epoch % stride == 0
        ]
        other = Curves(self.metrics, self.values.shape[1], until, past, least)
        for row, epoch in enumerate(other.epochs.tolist()):
            if (own := self._row_of.get(epoch)) is not None:
                other.values[row] = self.values[own]
        return other

    def table(self, start: int, stop: int) -> NDArray[np.float32]:
        """Some rows as they travel, (rows, 1 + runs · metrics): first the epoch."""
        _, runs, metrics = self.values.shape
        plain = self.values[start:stop].reshape(stop - start, runs * metrics)
        return np.concatenate([self.epochs[start:stop, None].astype(np.float32), plain], axis=1)
