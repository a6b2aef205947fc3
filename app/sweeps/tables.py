"""The table of a sweep, and its curves, to be taken away."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel

import engine
from app.sweeps.sweep import Sweep
from app.work.texts import finite, plain_json
from app.work.work import Standstill


class History(BaseModel):
    """The metrics of every run by epoch."""

    metrics: list[str]
    epochs: list[int]
    values: list[list[list[float | None]]]
    """By run, by metric, by epoch; null where a run has none, as after a divergence."""


@dataclass(frozen=True)
class Table:
    """What a table is made of, to be sent to a worker."""

    names: list[str]
    """Of the fields that vary."""
    values: tuple[tuple[Any, ...], ...]
    """Theirs, of each tile."""
    seeds: tuple[int, ...]
    """Of each run."""
    epochs: list[int]
    metrics: tuple[str, ...]
    now: NDArray[np.float64]
    """The newest metrics, (runs, metrics)."""
    outcomes: list[engine.Diverged | None]
    standstills: list[Standstill]

    @classmethod
    def of(cls, sweep: Sweep) -> Table:
        """The table of a sweep as it stands."""
        tiles, board, states = sweep.tiles, sweep.board, sweep.states
        return cls(
            tiles.plan.names,
            tiles.values,
            tiles.seeds,
            [state.seen // points for state, points in zip(states, board.points, strict=True)],
            board.metrics,
            board.now.copy(),
            [state.outcome for state in states],
            list(sweep.standstills),
        )


def rows(table: Table) -> list[dict[str, Any]]:
    """A row for each run: the values of the axes by name, seed, epoch, metrics, how it ended."""
    seeds = len(table.seeds) // len(table.values)
    found = []
    for run, outcome in enumerate(table.outcomes):
        row: dict[str, Any] = {"run": run}
        row |= zip(table.names, table.values[run // seeds], strict=True)
        row |= {"seed": table.seeds[run], "epoch": table.epochs[run]}
        row |= zip(table.metrics, map(finite, table.now[run].tolist()), strict=True)
        row["outcome"] = outcome.kind if outcome else None
        row["cause"] = outcome.cause if outcome else None
        row["standstill"] = " ".join(map(str, table.standstills[run])) or None
        found.append(row)
    return found


def to_json(table: Table) -> bytes:
    """A table as JSON."""
    return plain_json(rows(table))


def to_csv(table: Table) -> str:
    """A table as CSV, under a header."""
    found = rows(table)
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(found[0])
    writer.writerows([_cell(value) for value in row.values()] for row in found)
    return file.getvalue()


def _cell(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, dict | list) else value


def history(metrics: tuple[str, ...], epochs: NDArray[Any], values: NDArray[Any]) -> bytes:
    """Curves as JSON, of values (epochs, runs, metrics)."""
    return plain_json(
        {
            "metrics": list(metrics),
            "epochs": epochs.tolist(),
            "values": np.round(values.transpose(1, 2, 0).astype(float), 7).tolist(),
        }
    )
