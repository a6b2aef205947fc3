"""One viewer goes through a run's past, while the run plays on and others see it do so."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import engine
from app.problems import FieldError, Invalid, Problem
from app.runs.feed import Viewer
from app.runs.manager import Manager
from app.runs.session import Session
from app.sentences import say
from app.work import work

Refuse = Callable[[engine.Sentence], Awaitable[None]]
QUICK_S = 0.3
"""Whoever waits longer for a moment is shown the nearest keyframe before."""


class Scrub:
    """Shows a viewer the moment it wishes for. The newest wish wins: of those that came while one
    was being had, the others are passed over."""

    def __init__(
        self, viewer: Viewer, session: Session, manager: Manager, holder: str, refuse: Refuse
    ) -> None:
        self._viewer, self._session, self._manager = viewer, session, manager
        self._holder, self._refuse = holder, refuse
        self._wishes = 0
        self._task: asyncio.Task[None] | None = None

    def wish(self, said: object) -> None:
        """The viewer wishes to be shown the end of an epoch, or the present. Raises Invalid."""
        if said is not None and (not isinstance(said, int) or isinstance(said, bool)):
            raise Invalid([FieldError.at("/at", say("int_type"))])
        if said is not None and said < 0:
            raise Invalid([FieldError.at("/at", say("greater_than_equal", ge=0))])
        self._viewer.go_to(said)
        self.again()
        if said is None:
            self._session.audience.refresh()

    def again(self) -> None:
        """Show the moment once more, of which something else is looked at now."""
        self._wishes += 1
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._show())

    def end(self) -> None:
        """The viewer has gone."""
        if self._task is not None:
            self._task.cancel()

    async def _show(self) -> None:
        shown = 0
        while shown != self._wishes and (epoch := self._viewer.at) is not None:
            shown = self._wishes
            try:
                await self._show_one(epoch, shown)
            except Problem as problem:
                if shown == self._wishes and self._viewer.at is not None:
                    self._viewer.go_to(None)
                    self._session.audience.refresh()
                    await self._refuse(problem.sentence)

    async def _show_one(self, epoch: int, wish: int) -> None:
        route, look = self._session.course.route(epoch), self._viewer.look
        if route.cost_s > QUICK_S:
            # The nearest state there is, until the moment itself is there.
            near = await self._manager.do(self._holder, work.look, route.keyframe.state, look)
            self._viewer.show(near, epoch, exact=False)
        moment = await self._manager.answers.moment_while(
            self._session, self._holder, epoch, look, lambda: wish == self._wishes
        )
        if moment is not None and moment.picture is not None:
            self._viewer.show(moment.picture, epoch, moment.exact)
