"""Answers about runs are made once a state, one at a time for one who asks, and in nobody's way."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

import pytest

import engine
from app.runs import answers
from app.runs.feed import Viewer
from app.runs.manager import Manager
from app.runs.stand import Stand
from app.settings import Settings
from app.work import moments, work
from app.work.executors import Inline
from app.work.pictures import NOTHING
from app.work.work import Done
from tests.app.waiting import until

T = TypeVar("T")


class Slow(Inline):
    """Has boundaries wait until they may be made."""

    capacity = 4

    def __init__(self) -> None:
        super().__init__()
        self.may = asyncio.Event()
        self.under_way = self.most = self.made = 0

    async def do(self, function: Callable[..., T], *values: Any) -> Done[T]:
        if function is not work.boundary:
            return await super().do(function, *values)
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        await self.may.wait()
        self.under_way -= 1
        self.made += 1
        return await super().do(function, *values)


def beside(
    scenario: Callable[[Manager, Slow, Any], Coroutine[Any, Any, None]],
) -> None:
    async def run() -> None:
        executor = Slow()
        manager = Manager(Settings(data_dir=""), executor)
        session, _ = await manager.create(work.begin, engine.Spec())
        async with asyncio.timeout(60):
            await scenario(manager, executor, session)

    asyncio.run(run())


def test_an_answer_is_made_once_a_state() -> None:
    async def scenario(manager: Manager, executor: Slow, session: Any) -> None:
        executor.may.set()
        asks = [manager.answers.ask(session, "me", work.boundary, 20) for _ in range(10)]
        found = {content for content, _ in await asyncio.gather(*asks)}
        other, _ = await manager.answers.ask(session, "another", work.boundary, 20)
        assert found == {other}
        assert executor.made == 1
        await manager.answers.ask(session, "me", work.boundary, 21)
        await session.step("epoch", 1)
        later, stand = await manager.answers.ask(session, "me", work.boundary, 20)
        assert later != other
        assert stand.run.epoch == 1
        assert executor.made == 3

    beside(scenario)


def test_a_history_that_has_grown_is_told_whole() -> None:
    async def scenario(manager: Manager, executor: Slow, session: Any) -> None:
        for epochs in (1, 2):
            await session.step("epoch", 1)
            about = (session, "me", moments.history_csv, ())
            content, _ = await manager.answers.ask(*about, whole=True)
            assert content.count("\n") == epochs + 2

    beside(scenario)


def test_answers_to_one_are_made_one_at_a_time_and_keep_no_run_waiting() -> None:
    async def scenario(manager: Manager, executor: Slow, session: Any) -> None:
        asks = [
            asyncio.create_task(manager.answers.ask(session, "me", work.boundary, 20 + n))
            for n in range(10)
        ]
        await until(lambda: executor.under_way == 1)
        # The run that they are about goes on, and so does whoever else asks.
        await session.step("epoch", 1)
        other = asyncio.create_task(manager.answers.ask(session, "other", work.boundary, 9))
        await until(lambda: executor.under_way == 2)
        executor.may.set()
        await asyncio.gather(other, *asks)
        assert executor.most == 2

    beside(scenario)


def test_what_is_kept_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scenario(manager: Manager, executor: Slow, session: Any) -> None:
        executor.may.set()
        one, _ = await manager.answers.ask(session, "me", work.boundary, 20)
        monkeypatch.setattr(answers, "MOST_BYTES", 3 * len(one))
        for resolution in (20, 21, 22, 23, 24, 25):
            await manager.answers.ask(session, "me", work.boundary, resolution)
        kept = manager.answers._kept.values()
        assert 0 < sum(len(each.content) for each in kept) <= 3 * len(one)
        assert manager.answers._size == sum(len(each.content) for each in kept)

    beside(scenario)


class Counting(Viewer):
    """Counts how often it is told that the run stands elsewhere."""

    told = 0

    def take(self, stand: Stand) -> None:
        self.told += 1
        self.stand = stand
        super().take(stand)


def test_who_come_and_go_are_told_some_times_a_second() -> None:
    async def scenario(manager: Manager, executor: Slow, session: Any) -> None:
        viewer = Counting(NOTHING, acknowledges=False)
        with session.audience.watch(viewer):
            for _ in range(200):
                guest = Viewer(NOTHING, acknowledges=False)
                with session.audience.watch(guest):
                    assert await guest.next()
                    # Whoever asks is told how it is, not how it was told last.
                    assert session.read().watchers == 2
            await until(lambda: viewer.stand.run.watchers == 1)
            assert viewer.told < 100

    beside(scenario)
