"""The past of a run: what it was before it began anew or was set otherwise, to go back to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

from app.problems import Conflict
from app.runs.timeline import Timeline
from app.sentences import say
from app.work.work import Start

MOST = 100
BYTES = 2_000_000
"""Moments that a run remembers, and what they may take; the latest is remembered in any case."""
POINT_BYTES = 150
"""What a point of a person's own takes in a spec."""

Way = Literal["undo", "redo"]


class Left(NamedTuple):
    """What a run was."""

    start: Start
    timeline: Timeline


Leave = Callable[[Left], None]
"""Who takes what a run was, when it goes elsewhere."""


class Past:
    """What was left, and what was taken back, each the latest last."""

    def __init__(self) -> None:
        self._moments: dict[Way, list[Left]] = {"undo": [], "redo": []}

    def has(self, way: Way) -> bool:
        """Whether there is something to go to that way."""
        return bool(self._moments[way])

    def leave(self, now: Left | None) -> None:
        """The run leaves what it is, to be remembered or not: what was taken back before is out of
        reach."""
        self._moments["redo"].clear()
        if now is not None:
            self._remember("undo", now)

    def go(self, way: Way, now: Left) -> Left:
        """The moment to go to, from where the run is now. Raises Conflict where there is none."""
        if not self._moments[way]:
            raise Conflict(say("nothing_to_undo" if way == "undo" else "nothing_to_redo"))
        there = self._moments[way].pop()
        self._remember("redo" if way == "undo" else "undo", now)
        return there

    def _remember(self, way: Way, now: Left) -> None:
        moments = self._moments[way]
        now.timeline.fit(BYTES // 4)
        moments.append(now)
        while len(moments) > MOST or (len(moments) > 1 and sum(map(_size, moments)) > BYTES):
            del moments[0]


def _size(moment: Left) -> int:
    """Bytes that are remembered for it, but for what every spec takes."""
    state = moment.start.state
    points = len(getattr(state.spec.data, "points", ()))
    arrays = (state.parameters, state.slots, state.history.values)
    return moment.timeline.nbytes + sum(each.nbytes for each in arrays) + points * POINT_BYTES
