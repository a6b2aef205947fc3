"""The wall of a class: a tile for each member, drawn as long as a teacher looks at it.

It looks at runs that are in memory anyway and is none of their viewers, so it keeps no run awake.
All that is new is drawn in few pieces of work, in a lane that may have but a part of a worker's
time.
"""

from __future__ import annotations

import asyncio
import logging
import math
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from app.classes.classroom import Classroom, Presence
from app.classes.feed import Seen, WallReader, WallStand
from app.classes.reading import OnWall, WallRead, lead_read
from app.classes.register import Member
from app.problems import Busy
from app.runs.manager import Manager
from app.runs.session import Session
from app.work import sweeps, work
from app.work.lane import Lane
from engine import State

log = logging.getLogger(__name__)

METRICS = ("loss", "val_loss", "accuracy", "val_accuracy", "r2", "val_r2")
LOOK_S = 0.5
"""How often the wall is looked over: so old is a tile, and the time that it takes to be drawn."""
AT_ONCE = 16
"""Tiles that are drawn in one piece of work: others wait for a worker, too."""
PART = 0.2
"""The share of a worker's time that a wall may take while there is other work."""
STUCK_TRIES = 4
STUCK_S = 300.0
"""So long somebody has done nothing who is here."""


class Wall:
    """The wall of one class, and the teachers who look at it."""

    def __init__(self, room: Classroom, runs: Manager) -> None:
        self._room = room
        self._runs = runs
        self._readers: set[WallReader] = set()
        self._task: asyncio.Task[None] | None = None
        self._seen: dict[str, Seen] = {}
        self._drawn: dict[str, State] = {}
        self._seq = self._version = self._told = 0
        self._read = b""

    @contextmanager
    def watch(self, reader: WallReader) -> Iterator[WallReader]:
        """Counts a teacher in for as long as they look."""
        self._room.walls += 1
        self._readers.add(reader)
        if self._task is None:
            self._begin()
            self._task = asyncio.create_task(self._look_on())
        else:
            reader.take(self._stand())
        try:
            yield reader
        finally:
            self._room.walls -= 1
            self._room.used_at = time.monotonic()
            self._readers.discard(reader)
            if not self._readers and self._task is not None:
                self._task.cancel()
                self._task = None

    def _begin(self) -> None:
        """Nobody has looked until now: whoever does nothing does so from here on."""
        for member in self._room.members.values():
            self._room.presence(member).moved_at = time.monotonic()

    async def _look_on(self) -> None:
        while True:
            began = time.monotonic()
            if all(reader.away for reader in self._readers):
                self._begin()
            try:
                self._tell()
                if await self._draw():
                    self._tell()
            except Busy:
                # There is no worker, of which the runs tell.
                pass
            except Exception:
                log.exception("unexpected fault at a wall", extra={"class": self._room.id})
            if self._room.farewell is not None:
                return
            await asyncio.sleep(max(0.0, began + LOOK_S - time.monotonic()))

    async def _draw(self) -> bool:
        """Draw what is new, if anybody has room for it; whether there was something."""
        if not any(reader.has_room for reader in self._readers):
            return False
        new = [
            (member, session)
            for member in self._room.members.values()
            if (session := self._runs.held(member.run)) is not None
            and self._drawn.get(member.id) is not session.state
        ]
        # One of its own each time: a wall looks after all its runs and has as much time as many of
        # them, so in the account of one it would come last.
        lane = Lane(self._runs.line, PART)
        for start in range(0, len(new), AT_ONCE):
            await self._draw_some(new[start : start + AT_ONCE], lane)
        return bool(new)

    async def _draw_some(self, some: list[tuple[Member, Session]], lane: Lane) -> None:
        async with lane.answering() as turn:
            # As they are by the time that it is the wall's turn.
            states = [session.state for _, session in some]
            metrics = [_numbers(session) for _, session in some]
            epochs = [session.course.epoch for _, session in some]
            tiles = await turn.do(sweeps.draw, [work.without_history(state) for state in states])
        self._seq += 1
        for (member, _), state, tile, epoch, numbers in zip(some, states, tiles, epochs, metrics):
            if member.id in self._drawn:
                self._room.presence(member).moved_at = time.monotonic()
            self._drawn[member.id] = state
            self._seen[member.id] = Seen(member.id, tile, epoch, numbers, self._seq)

    def _tell(self) -> None:
        """Tell those who look where the wall stands, in words again only where these differ."""
        for gone in self._seen.keys() - self._room.members.keys():
            del self._seen[gone], self._drawn[gone]
        self._version += 1
        read = self.read().model_dump_json().encode()
        if read != self._read:
            self._read, self._told = read, self._version
        stand = self._stand()
        for reader in self._readers:
            reader.take(stand)

    def _stand(self) -> WallStand:
        return WallStand(
            generation=self._room.generation,
            version=self._version,
            told=self._told,
            seq=self._seq,
            seen=tuple(self._seen.values()),
            metrics=len(METRICS),
            over=self._room.farewell is not None,
            read=lambda: self._read,
        )

    def read(self) -> WallRead:
        """What the wall tells beside its tiles."""
        room = self._room
        members = list(room.members.values())
        return WallRead(
            card=room.card(),
            lead=lead_read(room.about.lead, members, teacher=True),
            metrics=list(METRICS),
            warnings=[each for each in room.troubles.values() if each is not None],
            members=[self._on_wall(member) for member in members],
        )

    def _on_wall(self, member: Member) -> OnWall:
        session, presence = self._runs.held(member.run), self._room.presence(member)
        data = session.state.spec.data if session else None
        last = member.last
        tries = last.tries if last and last.passed_at is None else 0
        return OnWall(
            id=member.id,
            name=member.name,
            here=presence.here,
            run=member.run,
            held=session is not None,
            status=session.status if session else None,
            diverged=session is not None and session.state.outcome is not None,
            task=data.task if data else None,
            domain=data.domain if data else None,
            passed=Counter(task.lesson for task in member.tasks if task.passed_at is not None),
            at=last.lesson if last else None,
            tries=tries,
            stuck=_stuck(presence, tries),
        )


def _stuck(presence: Presence, tries: int) -> Literal["tries", "still"] | None:
    if not presence.here:
        return None
    if tries >= STUCK_TRIES:
        return "tries"
    return "still" if time.monotonic() - presence.moved_at > STUCK_S else None


def _numbers(session: Session) -> tuple[float, ...]:
    found = session.course.metrics
    return tuple(math.nan if (value := found.get(name)) is None else value for name in METRICS)
