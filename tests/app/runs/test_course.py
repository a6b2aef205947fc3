"""What a run knows of its way: where it was best, whether it moves, under what it trained."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import engine
from app.problems import Conflict
from app.runs.manager import Manager
from app.runs.session import Session
from app.schemas import Status, Until
from app.settings import Settings
from app.storage.store import open_store
from app.work import work
from app.work.executors import Inline
from tests.app.waiting import until

CIRCLE: dict[str, Any] = {
    "data": {"kind": "circle", "n": 200},
    "network": {"hidden_layers": [8], "activation": "tanh"},
    "training": {"optimizer": {"kind": "sgd", "learning_rate": 0.3}},
}
ZEROS: dict[str, Any] = {"network": {"hidden_layers": [4], "initializer": "zeros"}}


def run(scenario: Callable[[Session], Awaitable[None]], spec: dict[str, Any]) -> None:
    async def whole() -> None:
        manager = Manager(Settings(), Inline())
        session, _ = await manager.create(work.begin, engine.Spec.model_validate(spec))
        await scenario(session)
        manager.stop()

    asyncio.run(whole())


def losses(session: Session) -> list[float]:
    lists = session.history.since(0).lists()
    return lists["val_loss"]


@pytest.mark.parametrize("slices", ["many", "one"])
def test_a_rewind_leads_to_the_best_epoch_there_was(slices: str) -> None:
    async def scenario(session: Session) -> None:
        if slices == "many":
            await session.play(Until(val_loss=0.09), None)
            await until(lambda: session.status is Status.FINISHED)
        else:
            await session.step("epoch", 200)
        assert min(losses(session)) < 0.1
        await session.change(work.amend, {"learning_rate": 10.0})
        await session.play(None, None)
        await until(lambda: session.status is Status.DIVERGED)
        known = losses(session)
        best = int(np.argmin(known))
        assert known[-1] > 0.5
        await session.change(work.amend, {"learning_rate": 0.1})
        await session.rewind()
        assert (session.status, session.course.epoch) == (Status.PAUSED, best)
        assert losses(session) == known[: best + 1]
        measured = engine.observe(session.state, None, None, health=False).metrics["val_loss"]
        assert measured == min(known)
        assert session.state.spec.training.optimizer.learning_rate == 0.1
        await session.step("epoch", 2)
        assert losses(session)[-1] < 0.12

    run(scenario, CIRCLE)


def test_the_best_epoch_is_found_again_among_single_points_and_half_epochs() -> None:
    async def scenario(session: Session) -> None:
        await session.step("batch", 3)
        await session.step("sample", 350)
        await session.change(work.amend, {"learning_rate": 10.0})
        await session.step("sample", 500)
        await session.play(None, None)
        await until(lambda: session.status is Status.DIVERGED)
        known = losses(session)
        best = int(np.argmin(known))
        await session.rewind()
        assert session.course.epoch == best
        measured = engine.observe(session.state, None, None, health=False).metrics["val_loss"]
        assert measured == known[best]

    run(scenario, CIRCLE)


def test_an_alarm_may_be_overruled() -> None:
    async def scenario(session: Session) -> None:
        with pytest.raises(Conflict, match="let go on"):
            await session.change(work.go_on, command="go_on")
        await session.change(work.amend, {"learning_rate": 10.0})
        await session.play(None, None)
        await until(lambda: session.status is Status.DIVERGED)
        with pytest.raises(Conflict, match="go on anyway"):
            await session.play(None, None)
        before = session.read()
        await session.change(work.go_on, command="go_on")
        after = session.read()
        assert (after.status, after.outcome, after.message) == (Status.PAUSED, None, None)
        assert (after.epoch, after.generation) == (before.epoch, before.generation)
        await session.change(work.amend, {"learning_rate": 0.01})
        await session.step("epoch", 60)
        assert session.status is Status.PAUSED
        assert session.course.epoch == before.epoch + 60

    run(scenario, CIRCLE)


def test_a_standstill_is_told_from_the_start_until_it_is_over() -> None:
    async def scenario(session: Session) -> None:
        def codes() -> list[str | None]:
            return [sentence.code for sentence in session.read().standstill]

        assert codes() == ["first_weights_zero"]
        weights = [engine.Weight(layer=0, unit=k, input=0, value=0.3 * k) for k in range(4)]
        await session.change(work.set_weights, weights)
        assert codes() == []
        told = session.audience.stand.told
        await session.change(work.amend, {"learning_rate": 1e-9})
        assert codes() == ["rate_too_small"]
        assert session.audience.stand.told > told
        await session.step("epoch", 2)
        assert codes() == ["rate_too_small"]
        await session.change(work.amend, {"learning_rate": 0.3})
        assert codes() == []

    run(scenario, ZEROS)


def test_a_standstill_is_kept_with_the_run(tmp_path: Path) -> None:
    async def scenario() -> None:
        settings = Settings(data_dir=str(tmp_path))
        manager = Manager(settings, Inline(), open_store(settings))
        still = engine.Spec.model_validate({"network": {"initializer": "zeros"}})
        session, _ = await manager.create(work.begin, still)
        told = session.read().standstill
        assert told
        await manager.keeper.close()
        manager = Manager(settings, Inline(), open_store(settings))
        assert (await manager.find(session.id)).read().standstill == told
        await manager.keeper.close()

    asyncio.run(scenario())


def test_a_standstill_that_comes_while_it_trains_is_told() -> None:
    async def scenario(session: Session) -> None:
        assert session.read().standstill == []
        await session.play(Until(epoch=400), None)
        await until(lambda: session.status is Status.FINISHED)
        assert [sentence.code for sentence in session.read().standstill] == ["weights_zero"]

    heavy = {"kind": "l1", "rate": 3.0}
    training = {"optimizer": {"kind": "sgd", "learning_rate": 0.1}, "regularizer": heavy}
    run(scenario, {"network": {"hidden_layers": [3]}, "training": training})


def test_who_trains_on_under_another_fingerprint_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario() -> None:
        async def served(run_id: str | None = None) -> tuple[Manager, Session]:
            settings = Settings(data_dir=str(tmp_path))
            manager = Manager(settings, Inline(), open_store(settings))
            if run_id:
                return manager, await manager.find(run_id)
            return manager, (await manager.create(work.begin, engine.Spec()))[0]

        ours = engine.fingerprint()
        other = engine.Fingerprint(ours.engine, ours.numpy, "Another")
        manager, session = await served()
        assert session.read().fingerprints == []
        await session.step("epoch", 1)
        assert session.read().fingerprints == [ours]
        assert session.read().warnings == []
        await manager.keeper.close()

        manager, session = await served(session.id)
        assert (session.read().fingerprints, session.read().warnings) == ([ours], [])
        with monkeypatch.context() as elsewhere:
            elsewhere.setattr(engine, "fingerprint", lambda: other)
            await session.step("epoch", 1)
        (warning,) = session.read().warnings
        assert warning.code == "trained_elsewhere"
        assert (warning.params["kernel_before"], warning.params["kernel"]) == (
            ours.kernel,
            "Another",
        )
        assert session.read().message_sentence == warning
        await manager.keeper.close()

        # Back where it began its numbers are still of both.
        manager, session = await served(session.id)
        await session.step("epoch", 1)
        assert session.read().warnings == [warning]
        await session.reset(None)
        assert (session.read().fingerprints, session.read().warnings) == ([], [])
        await manager.keeper.close()

    asyncio.run(scenario())
