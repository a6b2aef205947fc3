"""The manager of sweeps: creates, finds and frees them, beside that of runs."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Collection
from dataclasses import replace

import engine
from app.problems import Busy, Forbidden, NotFound, Problem, Unauthorized
from app.runs import lifecycle
from app.runs.keeper import STORAGE, Kind
from app.runs.manager import STOPPING, TIDY_S, WORKERS, Manager
from app.runs.tokens import digest_of, fits, new_token
from app.sentences import say
from app.storage.database import UnreadableRun
from app.storage.records import SweepRecord
from app.storage.store import StoreError
from app.sweeps.estimate import seconds_of
from app.sweeps.kept import mark_of, record_of, restored, stand_again
from app.sweeps.plan import Plan
from app.sweeps.reading import Estimate
from app.sweeps.sweep import Laid, Sweep
from app.sweeps.tiles import Tiles, laid_out
from app.work import sweeps
from app.work.lane import Lane

BEGUN_AT_ONCE = 32
"""Runs that are begun in one piece of work: others wait for a worker, too."""


class Sweeps:
    """All sweeps, by id. The id lets anyone watch; the token lets its holder control."""

    def __init__(self, runs: Manager) -> None:
        self.runs = runs
        self.settings = runs.settings
        self._sweeps: dict[str, Sweep] = {}
        self._coming = 0
        self._opening = asyncio.Lock()
        self.keeper = runs.keeper
        self.keeper.add(Kind(self._sweeps, mark_of, record_of))

    def __len__(self) -> int:
        return len(self._sweeps)

    @property
    def all(self) -> Collection[Sweep]:
        """Every sweep in memory."""
        return self._sweeps.values()

    async def create(self, plan: Plan, holder: str = "") -> tuple[Sweep, str]:
        """A new sweep and its token. Raises Busy when full, and Invalid."""
        self._make_room()
        if self.keeper.hangs:
            raise Busy(say("storage_hangs"))
        sweep_id, token = self.runs.new_id(), new_token()
        self._coming += 1
        try:
            laid = await self.laid(plan, holder)
        finally:
            self._coming -= 1
        if self.runs.stopping:
            raise Busy(STOPPING)
        sweep = self._hold(sweep_id, laid, digest_of(token))
        if self.keeper.trouble is None:
            await self.keeper.save(playing=False)
        if self.keeper.hangs:
            self.delete(sweep_id)
            raise Busy(say("storage_hangs"))
        return sweep, token

    def _lane(self, holder: str) -> Lane:
        return self.runs.answers.lane(f"{holder} begins")

    async def laid(self, plan: Plan, holder: str = "") -> Laid:
        """What a plan comes to, its runs begun. Raises Invalid."""
        lane = self._lane(holder)
        tiles = await lane.do(laid_out, plan, self.settings)
        return await self._begun(tiles, lane)

    async def _begun(self, tiles: Tiles, lane: Lane) -> Laid:
        parts: list[sweeps.Begun] = []
        for start in range(0, len(tiles.specs), BEGUN_AT_ONCE):
            specs = tiles.specs[start : start + BEGUN_AT_ONCE]
            parts.append(await lane.do(sweeps.begin, specs))
        # What came back is equal, but other objects: what has the same is to have it in common.
        states = [state for part in parts for state in part.states]
        states = [replace(s, spec=spec) for s, spec in zip(states, tiles.specs, strict=True)]
        points = [points for part in parts for points in part.points]
        pictures = [picture for part in parts for picture in part.tiles]
        groups = await lane.do(sweeps.alike, engine.Lot.of(states, are_alike=False))
        return Laid(tiles, states, points, groups, pictures)

    async def estimate(self, plan: Plan, holder: str = "") -> Estimate:
        """What a sweep of this plan would take. Raises Invalid."""
        lane = self._lane(holder)
        tiles = await lane.do(laid_out, plan, self.settings)
        laid = await self._begun(tiles, lane)
        seconds = await seconds_of(laid, lane, self.runs.executor.capacity)
        return Estimate(
            tiles=len(tiles.values),
            runs=len(tiles.specs),
            epochs=tiles.plan.until.epoch,
            seconds=seconds,
        )

    async def find(self, sweep_id: str) -> Sweep:
        """The sweep of that id, to watch; one that was put away is opened again. Raises NotFound,
        or Busy when there is no room for it."""
        if held := self._sweeps.get(sweep_id):
            held.hall.used_at = time.monotonic()
            return held
        async with self._opening:
            if sweep_id in self._sweeps:
                return self._sweeps[sweep_id]
            record = await self._kept(sweep_id)
            if record is None:
                raise NotFound(say("no_such_sweep"))
            self._make_room()
            lane = self._lane(sweep_id)
            try:
                laid = await lane.do(restored, record)
            except (ValueError, Problem) as error:
                if isinstance(error, Busy):
                    raise
                raise NotFound(say("sweep_of_another_version")) from None
            sweep = self._hold(sweep_id, laid, record.token_digest)
            stand_again(sweep, record)
            return sweep

    async def control(self, sweep_id: str, token: str | None) -> Sweep:
        """The sweep of that id, to control. An unknown id and a foreign one are answered alike."""
        if token is None:
            raise Unauthorized(say("token_needed"))
        try:
            sweep = await self.find(sweep_id)
        except NotFound:
            sweep = None
        if not fits(sweep.token_digest if sweep else None, token) or sweep is None:
            raise Forbidden(say("sweep_token_wrong"))
        return sweep

    async def _kept(self, sweep_id: str) -> SweepRecord | None:
        try:
            return await self.keeper.load_sweep(sweep_id)
        except UnreadableRun:
            raise NotFound(say("sweep_of_another_version")) from None
        except StoreError as error:
            raise Busy(say("run_unreadable", reason=error.reason)) from error

    def _hold(self, sweep_id: str, laid: Laid, digest: bytes) -> Sweep:
        sweep = Sweep(sweep_id, laid, self.runs.line, self.runs.places, digest)
        sweep.warn(STORAGE, self.keeper.trouble)
        sweep.warn(WORKERS, self.runs.executor.notice.sentence)
        self._sweeps[sweep_id] = sweep
        return sweep

    def _make_room(self) -> None:
        """Free the sweep that rested unwatched the longest, if there is no room for another."""
        if self.runs.stopping:
            raise Busy(STOPPING)
        if len(self) + self._coming < self.settings.max_sweeps:
            return
        resting = [each for each in self.all if self._may_make_room(each)]
        if not resting:
            raise Busy(say("limit_sweeps", maximum=self.settings.max_sweeps))
        self._free(min(resting, key=lambda each: each.hall.used_at))

    def _may_make_room(self, sweep: Sweep) -> bool:
        if self.keeper.store.lasting:
            return self._may_be_put_away(sweep)
        return sweep.left and sweep.unwatched_s > self.settings.idle_pause_s

    def _may_be_put_away(self, sweep: Sweep) -> bool:
        return self.keeper.store.lasting and sweep.left and self.keeper.is_saved(sweep)

    async def reset(self, sweep: Sweep, plan: Plan, holder: str = "") -> None:
        """Start a sweep again, perhaps with another plan. Raises Invalid."""
        await sweep.reset(await self.laid(plan, holder))

    def delete(self, sweep_id: str) -> None:
        """Remove a sweep; its viewers are let go."""
        if sweep := self._sweeps.pop(sweep_id, None):
            sweep.close(NotFound(say("sweep_removed")))
        self.keeper.forget(sweep_id)

    async def tidy(self) -> None:
        """For as long as the server runs: pause, and later put away, what nobody watches. A sweep
        that nobody watched yet has an end, and somebody may come back for it."""
        while True:
            await asyncio.sleep(TIDY_S)
            for sweep in list(self.all):
                plays, unwatched_s = sweep.status in lifecycle.ACTIVE, sweep.unwatched_s
                if plays and sweep.hall.had_viewers and unwatched_s > self.settings.idle_pause_s:
                    sweep.pause()
                elif sweep.left and unwatched_s > self.settings.idle_free_s:
                    self._free(sweep)

    def _free(self, sweep: Sweep) -> None:
        if not self.keeper.store.lasting:
            self.delete(sweep.id)
        elif self._may_be_put_away(sweep):
            sweep.close(Busy(say("sweep_put_away")))
            self.keeper.let_go(sweep.id)
            del self._sweeps[sweep.id]

    def stop(self) -> None:
        """The server is about to stop: tell every viewer and let it go."""
        for sweep in self.all:
            sweep.close(Busy(STOPPING))
