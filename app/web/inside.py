"""One viewer looks into a hidden layer of a run: which one is their own choice, so what there is to
see is made in their lane, beside the frames that all are sent."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import engine
from app.problems import Busy, Problem
from app.runs.feed import Viewer
from app.runs.manager import Manager
from app.runs.session import Session
from app.schemas import Inside
from app.work import depths
from app.work.work import without_history

Refuse = Callable[[engine.Sentence, str], Awaitable[None]]
EVERY_S = 1 / 15
"""How soon after a picture the next one is made."""
BUSY_S = 1.0
"""How soon it is tried again when there is no worker."""
FAULTS = {
    "hidden_layer_unknown": "/layer",
    "hidden_unit_unknown": "/units",
    "hidden_units_two": "/units",
}
"""The field at fault, where it is not the layer as such."""


class Inward:
    """Shows a viewer a hidden layer's space, of the run as it goes on or of the moment that the
    viewer is shown. None is made while the last one is still to be sent."""

    def __init__(
        self, viewer: Viewer, session: Session, manager: Manager, holder: str, refuse: Refuse
    ) -> None:
        self._viewer, self._session, self._manager = viewer, session, manager
        self._holder, self._refuse = holder, refuse
        self._wanted: Inside | None = None
        self._shown: object = None
        """What the newest picture is of, unless it did not come to the viewer."""
        self._task: asyncio.Task[None] | None = None

    def wish(self, wanted: Inside | None) -> None:
        """The viewer looks into this layer from now on, or into none."""
        self._wanted, self._shown = wanted, None
        self._viewer.moved.set()
        if wanted is not None and (self._task is None or self._task.done()):
            self._task = asyncio.create_task(self._follow())

    def end(self) -> None:
        """The viewer has gone."""
        if self._task is not None:
            self._task.cancel()

    async def _follow(self) -> None:
        while (wanted := self._wanted) is not None:
            self._viewer.moved.clear()
            at, state = self._viewer.at, self._session.state
            place = (wanted, at, self._session.course.generation, state if at is None else None)
            if place != self._shown and not self._viewer.looks_inside:
                self._shown = place
                if not await self._show(wanted, at, state):
                    self._shown = None
                await asyncio.sleep(EVERY_S)
            else:
                await self._viewer.moved.wait()

    async def _show(self, wanted: Inside, at: int | None, state: engine.State) -> bool:
        """Whether there is no more to be shown of that."""
        generation = self._session.course.generation
        try:
            if at is not None:
                state = (await self._manager.answers.moment(self._session, self._holder, at)).state
            units = None if wanted.units is None else (wanted.units[0], wanted.units[1])
            about = (without_history(state), wanted.layer, units)
            picture = await self._manager.do(self._holder, depths.inside, *about)
        except engine.HiddenError as error:
            if wanted is self._wanted:
                self._wanted = None
                await self._refuse(error.sentence, FAULTS.get(error.sentence.code or "", ""))
        except Busy:
            await asyncio.sleep(BUSY_S)
            return False
        except Problem:
            # Of a moment that cannot be had whoever shows it says so.
            pass
        else:
            # The viewer may not have heard yet that the run began anew.
            if wanted is self._wanted and at == self._viewer.at:
                return self._viewer.show_inside(picture, generation)
            return False
        return True
