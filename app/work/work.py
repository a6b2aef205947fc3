"""A slice is one helping of work: take a state so much further, and look at it if asked to.

Slices run in worker processes, which keep nothing between them: a lost worker costs its slice.
"""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

import engine

Unit = Literal["epoch", "batch", "sample"]

FLAT = 1e-3
"""Answers that differ by less than this share of the colour scale look the same, and may be."""

_BUDGET: dict[Unit, str] = {"epoch": "epochs", "batch": "steps", "sample": "samples"}


@dataclass(frozen=True)
class Look:
    """How finely a frame shows what it shows."""

    resolution: int = 100
    map_resolution: int = 20


@dataclass(frozen=True)
class Slice:
    """Work for one worker: `count` units from a state on, then a frame where `look` is given."""

    state: engine.State
    unit: Unit = "batch"
    count: int = 0
    look: Look | None = None


@dataclass(frozen=True)
class Result:
    """What came of a slice. The state's history holds the slice's own epochs only."""

    state: engine.State
    frame: bytes | None
    """A frame as JSON, encoded once for all who watch."""
    seconds: float
    """How long training took, without the frame."""
    core_s: float
    """The time on a core that all of it took, which a busy machine does not make longer."""


def work(piece: Slice) -> Result:
    """Do a slice. Pure: the same slice gives the same result, wherever it is done."""
    started, on_core = time.perf_counter(), time.thread_time()
    state = without_history(piece.state)
    if piece.count:
        state = engine.advance(state, **{_BUDGET[piece.unit]: piece.count})
    seconds = time.perf_counter() - started
    frame = encode(state, piece.look) if piece.look else None
    return Result(state, frame, seconds, time.thread_time() - on_core)


def without_history(state: engine.State) -> engine.State:
    """The same state with an empty history, to be sent to a worker."""
    return replace(state, history=state.history.since(len(state.history)))


def encode(state: engine.State, look: Look) -> bytes:
    """A frame of a state as JSON."""
    frame = engine.observe(state, look.resolution, look.map_resolution)
    low, high = frame.range
    answers = np.clip(np.nan_to_num(frame.boundary, nan=(low + high) / 2), low, high)
    # Bytes are spread over the answers that there are: where all are close to one half, a line
    # drawn from steps of 1/256 of the colour scale would be a staircase.
    first = float(answers.min())
    last = max(float(answers.max()), first + FLAT * (high - low))
    scales = np.abs(frame.maps).max(axis=(1, 2), initial=1e-9)
    document = {
        "epoch": frame.epoch,
        "step": frame.step,
        "metrics": {name: finite(value) for name, value in frame.metrics.items()},
        "boundary": typed(_bytes((answers - first) / (last - first))),
        "boundary_range": [first, last],
        "range": [low, high],
        "domain": state.spec.data.domain,
        "maps": typed(_bytes(frame.maps / (2 * scales[:, None, None]) + 0.5)),
        "scales": _rounded(scales.tolist()),
        "weights": [typed(block.astype(np.float32)) for block in frame.blocks],
        "weight_norms": _rounded(frame.weight_norms),
        "gradient_norms": _rounded(frame.gradient_norms),
        "dead": frame.dead,
        "saturated": frame.saturated,
        "confusion": None if frame.confusion is None else frame.confusion.tolist(),
    }
    return json.dumps(document, allow_nan=False, separators=(",", ":")).encode()


def _rounded(values: Iterable[float]) -> list[float | None]:
    """Numbers to be looked at: four digits are enough, and half as long."""
    return [finite(float(f"{value:.4g}")) for value in values]


def _bytes(share: NDArray[Any]) -> NDArray[np.uint8]:
    """Shares from 0 to 1 as whole numbers from 0 to 255; beyond is cut, not-a-number is middle."""
    return np.asarray(np.clip(np.nan_to_num(share, nan=0.5), 0, 1) * 255 + 0.5, np.uint8)


def typed(array: NDArray[Any]) -> dict[str, str]:
    """An array as Plotly's typed array, which browsers decode in one call."""
    little = array.astype(array.dtype.newbyteorder("<"), copy=False)
    return {
        "dtype": {"u": "u1", "f": "f4"}[array.dtype.kind],
        "shape": ", ".join(map(str, array.shape)),
        "bdata": base64.b64encode(np.ascontiguousarray(little).tobytes()).decode(),
    }


def finite(value: float) -> float | None:
    """The value, or None where it is not a finite number, which JSON cannot say."""
    return value if np.isfinite(value) else None
