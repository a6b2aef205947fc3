"""The audience of a run: those who watch it, and what they look at.

A picture is made along with a slice, of the parts that someone waits for by then; of a run that
rests, when someone comes who has not seen it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

import engine
from app.buckets import Bucket
from app.runs.course import Course
from app.runs.feed import Viewer
from app.runs.stand import Shown, SpecText, Stand
from app.schemas import Run
from app.work import work
from app.work.lane import Lane
from app.work.pictures import NOTHING, Parts, Picture

NEWS_PER_S = 4.0
NEWS_AT_ONCE = 8.0
"""News that are told at once, one after the other; more than that, so many times a second. A
hundred who come and go each second, or a slider that is dragged, would else be told a hundred times
to everyone."""


class Watched(Protocol):
    """What an audience asks of the run that it watches."""

    course: Course

    @property
    def closed(self) -> bool:
        """Whether it has stopped for good."""

    @property
    def resting(self) -> engine.State | None:
        """The state to show while nothing trains."""

    def reading(self, version: int, watchers: int) -> Run:
        """The run as everyone may read it."""

    def fail(self, error: Exception) -> None:
        """It cannot be shown."""


class Audience:
    """Viewers of one run, who are told where it stands."""

    def __init__(self, run: Watched, lane: Lane) -> None:
        self.viewers: set[Viewer] = set()
        self.used_at = time.monotonic()
        """When the run was last watched or asked for."""
        self.had_viewers = False
        """Whether the run was begun for someone to see."""
        self._run = run
        self._lane = lane
        self._looking: asyncio.Task[None] | None = None
        self._version = self._told = self._pictures = 0
        self._shown: Shown | None = None
        self._drawn: engine.State | None = None
        self._spec: SpecText | None = None
        self._news = Bucket(NEWS_PER_S, NEWS_AT_ONCE)
        self._late: asyncio.TimerHandle | None = None
        self.tell(news=True)

    @contextmanager
    def watch(self, viewer: Viewer) -> Iterator[Viewer]:
        """Counts the viewer in for as long as it watches."""
        if not self.viewers and self._drawn is not self._run.course.state:
            # It trained while nobody looked: the last picture is of long ago.
            self.forget_picture()
        self.viewers.add(viewer)
        self.had_viewers = True
        self.tell(news=True)
        viewer.take(self.stand)
        self.refresh()
        try:
            yield viewer
        finally:
            self.viewers.discard(viewer)
            self.used_at = time.monotonic()
            self.tell(news=True)

    def tell(self, *, news: bool) -> None:
        """The run stands elsewhere now; `news`: it also reads differently, beyond its history, of
        which viewers are told soon where there is much of it."""
        self._version += 1
        late = news and not self._may_tell_news()
        if news and not late:
            self._told = self._version
        spec = self._run.course.state.spec
        if self._spec is None or spec is not self._spec.spec:
            self._spec = SpecText(spec)
        self.stand = Stand(
            generation=self._run.course.generation,
            version=self._version,
            told=self._told,
            run=self._run.reading(self._version, len(self.viewers)),
            spec=self._spec,
            history=self._run.course.history,
            shown=self._shown,
            over=self._run.closed,
        )
        if not late:
            for viewer in self.viewers:
                viewer.take(self.stand)

    def _may_tell_news(self) -> bool:
        """Whether it is told now; if not, it will be."""
        if self._late is not None:
            if not self._run.closed:
                return False
            self._late.cancel()
            self._late = None
        wait_s = self._news.wait_s()
        if not wait_s:
            self._news.take()
        if not wait_s or self._run.closed or not self.viewers:
            return True
        self._late = asyncio.get_running_loop().call_later(wait_s, self._tell_late)
        return False

    def _tell_late(self) -> None:
        self._late = None
        self.tell(news=True)
        # Who was in the past of a run that began anew wants a picture only now.
        self.refresh()

    def keep_picture(self, picture: Picture) -> None:
        """This is a picture of where the run has come to, to be told along."""
        self._pictures += 1
        self._drawn = self._run.course.state
        self._shown = Shown(picture, self._pictures, self._run.course.generation, self._version + 1)

    def forget_picture(self) -> None:
        """The run starts again, and there is no picture of it yet."""
        self._shown = self._drawn = None

    def look(self) -> Parts:
        """The parts of a picture that someone would be sent now."""
        return NOTHING.union(*(viewer.wants for viewer in self.viewers))

    def refresh(self) -> None:
        """See to it that a picture of the present state reaches those who want one."""
        idle = self._looking is None or self._looking.done()
        if idle and self._unseen() is not None:
            self._looking = asyncio.create_task(self._show_resting())

    def _unseen(self) -> engine.State | None:
        """The state that the run rests in, if it is to be shown to someone yet."""
        state, wanted = self._run.resting, self.look()
        if state is None or not wanted:
            return None
        shown = self._shown if state is self._drawn else None
        return None if shown and shown.picture.covers(wanted) else state

    async def _show_resting(self) -> None:
        try:
            while self._unseen() is not None:
                async with self._lane.turn() as turn:
                    if (state := self._unseen()) is not None:
                        # With what others see already, or they would be told less.
                        wanted = NOTHING.union(*(viewer.look for viewer in self.viewers))
                        picture = await turn.do(work.look, state, wanted)
                        if self._run.resting is state:
                            self.keep_picture(picture)
                            self.tell(news=False)
        except Exception as error:
            self._run.fail(error)
