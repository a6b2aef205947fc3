"""Whose turn it is: the one with the least time, and first of all whom a person waits for."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

from app.work import files, work
from app.work.executors import Inline
from app.work.lane import AHEAD, MOST_AHEAD, Account, Lane, Line
from app.work.work import Done, T
from tests.app.waiting import until


class Held(Inline):
    """Does work only when it is let, and notes in which order it came."""

    def __init__(self) -> None:
        super().__init__()
        self.came: list[str] = []
        self.let = asyncio.Semaphore(0)

    async def do(self, function: Callable[..., T], *values: Any) -> Done[T]:
        self.came.append(values[0])
        await self.let.acquire()
        return Done(function(), 0.01)


def nothing(_name: str = "") -> None:
    """The least there is to do."""


async def one(lane: Lane, name: str, *, waited_for: bool = False) -> None:
    async with lane.turn(waited_for=waited_for) as turn:
        await turn.do(nothing, name)


def test_what_a_person_waits_for_goes_before_all_training() -> None:
    async def scenario() -> None:
        executor = Held()
        line = Line(executor)
        lanes = [Lane(line) for _ in range(30)]
        tasks = [asyncio.create_task(one(lane, f"slice {i}")) for i, lane in enumerate(lanes)]
        await until(lambda: len(executor.came) == 2)
        tasks.append(asyncio.create_task(one(Lane(line), "create", waited_for=True)))
        await asyncio.sleep(0)
        executor.let.release()
        await until(lambda: len(executor.came) == 3)
        assert executor.came[2] == "create"
        for _ in tasks:
            executor.let.release()
        await asyncio.gather(*tasks)

    asyncio.run(scenario())


def test_what_a_person_waits_for_goes_first_in_its_own_lane() -> None:
    async def scenario() -> None:
        executor = Held()
        lane = Lane(Line(executor))
        tasks = [asyncio.create_task(one(lane, f"slice {i}")) for i in range(3)]
        await until(lambda: executor.came == ["slice 0"])
        tasks.append(asyncio.create_task(one(lane, "change", waited_for=True)))
        for _ in range(4):
            await asyncio.sleep(0)
            executor.let.release()
        await asyncio.gather(*tasks)
        assert executor.came == ["slice 0", "change", "slice 1", "slice 2"]

    asyncio.run(scenario())


def test_a_slice_that_only_stands_in_the_line_keeps_no_person_waiting() -> None:
    async def scenario() -> None:
        executor = Held()
        line = Line(executor)
        lanes = [Lane(line) for _ in range(30)]
        tasks = [asyncio.create_task(one(lane, f"slice {i}")) for i, lane in enumerate(lanes)]
        await until(lambda: len(executor.came) == 2)
        tasks.append(asyncio.create_task(one(lanes[29], "change", waited_for=True)))
        tasks.append(asyncio.create_task(one(lanes[29], "look", waited_for=True)))
        await asyncio.sleep(0)
        for done in range(4):
            executor.let.release()
            await until(lambda done=done: len(executor.came) == 3 + done)  # type: ignore[misc]
        assert executor.came[2] == "change"
        assert "look" in executor.came
        for _ in tasks:
            executor.let.release()
        await asyncio.gather(*tasks)
        assert sorted(executor.came) == sorted(
            [*(f"slice {i}" for i in range(30)), "change", "look"]
        )

    asyncio.run(scenario())


def test_training_that_is_stopped_as_a_person_goes_before_it_leaves_the_lane_to_the_person() -> (
    None
):
    async def scenario() -> None:
        executor = Held()
        line = Line(executor)
        blocking = [asyncio.create_task(one(Lane(line), "other")) for _ in range(2)]
        await until(lambda: len(executor.came) == 2)
        lane = Lane(line)
        training = asyncio.create_task(one(lane, "slice"))
        await asyncio.sleep(0)
        changing = asyncio.create_task(one(lane, "change", waited_for=True))
        await asyncio.sleep(0)
        training.cancel()
        later = [asyncio.create_task(one(lane, f"later {i}", waited_for=True)) for i in range(2)]
        for _ in range(5):
            executor.let.release()
        await asyncio.gather(*blocking, changing, *later)
        assert executor.came == ["other", "other", "change", "later 0", "later 1"]
        assert line._handed_out == 0

    asyncio.run(scenario())


def test_lanes_of_one_account_have_the_turns_of_one() -> None:
    async def scenario() -> None:
        executor = Held()
        line, account = Line(executor), Account()

        async def trains(lane: Lane, name: str) -> None:
            while True:
                await one(lane, name)

        sweep = [Lane(line, account=account) for _ in range(4)]
        tasks = [asyncio.create_task(trains(lane, "sweep")) for lane in sweep]
        tasks += [asyncio.create_task(trains(Lane(line), f"run {k}")) for k in range(3)]
        for done in range(160):
            await until(lambda done=done: len(executor.came) == 2 + done)  # type: ignore[misc]
            executor.let.release()
        for name in ("sweep", "run 0", "run 1", "run 2"):
            assert executor.came.count(name) in range(35, 46), name
        for task in tasks:
            task.cancel()
        for _ in tasks:
            executor.let.release()
        await asyncio.gather(*tasks, return_exceptions=True)

    asyncio.run(scenario())


def test_a_person_who_asks_for_much_waits_like_the_others() -> None:
    async def scenario() -> None:
        executor = Held()
        line = Line(executor)
        greedy, modest = Lane(line), Lane(line)
        greedy.account.used_s = 2.0
        blocking = [asyncio.create_task(one(Lane(line), "other")) for _ in range(2)]
        await until(lambda: len(executor.came) == 2)
        tasks = [asyncio.create_task(one(greedy, "much", waited_for=True))]
        await asyncio.sleep(0)
        tasks.append(asyncio.create_task(one(modest, "slice")))
        await asyncio.sleep(0)
        for _ in range(4):
            executor.let.release()
        await asyncio.gather(*blocking, *tasks)
        assert executor.came[2:] == ["slice", "much"]

    asyncio.run(scenario())


def test_thirty_who_begin_do_not_keep_one_who_trains_waiting_for_long() -> None:
    async def scenario() -> None:
        executor = Held()
        line = Line(executor)
        trains = Lane(line)
        trains.account.used_s = line._now = 100.0
        lanes = [Lane(line) for _ in range(30)]

        async def play(lane: Lane, name: str) -> None:
            while True:
                await one(lane, name)

        tasks = [asyncio.create_task(play(lane, "newcomer")) for lane in lanes]
        tasks.append(asyncio.create_task(play(trains, "trains")))
        while "trains" not in executor.came:
            executor.let.release()
            await asyncio.sleep(0)
        # Each piece counts a hundredth of a second: two slices of credit for each, and no more.
        assert len(executor.came) <= 30 * 6
        for task in tasks:
            task.cancel()
        for _ in range(40):
            executor.let.release()
        await asyncio.gather(*tasks, return_exceptions=True)

    asyncio.run(scenario())


def test_of_short_turns_more_are_handed_out() -> None:
    class Short(Held):
        async def do(self, function: Callable[..., T], *values: Any) -> Done[T]:
            done = await super().do(function, *values)
            return Done(done.value, self.core_s)

        core_s = 0.001

    async def handed_out(executor: Short, line: Line) -> int:
        """Pieces under way of thirty who want a turn, after twenty of them had theirs."""
        executor.came.clear()
        tasks = [asyncio.create_task(one(Lane(line), str(i))) for i in range(30)]
        for n in range(20):
            await until(lambda n=n: len(executor.came) > n)  # type: ignore[misc]
            executor.let.release()
        await until(lambda: sum(task.done() for task in tasks) == 20)
        under_way = len(executor.came) - 20
        for _ in range(10):
            executor.let.release()
        await asyncio.gather(*tasks)
        return under_way

    async def scenario() -> None:
        executor = Short()
        line = Line(executor)
        assert await handed_out(executor, line) == MOST_AHEAD
        executor.core_s = executor.slice_s
        assert await handed_out(executor, line) == AHEAD

    asyncio.run(scenario())


def test_who_stops_waiting_gives_the_turn_on() -> None:
    async def scenario() -> None:
        executor = Held()
        lane = Lane(Line(executor))
        first = asyncio.create_task(one(lane, "first"))
        await until(lambda: executor.came == ["first"])
        given_up = asyncio.create_task(one(lane, "given up"))
        then = asyncio.create_task(one(lane, "then"))
        await asyncio.sleep(0)
        given_up.cancel()
        # Work that has begun keeps the turn, also when nobody waits for it any more.
        first.cancel()
        await until(first.done)
        for _ in range(10):
            await asyncio.sleep(0)
        assert executor.came == ["first"]
        executor.let.release()
        executor.let.release()
        await then
        assert executor.came == ["first", "then"]
        assert lane.account.used_s == 0.02

    asyncio.run(scenario())


def test_a_lane_with_a_part_of_the_time_rests_while_others_have_work() -> None:
    async def scenario() -> None:
        executor = Held()
        line = Line(executor)
        other, asking = Lane(line), Lane(line, part=0.1)
        other_done = asyncio.create_task(one(other, "slice"))
        asks = [asyncio.create_task(one(asking, f"answer {i}")) for i in range(4)]
        await until(lambda: executor.came == ["slice", "answer 0"])
        executor.let.release()
        await other_done
        executor.let.release()
        # Nobody else has anything to do, so it goes on at once.
        await until(lambda: executor.came[2:] == ["answer 1"])
        slices = asyncio.create_task(one(other, "slice"))
        await until(lambda: executor.came[3:] == ["slice"])
        assert asks[0].done()
        answered_at = time.monotonic()
        executor.let.release()
        await until(lambda: executor.came[4:] == ["answer 2"])
        assert time.monotonic() - answered_at >= 0.9 * 0.01 * 9
        for _ in range(3):
            executor.let.release()
        await asyncio.gather(slices, *asks)

    asyncio.run(scenario())


def test_a_refusal_of_the_work_reaches_who_asked_and_the_lane_goes_on() -> None:
    async def scenario() -> None:
        executor = Inline()
        lane = Lane(Line(executor))
        for _ in range(3):
            try:
                await lane.do(files.read_link, "nonsense")
            except ValueError:
                continue
            raise AssertionError("it was not refused")
        await lane.do(work.nothing)
        await executor.close()

    asyncio.run(scenario())
