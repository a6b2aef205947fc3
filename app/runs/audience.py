"""The audience of a run: those who watch it, and the newest frame for them.

A frame is made along with a slice, if anyone waits for one by then; of a run that rests, when
someone comes who has not seen it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import engine
from app.work.lane import Lane
from app.work.work import Look, Slice

if TYPE_CHECKING:
    from app.runs.feed import Viewer


@dataclass(frozen=True)
class Shown:
    """A frame with its number and when it was made: JSON, put together once for all viewers."""

    seq: int
    data: bytes


class Audience:
    """Viewers of one run. `resting` gives the state to show while nothing trains, or None;
    `failed` is told what went wrong with showing it."""

    def __init__(
        self,
        lane: Lane,
        resting: Callable[[], engine.State | None],
        failed: Callable[[Exception], None],
    ) -> None:
        self.viewers: set[Viewer] = set()
        self.used_at = time.monotonic()
        """When the run was last watched or asked for."""
        self.version = 0
        """Grows whenever the run reads differently."""
        self.frame: Shown | None = None
        self.frame_seq = 0
        self._lane = lane
        self._resting = resting
        self._failed = failed
        self._framed: engine.State | None = None
        self._looking: asyncio.Task[None] | None = None

    @contextmanager
    def watch(self, viewer: Viewer) -> Iterator[Viewer]:
        """Counts the viewer in for as long as it watches."""
        self.viewers.add(viewer)
        self.changed()
        self.refresh()
        try:
            yield viewer
        finally:
            self.viewers.discard(viewer)
            self.used_at = time.monotonic()
            self.changed()

    def changed(self) -> None:
        """The run reads differently now: tell everyone."""
        self.version += 1
        self.wake()

    def wake(self) -> None:
        """There is something new for everyone."""
        for viewer in self.viewers:
            viewer.wake()

    def look(self) -> Look | None:
        """What the next slice should show: a frame, if someone would draw it."""
        return Look() if any(viewer.wants_frame for viewer in self.viewers) else None

    def show(self, frame: bytes | None, state: engine.State) -> None:
        """This is the newest frame, a JSON object, and what it shows."""
        self._framed = state
        if frame:
            self.frame_seq += 1
            head = b'{"seq":%d,"at":%d,' % (self.frame_seq, 1000 * time.time())
            self.frame = Shown(self.frame_seq, head + frame[1:])
        self.wake()

    def forget_frame(self) -> None:
        """The run starts again, and there is no frame of it yet."""
        self.frame = self._framed = None

    def refresh(self) -> None:
        """See to it that a frame of the present state reaches those who want one."""
        idle = self._looking is None or self._looking.done()
        if idle and self._unseen() is not None:
            self._looking = asyncio.create_task(self._show_resting())

    def _unseen(self) -> engine.State | None:
        state = self._resting()
        return state if state is not self._framed and self.look() else None

    async def _show_resting(self) -> None:
        try:
            while (state := self._unseen()) is not None:
                result = await self._lane.advance(Slice(state, look=Look()))
                if self._resting() is state:
                    self.show(result.frame, state)
        except Exception as error:
            self._failed(error)
