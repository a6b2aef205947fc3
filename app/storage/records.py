"""A record is a run as it is kept: all that is needed to go on with it another day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

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
