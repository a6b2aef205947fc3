"""What each reader of a sweep has not seen yet."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from app.runs.reader import Reader, Tally
from app.runs.stand import Event, in_json
from app.sweeps.board import BoardFrame

PROGRESS_S = 0.5
"""How often one who sees no frames is told how far a sweep has come."""


@dataclass(frozen=True)
class SweepStand:
    """Where a sweep stands."""

    generation: str
    version: int
    told: int
    """The version since which it reads the same, but for how far its runs have come."""
    rows: int
    """How many rows of the curves are whole."""
    frame: BoardFrame | None
    over: bool
    read: Callable[[], bytes]
    """The sweep as JSON, as it reads by the time it is told."""

    @property
    def place(self) -> str:
        """The id of an event."""
        return f"{self.generation}.{self.version}.{self.rows}"

    @cached_property
    def status(self) -> Event:
        """What is told when it reads differently."""
        return in_json("status", self.place, self.read())

    @cached_property
    def snapshot(self) -> Event:
        """What is told first. The curves come with the pictures."""
        return in_json("snapshot", self.place, b'{"sweep":%b}' % self.read())


class SweepReader(Reader[SweepStand]):
    """One reader of a sweep."""

    def __init__(
        self, *, binary: bool, acknowledges: bool, frames: bool = True, tally: Tally | None = None
    ) -> None:
        super().__init__(acknowledges=acknowledges, tally=tally)
        self._binary = binary
        self._frames = frames
        self._generation = ""
        self._row, self._told, self._version = 0, -1, -1
        self._said_at = 0.0

    @property
    def wants(self) -> bool:
        """Whether a picture would be sent now."""
        return self._frames and self.has_room

    def _progressed(self, stand: SweepStand) -> bool:
        """Whether one who sees no frames is to be told how far it has come."""
        waited = time.monotonic() - self._said_at >= PROGRESS_S
        return not self._frames and stand.version != self._version and waited

    def _pending(self, stand: SweepStand) -> Event | None:
        if self._generation != stand.generation:
            self._generation, self._told = stand.generation, stand.told
            self._version, self._said_at = stand.version, time.monotonic()
            self._row, self._seq = 0, -1
            return stand.snapshot
        if self._told != stand.told or self._progressed(stand):
            self._told, self._version = stand.told, stand.version
            self._said_at = time.monotonic()
            return stand.status
        frame = stand.frame
        if frame is None or not self.wants or frame.seq <= self._seq:
            return None
        self._sent(frame.seq)
        row, self._row = min(self._row, frame.rows), max(self._row, frame.rows)
        if self._binary:
            return Event("frame", stand.place, b"", frame.message(row))
        return in_json("frame", stand.place, frame.document(row))
