"""Sweeps outlive the server, lost workers and a want of room."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.problems import Busy, Forbidden, NotFound
from app.runs.manager import Manager
from app.schemas import Status
from app.settings import Settings
from app.storage.store import open_store
from app.sweeps.manager import Sweeps
from app.sweeps.plan import SweepUntil
from app.work.executors import Inline
from app.work.pool import Pool
from tests.app.sweeps.test_sweep import PLANS, assert_as_alone, plan, played
from tests.app.waiting import until, workers

MIXED = {**PLANS["widths"], "rates": 8}


@asynccontextmanager
async def managed(folder: Path, **settings: Any) -> AsyncIterator[Sweeps]:
    """Sweeps that are kept in the folder; it ends as a server ends."""
    chosen = Settings(data_dir=str(folder), **settings)
    manager = Manager(chosen, Inline(), open_store(chosen))
    sweeps = Sweeps(manager)
    try:
        yield sweeps
    finally:
        manager.stop()
        sweeps.stop()
        await manager.keeper.close()
        await manager.executor.close()


def test_a_sweep_is_found_again_as_it_was_and_goes_on_to_the_bit(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with managed(tmp_path) as sweeps:
            sweep, token = await sweeps.create(plan(epoch=400, **MIXED))
            # Somewhere in the midst of epochs, each piece elsewhere, and saved on the way.
            await sweep.play(None, 300)
            await until(lambda: sweep.read().epoch > 3)
            await sweeps.keeper.save()
            await until(lambda: sweep.read().epoch > 5)
            sweep.pause()
            await sweep.change({"until": SweepUntil(epoch=int(sweep.board.most) + 4)})
            before = sweep.read()
            rows = sweep.board.curves.values[: sweep.board.rows].copy()
        async with managed(tmp_path) as sweeps:
            with pytest.raises(Forbidden):
                await sweeps.control(sweep.id, "another")
            again = await sweeps.control(sweep.id, token)
            read = again.read()
            assert read.generation != before.generation
            same = {"status", "plan", "tiles", "epoch", "until", "speed", "created_at", "best"}
            same |= {"fingerprints", "warnings"}
            assert read.model_dump(include=same) == before.model_dump(include=same)
            assert np.array_equal(again.board.curves.values[: len(rows)], rows, equal_nan=True)
            await played(again)
            assert again.read().status is Status.FINISHED
            assert_as_alone(again)

    asyncio.run(scenario())


def test_one_that_is_beyond_limits_that_are_new_goes_on_and_none_is_kept_for_ever(
    tmp_path: Path,
) -> None:
    async def scenario() -> None:
        async with managed(tmp_path) as sweeps:
            held, unused = [(await sweeps.create(plan(epoch=30)))[0] for _ in range(2)]
        async with managed(tmp_path, max_sweep_runs=1, max_sweep_epochs=1) as sweeps:
            await played(await sweeps.find(held.id))
            assert_as_alone(await sweeps.find(held.id))
        async with managed(tmp_path, keep_days=1e-9) as sweeps:
            await sweeps.find(held.id)
            await asyncio.sleep(0.001)  # more than 1e-9 days
            for _ in range(2):
                await sweeps.keeper._prune()
            with pytest.raises(NotFound):
                await sweeps.find(unused.id)
            assert await sweeps.keeper.load_sweep(held.id)

    asyncio.run(scenario())


def test_a_removed_sweep_does_not_come_back(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with managed(tmp_path) as sweeps:
            sweep, _ = await sweeps.create(plan())
            sweeps.delete(sweep.id)
            with pytest.raises(NotFound):
                await sweeps.find(sweep.id)
        async with managed(tmp_path) as sweeps:
            with pytest.raises(NotFound):
                await sweeps.find(sweep.id)

    asyncio.run(scenario())


def test_a_full_server_puts_away_what_rests_or_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.sweeps.manager.TIDY_S", 0.01)

    async def scenario() -> None:
        async with managed(tmp_path, max_sweeps=2, idle_free_s=0.05) as sweeps:
            made = [(await sweeps.create(plan()))[0] for _ in range(4)]
            assert len(sweeps) == 2
            playing = [await sweeps.find(each.id) for each in made[:2]]
            for sweep in playing:
                await sweep.play(None, 1.0)
            with pytest.raises(Busy, match="PLAYGROUND_MAX_SWEEPS"):
                await sweeps.find(made[2].id)
            for sweep in playing:
                sweep.pause()
            await sweeps.keeper.save()
            tidying = asyncio.create_task(sweeps.tidy())
            await until(lambda: len(sweeps) == 0)
            tidying.cancel()

    asyncio.run(scenario())


def test_a_worker_that_is_killed_costs_a_slice() -> None:
    async def scenario() -> None:
        pool = Pool(2)
        manager = Manager(Settings(data_dir=""), pool)
        sweeps = Sweeps(manager)
        sweep, _ = await sweeps.create(plan(16, epoch=200, seeds=2))
        assert len(sweep.pieces) == 2
        await sweep.play(None, 150)
        for _ in range(3):
            done = pool.slices + 2
            await until(lambda done=done: pool.slices >= done)  # type: ignore[misc]
            dead = workers(pool)[0]
            os.kill(dead, signal.SIGKILL)
            await until(lambda dead=dead: dead not in workers(pool))  # type: ignore[misc]
        assert sweep.status is Status.PLAYING
        await until(lambda: sweep.status is not Status.PLAYING)
        assert sweep.read().status is Status.FINISHED
        # One that had only just begun counts as one that could not be had.
        assert pool.restarts + pool.shortages >= 3
        assert_as_alone(sweep)
        await pool.close()

    asyncio.run(scenario())
