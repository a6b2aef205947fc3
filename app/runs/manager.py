"""The manager holds every run of this server: creates, finds and frees them."""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from collections.abc import Awaitable, Callable, Collection
from typing import Any, TypeVar

import engine
from app.limits import check_spec
from app.problems import Busy, Forbidden, NotFound, Unauthorized, within
from app.runs import lifecycle
from app.runs.answers import Answers
from app.runs.keeper import STORAGE, Keeper, Kind
from app.runs.keeping import mark_of, record_of
from app.runs.past import Left
from app.runs.places import Places
from app.runs.session import Session
from app.runs.streams import Streams
from app.runs.timeline import Timeline
from app.runs.tokens import digest_of, fits, new_token
from app.schemas import Branch
from app.sentences import say
from app.settings import Settings
from app.storage.database import UnreadableRun
from app.storage.records import Record
from app.storage.store import Nowhere, Store, StoreError
from app.work import work
from app.work.executors import Executor
from app.work.lane import Line

log = logging.getLogger(__name__)

T = TypeVar("T")

TIDY_S = 5.0
STOPPING = say("stopping")
WORKERS = "workers"
"""What a run is warned of while no worker can be had."""


class Manager:
    """All runs, by id. The id lets anyone watch; the token lets its holder control."""

    def __init__(self, settings: Settings, executor: Executor, store: Store | None = None) -> None:
        self.settings = settings
        self.executor = executor
        self.stopping = False
        self.check: asyncio.Task[None] | None = None
        """Whether work is taken on, as it is being asked."""
        self.line = Line(executor)
        self.answers = Answers(self.line, settings.max_address_load)
        self.streams = Streams(settings)
        self._sessions: dict[str, Session] = {}
        self._coming = 0
        self.places = Places(
            settings.max_live_runs, settings.max_live_runs_per_address, settings.turn_s
        )
        self._opening = asyncio.Lock()
        self.keeper = Keeper(store or Nowhere(), Kind(self._sessions, mark_of, record_of))
        executor.notice.told = self._tell_of_workers

    @property
    def sessions(self) -> Collection[Session]:
        """Every run in memory."""
        return self._sessions.values()

    def __len__(self) -> int:
        return len(self._sessions)

    async def create(
        self, function: Callable[..., work.Start], *values: Any, holder: str = ""
    ) -> tuple[Session, str]:
        """A new run and its token; the work gives what it starts from. Raises Busy when full, and
        what the work raises."""

        async def begun() -> tuple[work.Start, None]:
            return await self.do(f"{holder} begins", function, *values), None

        return await self._create(begun)

    async def fork(
        self,
        source: Session,
        epoch: int | None,
        changes: dict[str, Any],
        holder: str = "",
        *,
        keep: bool = False,
    ) -> tuple[Session, str]:
        """A new run that goes on from the end of an epoch of another, or from where that stands,
        and its token; `keep`: to go last, where room is short. Raises NotFound, Busy, Conflict and
        Invalid."""
        return await self._create(lambda: self._forked(source, epoch, changes, holder), keep=keep)

    async def _forked(
        self, source: Session, epoch: int | None, changes: dict[str, Any], holder: str
    ) -> Left:
        left = await self.answers.forked(source, epoch, changes, holder)
        with within("/spec"):
            check_spec(left.start.state.spec, self.settings)
        return left

    async def _create(
        self, begun: Callable[[], Awaitable[tuple[work.Start, Timeline | None]]], keep: bool = False
    ) -> tuple[Session, str]:
        self._make_room()
        if self.keeper.hangs:
            raise Busy(say("storage_hangs"))
        run_id, token = self.new_id(), new_token()
        # Its place is taken from now on, or many who come at once would all find room.
        self._coming += 1
        try:
            start, timeline = await begun()
        finally:
            self._coming -= 1
        if self.stopping:
            raise Busy(STOPPING)
        session = self._hold(run_id, start, digest_of(token), timeline, kept=keep)
        if self.keeper.trouble is None:
            await self.keeper.save(playing=False)
        if self.keeper.hangs:
            self.delete(run_id)
            raise Busy(say("storage_hangs"))
        return session, token

    async def do(self, holder: str, function: Callable[..., T], *values: Any) -> T:
        """Work that belongs to no run, for someone who waits; of one holder, a piece at a time.
        Raises what the work raises."""
        return await self.answers.lane(holder).do(function, *values)

    def admit(self, key: str | None) -> None:
        """Raises unless whoever has this key may create runs."""
        wanted = self.settings.create_key
        if wanted and key is None:
            raise Unauthorized(say("key_needed"))
        if wanted and not fits(digest_of(wanted), key or ""):
            raise Forbidden(say("key_wrong"))

    async def find(self, run_id: str) -> Session:
        """The run of that id, to watch; one that was put away is opened again. Raises NotFound,
        or Busy when there is no room for it."""
        if held := self._sessions.get(run_id):
            held.audience.used_at = time.monotonic()
            return held
        # One at a time, or two who ask for the same run would each get one of their own.
        async with self._opening:
            if run_id in self._sessions:
                return self._sessions[run_id]
            record = await self._kept(run_id)
            if record is None:
                raise NotFound(say("no_such_run"))
            self._make_room()
            start = work.Start(
                record.state, record.points, record.standstill, record.fingerprints, record.parent
            )
            log, most = record.log, self.settings.max_timeline_bytes
            timeline = Timeline.of(log, most) if log else None
            session = self._hold(run_id, start, record.token_digest, timeline)
            session.restore(record)
            return session

    def held(self, run_id: str | None) -> Session | None:
        """The run of that id, if it is in memory: to see how it stands, which is no use of it."""
        return self._sessions.get(run_id or "")

    async def control(self, run_id: str, token: str | None) -> Session:
        """The run of that id, to control. An unknown id and a foreign one are answered alike."""
        if token is None:
            raise Unauthorized(say("token_needed"))
        try:
            session = await self.find(run_id)
        except NotFound:
            session = None
        if not fits(session.token_digest if session else None, token) or session is None:
            raise Forbidden(say("token_wrong"))
        return session

    async def _kept(self, run_id: str) -> Record | None:
        try:
            return await self.keeper.load(run_id)
        except UnreadableRun:
            raise NotFound(say("run_of_another_version")) from None
        except StoreError as error:
            raise Busy(say("run_unreadable", reason=error.reason)) from error

    def new_id(self) -> str:
        """An id that nobody can guess."""
        prefix = self.settings.run_prefix
        return f"{prefix}{'-' if prefix else ''}{secrets.token_urlsafe(16)}"

    def _hold(
        self,
        run_id: str,
        start: work.Start,
        digest: bytes,
        timeline: Timeline | None = None,
        *,
        kept: bool = False,
    ) -> Session:
        session = Session(run_id, start, self.line, self.places, self.settings, digest, timeline)
        session.kept = kept
        session.audience.tell(news=True)
        session.warn(STORAGE, self.keeper.trouble)
        session.warn(WORKERS, self.executor.notice.sentence)
        self._sessions[run_id] = session
        return session

    def _tell_of_workers(self, sentence: engine.Sentence | None) -> None:
        for held in self.keeper.held.values():
            held.warn(WORKERS, sentence)

    def _make_room(self) -> None:
        """Free the run that rested unwatched the longest, if there is no room for another."""
        if self.stopping:
            raise Busy(STOPPING)
        if len(self._sessions) + self._coming < self.settings.max_runs:
            return
        resting = [each for each in self._sessions.values() if self._may_make_room(each)]
        if not resting:
            raise Busy(say("limit_runs", maximum=self.settings.max_runs))
        self._free(min(resting, key=lambda each: each.audience.used_at))

    def _may_make_room(self, session: Session) -> bool:
        if self.keeper.store.lasting:
            return self._may_be_put_away(session)
        # What is kept nowhere else goes only once it was left: a page may be on its way back.
        return session.left and session.unwatched_s > self.settings.idle_pause_s

    def _may_be_put_away(self, session: Session) -> bool:
        return self.keeper.store.lasting and session.left and self.keeper.is_saved(session)

    def _put_away(self, session: Session) -> None:
        session.close(Busy(say("run_put_away")))
        self.keeper.let_go(session.id)
        del self._sessions[session.id]

    async def reset(
        self, session: Session, spec: engine.Spec | None, remember: bool = True
    ) -> None:
        """Start a run again, with another spec where one is given, with or without a way back."""
        check_spec(spec or session.state.spec, self.settings)
        await session.reset(spec, remember)

    async def rewind(self, session: Session, epoch: int | None) -> Branch | None:
        """Go back in a run to the end of an epoch, or from a divergence to the best; what is left
        becomes a run of its own, if there was anything. Raises Busy, NotFound and Conflict."""
        branches = []

        def leave(left: Left) -> None:
            self._make_room()
            run_id, token = self.new_id(), new_token()
            self._hold(run_id, left.start, digest_of(token), left.timeline, kept=True)
            branches.append(Branch(id=run_id, token=token))

        await session.rewind(epoch, leave)
        return next(iter(branches), None)

    def delete(self, run_id: str) -> None:
        """Remove a run; its viewers are let go."""
        if session := self._sessions.pop(run_id, None):
            session.close(NotFound(say("run_removed")))
        self.keeper.forget(run_id)

    async def tidy(self) -> None:
        """For as long as the server runs: pause, and later put away, what nobody watches."""
        while True:
            await asyncio.sleep(TIDY_S)
            for session in list(self._sessions.values()):
                unwatched_s = session.unwatched_s
                plays = session.status in lifecycle.ACTIVE
                # A program may come back when its run is done; of a page that was left nobody does.
                awaited = session.until is not None and not session.audience.had_viewers
                if plays and not awaited and unwatched_s > self.settings.idle_pause_s:
                    session.pause()
                elif session.left and unwatched_s > self.settings.idle_free_s:
                    self._free(session)

    def _free(self, session: Session) -> None:
        if not self.keeper.store.lasting:
            self.delete(session.id)
        elif self._may_be_put_away(session):
            self._put_away(session)

    def stop(self) -> None:
        """The server is about to stop: tell every viewer and let it go."""
        self.stopping = True
        for session in self._sessions.values():
            session.close(Busy(STOPPING))
