"""The feed of a run: what each viewer has not seen yet, in the order it should see it.

A viewer pulls. It remembers how far it has got (a row of the history, a version of the status, a
frame) and is given what the run has beyond that, so there are no queues to grow: history comes
complete, the status and the frame come in their newest form, whatever the reader's speed.
"""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import engine
from app.runs.history import to_json

if TYPE_CHECKING:
    from app.runs.session import Session

WINDOW = 2
"""Frames that may be under way to a viewer who acknowledges them."""
HISTORY_ROWS = 5000
"""Rows of history in one event at most."""


@dataclass(frozen=True)
class Event:
    """One thing to tell a viewer; `data` is JSON."""

    name: Literal["snapshot", "history", "status", "frame"]
    data: bytes
    id: str
    """Where a viewer that comes back with this stands."""


@dataclass
class Tally:
    """What viewers were sent, counted."""

    frames_sent: int = 0
    frames_skipped: int = 0


class Viewer:
    """One reader of a run. `acknowledges`: frames wait until earlier ones are drawn."""

    def __init__(
        self,
        session: Session,
        *,
        frames: bool,
        acknowledges: bool,
        last_id: str | None = None,
        tally: Tally | None = None,
    ) -> None:
        self._tally = tally or Tally()
        self.frames = frames
        self._session = session
        self._acknowledges = acknowledges
        self._wake = asyncio.Event()
        self._under_way: deque[int] = deque()
        self._start = self._row = self._status = self._frame = -1
        self._spec: engine.Spec | None = None
        self._resume = _parse(last_id)

    @property
    def wants_frame(self) -> bool:
        """True when a frame would be sent now."""
        return self.frames and len(self._under_way) < WINDOW

    def wake(self) -> None:
        """There is something new."""
        self._wake.set()

    def acknowledge(self, seq: int) -> None:
        """The frame of that number, and so every earlier one, has been drawn."""
        waited = not self.wants_frame
        while self._under_way and self._under_way[0] <= seq:
            self._under_way.popleft()
        # Woken for nothing, thousands of times a second, it would cost as much as the frames do.
        if waited and self.wants_frame:
            self.wake()
            self._session.audience.refresh()

    async def next(self) -> Event | None:
        """The next event, waiting for it; None when the run is over for good."""
        while True:
            self._wake.clear()
            event = self._pending()
            if event is not None or self._session.closed:
                return event
            await self._wake.wait()

    def _pending(self) -> Event | None:
        session = self._session
        if self._start != session.course.start:
            return self._snapshot()
        if self._row < len(session.history):
            data, self._row = session.history.tell(self._row, HISTORY_ROWS)
            return self._event("history", data)
        if self._status != session.audience.version:
            self._status = session.audience.version
            return self._event("status", self._read())
        frame = session.audience.frame
        if frame is not None and self._frame != frame.seq and self.wants_frame:
            self._tally.frames_sent += 1
            self._tally.frames_skipped += frame.seq - self._frame - 1
            self._frame = frame.seq
            if self._acknowledges:
                self._under_way.append(frame.seq)
            return self._event("frame", frame.data)
        return None

    def _snapshot(self) -> Event:
        session = self._session
        start, row = self._resume or (-1, 0)
        history = session.history.thinned(row if start == session.course.start else 0)
        frame = session.audience.frame if self.frames else None
        self._resume = None
        self._start, self._row = session.course.start, len(session.history)
        self._status, self._frame = session.audience.version, session.audience.frame_seq
        self._spec = None
        return self._event(
            "snapshot",
            b'{"run":%b,"history":%b,"frame":%b}'
            % (self._read(), to_json(history), frame.data if frame else b"null"),
        )

    def _read(self) -> bytes:
        """The run, with its spec only where that is new: with points of one's own it is long."""
        spec = self._session.state.spec
        known = {"spec"} if spec is self._spec else None
        self._spec = spec
        return self._session.read().model_dump_json(exclude=known).encode()

    def _event(self, name: Literal["snapshot", "history", "status", "frame"], data: bytes) -> Event:
        return Event(name, data, f"{self._start}.{self._row}")


def _parse(last_id: str | None) -> tuple[int, int] | None:
    """(start, row) of an event id; None for anything else, which is as good as none."""
    start, _, row = (last_id or "").partition(".")
    if start.isdecimal() and row.isdecimal() and len(start) < 10 and len(row) < 10:
        return int(start), int(row)
    return None
