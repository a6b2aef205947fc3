"""A record is a run, or a sweep, as it is kept: all that is needed to go on with it another day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

import engine
from app.acts import Log
from app.schemas import Moment, Status, Until


@dataclass(frozen=True)
class Record:
    """A run at one moment. Read back, its state holds the whole history; on its way to the disk,
    only the rows from `first_row` on, which are not there yet."""

    id: str
    token_digest: bytes
    created_at: dt.datetime
    status: Status
    message: engine.Sentence | None
    speed: float | None
    until: Until | None
    state: engine.State
    points: int
    """How many training points it has."""
    fingerprints: tuple[engine.Fingerprint, ...] = ()
    """What it was trained under, one after the other; nothing where that was not kept."""
    standstill: tuple[engine.Sentence, ...] = ()
    """Why its network stands still, if it does."""
    first_row: int = 0
    log: Log | None = None
    """What its earlier moments are had again from."""
    parent: Moment | None = None
    kept: bool = False
    """Whether it goes after those that are not."""

    @property
    def written(self) -> tuple[Any, ...]:
        """What is on disk once this is: rows of the history, keyframes, acts."""
        assert self.log is not None  # noqa: S101  # narrows the type
        rows = self.first_row + len(self.state.history)
        return rows, self.log.numbers, self.log.first_act + len(self.log.acts)


@dataclass(frozen=True)
class RunAbout:
    """What is kept of a run of a sweep beside its numbers; its spec follows from the plan."""

    step: int
    seen: int
    start_loss: float
    drift: float
    outcome: engine.Diverged | None
    names: tuple[str, ...]
    """What is measured."""
    standstill: tuple[engine.Sentence, ...] = ()


@dataclass(frozen=True)
class SweepRecord:
    """A sweep at one moment."""

    id: str
    token_digest: bytes
    created_at: dt.datetime
    status: Status
    message: engine.Sentence | None
    speed: float | None
    plan: str
    """As JSON."""
    fingerprints: tuple[engine.Fingerprint, ...]
    """What it was trained under, one after the other."""
    runs: Sequence[RunAbout]
    arrays: Sequence[NDArray[Any]]
    """Parameters and slots, run by run. Read back, bytes: all of them one after the other."""
    now: NDArray[np.float64]
    """The newest metrics, (runs, metrics)."""
    epochs: NDArray[np.int64]
    """Of all rows of the curves, those to come among them."""
    rows: NDArray[np.float32]
    """Rows of the curves (rows, runs, metrics), from `first_row` on."""
    first_row: int
    whole: int
    """Up to which row all runs have come."""

    @property
    def written(self) -> tuple[Any, ...]:
        """What is on disk once this is: the rows that nothing can change any more."""
        return (self.whole,)


@dataclass(frozen=True)
class ClassRecord:
    """A class at one moment."""

    id: str
    token_digest: bytes
    about: str
    """As JSON."""
    members: Mapping[str, tuple[str, Sequence[str]]]
    """By id, as JSON, and the runs that were kept of what they passed; on the way to the disk, of
    those alone that are new or other than they were."""
    all: Collection[str]
    """The ids of all members."""
    version: int = 0

    @property
    def written(self) -> tuple[Any, ...]:
        """What is on disk once this is: the members as of this version."""
        return (self.version,)


AnyRecord = Record | SweepRecord | ClassRecord
