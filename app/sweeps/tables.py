"""The table of a sweep, and its curves, to be taken away."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel

from app.sweeps.sweep import Sweep
from app.work.texts import finite, plain_json


class History(BaseModel):
    """The metrics of every run by epoch."""

    metrics: list[str]
    epochs: list[int]
    values: list[list[list[float | None]]]
    """By run, by metric, by epoch; null where a run has none, as after a divergence."""


def rows(sweep: Sweep) -> list[dict[str, Any]]:
    """A row for each run: the values of the axes by name, seed, epoch, metrics, how it ended."""
    plan, board = sweep.tiles.plan, sweep.board
    names = plan.names
    found = []
    for run, state in enumerate(sweep.states):
        values = sweep.tiles.values[run // plan.seeds]
        row: dict[str, Any] = {"run": run, **dict(zip(names, values, strict=True))}
        row |= {"seed": sweep.tiles.seeds[run], "epoch": state.seen // board.points[run]}
        now = [finite(float(value)) for value in board.now[run]]
        row |= dict(zip(board.metrics, now, strict=True))
        row["outcome"] = state.outcome.kind if state.outcome else None
        row["cause"] = state.outcome.cause if state.outcome else None
        row["standstill"] = " ".join(map(str, sweep.standstills[run])) or None
        found.append(row)
    return found


def to_csv(found: list[dict[str, Any]]) -> str:
    """Rows as CSV, under a header."""
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
