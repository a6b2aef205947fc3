"""A run's life: what each command does in each status, in process, with a real engine."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import ExitStack, asynccontextmanager
from functools import partial
from typing import Any

import pytest

import engine
from app.problems import Busy, Conflict, Forbidden, NotFound, Unauthorized
from app.runs.feed import Viewer
from app.runs.manager import Manager
from app.runs.session import Session
from app.runs.stand import Event
from app.schemas import Status, Until
from app.settings import Settings
from app.work import work
from app.work.executors import Inline
from app.work.pictures import EVERYTHING, NOTHING
from app.work.work import Done, T
from tests.app.waiting import until

DIVERGES = {"training": {"optimizer": {"kind": "sgd", "learning_rate": 10.0}}}


def spec(**parts: Any) -> engine.Spec:
    return engine.Spec.model_validate(parts)


@asynccontextmanager
async def managed(**settings: Any) -> AsyncIterator[Manager]:
    manager = Manager(Settings(**settings), Inline())
    try:
        yield manager
    finally:
        manager.stop()


def run(scenario: Callable[[Manager, Session], Awaitable[None]], **parts: Any) -> None:
    async def whole() -> None:
        async with managed() as manager:
            session, _ = await manager.create(work.begin, spec(**parts))
            await scenario(manager, session)

    asyncio.run(whole())


def test_plays_to_an_epoch_and_no_further() -> None:
    async def scenario(_: Manager, session: Session) -> None:
        await session.play(Until(epoch=37), None)
        await until(lambda: session.status is Status.FINISHED)
        assert session.course.epoch == 37
        assert session.history.since(0).epochs.tolist() == list(range(38))
        await session.play(Until(epoch=37), None)
        assert session.read().status == "finished"

    run(scenario)


def test_plays_to_the_first_epoch_that_is_good_enough() -> None:
    async def scenario(_: Manager, session: Session) -> None:
        await session.play(Until(loss=0.3), None)
        await until(lambda: session.status is Status.FINISHED)
        losses = session.history.since(0).lists()["loss"]
        assert losses[-1] <= 0.3
        assert min(losses[:-1]) > 0.3

    run(scenario)


def test_is_the_engines_own_curve() -> None:
    async def scenario(_: Manager, session: Session) -> None:
        await session.play(Until(epoch=20), None)
        await until(lambda: session.status is Status.FINISHED)
        expected = engine.advance(engine.init(engine.Spec()), epochs=20)
        assert session.history.since(0).lists() == expected.history.lists()

    run(scenario)


def test_pause_and_play_go_on_where_they_were() -> None:
    async def scenario(_: Manager, session: Session) -> None:
        for _round in range(5):
            before = session.state.step
            await session.play(None, None)
            await until(lambda before=before: session.state.step > before)  # type: ignore[misc]
            session.pause()
            at = session.state.step
            # A slice that was under way is over by then.
            await session.step("batch", 1)
            assert session.status is Status.PAUSED
            assert session.state.step == at + 1

    run(scenario)


@pytest.mark.parametrize("command", ["play", "step"])
def test_a_pause_also_stops_what_still_waits_for_a_reset(command: str) -> None:
    async def scenario(_: Manager, session: Session) -> None:
        asked = session.play(None, None) if command == "play" else session.step("batch", 3)
        tasks = [asyncio.create_task(session.reset(None)), asyncio.create_task(asked)]
        await asyncio.sleep(0)
        session.pause()
        await asyncio.gather(*tasks)
        assert (session.status, session.state.step) == (Status.READY, 0)

    run(scenario)


def test_what_is_asked_for_after_a_step_that_waits_is_begun() -> None:
    async def scenario(_: Manager, session: Session) -> None:
        await session.play(None, None)
        commands = session.reset(None), session.play(None, 1.0), session.step("batch", 3)
        tasks = [asyncio.create_task(each) for each in (*commands, session.play(None, 2.0))]
        await asyncio.gather(*tasks)
        assert (session.status, session.speed) == (Status.PLAYING, 2.0)

    run(scenario)


def test_steps_are_made_one_after_the_other() -> None:
    async def scenario(_: Manager, session: Session) -> None:
        await asyncio.gather(
            session.step("epoch", 1), session.step("batch", 3), session.step("sample", 2)
        )
        assert session.state.step == 25 + 3 + 2
        assert session.status is Status.PAUSED

    run(scenario)


@pytest.mark.parametrize("end", ["pause", "delete", "reset"])
def test_a_long_step_ends_when_it_is_told_to(end: str) -> None:
    async def scenario(manager: Manager, session: Session) -> None:
        steps = [asyncio.create_task(session.step("epoch", 1000)) for _ in range(2)]
        await until(lambda: session.course.epoch > 0)
        if end == "pause":
            session.pause()
        elif end == "delete":
            manager.delete(session.id)
        else:
            await manager.reset(session, None)
        stood = session.state
        async with asyncio.timeout(15):
            await asyncio.gather(*steps, return_exceptions=True)
        assert session.state is stood
        # A run that was removed stays as it stood.
        assert session.status is (Status.PAUSED if end == "pause" else Status.READY)

    run(scenario, network={"hidden_layers": [64] * 3}, training={"batch_size": 1})


class OneByOne(Inline):
    """Counts how many slices it is given at once; each takes a while."""

    def __init__(self) -> None:
        super().__init__()
        self.now = self.most = self.done = 0

    async def do(self, function: Callable[..., T], *values: Any) -> Done[T]:
        self.now += 1
        self.most = max(self.most, self.now)
        await asyncio.sleep(0.01)
        result = await super().do(function, *values)
        self.now -= 1
        self.done += 1
        return result


def test_a_run_played_and_paused_over_and_over_has_one_slice_under_way() -> None:
    async def scenario() -> None:
        executor = OneByOne()
        manager = Manager(Settings(), executor)
        session, _ = await manager.create(work.begin, engine.Spec())
        while executor.done < 3:
            await session.play(None, None)
            await asyncio.sleep(0.001)
            session.pause()
        assert executor.most == 1
        assert session._lane.account.used_s > 0
        manager.stop()

    asyncio.run(scenario())


def test_reset_returns_to_the_same_start() -> None:
    async def scenario(manager: Manager, session: Session) -> None:
        first = session.state.parameters.tolist()
        await session.step("epoch", 3)
        await manager.reset(session, None)
        assert session.read().status == "ready"
        assert session.state.parameters.tolist() == first
        assert len(session.history) == 1

    run(scenario)


def test_reset_with_a_spec_starts_that_one() -> None:
    async def scenario(manager: Manager, session: Session) -> None:
        await session.play(None, None)
        await manager.reset(session, spec(data="xor"))
        assert session.state.spec.data.kind == "xor"
        assert session.status is Status.READY

    run(scenario)


def test_divergence_is_an_outcome_that_only_reset_leaves() -> None:
    async def scenario(manager: Manager, session: Session) -> None:
        await session.play(None, None)
        await until(lambda: session.status is Status.DIVERGED)
        read = session.read()
        assert read.outcome is not None
        assert "learning rate" in read.outcome.cause
        with pytest.raises(Conflict):
            await session.play(None, None)
        with pytest.raises(Conflict):
            await session.step("epoch", 1)
        session.pause()
        assert session.read().status == "diverged"
        await manager.reset(session, None)
        assert session.read().outcome is None

    run(scenario, **DIVERGES)


def test_weights_set_by_hand_lead_out_of_a_divergence() -> None:
    async def scenario(_: Manager, session: Session) -> None:
        await session.play(None, None)
        await until(lambda: session.status is Status.DIVERGED)
        weight = engine.Weight(layer=0, unit=0, input=0, value=0.5)
        await session.change(work.set_weights, [weight])
        read = session.read()
        assert (read.status, read.outcome, read.message) == ("paused", None, None)

    run(scenario, **DIVERGES)


def test_weights_set_before_the_first_update_begin_the_history() -> None:
    async def scenario(_: Manager, session: Session) -> None:
        drawn, generation = session.course.metrics["loss"], session.course.generation
        await session.change(work.set_weights, [engine.Weight(layer=0, unit=0, value=9)])
        assert session.course.metrics["loss"] != drawn
        assert session.history.last() == session.course.metrics
        assert len(session.history) == 1
        assert session.course.generation != generation
        generation = session.course.generation
        assert session.status is Status.READY
        await session.step("epoch", 1)
        await session.change(work.set_weights, [engine.Weight(layer=0, unit=0, value=1)])
        assert (len(session.history), session.course.generation) == (2, generation)

    run(scenario)


def test_a_live_change_keeps_the_epoch_and_acts() -> None:
    async def scenario(manager: Manager, session: Session) -> None:
        await session.step("epoch", 3)
        await session.change(work.amend, {"learning_rate": 0.001, "batch_size": 50})
        assert (session.course.epoch, session.course.batches_per_epoch) == (3, 5)
        await session.step("epoch", 1)
        assert session.state.step == 3 * 25 + 5

    run(scenario)


def test_a_live_change_while_playing_is_not_lost() -> None:
    async def scenario(manager: Manager, session: Session) -> None:
        await session.play(Until(epoch=200), None)
        await until(lambda: session.course.epoch > 5)
        await session.change(work.amend, {"learning_rate": 0.5})
        await until(lambda: session.status is Status.FINISHED)
        assert session.state.spec.training.optimizer.learning_rate == 0.5
        assert session.history.since(0).epochs.tolist() == list(range(201))

    run(scenario)


def test_ends_at_the_last_epoch_there_may_be() -> None:
    async def scenario() -> None:
        async with managed(max_epochs=12) as manager:
            session, _ = await manager.create(work.begin, engine.Spec())
            await session.play(None, None)
            await until(lambda: session.status is Status.FINISHED)
            assert session.course.epoch == 12
            assert session.message is not None
            assert "12" in session.message.detail
            await session.play(None, None)
            assert session.read().status == "finished"

    asyncio.run(scenario())


def test_runs_over_the_limit_wait_for_a_place() -> None:
    async def scenario() -> None:
        async with managed(max_live_runs=1) as manager:
            first, _ = await manager.create(work.begin, engine.Spec())
            second, _ = await manager.create(work.begin, engine.Spec())
            await first.play(None, None)
            await until(lambda: first.state.step > 0)
            await second.play(Until(epoch=2), None)
            assert second.read().status == "queued"
            assert second.read().queue_position == 1
            first.pause()
            await until(lambda: second.status is Status.FINISHED)

    asyncio.run(scenario())


def plays(session: Session) -> bool:
    return session.status is Status.PLAYING


def test_runs_take_turns_and_say_how_long_others_wait() -> None:
    async def scenario() -> None:
        async with managed(max_live_runs=1, turn_s=0.3) as manager:
            runs = [(await manager.create(work.begin, engine.Spec()))[0] for _ in range(3)]
            for session in runs:
                await session.play(None, 20)
            waits = [session.read().wait_s for session in runs]
            assert waits[0] is None
            assert waits[1] is not None
            assert waits[2] is not None
            assert 0 <= waits[1] <= 0.3 < waits[2] <= 0.6
            # Each has its turn, again and again, and none makes up for the time that it waited.
            for _ in range(2):
                for session in runs:
                    await until(partial(plays, session))
                    assert [each.status for each in runs].count(Status.PLAYING) == 1
            assert all(0 < session.course.epoch < 40 for session in runs)
            # Who is alone goes on.
            for session in runs[1:]:
                session.pause()
            await until(lambda: runs[0].status is Status.PLAYING)
            await asyncio.sleep(0.4)
            assert runs[0].status is Status.PLAYING
            runs[0].pause()
            assert len(manager.places) == manager.places.waiting == 0

    asyncio.run(scenario())


def test_who_waits_is_told_again_how_long_it_still_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.runs.seat.TOLD_S", 0.02)

    async def scenario() -> None:
        async with managed(max_live_runs=1, turn_s=30) as manager:
            first, waits = [(await manager.create(work.begin, engine.Spec()))[0] for _ in range(2)]
            await first.play(None, 1)
            await waits.play(None, 1)

            def told() -> float:
                # What whoever comes now is told, without anything having moved in the queue.
                return waits.audience.stand.run.wait_s or 0.0

            before = told()
            assert before > 29
            await until(lambda: told() < before - 0.2)
            assert told() > 25
            first.pause()
            await until(lambda: waits.status is Status.PLAYING)
            assert waits.audience.stand.run.wait_s is None

    asyncio.run(scenario())


def test_steps_need_places_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.runs.seat.STEP_WAIT_S", 60.0)
    held: list[int] = []

    class Counts(Inline):
        async def do(self, function: Callable[..., T], *values: Any) -> Done[T]:
            if function is work.advance:
                held.append(len(manager.places))
            return await super().do(function, *values)

    manager = Manager(Settings(max_live_runs=4, max_live_runs_per_address=2), Counts())

    async def scenario() -> None:
        sessions = [(await manager.create(work.begin, engine.Spec()))[0] for _ in range(6)]
        other, _ = await manager.create(work.begin, engine.Spec())
        await asyncio.gather(*(session.step("epoch", 30, "one") for session in sessions))
        assert all(session.course.epoch == 30 for session in sessions)
        assert set(held) <= {1, 2}
        assert len(manager.places) == manager.places.waiting == 0
        monkeypatch.setattr("app.runs.seat.STEP_WAIT_S", 0.05)
        for session in sessions[:2]:
            await session.play(None, None, "one")
        with pytest.raises(Busy, match="No place to train"):
            await sessions[2].step("epoch", 1, "one")
        assert (sessions[2].status, manager.places.waiting) == (Status.PAUSED, 0)
        await other.step("epoch", 1, "another")
        # A pause ends the waiting, and so does a play, which waits itself.
        monkeypatch.setattr("app.runs.seat.STEP_WAIT_S", 60.0)
        for end in ("pause", "play"):
            waiting = asyncio.create_task(sessions[2].step("epoch", 1, "one"))
            await until(lambda: manager.places.waiting == 1)
            assert sessions[2].read().queue_position == 1
            if end == "pause":
                sessions[2].pause()
            else:
                await sessions[2].play(Until(epoch=33), None, "one")
            async with asyncio.timeout(20):
                await waiting
            assert sessions[2].course.epoch == 30
        assert (sessions[2].status, manager.places.waiting) == (Status.QUEUED, 1)
        sessions[0].pause()
        await until(lambda: sessions[2].status is Status.FINISHED)
        manager.stop()

    asyncio.run(scenario())


def test_a_run_that_is_paused_gives_its_place_back_at_once() -> None:
    async def scenario() -> None:
        async with managed(max_live_runs=1) as manager:
            first, _ = await manager.create(work.begin, engine.Spec())
            second, _ = await manager.create(work.begin, engine.Spec())
            await first.play(None, None)
            # Also where its task was never begun.
            first.pause()
            assert len(manager.places) == 0
            await first.play(None, None)
            await until(lambda: first.state.step > 0)
            for _ in range(3):
                first.pause()
                await first.play(None, None)
                assert first.read().status == "playing"
            first.pause()
            await second.play(Until(epoch=2), None)
            assert second.read().status == "playing"
            await until(lambda: second.status is Status.FINISHED)
            await until(lambda: len(manager.places) == 0)

    asyncio.run(scenario())


def test_a_queued_run_can_be_paused() -> None:
    async def scenario() -> None:
        async with managed(max_live_runs=1) as manager:
            first, _ = await manager.create(work.begin, engine.Spec())
            second, _ = await manager.create(work.begin, engine.Spec())
            await first.play(None, None)
            await until(lambda: first.state.step > 0)
            await second.play(None, None)
            await until(lambda: second.status is Status.QUEUED)
            second.pause()
            first.pause()
            stopped = first.state.step
            await first.play(None, None)
            await until(lambda: first.state.step > stopped)
            assert second.status is Status.PAUSED
            assert second.state.step == 0

    asyncio.run(scenario())


def test_the_token_controls_and_the_id_only_watches() -> None:
    async def scenario() -> None:
        async with managed() as manager:
            mine, token = await manager.create(work.begin, engine.Spec())
            _, foreign = await manager.create(work.begin, engine.Spec())
            assert await manager.find(mine.id) is mine
            assert await manager.control(mine.id, token) is mine
            with pytest.raises(Unauthorized):
                await manager.control(mine.id, None)
            with pytest.raises(Forbidden) as with_foreign_token:
                await manager.control(mine.id, foreign)
            with pytest.raises(Forbidden) as of_unknown_id:
                await manager.control("unknown", token)
            assert with_foreign_token.value.detail == of_unknown_id.value.detail
            manager.delete(mine.id)
            with pytest.raises(NotFound):
                await manager.find(mine.id)

    asyncio.run(scenario())


def test_ids_begin_with_the_servers_prefix() -> None:
    async def scenario() -> None:
        manager = Manager(Settings(run_prefix="b2"), Inline())
        session, token = await manager.create(work.begin, engine.Spec())
        assert session.id.startswith("b2-")
        assert await manager.control(session.id, token) is session

    asyncio.run(scenario())


def test_a_full_server_says_so() -> None:
    async def scenario() -> None:
        async with managed(max_runs=2) as manager:
            await manager.create(work.begin, engine.Spec())
            await manager.create(work.begin, engine.Spec())
            with pytest.raises(Busy, match="PLAYGROUND_MAX_RUNS"):
                await manager.create(work.begin, engine.Spec())

    asyncio.run(scenario())


def test_what_was_left_makes_room_where_nothing_is_kept() -> None:
    async def scenario() -> None:
        async with managed(max_runs=2, idle_pause_s=60) as manager:
            watched, _ = await manager.create(work.begin, engine.Spec())
            with watched.audience.watch(Viewer(NOTHING, acknowledges=False)):
                for _ in range(5):
                    # A page that was left a moment ago may be on its way back.
                    left, _ = await manager.create(work.begin, engine.Spec())
                    with pytest.raises(Busy, match="PLAYGROUND_MAX_RUNS"):
                        await manager.create(work.begin, engine.Spec())
                    left.audience.used_at -= 61
                    watched.audience.used_at -= 100
            assert len(manager) == 2
            assert not watched.closed

    asyncio.run(scenario())


def test_a_target_keeps_no_run_playing_that_its_viewers_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.runs.manager.TIDY_S", 0.01)

    async def scenario() -> None:
        async with managed(idle_pause_s=60) as manager:
            tidying = asyncio.create_task(manager.tidy())
            headless, _ = await manager.create(work.begin, engine.Spec())
            left, _ = await manager.create(work.begin, engine.Spec())
            with left.audience.watch(Viewer(NOTHING, acknowledges=False)):
                for session in (headless, left):
                    await session.play(Until(epoch=1000), 1.0)
                    session.audience.used_at -= 61
            left.audience.used_at -= 61
            await until(lambda: left.status is Status.PAUSED)
            assert headless.status is Status.PLAYING
            tidying.cancel()

    asyncio.run(scenario())


def test_those_who_come_at_once_do_not_overfill_it() -> None:
    async def scenario() -> None:
        async with managed(max_runs=2) as manager:
            came = await asyncio.gather(
                *(manager.create(work.begin, engine.Spec()) for _ in range(10)),
                return_exceptions=True,
            )
            assert len(manager) == 2
            assert sum(isinstance(each, Busy) for each in came) == 8

    asyncio.run(scenario())


def test_what_nobody_watches_is_paused_then_removed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.runs.manager.TIDY_S", 0.01)

    async def scenario() -> None:
        async with managed(idle_pause_s=0.05, idle_free_s=0.3) as manager:
            tidying = asyncio.create_task(manager.tidy())
            idle, _ = await manager.create(work.begin, engine.Spec())
            headless, _ = await manager.create(work.begin, engine.Spec())
            watched, _ = await manager.create(work.begin, engine.Spec())
            await idle.play(None, 1.0)
            await headless.play(Until(epoch=1000), 1.0)
            await watched.play(None, 1.0)
            with watched.audience.watch(viewer := Viewer(NOTHING, acknowledges=False)):
                await until(lambda: idle.closed)
                assert len(manager) == 2
                assert headless.status is Status.PLAYING
                assert watched.status is Status.PLAYING
                # A tab that is hidden keeps it, and does not keep it awake.
                viewer.away = True
                await until(lambda: watched.status is Status.PAUSED)
                watched.audience.used_at -= 1
                await asyncio.sleep(0.05)
                assert not watched.closed
            tidying.cancel()

    asyncio.run(scenario())


def test_a_result_that_nobody_waited_for_is_there_for_a_while(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.runs.manager.TIDY_S", 0.001)

    async def scenario() -> None:
        async with managed(idle_free_s=600) as manager:
            tidying = asyncio.create_task(manager.tidy())
            session, _ = await manager.create(work.begin, engine.Spec())
            await session.play(Until(epoch=20), None)
            session.audience.used_at -= 3600
            await until(lambda: session.status is Status.FINISHED)
            later, _ = await manager.create(work.begin, engine.Spec())
            await later.play(Until(epoch=20), None)
            await until(lambda: later.status is Status.FINISHED)
            assert not session.closed
            tidying.cancel()

    asyncio.run(scenario())


# Viewers


async def take(viewer: Viewer, count: int) -> list[Event]:
    async with asyncio.timeout(20):
        events = [await viewer.next() for _ in range(count)]
    return [event for event in events if event is not None]


def test_a_viewer_sees_a_snapshot_first_then_every_epoch_once() -> None:
    async def scenario(_: Manager, session: Session) -> None:
        await session.step("epoch", 3)
        viewer = Viewer(NOTHING, acknowledges=False)
        with session.audience.watch(viewer):
            await session.play(Until(epoch=30), None)
            epochs: list[int] = []
            while not epochs or epochs[-1] < 30:
                (event,) = await take(viewer, 1)
                data = json.loads(event.data)
                if event.name == "snapshot":
                    assert not epochs
                    epochs += data["history"]["epoch"]
                elif event.name == "history":
                    epochs += data["epoch"]
            assert epochs == list(range(31))

    run(scenario)


def test_a_viewer_that_comes_back_gets_what_it_missed() -> None:
    async def scenario(_: Manager, session: Session) -> None:
        viewer = Viewer(NOTHING, acknowledges=False)
        await session.step("epoch", 3)
        with session.audience.watch(viewer):
            (first,) = await take(viewer, 1)
        await session.step("epoch", 2)
        back = Viewer(NOTHING, acknowledges=False, last_id=first.id)
        with session.audience.watch(back):
            (snapshot,) = await take(back, 1)
        assert b'"history":{"epoch":[4,5]' in snapshot.data

    run(scenario)


@pytest.mark.parametrize("last_id", ["", "x", "1", "0.x", "-1.2", "9" * 30 + ".1", "7.7"])
def test_an_event_id_of_no_meaning_gets_everything(last_id: str) -> None:
    async def scenario(_: Manager, session: Session) -> None:
        viewer = Viewer(NOTHING, acknowledges=False, last_id=last_id)
        with session.audience.watch(viewer):
            (snapshot,) = await take(viewer, 1)
        assert b'"history":{"epoch":[0]' in snapshot.data

    run(scenario)


def test_frames_wait_for_acknowledgement_and_the_newest_wins() -> None:
    async def scenario(_: Manager, session: Session) -> None:
        viewer = Viewer(EVERYTHING, acknowledges=True)
        with session.audience.watch(viewer):
            await until(lambda: session.audience.stand.shown is not None)
            shown: list[Event] = []
            for _step in range(6):
                await session.step("batch", 1)
                while (event := viewer._pending(session.audience.stand)) is not None:
                    shown.append(event)
            frames = [event for event in shown if event.name == "frame"]
            assert len(frames) == 2
            shown_last = session.audience.stand.shown
            assert shown_last is not None
            assert viewer.acknowledge(shown_last.seq)
            session.audience.refresh()
            await until(lambda: session.audience.stand.shown is not shown_last)
            newest = viewer._pending(session.audience.stand)
            assert newest is not None
            assert b'"step":6' in newest.data

    run(scenario)


def test_who_is_in_the_past_of_a_run_that_begins_anew_sees_it_although_news_are_told_late() -> None:
    async def scenario(manager: Manager, session: Session) -> None:
        await session.step("epoch", 3)
        viewer = Viewer(EVERYTHING, acknowledges=False)
        with session.audience.watch(viewer):
            viewer.go_to(2)
            while not session.audience._news.wait_s():
                session.audience._news.take()
            await manager.reset(session, None)
            async with asyncio.timeout(20):
                while (event := await viewer.next()) is None or event.name != "frame":
                    pass
            assert b'"epoch":0' in event.data

    run(scenario)


def test_who_drags_through_the_past_without_a_rest_sees_what_comes_on_the_way() -> None:
    async def scenario(_: Manager, session: Session) -> None:
        viewer = Viewer(EVERYTHING, acknowledges=False)
        with session.audience.watch(viewer):
            await until(lambda: session.audience.stand.shown is not None)
            shown = session.audience.stand.shown
            assert shown is not None

            def told() -> list[Event]:
                return list(iter(lambda: viewer._pending(session.audience.stand), None))

            for epoch in (2, 1):
                viewer.go_to(epoch)
            told()
            viewer.show(shown.picture, 2, exact=True)
            viewer.go_to(0)
            assert [b'"asked":2' in event.data for event in told()] == [True]
            # Who is back in the present is shown nothing that comes late.
            viewer.show(shown.picture, 1, exact=True)
            viewer.go_to(None)
            viewer.show(shown.picture, 0, exact=True)
            assert [event.name for event in told() if b'"asked"' in event.data] == []

    run(scenario)


def test_who_looks_alike_is_told_the_same_bytes() -> None:
    async def scenario(_: Manager, session: Session) -> None:
        viewers = [Viewer(EVERYTHING, acknowledges=True) for _ in range(2)]
        with ExitStack() as watching:
            for viewer in viewers:
                watching.enter_context(session.audience.watch(viewer))
                viewer.look_at(EVERYTHING)
            await until(lambda: session.audience.stand.shown is not None)
            for viewer in viewers:
                while viewer._pending(session.audience.stand) is not None:
                    pass
            await session.step("epoch", 1)
            await until(lambda: session.audience.stand.shown is not None)
            one, other = [await viewer.due() for viewer in viewers]
            assert [event.name for event in one] == ["history", "status", "frame"]
            for mine, yours in zip(one, other, strict=True):
                assert mine.framed.whole is yours.framed.whole

    run(scenario)


def test_nobody_watching_costs_no_frames() -> None:
    async def scenario(_: Manager, session: Session) -> None:
        await session.play(Until(epoch=20), None)
        await until(lambda: session.status is Status.FINISHED)
        assert session.audience.stand.shown is None

    run(scenario)


def test_a_run_that_is_removed_lets_its_viewers_go() -> None:
    async def scenario(manager: Manager, session: Session) -> None:
        viewer = Viewer(NOTHING, acknowledges=False)
        with session.audience.watch(viewer):
            await take(viewer, 1)
            manager.delete(session.id)
            (status,) = await take(viewer, 1)
            assert b"removed" in status.data
            assert await viewer.next() is None

    run(scenario)


# The order of commands


class Slow(Inline):
    """Begins runs only when it is let to."""

    def __init__(self) -> None:
        super().__init__()
        self.let = asyncio.Event()
        self.asked = 0

    async def do(self, function: Callable[..., T], *values: Any) -> Done[T]:
        if function is work.begin:
            self.asked += 1
            await self.let.wait()
        return await super().do(function, *values)


def test_of_several_resets_the_one_asked_for_last_stays() -> None:
    async def scenario() -> None:
        executor = Slow()
        executor.let.set()
        manager = Manager(Settings(), executor)
        session, _ = await manager.create(work.begin, engine.Spec())
        executor.let.clear()
        kinds = ["xor", "spiral", "gauss", "moons"]
        asked = [
            asyncio.create_task(manager.reset(session, spec(data={"kind": kind}))) for kind in kinds
        ]
        await until(lambda: executor.asked > 1)
        executor.let.set()
        await asyncio.gather(*asked)
        assert session.state.spec.data.kind == kinds[-1]
        manager.stop()

    asyncio.run(scenario())


def test_a_play_that_was_asked_for_after_a_reset_plays_what_the_reset_began() -> None:
    async def scenario() -> None:
        executor = Slow()
        executor.let.set()
        manager = Manager(Settings(), executor)
        session, _ = await manager.create(work.begin, engine.Spec())
        executor.let.clear()
        reset = asyncio.create_task(manager.reset(session, spec(data={"kind": "xor"})))
        await until(lambda: executor.asked > 1)
        play = asyncio.create_task(session.play(Until(epoch=3), None))
        await asyncio.sleep(0)
        executor.let.set()
        await asyncio.gather(reset, play)
        await until(lambda: session.status is Status.FINISHED)
        assert session.state.spec.data.kind == "xor"
        assert session.course.epoch == 3
        manager.stop()

    asyncio.run(scenario())


def test_a_reset_does_not_bring_back_a_run_that_was_removed() -> None:
    async def scenario() -> None:
        executor = Slow()
        executor.let.set()
        manager = Manager(Settings(), executor)
        session, _ = await manager.create(work.begin, engine.Spec())
        executor.let.clear()
        reset = asyncio.create_task(manager.reset(session, None))
        await until(lambda: executor.asked > 1)
        manager.delete(session.id)
        stand = session.audience.stand
        executor.let.set()
        with pytest.raises(NotFound):
            await reset
        assert session.audience.stand is stand
        assert stand.over
        with pytest.raises(NotFound):
            await manager.find(session.id)

    asyncio.run(scenario())


def test_a_target_that_comes_while_a_slice_is_under_way_cuts_it_short() -> None:
    async def scenario() -> None:
        manager = Manager(Settings(), Inline())
        session, _ = await manager.create(work.begin, engine.Spec())
        for _ in range(5):
            await session.play(None, None)
            await until(lambda before=session.course.epoch: session.course.epoch > before + 20)  # type: ignore[misc]
            target = session.course.epoch + 1
            await session.play(Until(epoch=target), None)
            await until(lambda: session.status is Status.FINISHED)
            assert session.course.epoch == target
        manager.stop()

    asyncio.run(scenario())
