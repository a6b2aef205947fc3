"""What is told, as text. JSON has no number for what is beyond numbers: null stands for it."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Mapping
from typing import Any

import numpy as np

import engine


def columns(
    history: engine.History, changed: Mapping[int, str] | None = None
) -> dict[str, list[Any]]:
    """Plain lists under Keras' names, ready for JSON: not-a-number is None. `changed` are words on
    what was done at the end of an epoch: where there are any, they are a column, too."""
    lists: dict[str, list[Any]] = dict(history.lists())
    if not np.isfinite(history.values).all():
        lists = {name: [finite(value) for value in column] for name, column in lists.items()}
    if changed:
        lists["changed"] = [changed.get(epoch) for epoch in lists["epoch"]]
    return lists


def to_json(history: engine.History, changed: Mapping[int, str] | None = None) -> bytes:
    """The columns of a history as JSON."""
    found = columns(history, changed)
    return json.dumps(found, allow_nan=False, ensure_ascii=False, separators=(",", ":")).encode()


def to_csv(history: engine.History, changed: Mapping[int, str] | None = None) -> str:
    """A history as CSV: a line for each epoch, under a header."""
    lists = columns(history, changed)
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(lists)
    writer.writerows(zip(*lists.values(), strict=True))
    return file.getvalue()


def finite(value: float) -> float | None:
    """The value, or None where it is no number."""
    return value if math.isfinite(value) else None


def plain_json(value: Any) -> bytes:
    """Plain values as JSON."""
    return json.dumps(_finite(value), allow_nan=False, separators=(",", ":")).encode()


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _finite(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(item) for item in value]
    return finite(value) if isinstance(value, float) else value
