"""Answers about runs, for whoever may watch them: made once a state, and one at a time for one who
asks, in a lane of their own that may take a part of a worker's time. So questions take neither the
turns of the run they are about nor the cores."""

from __future__ import annotations

import weakref
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import engine
from app.acts import Keyframe
from app.problems import Conflict
from app.runs.past import Left
from app.runs.replay import replayed
from app.runs.session import Session
from app.runs.stand import Stand
from app.schemas import Moment
from app.sentences import say
from app.work import moments, work
from app.work.lane import Lane, Line
from app.work.pictures import Parts, Picture

T = TypeVar("T")

MOST_BYTES = 64_000_000
"""What answers that are kept take up, at most."""

Key = tuple[Hashable, ...]


@dataclass(frozen=True)
class Seen:
    """A moment of a run, had again."""

    keyframe: Keyframe
    picture: Picture | None
    """If somebody looked."""
    exact: bool
    """Whether its numbers are those of the run's history. Where a worker has another kernel they
    may not be: then this is the keyframe before it."""

    @property
    def state(self) -> engine.State:
        """Its state."""
        return self.keyframe.state


@dataclass(frozen=True)
class Answer:
    """An answer, and what it is about."""

    state: weakref.ref[engine.State]
    rows: int
    content: bytes | str

    def holds(self, session: Session) -> bool:
        """Whether the run still stands where it stood."""
        return self.state() is session.state and self.rows == len(session.history)


class Answers:
    """Gives answers, and keeps the latest of them."""

    def __init__(self, line: Line, part: float) -> None:
        self._line = line
        self._part = part
        self._lanes: weakref.WeakValueDictionary[str, Lane] = weakref.WeakValueDictionary()
        self._kept: OrderedDict[Key, Answer] = OrderedDict()
        self._size = 0

    def lane(self, holder: str) -> Lane:
        """The lane of whoever asks, for as long as there is work in it, or it rests."""
        lane = self._lanes.get(holder) or Lane(self._line, self._part)
        self._lanes[holder] = lane
        return lane

    async def ask(
        self,
        session: Session,
        holder: str,
        function: Callable[..., T],
        *values: Any,
        whole: bool = False,
    ) -> tuple[T, Stand]:
        """Work on the present state of a run, `whole` with its history, for someone who waits for
        the answer; and where the run stood. Raises what the work raises."""
        key = (session.id, function.__name__, *values)
        if (known := self._find(key, session)) is not None:
            return known.content, session.audience.stand  # type: ignore[return-value]
        async with self.lane(holder).answering() as turn:
            # Someone may have asked the same before, while this one stood in the line.
            if (known := self._find(key, session)) is not None:
                return known.content, session.audience.stand  # type: ignore[return-value]
            state, stand, rows = session.state, session.audience.stand, len(session.history)
            about = replace(state, history=session.history.since(0)) if whole else state
            content = await turn.do(function, about, *values)
            if isinstance(content, bytes | str):
                self._keep(key, Answer(weakref.ref(state), rows, content))
            return content, stand

    async def ask_at(
        self,
        session: Session,
        holder: str,
        epoch: int | None,
        function: Callable[..., T],
        *values: Any,
    ) -> tuple[T, Stand, bool]:
        """Work on a run at the end of an epoch, or where it stands, for someone who waits for the
        answer; where the run stood; and whether it is just that epoch, as in Seen. Raises what the
        work raises, and as `moment` does."""
        if epoch is None:
            return *await self.ask(session, holder, function, *values), True
        moment = await self.moment(session, holder, epoch)
        content = await self.lane(holder).do(function, moment.state, *values)
        return content, session.audience.stand, moment.exact

    async def moment(
        self, session: Session, holder: str, epoch: int, look: Parts | None = None
    ) -> Seen:
        """The end of an epoch, for someone who waits for it. Raises NotFound, Busy, and Conflict
        where the run began anew meanwhile."""
        seen = await self.moment_while(session, holder, epoch, look, lambda: True)
        assert seen is not None  # noqa: S101  # narrows the type
        return seen

    async def moment_while(
        self,
        session: Session,
        holder: str,
        epoch: int,
        look: Parts | None,
        wanted: Callable[[], bool],
    ) -> Seen | None:
        """The same, or nothing once it is not wanted any more."""
        course, generation = session.course, session.course.generation
        route = course.route(epoch)
        found = await replayed(self.lane(holder).do, route, look, wanted)
        if session.farewell:
            raise session.farewell
        if course.generation != generation:
            raise Conflict(say("began_anew"))
        if not (found.arrived or found.lost):
            return None
        if not course.is_exact(found):
            near = route.keyframe
            picture = await self.lane(holder).do(work.look, near.state, look) if look else None
            return Seen(near, picture, exact=False)
        found_state = work.without_history(found.state)
        return Seen(course.timeline.remember(route, found_state), found.picture, exact=True)

    async def forked(
        self, source: Session, epoch: int | None, changes: dict[str, Any], holder: str
    ) -> Left:
        """What a run begins with that goes on from the end of an epoch of another, or from where
        that stands, with a changed spec. Raises NotFound, Busy, Conflict and Invalid."""
        course, generation = source.course, source.course.generation
        if epoch is None:
            keyframe = course.timeline.now(course.state, course.place(course.state))
        else:
            seen = await self.moment(source, holder, epoch)
            if not seen.exact:
                raise Conflict(say("moment_elsewhere"))
            keyframe = seen.keyframe
        begins = self.lane(f"{holder} begins")
        resumed = await begins.do(moments.fork, keyframe.state, changes)
        if source.farewell:
            raise source.farewell
        if course.generation != generation:
            raise Conflict(say("began_anew"))
        parent = Moment(run=source.id, epoch=keyframe.place[0])
        return course.forked(keyframe, resumed, parent)

    def _find(self, key: Key, session: Session) -> Answer | None:
        try:
            known = self._kept.get(key)
        except TypeError:
            # Asked about points, of which there are as many as one likes.
            return None
        return known if known and known.holds(session) else None

    def _keep(self, key: Key, answer: Answer) -> None:
        try:
            before = self._kept.pop(key, None)
        except TypeError:
            return
        self._kept[key] = answer
        self._size += len(answer.content) - (len(before.content) if before else 0)
        while self._size > MOST_BYTES:
            _, oldest = self._kept.popitem(last=False)
            self._size -= len(oldest.content)
