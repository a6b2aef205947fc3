"""A sweep trains as its runs would alone, is told as a run is, and lives like one."""

from __future__ import annotations

import asyncio
import json
import struct
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import engine
from app.problems import NotFound, Problem
from app.runs.manager import Manager
from app.runs.stand import Event
from app.schemas import Status
from app.sentences import say
from app.settings import Settings
from app.sweeps.feed import SweepReader
from app.sweeps.manager import Sweeps
from app.sweeps.plan import Plan, SweepUntil
from app.sweeps.sweep import Sweep
from app.sweeps.tables import Table
from app.sweeps.tables import rows as rows_of
from app.work import work
from app.work.executors import Inline
from tests.app.waiting import until

RATE = "/training/optimizer/learning_rate"
SPEC = {"data": {"kind": "xor", "n": 40}, "network": {"hidden_layers": [4]}}


def plan(rates: int = 4, epoch: int = 6, **more: Any) -> Plan:
    values = [0.05 * (number + 1) for number in range(rates)]
    axis = {"path": RATE, "values": values}
    given = {"spec": SPEC, "across": axis, "until": {"epoch": epoch}, **more}
    return Plan.model_validate(given)


def run(scenario: Callable[[Sweeps], Awaitable[None]], **settings: Any) -> None:
    async def scene() -> None:
        manager = Manager(Settings(data_dir="", **settings), Inline())
        sweeps = Sweeps(manager)
        try:
            await scenario(sweeps)
        finally:
            manager.stop()
            sweeps.stop()
            await manager.executor.close()

    asyncio.run(scene())


async def played(sweep: Sweep) -> None:
    await sweep.play(None, None)
    await until(lambda: sweep.status is not Status.PLAYING)


def alone(sweep: Sweep, number: int) -> engine.State:
    return engine.advance(engine.init(sweep.tiles.specs[number]), epochs=sweep.last_epoch)


def assert_as_alone(sweep: Sweep) -> None:
    for number, state in enumerate(sweep.states):
        other = alone(sweep, number)
        assert state.parameters.tobytes() == other.parameters.tobytes(), number
        assert state.slots.tobytes() == other.slots.tobytes(), number
        assert (state.step, state.seen) == (other.step, other.seen)
        assert (state.outcome is None) == (other.outcome is None)
        own = sweep.board.now[number, sweep.board.curves.columns(other.history.names)]
        np.testing.assert_allclose(own, other.history.values[-1], rtol=1e-5, atol=1e-6)
        curves = sweep.board.curves
        rows = curves.rows_to(sweep.board.epochs[number])
        columns = curves.columns(other.history.names)
        known = other.history.values[curves.epochs[:rows]]
        np.testing.assert_allclose(
            curves.values[:rows, number, columns], known, rtol=1e-5, atol=1e-6
        )


PLANS: dict[str, dict[str, Any]] = {
    "one stack": {"rates": 9},
    "seeds": {"rates": 3, "seeds": 4, "seeded": "both"},
    "widths": {"down": {"path": "/network/hidden_layers", "values": [[3], [8, 8], [64], []]}},
    "batches": {"down": {"path": "/training/batch_size", "values": [1, 7, "all"]}},
    "optimizers": {"down": {"path": "/training/optimizer", "values": ["adam", "rmsprop"]}},
    "data": {"down": {"path": "/data", "values": ["rings", {"kind": "circle", "n": 30}]}},
    "inputs": {"down": {"path": "/network/inputs", "values": [["x1", "x2"], ["x1", "x1_x2"]]}},
    "penalties": {"down": {"path": "/training/regularizer", "values": ["none", "l1"]}},
}


@pytest.mark.parametrize("varied", PLANS.values(), ids=PLANS)
def test_its_runs_are_what_they_are_alone(varied: dict[str, Any]) -> None:
    async def scenario(sweeps: Sweeps) -> None:
        sweep, _ = await sweeps.create(plan(**varied))
        await played(sweep)
        assert (sweep.status, sweep.read().epoch) == (Status.FINISHED, 6)
        assert_as_alone(sweep)

    run(scenario)


Parsed = tuple[dict[str, Any], dict[str, np.ndarray[Any, Any]]]


def head_of(event: Event) -> Parsed:
    return head_of_message(event.framed.payload)


def head_of_message(message: bytes) -> Parsed:
    (length,) = struct.unpack("<I", message[:4])
    head, at = json.loads(message[4 : 4 + length]), 4 + length
    arrays = {}
    for name, dtype, shape in head["arrays"]:
        count = int(np.prod(shape))
        arrays[name] = np.frombuffer(message, dtype, count, at).reshape(shape)
        at += -(-arrays[name].nbytes // 4) * 4
    return head, arrays


async def frames(reader: SweepReader) -> list[Event]:
    """Frames until one has all rows of the curves."""
    found = []
    async with asyncio.timeout(20):
        while True:
            event = await reader.next()
            assert event is not None
            if event.name == "frame":
                found.append(event)
                head, arrays = head_of(event)
                reader.acknowledge(head["seq"])
                if len(arrays["rows"]) and arrays["rows"][-1, 0] == 6 and None not in head["shown"]:
                    return found


def test_frames_bring_every_row_once_and_tiles_of_the_median_seed() -> None:
    async def scenario(sweeps: Sweeps) -> None:
        sweep, _ = await sweeps.create(plan(4, seeds=3))
        reader = SweepReader(binary=True, acknowledges=True)
        with sweep.hall.watch(reader):
            first = await reader.next()
            assert first is not None
            assert first.name == "snapshot"
            assert json.loads(first.data)["sweep"]["grid"] == {"columns": 4, "rows": 1}
            await played(sweep)
            heads, parts = zip(*map(head_of, await frames(reader)), strict=True)
            await until(lambda: not sweep.board.undrawn(sweep.states))
        rows = np.concatenate([arrays["rows"] for arrays in parts])
        assert rows[:, 0].tolist() == list(range(7))
        assert rows.shape == (7, 1 + 12 * 4)
        assert [head["row_from"] for head in heads[1:]] == [head["row_to"] for head in heads[:-1]]
        assert parts[-1]["epochs"].tolist() == [6] * 12
        assert parts[-1]["tiles"].shape == (4, 32, 32)
        losses = sweep.board.now[:, sweep.board.metrics.index("val_loss")].reshape(4, 3)
        for tile, shown in enumerate(sweep.board.pictured):
            assert shown is not None
            assert losses[tile, shown - 3 * tile] == np.median(losses[tile])
            answers = engine.observe(sweep.states[shown], 32, None).boundary
            picture = sweep.board.tiles[tile]
            low, high = picture.range
            seen = np.frombuffer(picture.planes, "u1").reshape(1, 32, 32) / 255
            np.testing.assert_allclose(seen * (high - low) + low, answers, atol=0.01)

    run(scenario)


def test_who_draws_no_frame_is_sent_two_and_then_the_newest_with_all_rows() -> None:
    async def scenario(sweeps: Sweeps) -> None:
        sweep, _ = await sweeps.create(plan())
        hidden = SweepReader(binary=True, acknowledges=True)
        seen: list[float] = []
        with sweep.hall.watch(hidden):
            for _ in range(3):
                await sweep.step(1)
                while hidden.has_room:
                    event = await hidden.next()
                    assert event is not None
                    if event.name == "frame":
                        seen += head_of(event)[1]["rows"][:, 0].tolist()
            assert not sweep.hall.wants
            await played(sweep)
            assert sweep.board.undrawn(sweep.states)
            if hidden.acknowledge(1000):
                sweep.hall.refresh()
            for event in await frames(hidden):
                seen += head_of(event)[1]["rows"][:, 0].tolist()
            assert seen == list(range(7))
            assert not sweep.board.undrawn(sweep.states)

    run(scenario)


def test_a_run_that_diverges_leaves_its_stack_and_the_others_go_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.sweeps.sweep.EXAMINED_S", 1e9)

    async def scenario(sweeps: Sweeps) -> None:
        rates = {"path": RATE, "values": [0.01, 9.9, 0.02, 9.8, 0.03, 0.04]}
        given = plan(spec={**SPEC, "training": {"loss": "mean_squared_error"}}, across=rates)
        sweep, _ = await sweeps.create(given.model_copy(update={"until": SweepUntil(epoch=200)}))
        # As if they had been found to stand still before: whoever diverges has moved.
        sweep.standstills = [(say("no_such_run"),)] * 6
        for piece in sweep.pieces:
            piece.examined_at = 0.0
        await played(sweep)
        read = sweep.read()
        for tile in read.tiles:
            assert not (tile.runs[0].outcome and tile.runs[0].standstill)
        found = [tile.runs[0].outcome for tile in read.tiles]
        assert [outcome is not None for outcome in found] == [
            alone(sweep, number).outcome is not None for number in range(6)
        ]
        assert any(found)
        assert read.status is Status.FINISHED
        assert read.epoch == 200
        assert read.best is not None
        assert found[read.best] is None
        for number, outcome in enumerate(found):
            if outcome:
                assert outcome.cause == alone(sweep, number).outcome.cause  # type: ignore[union-attr]

    run(scenario)


def test_what_stands_still_says_why_and_under_what_it_was_trained_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A penalty that costs more than there is to gain, in a stack and alone, seen at the end."""

    def told(sweep: Sweep) -> list[list[str | None]]:
        runs = [tile.runs[0] for tile in sweep.read().tiles]
        return [[sentence.code for sentence in run.standstill] for run in runs]

    async def scenario(sweeps: Sweeps) -> None:
        strong = [{"kind": "l1", "rate": 5.0}, "none"]
        layers = {"path": "/network/hidden_layers", "values": [[4], [4, 4]]}
        kept = {"path": "/training/regularizer", "values": strong}
        sweep, _ = await sweeps.create(plan(across=kept, down=layers, epoch=40, seeds=5))
        assert told(sweep) == [[], [], [], []]
        await played(sweep)
        assert told(sweep) == [["weights_zero"], [], ["weights_zero"], []]
        rows = rows_of(Table.of(sweep))
        assert rows[0]["standstill"].startswith("All weights are 0")
        assert rows[5]["standstill"] is None
        assert sweep.read().fingerprints == [engine.fingerprint()]
        assert not sweep.read().warnings
        other = replace(engine.fingerprint(), kernel="Zen")
        monkeypatch.setattr(engine, "fingerprint", lambda: other)
        await sweep.change({"until": SweepUntil(epoch=41)})
        await played(sweep)
        read = sweep.read()
        assert read.fingerprints[-1] == other
        assert [warning.code for warning in read.warnings] == ["trained_elsewhere"]

    run(scenario)


def test_it_steps_pauses_goes_on_and_begins_anew() -> None:
    async def scenario(sweeps: Sweeps) -> None:
        sweep, token = await sweeps.create(plan())
        assert await sweeps.control(sweep.id, token) is sweep
        await sweep.step(2)
        assert (sweep.status, sweep.read().epoch) == (Status.PAUSED, 2)
        await sweep.play(SweepUntil(epoch=2000), 40)
        await until(lambda: sweep.read().epoch > 4)
        sweep.pause()
        paused = sweep.read()
        assert paused.status is Status.PAUSED
        await sweep.change({"until": SweepUntil(epoch=paused.epoch + 3), "speed": None})
        await played(sweep)
        assert sweep.read().status is Status.FINISHED
        assert_as_alone(sweep)
        before = sweep.generation
        await sweeps.reset(sweep, plan(2, down={"path": "/data/noise", "values": [0, 0.1]}))
        assert (sweep.status, sweep.read().epoch) == (Status.READY, 0)
        assert sweep.generation != before
        await played(sweep)
        assert_as_alone(sweep)

    run(scenario)


def test_one_that_waits_for_a_place_says_about_how_long() -> None:
    async def scenario(sweeps: Sweeps) -> None:
        first, _ = await sweeps.runs.create(work.begin, engine.Spec())
        await first.play(None, 20)
        sweep, _ = await sweeps.create(plan())
        await sweep.play(None, None)
        waiting = sweep.read()
        assert (waiting.status, waiting.queue_position) == (Status.QUEUED, 1)
        assert waiting.wait_s is not None
        assert 10 < waiting.wait_s <= 20
        first.pause()
        await until(lambda: sweep.status is Status.FINISHED)
        assert sweep.read().wait_s is None

    run(scenario, max_live_runs=1, turn_s=20)


def test_one_that_is_removed_while_it_plays_is_gone() -> None:
    async def scenario(sweeps: Sweeps) -> None:
        sweep, _ = await sweeps.create(plan(epoch=2000))
        reader = SweepReader(binary=True, acknowledges=False)
        with sweep.hall.watch(reader):
            await sweep.play(None, None)
            await until(lambda: sweep.read().epoch > 1)
            sweeps.delete(sweep.id)
            while await reader.next() is not None:
                pass
        with pytest.raises(NotFound):
            await sweeps.find(sweep.id)
        with pytest.raises(Problem):
            await sweep.play(None, None)
        assert len(sweeps) == 0

    run(scenario)
