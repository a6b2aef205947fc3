"""The manager holds every run of this server: creates, finds and frees them."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import logging
import secrets
import time
from collections.abc import Callable
from typing import Any

import engine
from app.errors import Busy, Forbidden, NotFound, Unauthorized
from app.limits import check_spec
from app.runs import lifecycle
from app.runs.executors import Executor
from app.runs.session import Session
from app.settings import Settings

log = logging.getLogger(__name__)

SWEEP_S = 5.0
STOPPING = "The server is stopping."


class Manager:
    """All runs, by id. The id lets anyone watch; the token lets its holder control."""

    def __init__(self, settings: Settings, executor: Executor) -> None:
        self.settings = settings
        self.executor = executor
        self.stopping = False
        self.streams = 0
        self._sessions: dict[str, tuple[Session, bytes]] = {}
        self._places = asyncio.Semaphore(settings.max_live_runs)

    def __len__(self) -> int:
        return len(self._sessions)

    async def create(
        self, spec: engine.Spec, start: Callable[[engine.Spec], engine.State] = engine.init
    ) -> tuple[Session, str]:
        """A new run and its token; `start` gives the state it starts from. Raises Invalid for a
        spec beyond the limits, Busy when full."""
        check_spec(spec, self.settings)
        if self.stopping:
            raise Busy(STOPPING)
        if len(self._sessions) >= self.settings.max_runs:
            raise Busy(
                f"The limit of {self.settings.max_runs} runs is reached (PLAYGROUND_MAX_RUNS)."
            )
        run_id, token = secrets.token_urlsafe(16), secrets.token_urlsafe(24)
        state = await asyncio.to_thread(start, spec)
        session = Session(run_id, state, self.executor, self._places, self.settings)
        self._sessions[run_id] = session, _digest(token)
        return session, token

    def find(self, run_id: str) -> Session:
        """The run of that id, to watch. Raises NotFound."""
        if run_id not in self._sessions:
            raise NotFound("There is no run of this id. It may have been removed.")
        return self._sessions[run_id][0]

    def control(self, run_id: str, token: str | None) -> Session:
        """The run of that id, to control. An unknown id and a foreign one are answered alike."""
        if token is None:
            raise Unauthorized("This needs the run's token: Authorization: Bearer <token>.")
        session, digest = self._sessions.get(run_id, (None, b""))
        if session is None or not hmac.compare_digest(digest, _digest(token)):
            raise Forbidden("There is no run of this id that this token controls.")
        return session

    async def reset(self, session: Session, spec: engine.Spec | None) -> None:
        """Start a run again, with another spec where one is given."""
        spec = spec or session.state.spec
        check_spec(spec, self.settings)
        session.pause()
        session.reset(await asyncio.to_thread(engine.init, spec))

    def amend(self, session: Session, changes: dict[str, Any]) -> None:
        """Change what may change under way. Raises as engine.amend does, or Invalid."""
        state = engine.amend(session.state, **changes)
        check_spec(state.spec, self.settings)
        session.amend(state)

    def delete(self, run_id: str) -> None:
        """Remove a run; its viewers are let go."""
        self.find(run_id).close("This run was removed.")
        del self._sessions[run_id]

    async def sweep(self) -> None:
        """For as long as the server runs: pause, and later remove, what nobody watches."""
        while True:
            await asyncio.sleep(SWEEP_S)
            now = time.monotonic()
            for session, _ in list(self._sessions.values()):
                unwatched_s = 0.0 if session.viewers else now - session.unwatched_since
                busy = session.status in lifecycle.ACTIVE
                if busy and session.until is None and unwatched_s > self.settings.idle_pause_s:
                    session.pause()
                elif not busy and unwatched_s > self.settings.idle_free_s:
                    self.delete(session.id)

    def stop(self) -> None:
        """The server is about to stop: tell every viewer and let it go."""
        self.stopping = True
        for session, _ in self._sessions.values():
            session.close(STOPPING)


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
