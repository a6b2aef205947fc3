"""Every epoch of a run can be had again, in every byte of its state, whatever was done to it."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import engine
from app.problems import Busy, Conflict, Invalid, NotFound
from app.runs import timeline
from app.runs.manager import Manager
from app.runs.session import Session
from app.schemas import Moment, Status
from app.settings import Settings
from app.storage.database import Database
from app.storage.pruning import Kept
from app.storage.store import open_store
from app.web.api.dependencies import answer
from app.work import depths, moments, work
from app.work.executors import Inline
from app.work.pictures import EVERYTHING
from tests.app.waiting import until

OPTIMIZERS = [each["kind"] for each in engine.catalogue()["optimizers"]]
WEIGHTS = [
    engine.Weight(layer=0, unit=1, input=0, value=0.7),
    engine.Weight(layer=1, unit=0, value=-1),
]
FREEZE = [{"layer": 0, "unit": 0}]
DONE: list[tuple[Any, ...]] = [
    ("epoch", 2),
    ("batch", 3),
    (work.amend, {"learning_rate": 0.01}),
    ("epoch", 3),
    (work.amend, {"batch_size": 7}),
    (work.amend, {"learning_rate": 0.02, "dropout": 0.1}),
    ("sample", 5),
    ("sample", 60),
    ("epoch", 2),
    (work.set_weights, WEIGHTS),
    ("batch", 9),
    (work.amend, {"frozen": FREEZE}),
    (work.go_on,),
    ("epoch", 4),
    (work.amend, {"batch_size": "all", "frozen": []}),
    ("sample", 3),
    ("epoch", 3),
]  # fmt: skip


def spec(**training: Any) -> dict[str, Any]:
    return {
        "data": {"kind": "spiral", "n": 50, "noise": 0.1},
        "network": {"hidden_layers": [5, 3], "dtype": training.pop("dtype", "float32")},
        "training": training,
    }


def fresh(spec: dict[str, Any], done: list[tuple[Any, ...]]) -> Iterator[engine.State]:
    """The state at the end of each epoch, of the engine alone, update by update."""
    state = engine.init(engine.Spec.model_validate(spec))
    points = engine.training_points(state.spec)
    yield state
    for what, *values in done:
        if not isinstance(what, str):
            state = what(state, *values)
            continue
        count, goal = values[0], state.seen // points + values[0]
        while state.seen < goal * points if what == "epoch" else count:
            state = engine.advance(state, **{"samples" if what == "sample" else "steps": 1})
            count -= 1
            if state.seen % points == 0:
                yield state


def fresh_from(state: engine.State, epochs: int) -> Iterator[engine.State]:
    for _ in range(epochs):
        state = engine.advance(state, epochs=1)
        yield state


async def do(session: Session, done: list[tuple[Any, ...]]) -> None:
    for what, *values in done:
        if callable(what):
            await session.change(what, *values)
        else:
            await session.step(what, *values)


def told(state: engine.State) -> tuple[Any, ...]:
    """All that training goes by."""
    return (
        state.parameters.tobytes(),
        state.slots.tobytes(),
        state.slots.shape,
        (state.step, state.seen, state.drift, state.start_loss, state.outcome),
        state.spec,
    )


def run(
    scenario: Callable[[Manager, Session], Awaitable[None]],
    spec: dict[str, Any],
    **settings: Any,
) -> None:
    async def whole() -> None:
        manager = Manager(Settings(data_dir="", **settings), Inline())
        session, _ = await manager.create(work.begin, engine.Spec.model_validate(spec))
        async with asyncio.timeout(60):
            await scenario(manager, session)
        manager.stop()

    asyncio.run(whole())


async def seen_again(manager: Manager, session: Session, known: list[engine.State]) -> None:
    """Each epoch of the run is what it was, asked for one after the other and in an order that
    nobody would guess."""
    order = np.random.default_rng(len(known)).permutation(len(known))
    for epoch in [*range(len(known)), *map(int, order)]:
        moment = await manager.answers.moment(session, "me", epoch)
        assert moment.exact
        assert told(moment.state) == told(known[epoch]), f"epoch {epoch}"


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_epoch_is_that_of_a_fresh_run_in_every_byte(
    optimizer: str, dtype: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As if every slice took long: a keyframe after each.
    monkeypatch.setattr(timeline, "SPACING_S", 0.0)
    wanted = spec(optimizer=optimizer, dropout=0.2, regularizer={"kind": "l1"}, dtype=dtype)
    known = list(fresh(wanted, DONE))

    async def scenario(manager: Manager, session: Session) -> None:
        await do(session, DONE)
        course = session.course
        assert told(course.state) == told(known[-1]) or course.state.seen > known[-1].seen
        assert len(known) == course.epoch + 1 > 12
        await seen_again(manager, session, known)
        kept = len(course.timeline.keyframes)
        while len(course.timeline.keyframes) > 2:
            # Ever fewer are left, until almost all is trained again.
            course.timeline.fit(course.timeline.nbytes // 2)
            course.timeline._recent.clear()
            assert len(course.timeline.keyframes) < kept
            kept = len(course.timeline.keyframes)
            if course.timeline.first == 0:
                await seen_again(manager, session, known)

    run(scenario, wanted)


def test_what_is_played_at_full_speed_is_seen_again_beside_it() -> None:
    wanted = spec(optimizer="adam")

    async def scenario(manager: Manager, session: Session) -> None:
        await session.play(None, None)
        await until(lambda: session.course.epoch > 300)
        known = list(fresh(wanted, [("epoch", 250)]))
        for epoch in (250, 17, 251 - 1, 0):
            moment = await manager.answers.moment(session, "me", epoch)
            assert (moment.exact, told(moment.state)) == (True, told(known[epoch]))
        assert session.status is Status.PLAYING
        session.pause()

    run(scenario, wanted)


def test_room_is_kept_whatever_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timeline, "SPACING_S", 0.0)

    async def scenario(manager: Manager, session: Session) -> None:
        most = session.course.timeline.most_bytes
        for number in range(150):
            await session.step("sample", 1)
            await session.change(work.amend, {"learning_rate": 0.01 + number / 1e5})
            await session.step("batch", 1)
            assert session.course.timeline.nbytes <= most
        first = session.course.timeline.first
        assert first > 0
        with pytest.raises(NotFound, match=f"epoch {first} on"):
            session.course.route(first - 1)
        last = session.course.epoch
        done: list[tuple[Any, ...]] = []
        for number in range(150):
            change = {"learning_rate": 0.01 + number / 1e5}
            done += [("sample", 1), (work.amend, change), ("batch", 1)]
        known = list(fresh(spec(optimizer="adam"), done))
        for epoch in (first + 1, (first + last) // 2, last):
            moment = await manager.answers.moment(session, "me", epoch)
            assert (moment.exact, told(moment.state)) == (True, told(known[epoch]))

    run(scenario, spec(optimizer="adam"), max_timeline_bytes=100_000)


def test_a_slider_that_is_dragged_leaves_few_states() -> None:
    async def scenario(manager: Manager, session: Session) -> None:
        session.course.timeline._spacing_s = 1e9
        done: list[tuple[Any, ...]] = []
        for number in range(20):
            done += [(work.amend, {"learning_rate": 0.01 + number / 1e4}), ("epoch", 1)]
        await do(session, done)
        assert len(session.course.timeline.keyframes) == 2
        await seen_again(manager, session, list(fresh(spec(), done)))

    run(scenario, spec())


def test_no_moment_lies_ahead() -> None:
    async def scenario(manager: Manager, session: Session) -> None:
        await session.step("epoch", 2)
        await session.step("batch", 1)
        with pytest.raises(NotFound, match="end of epoch 2, and no further"):
            await manager.answers.moment(session, "me", 3)

    run(scenario, spec())


def test_a_moment_of_a_run_that_begins_anew_meanwhile_is_refused() -> None:
    async def scenario(manager: Manager, session: Session) -> None:
        await session.step("epoch", 20)
        async with manager.answers.lane("me").answering():
            asked = asyncio.create_task(manager.answers.moment(session, "me", 7))
            await asyncio.sleep(0)
            await session.reset(None)
        with pytest.raises(Conflict, match="begun anew"):
            await asked
        await session.go("undo")
        # What was left by the reset has its moments, too; and so has what was set otherwise.
        known = list(fresh(spec(), [("epoch", 20)]))
        await seen_again(manager, session, known)
        await session.change(work.set_weights, WEIGHTS, remember=True)
        await session.step("epoch", 2)
        await session.go("undo")
        assert session.course.timeline.acts == []
        await session.step("epoch", 2)
        known += fresh_from(known[-1], 2)
        await seen_again(manager, session, known)
        asked = asyncio.create_task(manager.answers.moment(session, "me", 7))
        await asyncio.sleep(0)
        manager.delete(session.id)
        with pytest.raises(NotFound, match="removed"):
            await asked

    run(scenario, spec())


def test_after_a_divergence_the_way_on_can_be_gone_again() -> None:
    async def scenario(manager: Manager, session: Session) -> None:
        await session.step("epoch", 5)
        await session.change(work.amend, {"learning_rate": 10.0})
        await session.play(None, None)
        await until(lambda: session.status is Status.DIVERGED)
        assert session.course.timeline.sound is not None
        end = session.course.epoch
        await session.change(work.go_on, command="go_on")
        await session.change(work.amend, {"learning_rate": 0.01})
        await session.step("epoch", 3)
        known = [(await manager.answers.moment(session, "me", end + k)).state for k in (1, 2, 3)]
        assert told(known[-1]) == told(session.state)
        again = known[0]
        for later in known[1:]:
            again = engine.advance(again, epochs=1)
            assert told(again) == told(later)

    run(scenario, spec())


def test_who_goes_back_to_the_best_epoch_keeps_what_led_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(timeline, "SPACING_S", 0.0)

    async def scenario(manager: Manager, session: Session) -> None:
        await session.step("sample", 70)
        await session.step("epoch", 9)
        known = list(fresh(spec(), [("sample", 70), ("epoch", 9)]))
        await session.change(work.amend, {"learning_rate": 10.0})
        await session.play(None, None)
        await until(lambda: session.status is Status.DIVERGED)
        await session.change(work.amend, {"learning_rate": 0.01, "batch_size": 3})
        await session.rewind()
        best = session.course.epoch
        assert best < len(known)
        await session.step("epoch", 2)
        on, changes = known[best], {"learning_rate": 0.01, "batch_size": 3}
        known = [*known[: best + 1], *fresh_from(engine.amend(on, **changes), 2)]
        await seen_again(manager, session, known)
        session.course.timeline.fit(1)
        session.course.timeline._recent.clear()
        last = await manager.answers.moment(session, "me", session.course.epoch)
        assert told(last.state) == told(session.state)

    run(scenario, spec())


def test_numbers_of_another_kernel_are_not_taken_for_the_runs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def scenario(manager: Manager, session: Session) -> None:
        await session.step("epoch", 9)
        advance = engine.advance

        def otherwise(state: engine.State, **budget: int) -> engine.State:
            later = advance(state, **budget)
            history = later.history
            values = history.values * (1 + 1e-9)
            return replace(later, history=engine.History(history.names, history.epochs, values))

        monkeypatch.setattr(engine, "advance", otherwise)
        moment = await manager.answers.moment(session, "me", 8, EVERYTHING)
        assert moment.picture is not None
        picture = json.loads(moments.as_document(moment.picture, EVERYTHING, exact=moment.exact))
        assert not moment.exact
        assert (picture["exact"], picture["epoch"]) == (False, 0)
        # Nor is any other answer about that epoch, which says so.
        told_of = await manager.answers.ask_at(session, "me", 8, depths.report, False, ())
        assert json.loads(told_of[0])["epoch"] == 0
        assert answer(*told_of).headers["Run-Exact"] == "false"
        now = await manager.answers.ask_at(session, "me", None, depths.report, False, ())
        assert "Run-Exact" not in answer(*now).headers

    run(scenario, spec())


@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
def test_a_fork_goes_on_as_its_parent_did(optimizer: str) -> None:
    wanted = spec(optimizer=optimizer, dropout=0.1)

    async def scenario(manager: Manager, session: Session) -> None:
        await do(session, DONE)
        known = list(fresh(wanted, DONE))
        middle, first, here = 6, 0, session.course.epoch
        forks = [await manager.fork(session, k, {}) for k in (middle, first, None)]
        history = session.history.since(0).lists()
        parents = [Moment(run=session.id, epoch=k) for k in (middle, first, here)]
        now = session.state
        manager.delete(session.id)
        states = (known[middle], known[first], now)
        for (fork, _), parent, state in zip(forks, parents, states, strict=True):
            read = fork.read()
            assert (read.parent, read.epoch) == (parent, parent.epoch)
            assert told(fork.state) == told(state)
            lists = fork.history.since(0).lists()
            assert lists == {name: values[: read.epoch + 1] for name, values in history.items()}
            await seen_again(manager, fork, known[: read.epoch + 1])
            await fork.step("epoch", 3)
            on = list(fresh_from(state, 3))
            await seen_again(manager, fork, [*known[: read.epoch + 1], *on])

    run(scenario, wanted)


def test_a_fork_changes_what_it_is_told_to() -> None:
    async def scenario(manager: Manager, session: Session) -> None:
        await session.step("epoch", 6)
        known = list(fresh(spec(), [("epoch", 6)]))
        rate = {"training": {"optimizer": {"learning_rate": 0.2}}}
        fork, _ = await manager.fork(session, 4, rate)
        assert told(fork.state) == told(engine.amend(known[4], learning_rate=0.2))
        other, _ = await manager.fork(session, 4, {"training": {"optimizer": "adam"}})
        assert other.state.slots.shape[0] == 2
        assert not other.state.slots.any()
        assert other.state.parameters.tobytes() == known[4].parameters.tobytes()
        moved, _ = await manager.fork(session, 4, {"data": {"kind": "xor", "n": 80}})
        assert (moved.course.epoch, moved.state.step) == (4, known[4].step)
        assert moved.state.drift == 1.0
        assert moved.state.start_loss != known[4].start_loss
        # Losses of before do not compare with those of now.
        await moved.step("epoch", 3)
        assert moved.course.best().epoch > 4
        await seen_again(manager, moved, known[:5])
        again = await manager.answers.moment(moved, "me", 7)
        assert (again.exact, told(again.state)) == (True, told(moved.state))
        refusals: list[tuple[dict[str, Any], str, str]] = [
            ({"network": {"hidden_layers": [5]}}, "/spec/network", "same inputs, layers"),
            ({"data": {"kind": "blobs"}}, "/spec/data", "has outputs: 1"),
            ({"data": "reg_plane"}, "/spec", "suit"),
            ({"data": {"test_fraction": 0}}, "/spec/data", "measured"),
            ({"training": {"batch_size": 0}}, "/spec/training/batch_size", "at least 1"),
            ({"data": None}, "/spec/data", "kind"),
        ]
        for changes, pointer, words in refusals:
            with pytest.raises(Invalid, match=words) as refused:
                await manager.fork(session, 4, changes)
            assert refused.value.errors[0].pointer == pointer
        assert len(manager) == 4

    run(scenario, spec())


def test_every_epoch_outlives_the_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timeline, "SPACING_S", 0.0)
    wanted = spec(optimizer="adam", dropout=0.2)
    known = list(fresh(wanted, DONE))
    grown = [("sample", 2), ("sample", 3), ("epoch", 3)]
    settings = Settings(data_dir=str(tmp_path), max_storage_bytes=1_000_000)

    def managed() -> Manager:
        return Manager(settings, Inline(), open_store(settings))

    async def whole() -> None:
        manager = managed()
        session, _ = await manager.create(work.begin, engine.Spec.model_validate(wanted))
        for done in DONE:
            await do(session, [done])
            assert await manager.keeper.save()
        fork, _ = await manager.fork(session, 6, {})
        apart, _ = await manager.create(work.begin, engine.Spec.model_validate(wanted))
        apart.course.timeline._spacing_s = 1e9
        for unit, number in grown:
            await do(apart, [(unit, number)])
            assert await manager.keeper.save()
        # Those that are let go of in memory go on disk, too.
        session.course.timeline.fit(20_000)
        await session.step("batch", 1)
        assert await manager.keeper.save()
        numbers = [each.number for each in session.course.timeline.keyframes]
        state, acts = session.state, session.course.timeline.acts
        # Killed here, it would be found again as it is.
        await manager.keeper.close()
        manager = managed()
        session = await manager.find(session.id)
        assert [each.number for each in session.course.timeline.keyframes] == numbers
        assert session.course.timeline.acts == acts
        assert told(session.state) == told(state)
        await seen_again(manager, session, known)
        await session.change(work.amend, {"learning_rate": 0.05})
        await session.step("epoch", 2)
        last = told(session.state)
        fork = await manager.find(fork.id)
        assert fork.read().parent == Moment(run=session.id, epoch=6)
        await seen_again(manager, fork, known[:7])
        apart = await manager.find(apart.id)
        assert len(apart.course.timeline.keyframes) == 1
        await seen_again(manager, apart, list(fresh(wanted, grown)))
        best = session.course.best()
        await manager.keeper.close()
        # Where the disk is short, states in between go before any run.
        database = Database(tmp_path)
        ids = database._connection.execute("select id from runs").fetchall()
        room = database.size() - 10_000
        database.prune([], Kept(1e9, 1e9), room, elapsed_s=1.0)
        assert database.size() <= room
        assert database._connection.execute("select id from runs").fetchall() == ids
        database.close()
        manager = managed()
        session = await manager.find(session.id)
        assert len(session.course.timeline.keyframes) == 1
        assert session.course.best() == best
        await seen_again(manager, session, known)
        moment = await manager.answers.moment(session, "me", session.course.epoch)
        assert told(moment.state) == last or session.course.place(session.state)[1]
        await manager.keeper.close()

    asyncio.run(whole())


def test_who_goes_back_leaves_a_run_of_its_own() -> None:
    wanted = spec(optimizer="adam")

    async def scenario(manager: Manager, session: Session) -> None:
        await do(session, DONE)
        known, history = list(fresh(wanted, DONE)), session.history.since(0).lists()
        generation, now = session.course.generation, session.state
        await session.play(None, None)
        session.pause()
        await session.play(None, 1.0)
        branch = await manager.rewind(session, 6)
        assert branch is not None
        assert (session.status, session.course.epoch) == (Status.PAUSED, 6)
        assert session.course.generation != generation
        assert told(session.state) == told(known[6])
        left = await manager.control(branch.id, branch.token)
        read = left.read()
        assert (read.kept, read.parent) == (True, Moment(run=session.id, epoch=6))
        assert read.epoch >= len(known) - 1
        lists = left.history.since(0).lists()
        assert {name: values[: len(known)] for name, values in lists.items()} == history
        await seen_again(manager, left, known)
        await session.step("epoch", 2)
        again = list(fresh_from(known[6], 2))
        await seen_again(manager, session, [*known[:7], *again])
        # Where nothing is left there is no branch.
        assert await manager.rewind(session, 8) is None
        assert now.step <= left.state.step
        manager.delete(left.id)
        await seen_again(manager, session, [*known[:7], *again])
        # What was changed by hand just then is left, too.
        await session.change(work.amend, {"learning_rate": 0.5})
        branch = await manager.rewind(session, 8)
        assert branch is not None
        left = await manager.control(branch.id, branch.token)
        assert left.state.spec.training.optimizer.learning_rate == 0.5
        # Going back is undone as all else is, the latest first.
        await session.go("undo")
        assert told(session.state) == told(left.state)
        await session.go("undo")
        assert session.course.epoch >= len(known) - 1
        await seen_again(manager, session, known)
        await session.go("redo")
        assert told(session.state) == told(left.state)

    run(scenario, wanted)


def test_nothing_is_left_behind_for_want_of_room() -> None:
    async def scenario(manager: Manager, session: Session) -> None:
        await session.step("epoch", 5)
        with pytest.raises(Busy, match="limit of 1 runs"):
            await manager.rewind(session, 2)
        assert session.course.epoch == 5

    run(scenario, spec(), max_runs=1)


@pytest.mark.parametrize("units", [2, 23])
def test_a_fork_knows_the_weights_that_were_set_before_anything_was_learned(
    tmp_path: Path, units: int
) -> None:
    settings = Settings(data_dir=str(tmp_path))
    weights = [
        engine.Weight(layer=1, unit=unit, input=row, value=(unit - row) / units)
        for unit in range(units)
        for row in range(units)
    ]

    async def whole() -> None:
        manager = Manager(settings, Inline(), open_store(settings))
        wide = engine.Spec.model_validate({"network": {"hidden_layers": [units, units]}})
        session, _ = await manager.create(work.begin, wide)
        await do(session, [(work.set_weights, weights)])
        begun, told = session.state.parameters, session.state.spec.network.weights
        await do(session, [("epoch", 3)])
        assert await manager.keeper.save()
        await manager.keeper.close()
        manager = Manager(settings, Inline(), open_store(settings))
        session = await manager.find(session.id)
        for epoch in (0, 2):
            fork, _ = await manager.fork(session, epoch, {})
            assert fork.state.spec.network.weights == told
            first = fork.state.first
            # Those are in the spec, unless they are more than it holds.
            assert (first is None, len(told)) == ((True, 4) if units == 2 else (False, 0))
            begins = engine.init(fork.state.spec).parameters if first is None else first
            np.testing.assert_array_equal(begins, begun)
        await manager.keeper.close()

    asyncio.run(whole())
