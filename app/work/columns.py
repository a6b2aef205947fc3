"""A history as text: the columns of its table, as JSON and as CSV."""

from __future__ import annotations

import csv
import io
import json
import math
from typing import Any

import numpy as np

import engine


def columns(history: engine.History) -> dict[str, list[Any]]:
    """Plain lists under Keras' names, ready for JSON: not-a-number is None."""
    lists: dict[str, list[Any]] = dict(history.lists())
    if not np.isfinite(history.values).all():
        lists = {name: [finite(value) for value in column] for name, column in lists.items()}
    return lists


def to_json(history: engine.History) -> bytes:
    """The columns as JSON."""
    return json.dumps(columns(history), allow_nan=False, separators=(",", ":")).encode()


def to_csv(history: engine.History) -> str:
    """A line for each epoch, under a header."""
    lists = columns(history)
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(lists)
    writer.writerows(zip(*lists.values(), strict=True))
    return file.getvalue()


def finite(value: float) -> float | None:
    """The value, or None where it is no number."""
    return value if math.isfinite(value) else None
